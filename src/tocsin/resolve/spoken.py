"""A claim as the sentence that the network for pairs is asked about: what is said, with who says it.

What the reader cuts out has often lost its speaker ("denied that its troops had entered"), and without him nobody can
say whether two claims oppose each other.
"""

from __future__ import annotations

import re

_SAYING = re.compile(  # does it begin with what its speaker did?
    r"(?:has|have|had|is|was|were|are|did|said|told|saw|found|wrote|made|put|gave|knew|also|then|later|earlier|at first"
    r"|[a-z]+ly|[a-z]+ed|[a-z]+s|[a-z]+ing)\b"
)
_QUOTED = ("“", '"')
_ENDS = (",”", ',"')


def spoken(text: str, who: str) -> str:
    """``text`` as a sentence of ``who``; as it is where nobody is known to say it."""
    text = text.strip(" :")
    if not text or not who or who == "no source" or text.startswith("According to"):
        return text
    speaker = who[0].upper() + who[1:]
    if text.startswith("that "):
        return f"{speaker} said {text}"
    if _SAYING.match(text):
        return f"{speaker} {text}"
    if text.endswith(_ENDS):
        return f"{text} {who} said."
    return f"{speaker}: {text}" if text.startswith(_QUOTED) else f"{text.rstrip('.')}, {who} said."
