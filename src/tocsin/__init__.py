"""tocsin: open-source indications and warning. The bell that warns a town, with its work shown.

The names below are the public door; everything else may move. Each is loaded when it is first asked for.

>>> import tocsin
>>> case = tocsin.Case("tocsin.db")
>>> case.add("inbox/")
>>> print(case.brief("cross-border-invasion:attacker=RUS,target=UKR"))
"""

from importlib import import_module

__version__ = "0.1.0"

_DOOR = {
    "Actor": "tocsin.nouns.actor",
    "Assessment": "tocsin.nouns.assessment",
    "Audit": "tocsin.nouns.audit",
    "Brief": "tocsin.nouns.brief",
    "Case": "tocsin.workbench.case",
    "Document": "tocsin.nouns.document",
    "Event": "tocsin.nouns.reading",
    "Indicator": "tocsin.nouns.watch",
    "Judgement": "tocsin.nouns.judgement",
    "Ledger": "tocsin.ledger",
    "Origin": "tocsin.nouns.relation",
    "Picture": "tocsin.nouns.picture",
    "Quantity": "tocsin.nouns.reading",
    "Reader": "tocsin.read",
    "Reading": "tocsin.nouns.reading",
    "Relation": "tocsin.nouns.relation",
    "Span": "tocsin.nouns.document",
    "Statement": "tocsin.nouns.reading",
    "TocsinError": "tocsin.errors",
    "Watch": "tocsin.nouns.watch",
    "When": "tocsin.nouns.reading",
    "assess": "tocsin.weigh",
    "relate": "tocsin.resolve",
    "watch": "tocsin.workbench",
}
__all__ = sorted(_DOOR)


def __getattr__(name: str) -> object:
    if name not in _DOOR:
        raise AttributeError(f"tocsin has no public name {name!r}; it has {', '.join(sorted(_DOOR))}")
    return getattr(import_module(_DOOR[name]), name)


def __dir__() -> list[str]:
    return sorted(_DOOR)
