"""What resolving knows of a language, as data: one folder of tables a language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """The table ``languages/<language>/<name>.yaml``, read once."""
    text = files(__package__).joinpath("languages", language, f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, _LOADER) or {}
    return loaded


@cache
def words(name: str, key: str, language: str = "en") -> frozenset[str]:
    """One list of words of a table; it stands there as a string parted by spaces or as a list."""
    found = table(name, language)[key]
    return frozenset(found.split() if isinstance(found, str) else found)
