"""Groups of PLOVER classes and what follows from belonging to one."""

from __future__ import annotations

VERBAL = frozenset(("REQUEST", "REJECT", "THREATEN", "ACCUSE", "AGREE"))
COOPERATIVE = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
THREATS = {"ASSAULT": "violence", "COERCE": "restrict", "SANCTION": "relations", "MOBILIZE": "violence"}
MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE", "SUPPORT", "ASSAULT", "RETREAT"))
CONFLICT = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST", "REJECT", "THREATEN"))
GIVING = frozenset(("AID", "COOPERATE", "RETREAT", "CONSULT", "CONCEDE", "SUPPORT"))
FORCEFUL = frozenset(("ASSAULT", "COERCE", "SANCTION"))
IN_THE_STREET = {"REQUEST": "demo", "ACCUSE": "demo", "COERCE": "obstruct", "ASSAULT": "riot", "REJECT": "demo"}
DEALINGS = frozenset(("AGREE", "CONSULT", "SUPPORT", "AID", "CONCEDE", "REQUEST", "REJECT", "ACCUSE", "THREATEN"))
PEOPLE = ("group:", "person:", "office:", "someone:")
AT_HOME = frozenset(("PROTEST", "CONCEDE"))
ON_THE_GROUND = frozenset(("ASSAULT", "MOBILIZE", "RETREAT", "PROTEST"))  # matter whoever did them
OWN_MODES = {"REQUEST", "REJECT"}


def mode_of(kind: str, content: str) -> str | None:
    """The mode of a verbal class from the class of what it is about."""
    if kind == "THREATEN":
        return THREATS.get(content)
    if kind in OWN_MODES:
        groups = {"CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "RETREAT": "yield"}
        return groups.get(content, "yield" if content == "CONCEDE" else "change")
    return content.lower() if content in COOPERATIVE else None
