"""Read one table of this folder, once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def table(name: str) -> dict[str, Any]:
    """The YAML file ``name`` of this folder as a dictionary. Raises KeyError for a scale that is not shipped."""
    path = FOLDER / f"{name}.yaml"
    if not path.is_file():
        raise KeyError(name)
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _LOADER)
    return loaded
