"""Judgement: "Analyst A decided this about that, at T" — dated, signed, retractable, never deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about any ledger object; views apply it, evidence is never rewritten.

    ``verb`` is accept, reject, correct, merge, split, grade, resolve …; ``value`` its JSON-able argument;
    ``retracts`` names the judgement it takes back; one that took a judgement back can itself be taken back.
    """

    id: str
    analyst: str
    at: datetime
    verb: str
    target: str
    value: object = None
    reason: str = ""
    retracts: str | None = None


def taken_back(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Ids of what was taken back, with what took it back; a taking back that was itself taken back has no force.

    What takes back is later than what it takes back, so the newest are looked at first.
    """
    back: dict[str, Judgement] = {}
    for j in sorted(judgements, key=lambda j: (j.at, j.id), reverse=True):
        if j.retracts and j.id not in back:
            back[j.retracts] = j
    return back
