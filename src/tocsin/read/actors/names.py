"""One name, many spellings: keys under which transliterations of the same name meet.

``Lukashenko``, ``Lukashenka`` and ``Łukašenka`` share a key, as do ``Sergei Shoigu`` and ``Sergey Shoygu``. Given names
meet through a table, the rest through letter rules; both are data (``actors_names.yaml``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from tocsin.read.languages import table

_WORD = re.compile(r"[^\W_]+(?:[’'ʼ`´-][^\W_]+)*")
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"})
_INITIAL = re.compile(r"^[a-z]\.?$")


@cache
def _rules() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]], frozenset[str]]:
    data = table("actors_names")
    given = {form: name for name, forms in data["given"].items() for form in [name, *forms.split()]}
    letters = [(re.compile(find), put) for find, put in data["letters"]]
    return given, letters, frozenset(data["particles"].split())


def plain(text: str) -> str:
    """Lower case without diacritics."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in split if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """The key of one part of a name."""
    given, letters, _ = _rules()
    low = plain(word)
    if low in given:
        return given[low]
    for find, put in letters:
        low = find.sub(put, low)
    return given.get(low, low)


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[str, ...]:
    """The keys of a person's name, particles and initials left out: ``('alexander', 'lukashenko')``."""
    particles = _rules()[2]
    bare = [re.sub(r"^(?:al|el|ad|as|ar|an|at|az|ash)[-’']", "", plain(p)) for p in _WORD.findall(name)]
    kept = [b for b in bare if b and b not in particles and not _INITIAL.match(b)]
    return tuple(word_key(b) for b in (kept or bare) if b)


def is_common(key: str) -> bool:
    """Whether a name alone, as its key, names nobody in particular: a given name or a very common surname."""
    return key in _common()


def is_given(key: str) -> bool:
    """Whether a name is a given name with a row of spellings; those of women stand in the roles table, too."""
    return key in table("actors_names")["given"]


@cache
def _common() -> frozenset[str]:
    data = table("actors_names")
    return frozenset([*data["given"], *map(word_key, data["common"].split())])


def slug(name: str) -> str:
    """A readable id part for a name that is no person's: ``gomel-region``."""
    return "-".join(_WORD.findall(plain(name).replace("'", "").replace("’", "")))[:80].strip("-") or "unnamed"


def resolve_key(actor: str) -> str:
    """What two ids of one person have in common when one of them knows the surname only.

    ``person:alexander-lukashenko`` and ``person:lukashenko`` both give ``person:lukashenko``;
    any other id is its own key.
    """
    kind, _, rest = actor.partition(":")
    return f"person:{rest.rpartition('-')[2]}" if kind == "person" and rest else actor
