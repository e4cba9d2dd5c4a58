"""JSON that users hand in as a file or on standard input: what cannot be read is one sentence with file and line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tocsin.errors import InputError


def handed_text(path: str) -> str:
    """The text of a file, or of standard input for ``-``. Raises InputError for one that is not UTF-8."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", path=path, line=data.count(b"\n", 0, error.start) + 1) from error


def handed_lines(path: str) -> Iterator[tuple[int, Any]]:
    """The value of each line that is not empty, with its number. Raises InputError for a line that is not JSON."""
    for number, line in enumerate(handed_text(path).split("\n"), 1):
        if line.strip():
            yield number, value_of(line, path, number)


def handed_value(path: str) -> Any:
    """The one value a file holds. Raises InputError for what is not JSON."""
    return value_of(handed_text(path), path)


def value_of(text: str, path: str, line: int | None = None) -> Any:
    """What JSON says; ``line`` is the only one there is, where it is known."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error.msg}", path=path, line=line or error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise InputError("is JSON nested too deeply or with a number too long", path=path, line=line) from error
