"""python bench/duplicates.py [--items 20000] [--seed 7]: planted copies found, beside datasketch, in one run.

The texts are made here: articles of random sentences over a word list, then cut, edited, wrapped in foreign
sentences and shortened to headlines, so that which are copies is known exactly. The peer is optional and never a
dependency: ``pip install datasketch`` to see it beside ours.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import combinations

from tocsin.nouns.document import Document
from tocsin.resolve import copies

Pairs = set[frozenset[str]]
START = datetime(2022, 1, 1, tzinfo=UTC)


def vocabulary(seed: random.Random, size: int = 6000) -> list[str]:
    """Made-up words; a few are used much more than the others, as in language."""
    parts = ["ba", "ko", "ri", "ten", "su", "mal", "der", "os", "vin", "ga", "lo", "tir", "nok", "esh", "um", "ya"]
    return sorted({"".join(seed.choices(parts, k=seed.randint(1, 4))) for _ in range(size * 2)})[:size]


def sentence(seed: random.Random, words: list[str]) -> str:
    """8 to 25 words, the frequent ones more often."""
    return " ".join(words[int(len(words) * seed.random() ** 2.5)] for _ in range(seed.randint(8, 25))) + "."


def edited(seed: random.Random, body: list[str], words: list[str]) -> list[str]:
    """One of: cut to 60%, a fifth of the sentences dropped, a fifth foreign."""
    how = seed.choice(("cut", "drop", "foreign"))
    if how == "cut":
        return body[: max(3, int(len(body) * 0.6))]
    if how == "drop":
        return [s for s in body if seed.random() > 0.2] or body
    return [s if seed.random() > 0.2 else sentence(seed, words) for s in body]


def planted(items: int, seed: random.Random) -> tuple[list[Document], Pairs]:
    """Documents and the pairs of them that are copies."""
    words = vocabulary(seed)
    documents: list[Document] = []
    truth: Pairs = set()
    while len(documents) < items:
        body = [sentence(seed, words) for _ in range(seed.choice((1, 1, 2, 8, 20, 35)))]
        family = [body] + [
            edited(seed, body, words) if len(body) > 3 else body for _ in range(seed.choice((0, 0, 0, 1, 3)))
        ]
        ids = []
        for text in family:
            when = START + timedelta(minutes=len(documents))
            ids.append(f"d{len(documents)}")
            documents.append(Document(ids[-1], " ".join(text), when, outlet=f"outlet-{seed.randint(1, 50)}"))
        truth |= {frozenset(p) for p in combinations(ids, 2)}
    return documents, truth


def ours(documents: list[Document]) -> Pairs:
    """The pairs inside the groups that tocsin finds."""
    return {frozenset(p) for g in copies(documents) for p in combinations(g.documents, 2)}


def peer(documents: list[Document]) -> Pairs:
    """datasketch: MinHash of 128 permutations over five-word runs, LSH at .5."""
    from datasketch import MinHash, MinHashLSH

    index, sketches = MinHashLSH(threshold=0.5, num_perm=128), {}
    found: Pairs = set()
    for document in documents:
        words = document.text.lower().split()
        runs = {" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))}
        sketch = MinHash(num_perm=128)
        sketch.update_batch([r.encode() for r in sorted(runs)])
        found |= {frozenset((other, document.id)) for other in index.query(sketch)}
        index.insert(document.id, sketch)
        sketches[document.id] = sketch
    return found


def measure(name: str, find: Callable[[list[Document]], Pairs], documents: list[Document], truth: Pairs) -> None:
    """One line: precision, recall, documents per second."""
    begun = time.perf_counter()
    found = find(documents)
    seconds = time.perf_counter() - begun
    hits = len(found & truth)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:<12} P {hits / max(1, len(found)):.3f}  R {hits / max(1, len(truth)):.3f}  "
          f"{len(documents) / seconds:8.0f} docs/s  {seconds:6.1f} s  peak {memory} MB")  # fmt: skip


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(None if arguments is None else list(arguments))
    documents, truth = planted(options.items, random.Random(options.seed))
    print(
        f"{len(documents)} documents, {sum(len(d.text.split()) for d in documents)} words, {len(truth)} planted pairs"
    )
    measure("tocsin", ours, documents, truth)
    try:
        measure("datasketch", peer, documents, truth)
    except ImportError:
        print("datasketch   not installed")


if __name__ == "__main__":
    main()
