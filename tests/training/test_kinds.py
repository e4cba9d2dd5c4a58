"""Sentences beside indicators: whole, written once, and no problem both teaches and measures."""

import json
import zlib
from collections import Counter

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")

from training import kinds

LISTS = {"examples", "reports", "denied", "planned", "not"}


def rows() -> list[dict]:
    files = [path for path in sorted(kinds.WRITTEN.glob("*.jsonl")) if path != kinds.REAL]
    return [json.loads(line) | {"file": path.stem} for path in files for line in path.read_text().splitlines()]


def test_every_row_is_whole_and_in_the_file_of_its_problem() -> None:
    for row in rows():
        assert set(row) == LISTS | {"problem", "indicator", "file"}
        assert row["problem"] == row["file"] or (row["file"] == "wire" and row["problem"].startswith("wire-"))
        assert all(row[name] and all(text.strip() == text for text in row[name]) for name in LISTS)


def test_no_indicator_has_a_sentence_twice() -> None:
    for row in rows():
        texts = [text for name in LISTS - {"examples"} for text in row[name]]
        assert max(Counter(texts).values()) == 1, row["indicator"]


def test_what_is_kept_back_teaches_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(kinds, "_real", lambda data: iter(()))
    taught, kept = kinds.kinds(tmp_path, 10.0), kinds.kept_back()
    shares = sum(share for group, share in kinds.SHARES.items() if group not in ("real", "beside"))
    assert sum(e.weight for e in taught) == pytest.approx(10 * shares)
    assert len(kept) > 400 and not {e.b for e in taught} & {sentence for _, _, sentence in kept}
    assert {row["problem"] for row in rows()} > kinds.KEPT_BACK


def test_beside_the_next_indicator_nothing_is_reported_and_the_same_in_other_words_is_none_such() -> None:
    def gist(texts) -> np.ndarray:
        rows = np.zeros((len(texts), 64), np.float32)
        for n, text in enumerate(texts):
            for word in set(text.lower().split()):
                rows[n, zlib.crc32(word.encode()) % 64] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    found = kinds.siblings(gist, 10.0)
    assert sum(e.weight for e in found) == pytest.approx(10 * kinds.SHARES["beside"])
    own = {
        (row["indicator"], text) for row in rows() for name in ("reports", "denied", "planned") for text in row[name]
    }
    assert {e.allowed for e in found} == {("none",)} and not own & {(e.a, e.b) for e in found}
    kept = [row for row in rows() if row["problem"] in kinds.KEPT_BACK]
    assert not {text for row in kept for name in LISTS - {"examples"} for text in row[name]} & {e.b for e in found}
