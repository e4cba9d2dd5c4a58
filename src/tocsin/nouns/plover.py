"""The classes of events that there are (PLOVER 2.0, Open Event Data Alliance), with the modes that a reader gives."""

_STEP_BACK = "access ceasefire disarm release resign withdraw"
_WISH = "assist change meet yield"

EVENTS: dict[str, tuple[str, ...]] = {
    kind: tuple(modes.split())
    for kind, modes in {
        "ACCUSE": "allege disapprove investigate",
        "AGREE": "aid consult cooperate retreat support",
        "AID": "military",
        "ASSAULT": "abduct aerial assassinate beat cleansing crowd-control destroy drone explosives firearms "
        "heavy-weapons massacre primitive seize sexual suicide-attack torture unconventional",
        "COERCE": "arrest censor curfew cyber deport martial-law misinformation restrict seize withhold",
        "CONCEDE": _STEP_BACK,
        "CONSULT": "phone third-party visit",
        "COOPERATE": "",
        "MOBILIZE": "police troops weapons",
        "PROTEST": "boycott demo hunger obstruct riot strike",
        "REJECT": _WISH,
        "REQUEST": _WISH,
        "RETREAT": _STEP_BACK,
        "SANCTION": "discontinue expel withdraw",
        "SUPPORT": "",
        "THREATEN": "expel relations restrict territory violence",
    }.items()
}


def unknown(kind: str) -> str:
    """What is wrong with ``ASSAULT`` or ``MOBILIZE:troops`` as the name of a kind of event; empty when nothing is."""
    name, colon, mode = kind.partition(":")
    if name not in EVENTS:
        return f"there is no class of events {name!r}, expected one of {', '.join(EVENTS)}"
    if colon and mode not in EVENTS[name]:
        return f"{name} has no mode {mode!r}, expected {', '.join(EVENTS[name]) or 'none'}"
    return ""
