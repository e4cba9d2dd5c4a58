"""Articles with other names in them keep their kinds, their sentences and everything that is no name."""

import numpy as np
from training.corpora import Doc, blank
from training.labels import NAMES

from tocsin.read import network as module
from tocsin.read.pieces import CAPITALS, Pieces
from training import augment

WORDS = [["Mr", "Okoro", "flew", "to", "Port", "Vila", "."], ["Okoro", "met", "the", "Harbour", "Board", "."]]
LABELS = ["O", "B-PER", "O", "O", "B-LOC", "I-LOC", "O", "B-PER", "O", "O", "B-ORG", "I-ORG", "O"]
SPARE = {"PER": [("Ana", "de", "Souza")], "LOC": [("Riga",)], "ORG": [("Dock", "Workers", "Union")]}


def article() -> Doc:
    doc = blank("newswire", "one", WORDS, [False, True])
    doc.names[:] = [NAMES.index(label) for label in LABELS]
    return doc


def pieces() -> Pieces:
    return Pieces(module.WEIGHTS / "tokenizer.json")


def test_a_name_becomes_the_same_other_name_wherever_it_stands() -> None:
    changed = False
    for seed in range(8):
        new = augment.renamed(article(), SPARE, np.random.default_rng(seed), pieces())
        found = [(kind, " ".join(new.words[a:b])) for kind, a, b in augment.names(new)]
        assert [kind for kind, _ in found] == ["PER", "LOC", "PER", "ORG"]
        assert found[0] == found[2] and found[0][1] in ("Okoro", "Ana de Souza")
        assert [w for w, label in zip(new.words, new.names, strict=True) if label == 0] == [
            "Mr", "flew", "to", ".", "met", "the", "."
        ]  # fmt: skip
        assert new.sentences[0, 0] == 0 and new.sentences[0, 1] == new.sentences[1, 0]
        assert new.sentences[1, 1] == len(new.words) == len(new.names) and new.words[new.sentences[0, 1] - 1] == "."
        changed |= found[0][1] == "Ana de Souza"
    assert changed


def test_spare_names_come_from_the_articles_and_the_register() -> None:
    found = augment.pool([article()], augment.register())
    assert ("Okoro",) in found["PER"] and ("Port", "Vila") in found["LOC"]
    assert ("United", "Nations") in found["ORG"] and ("Estonia",) in found["LOC"]


def test_a_sentence_may_lose_its_case() -> None:
    doc = article()
    doc.prepare(pieces())
    before = doc.shapes.copy()  # type: ignore[union-attr]
    seen = set()
    for seed in range(200):
        doc.shapes = before
        after = augment.flattened(doc, np.random.default_rng(seed)).shapes
        seen |= {int(s) for s in after[after != before]}  # type: ignore[index]
    assert CAPITALS in seen and 0 in seen
