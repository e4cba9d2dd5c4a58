"""Which two utterances may be one, and what share of their telling words makes them so.

Candidates share a copied text and a word, or a speaker and a word, or two rare words, and lie near in time; never
are all pairs looked at. All of it goes by numbers, some thousand utterances at a time: memory is bounded.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from tocsin.resolve.utterances import Utterance

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEAR = timedelta(days=7)  # one utterance is passed on within so many days
FEWEST = 3  # telling words an utterance needs to be recognised by its words alone
CROWD = 15  # others under one key that a statement is compared with: the last before it
BLOCK = 2_000  # utterances whose candidates are held at once
COMMITTED = 0.5  # a certainty below this leaves open what is spoken of
COPIED_BY = 3  # of the telling words looked up, those that find a statement in a copied text


@dataclass(frozen=True, slots=True)
class Rule:
    """Why two reports are one utterance, given the ``least`` share of telling words; ``{share}`` is put in."""

    least: float
    why: str
    contrary: bool = False  # even where one seems to say the contrary of the other
    alone: bool = False  # only while no two different speakers are named for it


RULES = (  # from the easiest to the hardest
    Rule(0.8, "The same article says it twice", contrary=True),
    Rule(0.5, "The articles that carry it are one text passed on"),
    Rule(0.6, f"The same speaker says it in much the same words ({{share:.0%}} shared) within {NEAR.days} days"),
    Rule(
        0.8,
        f"Near-identical words ({{share:.0%}} shared) within {NEAR.days} days, and no second named speaker",
        alone=True,
    ),
)


def meetings(said: Sequence[Utterance]) -> Iterator[tuple[int, int, Rule]]:
    """Pairs of positions, each with the easiest rule by which they may be one; ``said`` in order of time.

    They come by the later of the two: what is made of the first utterances does not depend on those that follow.
    """
    columns = _Columns.of(said)
    for i, j in _candidates(columns):
        chosen = _rules(columns, i, j)
        for k in np.flatnonzero(chosen >= 0):
            yield int(i[k]), int(j[k]), RULES[chosen[k]]


# --- what they are known by ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Columns:
    """One number or flag an utterance; equal things have equal numbers."""

    text: Ints
    document: Ints
    speaker: Ints
    named: Flags
    quoted: Flags
    full: Flags  # words enough to be recognised by them
    stance: Ints  # polarity, whether it denies, and whether its speaker commits to anything
    day: Ints
    longest: Ints  # shape (utterances, 4); -1 where there are fewer

    @classmethod
    def of(cls, said: Sequence[Utterance]) -> _Columns:
        return cls(
            text=_numbered(u.text for u in said),
            document=_numbered(u.document.id for u in said),
            speaker=_numbered(u.speaker.key for u in said),
            named=np.array([u.speaker.named for u in said], dtype=bool),
            quoted=np.array([u.statement.quoted for u in said], dtype=bool),
            full=np.array([u.said.carrying >= FEWEST for u in said], dtype=bool),
            stance=_numbered((u.statement.polarity, u.statement.act == "deny", _open(u)) for u in said),
            day=np.array([u.day.toordinal() for u in said], dtype=np.int64),
            longest=_numbered(w for u in said for w in (*u.said.longest, *"    ")[:4]).reshape(-1, 4),
        )


def _open(utterance: Utterance) -> bool:
    """ "Would not confirm that", "had no comment on reports that": nothing is said either way."""
    return utterance.statement.act in ("other", "doubt") and utterance.statement.certainty < COMMITTED


def _numbered(things: Iterable[Hashable]) -> Ints:
    """A number for each thing; blanks are -1."""
    known: dict[Hashable, int] = {" ": -1}
    return np.array([known.setdefault(thing, len(known)) for thing in things], dtype=np.int64)


# --- candidates ------------------------------------------------------------------------------------


def _candidates(columns: _Columns) -> Iterator[tuple[Ints, Ints]]:
    """Pairs that share a key and are among the last in time under it: blocks of (earlier, later), by the later."""
    keys, owners = _keys(columns)
    order = np.lexsort((owners, keys))
    keys, owners = np.append(np.full(CROWD, -1), keys[order]), np.append(np.full(CROWD, -1), owners[order])
    places = CROWD + np.argsort(owners[CROWD:], kind="stable")
    size = np.int64(len(columns.text))
    bounds = np.searchsorted(owners[places], np.arange(0, size + BLOCK, BLOCK))
    for start, end in pairwise(bounds):
        mine = places[start:end]
        found = []
        for step in range(1, CROWD + 1):
            shared = mine[keys[mine] == keys[mine - step]]
            found.append(owners[shared] * size + owners[shared - step])
        later, earlier = np.divmod(np.unique(np.concatenate(found)), size)
        yield earlier, later


def _keys(columns: _Columns) -> tuple[Ints, Ints]:
    """(key, utterance) of all that an utterance is looked up by; a key is a number that stands for two things."""
    words = columns.longest
    most = max(int(c.max(initial=0)) for c in (columns.text, columns.speaker, words)) + 1
    every = np.arange(len(words))
    made = [_under(0, most, columns.text, words[:, n], every) for n in range(COPIED_BY)]
    spoken = columns.named
    made += [_under(1, most, columns.speaker[spoken], words[spoken, n], every[spoken]) for n in range(words.shape[1])]
    for m, n in combinations(range(words.shape[1]), 2):
        one, two = np.minimum(words[:, m], words[:, n]), np.maximum(words[:, m], words[:, n])
        made.append(_under(2, most, one, two, every))
    keys, owners = zip(*made, strict=True)
    return np.concatenate(keys), np.concatenate(owners)


def _under(kind: int, most: int, one: Ints, two: Ints, owners: Ints) -> tuple[Ints, Ints]:
    """Keys from two columns of numbers below ``most``, where both are there."""
    there = (one >= 0) & (two >= 0)
    return ((kind * most + one[there]) * most + two[there]), owners[there]


# --- rules -----------------------------------------------------------------------------------------


def _rules(columns: _Columns, i: Ints, j: Ints) -> Ints:
    """For each pair the place in ``RULES`` of the first that may hold, or -1; two who speak by name are two."""
    c = columns
    near = (c.stance[i] == c.stance[j]) & (np.abs(c.day[i] - c.day[j]) <= NEAR.days)
    one_page, one_speaker = c.document[i] == c.document[j], c.speaker[i] == c.speaker[j]
    unnamed = ~c.named[i] | ~c.named[j]
    elsewhere = near & ~one_page
    told = elsewhere & c.full[i] & c.full[j]
    holds = [
        near & one_page & one_speaker,
        elsewhere & (c.text[i] == c.text[j]) & (one_speaker | unnamed),
        told & one_speaker & c.named[i],
        told & (unnamed | c.quoted[i] | c.quoted[j]),
    ]
    return np.select(holds, range(len(RULES)), default=-1)
