"""Two sources that may be one voice under two names: nobody is set against himself, or against who may be himself."""

from __future__ import annotations

from tocsin.resolve.claims import Claim
from tocsin.resolve.tables import words


def perhaps_one(a: Claim, b: Claim) -> bool:
    """Whether two sources with different keys may be one all the same."""
    if a.speaker.key == b.speaker.key:
        return False
    if alias(a, b) or _pronoun(a, b):
        return True
    return a.document.id == b.document.id and (_described(a, b) or not (a.speaker.named or b.speaker.named))


def alias(a: Claim, b: Claim) -> bool:
    """Are both by one whose name is written in full and in part, without that it was seen to be one person?"""
    persons = any((c.speaker.actor or "").startswith("person:") for c in (a, b))
    if a.speaker.key == b.speaker.key or not (persons or a.document.id == b.document.id):
        return False
    short, long = sorted((_name(a), _name(b)), key=len)
    return bool(short) and short == long[-len(short) :]


def _name(claim: Claim) -> list[str]:
    """The words in capitals at the end of a source."""
    found = claim.statement.source.text.removesuffix(" who").rstrip(",").split() if claim.statement.source else []
    start = next((n for n in range(len(found), 0, -1) if not found[n - 1][:1].isupper()), 0)
    return found[start:]


def _pronoun(a: Claim, b: Claim) -> bool:
    """Whether a "he" was taken for the other one."""
    sources = [c.statement.source for c in (a, b)]
    meant = {source.actor for source in sources if source}
    short = any(source and source.text.lower() in words("speakers", "persons") for source in sources)
    return short and len(meant) == 1 and None not in meant and None not in sources


def _described(a: Claim, b: Claim) -> bool:
    """ "The trade union" and "the union", in one article."""
    short, long = sorted((c.who.lower().split() for c in (a, b)), key=len)
    definite = short[:1] == long[:1] == ["the"] and len(short) > 1
    return definite and short[1:] == long[len(long) - len(short) + 1 :]
