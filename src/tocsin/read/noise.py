"""Lines that are not content: subscription lines, navigation, credits, banners.

A line is judged by the language's table – what it asks of the reader, and whether that belongs to a page
rather than to the world – and by its place: a run of very short lines before the first or after the last
real sentence is a menu. Precision first: what is left in does less harm than what is lost.
"""

from __future__ import annotations

import re

from tocsin.read.languages import table

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*\S[^\n\r\x0b\x0c\x85\u2028\u2029]*")
_FURNITURE = r"[^\w(©<]{0,6}\(?"
_MENU_WORDS, _MENU_RUN = 4, 3
_SENTENCE = re.compile(r"[.!?:;”\"')]\s*$")
_LAST = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z(\[][^.!?]{3,160}[.!?»)\]]*\s*$)")


def _compiled() -> tuple[re.Pattern[str], re.Pattern[str], int]:
    rules = table("noise")
    verbs, nouns = ("".join(rules[key].split("\n")).replace("| ", "|") for key in ("verbs", "nouns"))
    verb = rf"(?:{verbs})\b(?!-| (?:was|is|has|had|will|said|says)\b)"
    asks = rf"{rules['asking']}{verb}(?:[^.!?]|\.(?=\w)){{0,120}}?\b(?:{nouns})"
    start = re.compile(f"{_FURNITURE}(?:{asks}|{'|'.join(rules['start'])})", re.IGNORECASE)
    return start, re.compile("|".join(rules["end"]), re.IGNORECASE), int(rules["longest"])


_START, _END, _LONGEST = _compiled()
_CHARACTERS = 12 * _LONGEST


def spans(text: str, title: str | None = None) -> list[Span]:
    """The stretches of ``text`` that are not content, trimmed and in order.

    ``title`` is never taken for a menu line, wherever it stands.
    """
    lines = [_trim(text, *m.span()) for m in _LINE.finditer(text)]
    noisy = [_is_noise(text[a:b]) for a, b in lines]
    _mark_menus(text, lines, noisy, (title or "").strip())
    found: list[Span] = []
    for (a, b), bad in zip(lines, noisy, strict=True):
        if bad:
            found.append((a, b))
        elif (last := _last_sentence(text, a, b)) is not None:
            found.append(last)
    return found


def _is_noise(line: str) -> bool:
    """Whether a line by itself is not content."""
    if len(line) > _CHARACTERS or line.count(" ") > _LONGEST:
        return False
    return bool(_START.match(line) or (line.count(" ") <= 30 and _END.search(line)))


def _last_sentence(text: str, start: int, end: int) -> Span | None:
    """The last sentence of a paragraph when it only points elsewhere: “Read the full story here.”"""
    tail = max(start, end - 200)
    last = _LAST.search(text, tail, end)
    if last is None or not _START.match(text, last.end(), end):
        return None
    return last.end(), end


def _mark_menus(text: str, lines: list[Span], noisy: list[bool], title: str) -> None:
    """Mark runs of very short lines outside the first and the last real sentence."""
    real = [i for i, (a, b) in enumerate(lines) if not noisy[i] and _is_sentence(text[a:b])]
    if not real:
        return
    for reach in (range(real[0]), range(real[-1] + 1, len(lines))):
        short = [i for i in reach if noisy[i] or _is_short(text[slice(*lines[i])], title)]
        for run in _runs(short):
            if len(run) >= _MENU_RUN:
                for i in run:
                    noisy[i] = True


def _runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for n in numbers:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs


def _is_sentence(line: str) -> bool:
    return line.count(" ") >= 7 and bool(_SENTENCE.search(line[-4:]))


def _is_short(line: str, title: str) -> bool:
    return line.count(" ") < _MENU_WORDS and line != title and not _SENTENCE.search(line[-4:])


def _trim(text: str, start: int, end: int) -> Span:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
