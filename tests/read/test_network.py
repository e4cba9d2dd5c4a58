"""The network's shipped weights: what they must see in plain news sentences, and that no text can break them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.errors import ReaderError
from tocsin.read import network as module
from tocsin.read import portions as cutting
from tocsin.read.network import NAME_KINDS, Network, Tagged

TEXT = (
    "The defence minister of Estonia, Hanno Pevkur, said on Friday that no country was about to attack. "
    "“We do not see any preparations,” he told reporters in Tallinn.\n"
    "Officials in Moscow denied the report."
)
CUT = [(0, 98), (99, 162), (163, len(TEXT))]


@pytest.fixture(scope="module")
def network() -> Network:
    if not (module.WEIGHTS / "network.int8.onnx").exists():
        pytest.skip("the weights are not in this checkout")
    return Network.load()


@pytest.fixture(scope="module")
def tagged(network: Network) -> Tagged:
    return network.tag([(TEXT, CUT)])[0]


def same(left: Tagged, right: Tagged) -> bool:
    arrays = ("words", "sentences", "upos", "heads", "deprels", "factuality", "vectors")
    return left.names == right.names and left.spans == right.spans and all(
        np.array_equal(getattr(left, a), getattr(right, a)) for a in arrays
    )  # fmt: skip


def test_names(tagged: Tagged) -> None:
    found = {(n.kind, TEXT[n.start : n.end]) for n in tagged.names}
    assert {("PER", "Hanno Pevkur"), ("LOC", "Estonia"), ("LOC", "Tallinn"), ("LOC", "Moscow")} <= found
    assert {n.kind for n in tagged.names} <= set(NAME_KINDS)


def test_attributions(tagged: Tagged) -> None:
    spans = tagged.spans
    said = next(i for i, s in enumerate(spans) if s.kind == "cue" and TEXT[s.start : s.end] == "said")
    told = next(i for i, s in enumerate(spans) if s.kind == "cue" and TEXT[s.start : s.end].startswith("told"))
    of_said = {s.kind: TEXT[s.start : s.end] for s in spans if s.cue == said}
    of_told = {s.kind: TEXT[s.start : s.end] for s in spans if s.cue == told}
    assert "Pevkur" in of_said["source"] and "attack" in of_said["content"]
    assert of_told["source"] == "he" and "preparations" in of_told["content"]


def test_syntax(tagged: Tagged) -> None:
    words = [TEXT[a:b] for a, b in tagged.words]
    minister, said = words.index("minister"), words.index("said")
    assert tagged.heads[minister] == said and module.DEPRELS[tagged.deprels[minister]] == "nsubj"
    assert module.UPOS[tagged.upos[said]] == "VERB"
    not_, see = words.index("not"), words.index("see")
    assert tagged.heads[not_] == see


def test_trees_have_one_root_a_sentence_and_no_cycle(tagged: Tagged) -> None:
    for start, end in tagged.sentences:
        heads = tagged.heads[start:end]
        assert (heads == -1).sum() == 1
        assert all(start <= h < end for h in heads if h >= 0)
        for word in range(start, end):
            steps = 0
            while word >= 0:
                word, steps = int(tagged.heads[word]), steps + 1
                assert steps <= end - start


def test_a_reading_does_not_depend_on_its_neighbours(network: Network, tagged: Tagged) -> None:
    others = [("Rain fell on the hills for three days.", [(0, 38)]), (TEXT, CUT), ("Yes.", [(0, 4)])]
    assert same(network.tag(others)[1], tagged)


def test_vectors_put_like_beside_like(network: Network, tagged: Tagged) -> None:
    troops, soldiers, cake = network.vectors(
        ["Troops crossed the border at night.", "Soldiers entered the country overnight.", "The cake needs more sugar."]
    )
    assert troops @ soldiers > troops @ cake + 0.2
    assert np.allclose(np.linalg.norm(tagged.vectors, axis=1), 1, atol=1e-4)
    assert network.vectors([]).shape == (0, 384)


def test_empty_documents_and_blank_sentences(network: Network) -> None:
    nothing, blank = network.tag([("", []), ("  \n ", [(0, 2), (2, 4)])])
    assert len(nothing.words) == 0 and nothing.vectors.shape == (0, 384)
    assert blank.sentences.tolist() == [[0, 0], [0, 0]] and not blank.spans


ODD = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aZ'’“\n.\u200b\u0301\ufffd🙂 ")), max_size=120)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(ODD, max_size=4))
def test_any_text_is_tagged(network: Network, parts: Sequence[str]) -> None:
    text, cut = "", []
    for part in parts:
        cut.append((len(text), len(text) + len(part)))
        text += part + "\n"
    found = network.tag([(text, cut)])[0]
    assert len(found.sentences) == len(cut) == len(found.vectors)
    assert len(found.words) == len(found.upos) == len(found.heads) == len(found.deprels) == len(found.factuality)
    assert all(0 <= s.start < s.end <= len(text) for s in (*found.names, *found.spans))
    assert all(s.cue is None or found.spans[s.cue].kind == "cue" for s in found.spans)


def test_a_very_long_sentence_is_cut_and_kept_whole_in_the_answer(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "MOST", 300)
    text = "word " * 1000 + "\n" + TEXT
    found = network.tag([(text, [(0, 5000), (5001, 5100)])])[0]
    assert found.sentences[0].tolist() == [0, 1000]
    assert found.sentences[1].tolist() == [1000, len(found.words)]
    assert {"said", "Pevkur"} <= {text[a:b] for a, b in found.words}
    assert any("Pevkur" in text[n.start : n.end] for n in found.names)


def test_missing_weights_are_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(module, "WEIGHTS", tmp_path)
    with pytest.raises(ReaderError, match="lack"):
        Network.load()
