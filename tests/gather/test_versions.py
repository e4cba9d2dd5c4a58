"""The same address with a new text is a version, not a witness."""

from datetime import UTC, datetime

from tocsin.gather import Trouble
from tocsin.gather.versions import linked
from tocsin.nouns.address import address
from tocsin.nouns.document import Document


def seen(name: str, day: int, url: str | None) -> Document:
    """A document first seen on that day."""
    return Document(name, f"text {name}", datetime(2022, 12, day, tzinfo=UTC), url=url)


def older(*documents: Document, known: dict[str, tuple[str, datetime]] | None = None) -> list[str | None]:
    """What each supersedes."""
    return [d.supersedes for d in linked(documents, (known or {}).get) if isinstance(d, Document)]


def test_a_later_text_at_the_same_address_supersedes_the_one_before() -> None:
    a, b, c = "http://www.e.example/x/?utm_source=q#top", "https://e.example/x", "https://e.example/y"
    assert older(seen("1", 1, a), seen("2", 2, b), seen("3", 3, c), seen("4", 4, b)) == [None, "1", None, "2"]


def test_the_case_knows_older_versions_and_order_of_arrival_does_not_matter() -> None:
    known = {"https://e.example/x": ("k", datetime(2022, 12, 5, tzinfo=UTC))}
    assert older(seen("1", 1, "https://e.example/x"), seen("6", 6, "https://e.example/x"), known=known) == [None, "k"]


def test_the_same_again_documents_without_address_and_troubles_pass_through() -> None:
    same = seen("1", 1, "https://e.example/x")
    trouble = Trouble("p", 1, "is empty")
    assert older(same, same, seen("2", 2, None), seen("3", 3, None)) == [None] * 4
    assert list(linked([trouble])) == [trouble]


def test_addresses() -> None:
    assert address("HTTP://WWW.E.example/a/?b=2&a=1&fbclid=x#y") == "https://e.example/a?a=1&b=2"
    assert address("http://[") == "http://["
    assert address("https://e.example") == "https://e.example/"
