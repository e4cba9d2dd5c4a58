"""What was edited in an article: the two texts as parts that stayed, went and came, word by word where possible."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from re import findall
from typing import Literal

from tocsin.exchange.known import plain

MANY = 1500  # words of a changed stretch that are compared one by one; comparing costs their square
Kind = Literal["same", "out", "in"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: in both versions, only in the old (``out``) or only in the new (``in``)."""

    kind: Kind
    text: str


def compared(old: str, new: str) -> tuple[Part, ...]:
    """Parts in order: all but ``in`` make the old text again, all but ``out`` the new one."""
    lines = _parts(findall(r"[^\n]*\n+|[^\n]+", old), findall(r"[^\n]*\n+|[^\n]+", new))
    parts = [p for kind, before, after in lines for p in _within(kind, "".join(before), "".join(after))]
    return tuple(Part(kind, "".join(p.text for p in few)) for kind, few in groupby(parts, key=lambda p: p.kind))


def _within(kind: str, old: str, new: str) -> Iterator[Part]:
    if kind == "equal":
        yield Part("same", old)
        return
    before, after = findall(r"\w+|\s+|[^\w\s]", old), findall(r"\w+|\s+|[^\w\s]", new)
    if max(len(before), len(after)) > MANY or not before or not after:
        yield from (Part(k, t) for k, t in _both(old, new))
        return
    for inner, gone, come in _parts(before, after):
        if inner == "equal":
            yield Part("same", "".join(gone))
        else:
            yield from (Part(k, t) for k, t in _both("".join(gone), "".join(come)))


def _both(old: str, new: str) -> Iterator[tuple[Kind, str]]:
    yield from (("out", old),) if old else ()
    yield from (("in", new),) if new else ()


def _parts(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, old[a:b], new[c:d]


def edit_text(parts: tuple[Part, ...], around: int = 60) -> str:
    """One line: [-gone-]{+come+} with a few words around each change."""
    said = []
    for n, part in enumerate(parts):
        if part.kind != "same":
            said.append(f"[-{part.text}-]" if part.kind == "out" else f"{{+{part.text}+}}")
            continue
        before, after = (part.text[:around] if n else ""), (part.text[-around:] if n + 1 < len(parts) else "")
        said.append(part.text if len(part.text) <= 2 * around else f"{before} … {after}")
    return plain("".join(said))
