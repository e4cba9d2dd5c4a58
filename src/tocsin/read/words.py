"""Words as Universal Dependencies cuts English: ``do|n't``, ``Minsk|'s``, ``well|-|known``, ``$|5|m``.

One regular expression, no backtracking over long stretches, so any text is cut in linear time.
"""

from __future__ import annotations

import re

_APOSTROPHE = "['’ʼ]"
_URL = r"(?:https?://|www\.)[^\s<>\"“”‘’]*[^\s<>\"“”‘’.,;:!?)\]}]"
_MAIL = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
_HANDLE = r"[@#]\w+"
_ABBREVIATION = (
    r"(?:[A-Za-z]\.){2,12}"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|No|vs|Inc|Corp|Ltd|Co|Bros"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Ave|Blvd|Rd|Mt|Ft|etc|approx|est|dept|Adm|Cmdr|Brig|Pvt)\."
)
_NUMBER = r"\d{4}-\d\d?-\d\d?(?!\w)|(?>\d+(?:[.,:/]\d+)*)(?:(?:st|nd|rd|th|s)(?!\w))?"
_CLITIC = rf"{_APOSTROPHE}(?:s|S|m|M|d|D|ll|LL|re|RE|ve|VE)(?!\w)"
_NEGATION = rf"[nN]{_APOSTROPHE}[tT](?!\w)"
_NAME_APOSTROPHE = r"(?:[OD]|[dl]|Mc|al|Al)['’ʼ]\w+"

_WORD = re.compile(
    rf"(?P<url>{_URL})|(?P<mail>{_MAIL})|{_HANDLE}|{_ABBREVIATION}(?!\w)"
    rf"|(?:[cC]an|CAN)(?=(?:not|NOT)(?!\w))"
    rf"|{_NEGATION}|{_CLITIC}|(?<!\w){_NAME_APOSTROPHE}"
    rf"|{_NUMBER}|[^\W\d_]+?(?={_NEGATION})|\w[\w\u0300-\u036f]*"
    r"|\.{2,}|…+|-{2,}|[!?]+|\*+|_+|=+|~+|[^\w\s]",
)


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of ``text[start:end]`` as code-point spans, in order and never overlapping."""
    return [match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)]
