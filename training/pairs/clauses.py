"""A statement taken apart into who says it and what is said, and the small edits that change what is said.

Each edit returns None where it would not make a sentence that a newspaper could print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

CUES = (
    "said|announced|claimed|declared|stated|reported|insisted|assured|alleged|wrote|told reporters|told parliament"
    "|found|warned|confirmed|estimated|says|told an agency|told a newspaper|told a broadcaster|told the press"
)
_LAST = re.compile(rf"^(?P<content>[^“”\"?;]+), (?P<speaker>[^,;]{{3,60}}?) (?P<cue>{CUES})\.$")
_NEGATED = re.compile(r"\b(?:no|not|none|nobody|never|nothing|neither|nor|without|hardly|n't|deni\w+|only)\b", re.I)
_VERB = re.compile(r"\b(has|have|is|are|was|were|will)\b")
_MODAL = re.compile(r"\b(?:may|might|could|would|should|must|can|if|If|whether|unless)\b")
_PRONOUN = re.compile(r"(?:its|his|her|their|he|she|it|they|we|i)\b", re.I)
# What a "not" after the verb leaves unclear: not all, or none? still, or not yet?
_SCOPED = re.compile(
    r"\b(?:all|every|each|both|some|most|many|few|fewer|still|already|again|enough|almost|about|around|at least|more than"
    r"|less than|up to)\b|^(?:\d|(?:Half|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Thirteen|Fourteen"
    r"|Fifteen|Sixteen|Seventeen|Eighteen|Nineteen|Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety|One)\b)",
    re.I,
)
_PLACE = re.compile(r"\b(?:in|near|at|into|around|off|toward) ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d{1,3})(?![\w.,-]|\s+(?:per cent|to\b|and \d))")
_MONTHS = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b|\b\d{1,2} (?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Who says what: ``speaker`` and ``cue`` are empty where the text is a bare proposition."""

    content: str
    speaker: str = ""
    cue: str = ""

    def __str__(self) -> str:
        return f"{self.content}, {self.speaker} {self.cue}." if self.speaker else f"{self.content}."


def clause(text: str) -> Clause | None:
    """A text as one clause; None for quotations, questions and texts with more than one sentence."""
    found = _LAST.match(text)
    if found and not _PRONOUN.match(found["speaker"]):
        return Clause(found["content"], found["speaker"], found["cue"])
    bare = text.removesuffix(".")
    plain = text.endswith(".") and not re.search(rf"[“”\"?;:]|\. |\b(?:that|{CUES}|denied|rejected|called)\b", bare)
    return Clause(bare) if plain else None


def pick(options: list[str], key: str) -> str:
    """One of the options, the same for the same key on every machine."""
    return options[crc32(key.encode()) % len(options)]


def inner(content: str, words: frozenset[str]) -> str:
    """The content as it stands after "that": its first letter is small where that word is known to be no name."""
    first, _, rest = content.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in words else content


def plain_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand with a small letter somewhere in the texts."""
    return frozenset(word for text in texts for word in re.findall(r"\b[a-z]+\b", text))


def negate(content: str) -> str | None:
    """The opposite, by a "not" after the first plain verb; nothing that is negated or modal already is touched."""
    unclear = _NEGATED.search(content) or _MODAL.search(content) or _SCOPED.search(content)
    if unclear or len(_VERB.findall(content)) != 1:
        return None
    return _VERB.sub(r"\1 not", content, count=1)


def hedge(content: str, words: frozenset[str]) -> str | None:
    """The same as a mere possibility."""
    if _MODAL.search(content) or _NEGATED.search(content):
        return None
    return f"It is possible that {inner(content, words)}"


def ask(content: str, words: frozenset[str]) -> str | None:
    """The same as an open question."""
    return None if _MODAL.search(content) else f"Is it true that {inner(content, words)}?"


def places(content: str) -> list[str]:
    """The places named after a preposition, without days and months."""
    found = [m for m in _PLACE.findall(content) if not _DAY.search(m) and not _MONTHS.search(f"{m} 1")]
    return sorted(set(found))


def move(content: str, others: list[str]) -> str | None:
    """The same in another place."""
    here = places(content)
    free = [p for p in others if not any(p in h or h in p for h in here) and p not in content]
    if len(here) != 1 or not free or content.startswith(here[0]):
        return None
    return content.replace(here[0], pick(free, content))


def shift(content: str) -> str | None:
    """The same on another day of the week."""
    days = _DAY.findall(content)
    if len(days) != 1:
        return None
    return _DAY.sub(_DAYS[(_DAYS.index(days[0]) + 3) % 7], content)


def recount(content: str) -> str | None:
    """The same with another number: 1.4 or 0.6 times the first, rounded as people count."""
    if _MONTHS.search(content):
        return None
    found = _NUMBER.search(content)
    value = int(found[1].replace(",", "")) if found else 0
    if not found or value < 5:
        return None
    other = round(value * (1.4 if crc32(content.encode()) % 2 else 0.6))
    step = 10 ** max(0, len(str(other)) - 2)
    return f"{content[: found.start(1)]}{max(2, round(other / step) * step):,}{content[found.end(1) :]}"


def subject(content: str) -> str | None:
    """The words before the first verb where they are a name."""
    found = re.match(r"((?:The )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}) (?:has|is|was|will)\b", content)
    return found[1] if found and found[1] not in ("It", "There", "This", "He", "She") else None
