"""What makes the name of a state, read by itself, the name of something else: "South Sudan", "Minsk II"."""

import re

LONGER = (
    "South Sudan", "South Sudanese", "Equatorial Guinea", "New Guinea", "Guinea-Bissau", "Bissau-Guinean",
    "Republic of the Congo", "Democratic Republic of the Congo", "Northern Ireland", "Northern Irish", "New Mexico",
    "Latin American", "South American", "Central American", "North American", "Native American", "African American",
    "African-American",
)  # fmt: skip
"""Names in which the name of another state stands; "Northern Syria" is in Syria, and is none of them."""

BEHIND = (
    r"(?! (?:II|[Aa]ccords?|[Aa]greements?|[Pp]rotocols?|[Cc]onventions?"
    r"|Street|Road|Avenue|Boulevard|Square|Post|Times)\b)"
)
"""A pattern for what stands directly behind a name: nothing that is called after it."""


def alone(name: str) -> str:
    """A pattern of a name where it is no part of a longer one."""
    parts = [
        found.groups() for longer in LONGER if (found := re.fullmatch(rf"(.*\b)?{re.escape(name)}(\b.*)?", longer))
    ]
    before = "".join(sorted({f"(?<!{re.escape(b)})" for b, _ in parts if b}))
    return before + re.escape(name) + "".join(sorted({f"(?!{re.escape(a)})" for _, a in parts if a}))
