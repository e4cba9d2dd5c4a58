"""A commented watch to start from: ``tocsin watch new my-problem``."""

from __future__ import annotations

import re
from pathlib import Path

from tocsin.errors import WatchError


def new(name: str) -> str:
    """YAML text of a small, valid watch with comments, under the id ``name``."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", name):
        raise WatchError(f"{name!r} is not a good id: use lower-case letters, digits and hyphens")
    text = (Path(__file__).parent / "template.yaml").read_text(encoding="utf-8")
    return text.replace("id: my-problem", f"id: {name}", 1)
