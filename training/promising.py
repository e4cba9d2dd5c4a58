"""Which sentences of an article are worth a question beside which indicator: python -m training.promising --data DATA --weights FOLDER

Two matrices learn from whole articles that what reports a thing lies nearer to it than all other sentences of the article
beside all indicators of its watch do, and from single sentences (``training/kinds.py``) that they lie nearest to their own
(van den Oord et al. 2018). It takes five minutes, four of them for the vectors of the texts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, dropout, normalize, softplus

from tocsin.read.promising import FILE
from training import kinds
from training.articles import Told, told

WIDTH, SHARP, DROPPED = 192, 1 / 0.07, 0.3
EPOCHS, TOGETHER, SINGLE, RATE, DECAY, SEED = 20, 4, 128, 2e-3, 0.01, 5
TO_COME = 0.5  # what is denied or planned counts for so much of a report
BATCH = 64  # texts of which vectors are made at once

Row = tuple[list[int], list[list[int]], Tensor, Tensor]
"""An article: its sentences, the texts of each indicator, how much each of (sentences, indicators) is to be found, and
what is left out since nobody looked."""


class Towers(nn.Module):
    """Both matrices and how sharply they tell."""

    def __init__(self, texts: Tensor) -> None:
        super().__init__()
        self.register_buffer("usual", texts.mean(0))
        start = torch.linalg.svd(texts[torch.randperm(len(texts))[:4000]] - self.usual, full_matrices=False).Vh[:WIDTH]
        self.said, self.asked = nn.Parameter(start.T.clone()), nn.Parameter(start.T.clone())
        self.sharp = nn.Parameter(torch.tensor(SHARP).log())

    def placed(self, texts: Tensor, turn: Tensor) -> Tensor:
        return normalize(dropout(texts - self.usual, DROPPED, self.training) @ turn, dim=-1)

    def of_article(self, texts: Tensor, row: Row) -> Tensor:
        """How much is lost where what is to be found does not stand before all else."""
        sentences, asked, wanted, open_ = row
        said = self.placed(texts[sentences], self.said)
        near = [said @ self.placed(texts[one], self.asked).T * self.sharp.exp() for one in asked]
        scores = torch.stack([torch.logsumexp(one, 1) - np.log(one.shape[1]) for one in near], 1)
        others = torch.logsumexp(scores.masked_fill(open_ | (wanted > 0), -1e4).flatten(), 0)
        return (wanted * softplus(others - scores)).sum() / wanted.sum()

    def of_single(self, asked: Tensor, said: Tensor, far: Tensor, same: Tensor) -> Tensor:
        """The same of single sentences beside their own and each other's texts, and of ``far`` ones."""
        x, y = self.placed(asked, self.asked), self.placed(torch.cat([said, far]), self.said)
        scores, right = x @ y.T * self.sharp.exp(), torch.arange(len(x))
        scores = torch.cat([scores[:, : len(x)].masked_fill(same, -1e4), scores[:, len(x) :]], 1)
        return (cross_entropy(scores, right) + cross_entropy(scores[:, : len(x)].T, right)) / 2


@dataclass(frozen=True, slots=True)
class Material:
    """The vectors of all texts, articles, single sentences as (texts asked for, sentence, which indicator), far ones."""

    texts: Tensor
    articles: list[Row]
    single: list[tuple[list[int], int, int]]
    far: Tensor


def material(data: Path) -> Material:
    """All there is to learn from."""
    number: dict[str, int] = {}

    def of(text: str) -> int:
        return number.setdefault(text, len(number))

    articles = [row for found in _articles() if (row := _row(found, of))[2].sum() > 0]
    single, far, known = [], [], dict[tuple[str, ...], int]()
    for _, _, kind, texts, sentence in kinds.singly(data):
        if kind == "none":
            far.append(of(sentence))
        else:
            single.append(([of(t) for t in texts], of(sentence), known.setdefault(tuple(sorted(texts)), len(known))))
    return Material(vectors(list(number)), articles, single, torch.tensor(far))


def _articles() -> Iterator[list[Told]]:
    return (list(group) for _, group in groupby(told(), lambda one: one.article))


def _row(found: Sequence[Told], of) -> Row:  # type: ignore[no-untyped-def]
    sentences = list(dict.fromkeys(one.number for one in found))
    asked = list(dict.fromkeys(one.texts for one in found))
    wanted, open_ = torch.zeros(len(sentences), len(asked)), torch.zeros(len(sentences), len(asked), dtype=torch.bool)
    for one in found:
        at = one.number, asked.index(one.texts)
        wanted[at] = 0.0 if one.kind == "none" else 1.0 if one.kind == "reported" else TO_COME
        open_[at] = one.kind == "none" and one.told_elsewhere and not one.looked
    text = {one.number: one.sentence for one in found}
    return [of(text[n]) for n in sentences], [[of(t) for t in texts] for texts in asked], wanted, open_


def vectors(texts: Sequence[str]) -> Tensor:
    """What the shipped reader makes of texts, (texts, width)."""
    from tocsin.workbench.networks import gist
    from tocsin.workbench.networks import vectors as near

    parts = (texts[at : at + BATCH] for at in range(0, len(texts), BATCH))
    return torch.from_numpy(np.concatenate([np.concatenate([near(part), gist(part)], 1) for part in parts]))


def learnt(given: Material) -> Towers:
    """The matrices."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    towers = Towers(given.texts)
    steps = EPOCHS * len(given.articles) // TOGETHER
    optimizer = torch.optim.AdamW(towers.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    which = torch.tensor([n for _, _, n in given.single])
    for _ in range(steps):
        drawn = [given.articles[n] for n in rng.choice(len(given.articles), TOGETHER)]
        loss = torch.stack([towers.of_article(given.texts, row) for row in drawn]).sum() / TOGETHER
        some = rng.choice(len(given.single), min(SINGLE, len(given.single)), replace=False)
        asked = [given.single[n][0][int(rng.integers(len(given.single[n][0])))] for n in some]
        said, far = [given.single[n][1] for n in some], given.far[torch.randint(len(given.far), (SINGLE,))]
        same = (which[some, None] == which[None, some]) & ~torch.eye(len(some), dtype=torch.bool)
        loss = loss + towers.of_single(given.texts[asked], given.texts[said], given.texts[far], same)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    return towers.eval()


def ship(towers: Towers, folder: Path) -> None:
    """Their file."""
    arrays = {name: value.detach().numpy().astype(np.float16) for name, value in towers.state_dict().items()}
    arrays["sharp"] = towers.sharp.detach().exp().numpy()
    np.savez_compressed(folder / FILE, **arrays)


def main() -> None:
    """Learn and ship."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    args = parser.parse_args()
    ship(learnt(material(args.data)), args.weights)


if __name__ == "__main__":
    main()
