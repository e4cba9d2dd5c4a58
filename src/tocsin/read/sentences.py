"""Where paragraphs and sentences begin and end.

Lines first: a text is either wrapped (then a newline is a space, a blank line parts paragraphs) or not
(then every line is a paragraph: a heading, a caption, a stamp, a list item). Then marks that may end a
sentence, each judged by the word before and the word after. One pass, linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tocsin.read.languages import words

Span = tuple[int, int]

LONGEST = 2_000
"""A stretch without any sentence end is cut at a space at about this length."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_NEWLINES = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CLOSERS = "\"'”’»›)\\]}"
_MARK = re.compile(
    rf"(?<![.!?…‼⁇])[.!?…‼⁇]++[{_CLOSERS}]*+(?:\s?\[\d{{1,3}}\])*(?=\s)"  # a mark, what closes with it, a space
    r"|(?<=[a-z\d)%]{2})[.!?]++[\"”’]?(?=[A-Z“][a-z]{1,30}[ ,])"  # a space was lost: "… left.The army …"
    rf"|[。！？｡।؟۔]++[{_CLOSERS}」』]*"
)
_BEFORE = re.compile(r"[^\s(\[“\"‘]{1,40}\Z")
_OPENERS = re.compile(r"[\s\"'“‘«‹(\[{—–\-*•]*")
_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"\s*(?:[-*•‣▪●◦–—·>]\s|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s)")
_TERMINAL = re.compile(rf"[.!?:;…。！？][{_CLOSERS}]*\Z")
_SPEECH = re.compile(r"(?:\w+\s+){1,3}?(\w+)\b")

_TITLES, _NUMBERED, _MONTHS, _EITHER = (words("sentences", k) for k in ("titles", "numbered", "months", "either"))
_STARTS, _SAYS = words("sentences", "openers"), words("sentences", "speech")


def paragraphs(text: str) -> list[Span]:
    """Paragraphs as trimmed spans, in order; a heading, a caption or a list item is one of its own."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    width = _wrap_width(text, lines)
    found: list[Span] = []
    start: int | None = None
    for i, (a, b) in enumerate(lines):
        if text[a:b].isspace():
            continue
        start = a if start is None else start
        if i + 1 == len(lines) or _breaks(text, lines[i], lines[i + 1], width):
            found.append(_trim(text, start, b))
            start = None
    if start is not None:
        found.append(_trim(text, start, lines[-1][1]))
    return found


def split(text: str, skip: Sequence[Span] = ()) -> list[Span]:
    """Sentences as trimmed spans, in order, never overlapping; together they cover all that is not space.

    ``skip`` holds stretches to leave out (what is not content); nothing runs across them.
    """
    found: list[Span] = []
    for start, end in _without(paragraphs(text), skip) if skip else paragraphs(text):
        found += _sentences(text, start, end)
    return found


def _without(kept: list[Span], skip: Sequence[Span]) -> Iterator[Span]:
    """What is left of the stretches ``kept`` once those of ``skip`` (both in order) are taken out."""
    at = 0
    for start, end in kept:
        while at < len(skip) and skip[at][0] < end:
            a, b = skip[at]
            if start < a:
                yield start, a
            start = max(start, b)
            if b >= end:
                break
            at += 1
        if start < end:
            yield start, end


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The column at which the text was wrapped, or 0 when its lines are its paragraphs."""
    pairs = [(lines[i], lines[i + 1]) for i in range(len(lines) - 1) if _adjacent(text, lines[i], lines[i + 1])]
    lengths = sorted(b - a for a, b in lines if not text[a:b].isspace())
    if len(pairs) < 2:
        return 0
    width = lengths[min(len(lengths) - 1, len(lengths) * 97 // 100)]
    full = sum(_is_full(text, here, after, width) for here, after in pairs)
    return width if 40 <= width <= 132 and full * 2 >= len(pairs) and full >= 2 else 0


def _adjacent(text: str, here: Span, after: Span) -> bool:
    between = text[here[1] : after[0]]
    return len(between) <= 2 and len(_NEWLINES.findall(between)) == 1 and not text[after[0] : after[1]].isspace()


def _is_full(text: str, here: Span, after: Span, width: int) -> bool:
    """The next line's first word had no room left on this line."""
    first = re.match(r"\s*(\S{1,60})", text[after[0] : after[0] + 100])
    return here[1] - here[0] + 1 + (len(first[1]) if first else 0) > width


def _breaks(text: str, here: Span, after: Span, width: int) -> bool:
    """Whether a paragraph ends at the end of the line ``here``."""
    if not _adjacent(text, here, after) or _BULLET.match(text, after[0], after[1]):
        return True
    ended = _TERMINAL.search(text[max(here[0], here[1] - 12) : here[1]].rstrip())
    if not ended and text[after[0] : after[0] + 1].islower():
        return False  # a line that goes on in lower case in the middle of a sentence
    return not (width and _is_full(text, here, after, width))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _sentences(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = start
    for mark in _MARK.finditer(text, start, end):
        stop = mark.end()
        if stop < end and _ends(text, at, mark, end):
            found += _cut(text, at, stop)
            at = stop
    return found + _cut(text, at, end)


def _cut(text: str, start: int, end: int) -> list[Span]:
    """The stretch, trimmed, in pieces no longer than LONGEST."""
    start, end = _trim(text, start, end)
    found: list[Span] = []
    while end - start > LONGEST:
        space = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind("\n", start + 1, start + LONGEST))
        cut = space if space > start else start + LONGEST
        found.append(_trim(text, start, cut))
        start, _ = _trim(text, cut, end)
    return [*found, (start, end)] if start < end else found


def _ends(text: str, start: int, mark: re.Match[str], end: int) -> bool:
    """Whether a sentence that began at ``start`` ends with this mark."""
    opened = _OPENERS.match(text, mark.end(), min(end, mark.end() + 30))
    after = opened.end() if opened else mark.end()
    if after >= end:
        return False
    quoted = any(c in "\"'“‘«" for c in text[mark.end() : after])
    following = text[after]
    sign = mark.group()
    if following.islower() and not quoted:
        return sign[0] in "。！？"
    if sign[0] in "!?" and sign[-1] in "\"”’'":
        return not _speaks(text, after, end)
    if sign[0] == "." and not sign.startswith("..") and len(sign) == 1:
        return _full_stop(text, start, mark.start(), after, end)
    return True


def _speaks(text: str, after: int, end: int) -> bool:
    """What follows a quoted question is its speaker: “Where?” Smith asked."""
    said = _SPEECH.match(text, after, min(end, after + 60))
    return bool(said and said[1] in _SAYS)


def _full_stop(text: str, start: int, stop: int, after: int, end: int) -> bool:
    """Whether the full stop at ``stop`` ends the sentence, by the word before and the word after it."""
    before = _BEFORE.search(text[max(start, stop - 40) : stop])
    word = before.group() if before else ""
    bare = word.lower().rstrip(".")
    following = _WORD.match(text, after, min(end, after + 30))
    opens = bool(following and following.group().lower() in _STARTS)
    digit = text[after].isdigit()
    if len(word) == 1 and word.isupper():
        return opens  # an initial, or “Plan B”
    if bare in _TITLES and not (word.isupper() and len(word) < 3 and opens):
        return False
    if len(word) == 1 and word.islower():
        return False  # (b. 1961), c. 1900
    if bare in _NUMBERED:
        return not (digit or (following and re.fullmatch("[IVXLC]+", following.group())))
    if bare in _MONTHS:
        return opens or (not digit and bare in ("mar", "sun", "sat"))
    if bare in _EITHER or _is_initial(word):
        return opens
    return not (word.isdigit() and len(word) <= 3 and _enumerates(text, start, stop - len(word)))


def _is_initial(word: str) -> bool:
    """``J``, ``J.R``, ``U.S``: single letters parted by full stops."""
    letters = word.replace("-", ".").split(".")
    single = all(len(part) == 1 and part.isalpha() for part in letters)
    return single and (len(letters) > 1 or word.isupper())


def _enumerates(text: str, start: int, at: int) -> bool:
    """A number that opens a list item: at the start, or after a colon, a semicolon or a comma."""
    before = text[max(start, at - 20) : at].rstrip()
    return before[-1:] in ":;," if before else at - start < 20
