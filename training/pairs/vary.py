"""python -m training.pairs.vary [--out FILE]: variations of the written pairs, the same ones on every run.

A written pair shows one relation once. What turns it into another relation is often a single word: a "not", a place,
a day, a number, a "may". Each rule below makes such a pair from one statement, says which relation it has and why, and
keeps the problem, so that a problem left out of a fit is left out with its variations. Nothing is written into the
folder of the pairs unless asked for.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.pairs import clauses as edit
from training.pairs.clauses import Clause, negate, pick

HERE = Path(__file__).parent
Pair = dict[str, str]
Made = tuple[str, str, str, str]  # a, b, relation, why


@dataclass(frozen=True, slots=True)
class Problem:
    """What one problem's pairs speak of: speakers, places and subjects to swap in."""

    name: str
    speakers: list[str]
    places: list[str]
    subjects: list[str]
    words: frozenset[str]


def load(folder: Path = HERE) -> list[Pair]:
    """The written pairs, in the order of files and lines."""
    paths = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for p in paths for line in p.read_text(encoding="utf-8").splitlines() if line.strip()]


def problem(name: str, known: Sequence[Clause], words: frozenset[str]) -> Problem:
    """The speakers, places and subjects of one problem, sorted; a subject counts when it acts at least twice."""
    acting = Counter(s for c in known if (s := edit.subject(c.content)))
    return Problem(
        name,
        sorted({c.speaker for c in known if c.speaker}),
        sorted({p for c in known for p in edit.places(c.content)}),
        sorted(s for s, times in acting.items() if times > 1),
        words,
    )


def other_speaker(c: Clause, about: Problem) -> Clause:
    """The same content in another mouth; a bare proposition stays bare."""
    others = [s for s in about.speakers if s != c.speaker and s not in c.content]
    return Clause(c.content, pick(others, c.content), "said") if c.speaker and others else c


def polarity(c: Clause, about: Problem) -> Made | None:
    """Two speakers, one says it is so, one says it is not."""
    other = negate(c.content)
    return (str(c), _by(other, c, about), "contradicts", "one word of negation") if other else None


def denial(c: Clause, about: Problem) -> Made | None:
    """Somebody denies it in so many words."""
    who = other_speaker(c, about).speaker
    if not who or negate(c.content) is None:
        return None
    return str(c), f"{_upper(who)} denied that {edit.inner(c.content, about.words)}.", "denies", "the content is denied"


def support(c: Clause, about: Problem) -> Made | None:
    """Another speaker confirms it."""
    who = other_speaker(c, about).speaker
    if not who or negate(c.content) is None:
        return None
    return (
        str(c),
        f"{_upper(who)} confirmed that {edit.inner(c.content, about.words)}.",
        "confirms",
        "another source confirms",
    )


def restated(c: Clause, about: Problem) -> Made | None:
    """The same speaker, the words in another order."""
    if not c.speaker:
        return None
    return (
        str(c),
        f"{_upper(c.speaker)} {c.cue} that {edit.inner(c.content, about.words)}.",
        "repeats",
        "same speaker, same content",
    )


def place(c: Clause, about: Problem) -> Made | None:
    """The opposite, but somewhere else."""
    moved = edit.move(c.content, about.places)
    other = negate(moved) if moved else None
    return (str(c), _by(other, c, about), "unrelated", "another place") if other else None


def day(c: Clause, about: Problem) -> Made | None:
    """The opposite, but on another day of the week."""
    shifted = edit.shift(c.content)
    other = negate(shifted) if shifted else None
    return (str(c), _by(other, c, about), "unrelated", "another day") if other else None


def actor(c: Clause, about: Problem) -> Made | None:
    """The opposite, but of somebody else."""
    mine = edit.subject(c.content)
    others = [s for s in about.subjects if s != mine and s not in c.content]
    if not mine or not others:
        return None
    other = negate(pick(others, c.content) + c.content[len(mine) :])
    return (str(c), _by(other, c, about), "unrelated", "another actor") if other else None


def count(c: Clause, about: Problem) -> Made | None:
    """The same thing counted differently."""
    other = edit.recount(c.content)
    return (str(c), _by(other, c, about), "differs_in_number", "another number") if other else None


def possible(c: Clause, about: Problem) -> Made | None:
    """A possibility against a denial of fact: both can be true."""
    might, other = edit.hedge(c.content, about.words), negate(c.content)
    if not might or not other:
        return None
    return str(Clause(might, c.speaker, c.cue)), _by(other, c, about), "unrelated", "a possibility is no claim"


def question(c: Clause, about: Problem) -> Made | None:
    """A question against a denial of fact."""
    asked, other = edit.ask(c.content, about.words), negate(c.content)
    return (asked, _by(other, c, about), "unrelated", "a question is no claim") if asked and other else None


def conditional(c: Clause, about: Problem) -> Made | None:
    """A condition against a denial of fact."""
    other = negate(c.content)
    if not other:
        return None
    wording = f"If {edit.inner(c.content, about.words)}, there will be consequences"
    return str(Clause(wording, c.speaker, c.cue)), _by(other, c, about), "unrelated", "a condition is no claim"


def update(c: Clause, about: Problem) -> Made | None:
    """What would contradict becomes an update when the same speaker says it weeks later."""
    other = negate(c.content)
    if not c.speaker or not other or edit.shift(c.content):
        return None
    later = f"Three weeks later {c.speaker} said that {edit.inner(other, about.words)}."
    return (
        f"On May 2, {c.speaker} {c.cue} that {edit.inner(c.content, about.words)}.",
        later,
        "changes",
        "same speaker, later",
    )


RULES: tuple[Callable[[Clause, Problem], Made | None], ...] = (
    polarity, denial, support, restated, place, day, actor, count, possible, question, conditional, update,
)  # fmt: skip


def variations(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Every rule on every statement that it fits; each statement is used once."""
    words = edit.plain_words(p[side] for p in pairs for side in ("a", "b"))
    for name in sorted({p["problem"] for p in pairs}):
        texts = dict.fromkeys(p[side] for p in pairs if p["problem"] == name for side in ("a", "b"))
        known = [c for text in texts if (c := edit.clause(text))]
        about = problem(name, known, words)
        for c in known:
            yield from _made(c, about)


def _made(c: Clause, about: Problem) -> Iterator[Pair]:
    for rule in RULES:
        if found := rule(c, about):
            a, b, relation, why = found
            yield {"a": a, "b": b, "relation": relation, "problem": about.name, "why": why, "rule": rule.__name__}


def _by(content: str, c: Clause, about: Problem) -> str:
    return str(other_speaker(Clause(content, c.speaker, c.cue), about))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def main() -> None:
    """Write the variations, one JSON object a line."""
    parser = argparse.ArgumentParser(prog="training.pairs.vary", description=__doc__)
    parser.add_argument("--pairs", type=Path, default=HERE, help="folder of the written pairs")
    parser.add_argument("--out", type=Path, help="file to write (default: standard output)")
    options = parser.parse_args()
    lines = "".join(json.dumps(v, ensure_ascii=False) + "\n" for v in variations(load(options.pairs)))
    if options.out:
        options.out.write_text(lines, encoding="utf-8")
    else:
        sys.stdout.write(lines)


if __name__ == "__main__":
    main()
