"""What a language knows, as data: one folder of tables a language, each with the examples it must get right."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """The table ``<language>/<name>.yaml``, read once. Raises FileNotFoundError for one that is not there."""
    text = files(__package__).joinpath(language, f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, _LOADER) or {}
    return loaded


def words(name: str, key: str, language: str = "en") -> frozenset[str]:
    """One list of words of a table; in the file they stand as a string, parted by spaces, or as a list."""
    found = table(name, language)[key]
    return frozenset(found.split() if isinstance(found, str) else found)
