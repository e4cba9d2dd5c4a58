"""One key for the spellings of a place's name: “Sana’a” and “Sanaa”, “Al-Hasakah” and “Hasakah”, “Nzérékoré”."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"})  # fmt: skip  # noqa: E501 - one table
_MARKS = re.compile(r"[’'ʼ`´‘ʿʾʻ.]")
_GAPS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(?:the|al|el|ad|ar|as|ash|at|az|an) (?=\S{3})")
_SAINT = re.compile(r"^st (?=\S)")


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """Lower-case letters and single spaces, without diacritics, apostrophes and a leading article."""
    low = name.lower()
    if not low.isascii():
        split = unicodedata.normalize("NFKD", low.translate(_LETTERS))
        low = "".join(c for c in split if not unicodedata.combining(c))
    bare = _GAPS.sub(" ", _MARKS.sub("", low)).strip()
    return _ARTICLE.sub("", _SAINT.sub("saint ", bare))
