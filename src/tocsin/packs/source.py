"""From the text of a watch to the tree that stands in it: YAML in which no field is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from tocsin.errors import WatchError

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DAY, _TEXT = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:str"


def tree(source: str, path: str) -> dict[str, Any]:
    """The mapping that a file holds, days as they are written; raises WatchError (file, line) for anything else."""
    loader = LOADER(source)
    try:
        node = loader.get_single_node()
        for each in _nodes(node):
            _plain(each, path)
        raw = None if node is None else loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"not readable as YAML: {getattr(error, 'problem', None) or 'unknown problem'}"
        raise WatchError(what, path=path, line=mark.line + 1 if mark else None) from None
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise WatchError(f"not readable as YAML: {what}", path=path) from None
    finally:
        loader.dispose()
    if not isinstance(raw, dict):
        raise WatchError("expected a mapping with id, question, hypotheses and indicators", path=path)
    return raw


def _nodes(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """Every node once, however often it is pointed to."""
    rest, seen = [root] if root is not None else [], set[int]()
    while rest:
        node = rest.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            rest += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            rest += node.value


def _plain(node: yaml.Node, path: str) -> None:
    """Leaves a day to be checked where its field is known, and refuses a mapping that names a field twice."""
    if node.tag == _DAY:
        node.tag = _TEXT
    if not isinstance(node, yaml.MappingNode):
        return
    first: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        line = key.start_mark.line + 1
        if key.value in first:
            what = f"{key.value!r} is given twice, first in line {first[key.value]}; expected it once"
            raise WatchError(what, path=path, line=line)
        first[key.value] = line


def line_of(source: str, where: tuple[int | str, ...]) -> int | None:
    """The line of a field, found by walking the YAML nodes as far as they go."""
    node = yaml.compose(source, Loader=LOADER)
    for step in where:
        if isinstance(node, yaml.MappingNode):
            node = next((v for k, v in node.value if k.value == str(step)), None) or node
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return node.start_mark.line + 1 if node else None
