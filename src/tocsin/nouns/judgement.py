"""Judgement: "Analyst A decided this about that, at T" — dated, signed, retractable, never deleted."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about any ledger object; views apply it, evidence is never rewritten.

    ``verb`` is accept, reject, correct, merge, split, grade, resolve …; ``value`` its JSON-able argument;
    ``retracts`` names the judgement it takes back.
    """

    id: str
    analyst: str
    at: datetime
    verb: str
    target: str
    value: object = None
    reason: str = ""
    retracts: str | None = None
