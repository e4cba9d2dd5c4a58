"""A small watch and sightings made by hand, and strategies that make many."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from tocsin.nouns.watch import BaseRate, Hypothesis, Indicator, Look, Question, Sighting, Watch

DAY = date(2031, 3, 20)
WORDS = ("almost certain", "very likely", "likely", "even chance", "unlikely", "very unlikely", "almost no chance")


def indicator(name: str, closes: str, bluffs: str, calm: str, group: str | None = None, **other: object) -> Indicator:
    """An indicator of the made watch."""
    likelihood = {"closes": closes, "bluffs": bluffs, "calm": calm}
    return Indicator(name, f"{name} is seen", (Look(terms=(name,)),), likelihood, 14.0, group, **other)  # type: ignore[arg-type]


def watch(tau: float = 60.0) -> Watch:
    """Does a strait close: three hypotheses, five indicators, two of them in one group."""
    return Watch(
        id="made",
        version="1",
        question=Question(
            "Will the strait close?", "when it does", (7, 30, 90), BaseRate(0.02, 30, 0.01, 0.05, "made")
        ),
        hypotheses=(
            Hypothesis("closes", "it is about to close", 0.1, 0.05, target=True),
            Hypothesis("bluffs", "threats only", 0.4, 0.001),
            Hypothesis("calm", "none of these", 0.5, 0.0002),
        ),
        indicators=(
            indicator("mines", "very likely", "unlikely", "almost no chance", "navy"),
            indicator("patrols", "almost certain", "very likely", "unlikely", "navy"),
            indicator("insurance", "likely", "even chance", "very unlikely"),
            indicator("talks", "unlikely", "even chance", "likely"),
            indicator("decree", "likely", "very unlikely", "very unlikely", expected_by=date(2031, 3, 10)),
        ),
        tau=tau,
        interests={"KES": "calm"},
    )


def sighting(number: int, name: str = "mines", present: bool = True, **changes: object) -> Sighting:
    """One report, gathered on 15 March 2031 unless told otherwise."""
    fields: dict[str, object] = {
        "id": f"s{number}",
        "indicator": name,
        "present": present,
        "first_seen": datetime(2031, 3, 15, 12, tzinfo=UTC),
        "document": f"d{number}",
        "start": 0,
        "end": 9,
        "origin": f"o{number}",
        "source": f"outlet{number}.example",
        "side": None,
        "certainty": 0.9,
        "score": 1.0,
        "why": "made",
    }
    return Sighting(**{**fields, **changes})  # type: ignore[arg-type]


NAMES = tuple(i.id for i in watch().indicators)


@st.composite
def many(draw: st.DrawFn, least: int = 0, most: int = 14) -> list[Sighting]:
    """Sightings on any indicator, of any age, source, side and status."""
    return [_one(draw, k) for k in range(draw(st.integers(least, most)))]


def _one(draw: st.DrawFn, number: int) -> Sighting:
    return sighting(
        number,
        draw(st.sampled_from(NAMES)),
        draw(st.booleans()),
        first_seen=datetime(2031, 3, 15, tzinfo=UTC) - timedelta(days=draw(st.integers(-4, 60))),
        origin=f"o{draw(st.integers(0, 8))}",
        source=draw(st.sampled_from(["a.example", "b.example", "person:x", "state:KES", None])),
        side=draw(st.sampled_from([None, "KES", "VOR"])),
        certainty=draw(st.floats(0.1, 1.0)),
        score=draw(st.floats(0.3, 1.0)),
        status=draw(st.sampled_from(["reported", "planned", "possible"])),
    )
