"""How words leave the command line: every verb prints and writes through here, and no text from strangers is obeyed.

Articles, outlets, speakers, file names and answers of servers may hold codes that move the cursor or turn the direction
of writing. They are written out as JSON writes them, so that records for tools keep their values.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tocsin.errors import InputError
from tocsin.nouns.codes import visible

COLOURS = re.compile("(\x1b\\[[0-9;]*m)")


def say(line: str) -> None:
    """One line on standard output."""
    write(one_line(line) + "\n", None)


def tell(line: str) -> None:
    """One line on standard error."""
    print(one_line(line), file=sys.stderr)


def one_line(text: str) -> str:
    """Text whose codes and line ends are seen."""
    return visible(text).replace("\n", "\\n")


def complain(sentences: Iterable[str]) -> int:
    """Say what was set aside, a line each, on standard error; returns how many."""
    n = 0
    for n, sentence in enumerate(sentences, 1):  # noqa: B007 - n is the count returned
        tell(f"tocsin: set aside: {sentence}")
    return n


def remark(sentences: Iterable[str]) -> None:
    """Say on standard error what has to be known beside a result, a line each."""
    for sentence in sentences:
        tell(f"tocsin: {sentence}")


def write(text: str, out: Path | None, coloured: bool = False) -> None:
    """To a file, or to standard output as UTF-8 whatever the locale; ``coloured`` keeps colours of our own."""
    put((but_colours(text) if coloured else visible(text)).encode(), out)


def but_colours(text: str) -> str:
    """Text whose codes are seen, other than those that set a colour."""
    return "".join(part if COLOURS.fullmatch(part) else visible(part) for part in COLOURS.split(text))


@contextmanager
def pieces(out: Path | None) -> Iterator[Callable[[str], None]]:
    """``write`` for what comes piece by piece: each goes to standard output at once, or to one file."""
    if out is None:
        yield lambda text: write(text, None)
        return
    try:
        file = out.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(out)) from error
    with file:
        yield lambda text: print(visible(text), end="", file=file)


def put(data: bytes, out: Path | None) -> None:
    """Bytes as they are, to a file or to standard output."""
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(out)) from error
