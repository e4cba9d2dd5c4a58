"""Small nouns for tests, and hypothesis strategies that build any noun from its type hints."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Piece, Reading, Source, Statement
from tocsin.nouns.relation import Copies, Origin, Relation

START = datetime(2022, 12, 1, tzinfo=UTC)
READER = "fixed.v1"

moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)
st.register_type_strategy(datetime, moments)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(object, anything)


def document(name: str, day: int = 0, text: str | None = None, **more: object) -> Document:
    """A document first seen on that day of December 2022."""
    return Document(
        id=f"d-{name}",
        text=text or f"The ministry said on day {day} that nothing called {name} had happened.",
        first_seen=START + timedelta(days=day),
        published=Published(date(2022, 12, 1), date(2022, 12, 1), "given", "a test"),
        **more,  # type: ignore[arg-type]
    )


def statement(name: str, of: str, text: str = "nothing had happened") -> Statement:
    """One statement of a document."""
    return Statement(
        f"st-{name}", f"d-{of}", Source("The ministry", 0, 12), Piece("said", 13, 17), (Piece(text, 20, 40),)
    )


def reading(of: str, *names: str, reader: str = READER) -> Reading:
    """A reading that holds statements of those names."""
    return Reading(f"d-{of}", reader, statements=tuple(statement(n, of) for n in names), sentences=((0, 20), (21, 40)))


def relation(a: str, b: str, kind: str = "denies", id: str = "") -> Relation:
    """A relation between two statements."""
    return Relation(id or f"r-{a}-{b}-{kind}", kind, f"st-{a}", f"st-{b}", 0.9, "a test")  # type: ignore[arg-type]


def origin(*documents: str, id: str = "") -> Origin:
    """An origin whose members are the statements named like the documents."""
    ids = tuple(f"d-{d}" for d in documents)
    members = tuple(f"st-{d}" for d in documents)
    return Origin(id or "o-" + "".join(documents), members[0], members, ids, None, "a test")


def copies(*documents: str) -> Copies:
    """A group of copies."""
    return Copies("c-" + "".join(documents), "copy", tuple(f"d-{d}" for d in documents), 1.0, "a test")
