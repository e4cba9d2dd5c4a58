"""What words are about: rare ones tell, and what reports a thing lies nearer its indicator than what does not."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")

from training.examples import Example
from training.gist import learnt, telling


def test_rare_words_tell() -> None:
    told = telling([np.array([5, 5, 7]), np.array([5]), np.array([5, 8])], 10)
    assert told[5] < told[7] == told[8] < told[1] == 1


def test_what_reports_a_thing_comes_near_it() -> None:
    rng = np.random.default_rng(1)
    table = rng.normal(size=(400, 160)).astype(np.float32)
    texts, rows, examples = {}, [], []
    for group in range(8):  # the words of an indicator are others than those of its reports
        names = [
            f"asked {group}",
            *(f"report {group} {n}" for n in range(30)),
            *(f"other {group} {n}" for n in range(30)),
        ]
        for name in names:
            texts[name] = len(rows)
            start = {"asked": 10, "report": 110, "other": 300}[name.split()[0]] + 10 * group
            rows.append(np.array([1, *(start + rng.integers(0, 10, 4)), 2]))
        examples += [
            Example(names[0], name, ("reported" if "report" in name else "none",), 1.0, "kind") for name in names[1:]
        ]
    found = learnt(rows, table, examples, texts)

    def about(name: str) -> np.ndarray:
        ids = np.unique(rows[texts[name]][1:-1])
        vector = found.telling[ids] @ (table[ids] - found.usual) @ found.matrix
        return vector / np.linalg.norm(vector)

    near = [about("asked 0") @ about(f"report 0 {n}") for n in range(30)]
    far = [about("asked 0") @ about(f"report {g} {n}") for g in range(1, 8) for n in range(30)]
    assert np.quantile(near, 0.1) > np.quantile(far, 0.9)
