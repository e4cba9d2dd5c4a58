"""Short ways to gather from bytes and folders, at a fixed moment."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tocsin.gather import Trouble, documents
from tocsin.nouns.document import Document

NOW = datetime(2022, 12, 10, 8, tzinfo=UTC)
ENGLISH = "The border guard said on Monday that nothing had changed and that it had seen no columns there."


def gathered(*paths: object, **more: Any) -> tuple[list[Document], list[Trouble]]:
    """Documents and troubles of paths."""
    found = list(documents([str(p) for p in paths], clock=lambda: NOW, **more))
    return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Trouble)]


def of_bytes(data: bytes, **more: Any) -> tuple[list[Document], list[Trouble]]:
    """Documents and troubles of standard input."""
    return gathered("-", stdin=io.BytesIO(data), **more)


def written(folder: Path, name: str, data: bytes | str) -> Path:
    """A file with that content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
