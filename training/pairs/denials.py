"""What a cluster's statements become when somebody denies them: mostly news says no to other words than were said.

Who denies what means the same as the anchor denies the anchor; who denies something else of the same matter does not,
however much it sounds like it; and who denies its opposite agrees, or speaks beside the point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from training.pairs.clauses import clause, inner, negate

DENIED = (
    "{Who} denied that {it}", "{Who} has denied that {it}", "{Who} rejected claims that {it}", "{Who} dismissed reports that {it}",
    "It is not true that {it}, {who} said.", "Claims that {it} are false, {who} said", "{Who}: “It is a lie that {it}.”",
    "{Who} refuted allegations that {it}.", "{Who} called it a fabrication that {it}", "{Who} again denied that {it}.",
    "denies that {it}, {who} said", "{Who} denies that {it}", "{Who} dismissed as fake the report that {it}",
)  # fmt: skip
UPHELD = (
    "{Who} confirmed that {it}", "{Who} did not deny that {it}.", "There is no doubt that {it}, {who} said.",
    "{Who} conceded that {it}", "Nobody disputes that {it}, {who} said", "{Who} acknowledged that {it}.",
)  # fmt: skip
WHO = (
    "the ministry", "a government spokesman", "officials", "the governor", "a senior aide", "the embassy", "the president's office",
    "he", "it", "the army", "their spokeswoman", "the foreign minister", "state television", "the mayor's office", "she", "both governments",
)  # fmt: skip

Made = tuple[str, tuple[str, ...]]


def denials(others: Sequence[tuple[str, str]], plain: frozenset[str]) -> Iterator[Made]:
    """From what each text is to an anchor: new texts, and what they may be to it."""
    for kind, text in others:
        found = clause(text)
        if found is None:
            continue
        it, key = inner(found.content, plain).rstrip("."), crc32(text.encode())
        against = _said(DENIED, it, key)
        if kind in ("confirms", "repeats"):
            yield against, ("oppose",)
            yield _said(UPHELD, it, key // 7), ("agree",)
            other = negate(found.content)
            if other:
                yield other, ("oppose",)
        elif kind == "unrelated":
            yield against, ("other",)
        elif kind == "contradicts":
            yield against, ("agree", "other")


def _said(ways: Sequence[str], it: str, key: int) -> str:
    who = WHO[key // 31 % len(WHO)]
    return ways[key % len(ways)].format(Who=who[0].upper() + who[1:], who=who, it=it)
