"""Four bits a weight: what is stored comes back, rounding loses little, and the files say what the network says."""

from itertools import islice

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("onnx", reason="graphs are only written where onnx is installed")

import torch
from training.examples import Example
from training.fourbits import CODES, GROUP, MULTIPLES, SPARE, Small, outstanding, packed, rounded, scales
from training.larger import Relative
from training.model import Shape

from tocsin.read.closely import KINDS, LONGEST, CloseReader, distances, wide
from tocsin.read.network import WEIGHTS
from tocsin.read.pieces import Pieces
from tocsin.resolve.model import CLASSES
from training import closely

SMALL = Shape(layers=closely.LOWER + closely.UPPER, width=GROUP, heads=2, head=32, inner=2 * GROUP, positions=300)
PIECES = Pieces(WEIGHTS / "tokenizer.json")
TEXTS = ("The bridge is closed.", "The bridge over the Tana is open.", "Rain fell. " * LONGEST, "No troops were there.")


def inputs(size: int) -> torch.Tensor:
    """Rows whose numbers go together, as those inside a network do."""
    return torch.randn(400, 8) @ torch.randn(8, size) + 0.3 * torch.randn(400, size)


def test_two_codes_share_a_byte() -> None:
    codes = np.random.default_rng(1).integers(-8, 8, (5, 12)).astype(np.int8)
    assert packed(codes).shape == (5, 6) and np.array_equal(wide(packed(codes)), codes)


def test_rounding_minds_what_comes_in() -> None:
    torch.manual_seed(3)
    weight, rows = torch.randn(32, 2 * GROUP), inputs(2 * GROUP)
    small = rounded(weight, rows.T @ rows, rows.abs().amax(0))
    scale = scales(weight).repeat_interleave(GROUP, 1)
    plain = (weight / scale).round().clamp(-CODES, CODES) * scale
    lost, by_itself = (((weight - one) @ rows.T).pow(2).mean() for one in (small.value(), plain))
    assert lost < 0.5 * by_itself
    whole = small.codes * small.multiples.repeat_interleave(GROUP, 1)
    assert whole.abs().max() <= CODES * MULTIPLES < 64


def test_what_stands_out_is_put_in_again_each_time_a_share_of_it() -> None:
    torch.manual_seed(4)
    most = torch.ones(GROUP)
    most[7] = 50.0
    copied = outstanding(most)
    assert len(copied) == SPARE and int((copied == 7).sum()) > 40
    small = rounded(torch.randn(8, GROUP), torch.eye(GROUP), most)
    x = torch.randn(GROUP)
    again = torch.cat([x, x[small.copied]]) * torch.from_numpy(small.shares())
    value = small.value()
    assert torch.allclose(torch.cat([value, value[:, small.copied]], 1) @ again, value @ x, atol=1e-4)


def test_distance_is_the_same_in_use_as_in_training() -> None:
    from training.larger import distances as trained

    assert np.array_equal(distances(180), trained(180, torch.device("cpu")).numpy())


@pytest.fixture(scope="module")
def lower() -> tuple[closely.Alone, dict[str, Small]]:
    torch.manual_seed(5)
    examples = [Example(a, b, ("oppose",), 1.0, "x") for a in TEXTS for b in TEXTS if a < b]
    return closely.lower(Relative(SMALL), examples, PIECES)


def test_the_lower_half_reads_a_text_always_the_same(lower) -> None:
    first, second = (closely.Texts(TEXTS, PIECES, lower[0], 1) for _ in range(2))
    for texts in (first, second):
        texts.read(range(len(texts.rows)))
    assert all(torch.equal(a, b) for a, b in zip(first.states, second.states, strict=True))


def test_the_files_say_what_the_network_says(lower, tmp_path) -> None:
    torch.manual_seed(6)
    alone, small = lower
    both, texts = closely.Both(alone.encoder), closely.Texts(TEXTS, PIECES, alone, 1)
    with torch.no_grad():
        both.types.weight.normal_()
        both.pair_hidden.weight.mul_(20)
        both.pair.weight.mul_(10)
        both.kinds_hidden.weight.mul_(40)
        both.kinds.weight.mul_(8)
        both.layers[0].norm2.weight[3] = 40.0  # an input that stands out
    examples = [Example(a, b, ("oppose",), 1.0, "x") for a in TEXTS for b in TEXTS if a < b]
    given = closely.batches(examples, texts, 900, np.random.default_rng(1))
    small = small | closely.upper(both, given)
    asked = [Example(a, b, (kind,), 1.0, "kind") for a, b, kind in zip(TEXTS, TEXTS[1:], KINDS, strict=False)]
    closely.ship(
        alone, both, small, texts.gist([*asked, Example(TEXTS[1], TEXTS[0], ("none",), 1.0, "kind")]), WEIGHTS, tmp_path
    )
    pairs = [(a, b) for a in TEXTS for b in TEXTS if a != b]
    numbers = [(texts.numbers[a][0], texts.numbers[b][0], [0.0]) for a, b in pairs]
    texts.read([n for a, b, _ in numbers for n in (a, b)])
    states, types, real, _ = texts.batch(numbers)
    with torch.inference_mode():
        answers = both(states, types, real).split([len(CLASSES), len(KINDS)], -1)
    network = CloseReader(tmp_path)
    kinds = network.kinds([(*two, "") for two in pairs])  # nothing is turned yet
    for said, answer in zip((network(pairs), kinds), answers, strict=True):
        wanted = answer.softmax(-1).numpy()
        assert np.ptp(wanted, 0).max() > 0.2, "else they would agree whatever they say"
        assert np.abs(said - wanted).mean() < 0.02 and np.corrcoef(said.ravel(), wanted.ravel())[0, 1] > 0.99


def test_what_is_asked_for_stands_first_and_is_wanted_by_its_kind(lower) -> None:
    texts = closely.Texts(TEXTS, PIECES, lower[0], 1)
    examples = [Example(TEXTS[0], TEXTS[1], ("denied",), 1.0, "kind")]
    *_, asked = next(closely.batches(examples, texts, 500, np.random.default_rng(2)))
    assert asked[:, : 2 * len(CLASSES)].eq(0).all() and asked[:, 2 * len(CLASSES) :].eq(torch.eye(4)[1]).all()


def test_a_batch_holds_what_is_drawn(lower) -> None:
    texts = closely.Texts(TEXTS, PIECES, lower[0], 1)
    examples = [Example(TEXTS[0], TEXTS[1], ("oppose",), 1.0, "x"), Example(TEXTS[2], TEXTS[3], ("other",), 1.0, "x")]
    for states, types, real, asked in islice(closely.batches(examples, texts, 500, np.random.default_rng(2)), 4):
        assert states.shape[:2] == types.shape == real.shape and len(states) == len(asked) and real.numel() <= 500
        assert not states[~real].any() and types[~real].eq(0).all()
