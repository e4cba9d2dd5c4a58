"""A name means the same throughout an article: what one place leaves open, the other places decide.

(Gale, Church and Yarowsky 1992, *One Sense Per Discourse*.) Wherever a string of words was taken for a name, all its
places in the article share what the network thinks of each of its words; a surname follows the full name, and an
acronym the name that it is put behind in brackets; an office in letters ("the CEO") alone is no name. Then the labels
are read off anew.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import numpy as np

from tocsin.read.decoding import Floats, Ints

SHARE = 0.7
"""How much of a score comes from all places together."""

FOLLOWS = np.float32(3)
"""What is added to the kind of the full name. Both tuned on half of the outlets that training never saw."""

NEVER = np.float32(20)

LONGEST = 12
"""Words in a name that is looked for elsewhere: time stays linear whatever the text."""

Name = tuple[str, ...]


def agreed(
    words: Sequence[str], names: Ints, scores: Floats, person: int = 0, offices: Container[str] = frozenset()
) -> Floats:
    """The scores (W, labels) of an article's words after all have been heard.

    ``names`` (K, 3) are first word, one past the last, and kind of what the scores alone take for names; ``offices``
    are words that alone name nobody.
    """
    result = scores.copy()
    found = places(words, names)
    for name, starts in found.items():
        if len(starts) > 1:
            rows = np.array(starts)[:, None] + np.arange(len(name))
            result[rows] += np.float32(SHARE) * (scores[rows].mean(0) - scores[rows])
        if len(name) == 1 and name[0] in offices:
            result[starts, 1:] -= NEVER
    for short, kind in {*surnames(words, names, person), *acronyms(words, names)}:
        result[found.get((short,), []), 1 + 2 * kind] += FOLLOWS
    return result


def places(words: Sequence[str], names: Ints) -> dict[Name, list[int]]:
    """Where each distinct name begins: where it was found, and where its words stand outside every name found."""
    found: dict[Name, list[int]] = {}
    taken = [False] * len(words)
    lengths: dict[str, set[int]] = {}
    for first, last, _ in names.tolist():
        taken[first:last] = [True] * (last - first)
        name = tuple(words[first:last])
        if len(name) <= LONGEST and any(word[:1].isupper() for word in name):
            found.setdefault(name, []).append(first)
            lengths.setdefault(name[0], set()).add(len(name))
    for at in (at for at, word in enumerate(words) if word in lengths):
        for length in sorted(lengths[words[at]]):
            name = tuple(words[at : at + length])
            if name in found and not any(taken[at : at + length]):
                found[name].append(at)
    return found


def surnames(words: Sequence[str], names: Ints, person: int) -> Iterator[tuple[str, int]]:
    """The last word of each person with more than one name."""
    return ((words[last - 1], kind) for first, last, kind in names.tolist() if kind == person and last - first > 1)


def acronyms(words: Sequence[str], names: Ints) -> Iterator[tuple[str, int]]:
    """“Name (ACRONYM)”, with the kind of the name."""
    for _, last, kind in names.tolist():
        inside = words[last + 1] if last + 2 < len(words) else ""
        if inside.isupper() and len(inside) > 1 and words[last] == "(" and words[last + 2] == ")":
            yield inside, kind
