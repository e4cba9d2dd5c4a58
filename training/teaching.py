"""What a student is asked for beside the labels: to say of every word what its teachers say of it.

Labels are there for the corpus that has them; teachers have a word on everything, how likely the other answers are
included. (Hinton, Vinyals, Dean 2015, *Distilling the Knowledge in a Neural Network*.)
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from torch import Tensor

from training.batches import Batch
from training.corpora import CONTENT, CUE
from training.losses import WEIGHTS, link_scores
from training.model import Outputs, Reader

LABELLED = ("attribution", "names", "upos", "deprels")
HIDDEN = 2.0
"""The weight of standing where the first teacher stands, halfway and at the end."""

GOLD = 0.5
"""The weight of the labels where there are teachers; theirs is 1."""


def taught(reader: Reader, out: Outputs, teachers: Sequence[Reader], batch: Batch) -> dict[str, Tensor]:
    """How far the student is from what its teachers say on average, head by head, as a mean over all words."""
    with torch.no_grad():
        said = [teacher(batch.ids, batch.types, batch.first, batch.pool) for teacher in teachers]
        links = [link_scores(t, s.links.float(), batch).softmax(-1) for t, s in zip(teachers, said, strict=True)]
    known = batch.sentence >= 0
    words = known.sum()
    found = {}
    for head in LABELLED:
        wanted = mean([getattr(one, head)[known].float().softmax(-1) for one in said])
        found[head] = apart(getattr(out, head)[known], wanted) / words
    same = (batch.sentence[:, :, None] == batch.sentence[:, None, :]) & known[:, :, None]
    wanted = mean([one.arcs.float().masked_fill(~same, -1e4)[known].softmax(-1) for one in said])
    found["arcs"] = apart(out.arcs.masked_fill(~same, -1e4)[known], wanted) / words
    wanted = mean([one.factuality[known].float() for one in said])
    found["factuality"] = F.smooth_l1_loss(out.factuality[known], wanted, reduction="sum") / words
    there = (batch.pool.sum(-1) > 0).float()
    near = (out.vectors * mean([one.vectors.float() for one in said])).sum(-1)
    found["vectors"] = ((1 - near) * there).sum() / words
    read = batch.ids != 0
    apart_by = 1 - F.cosine_similarity(out.hidden, said[0].hidden.float(), dim=-1)
    found["hidden"] = apart_by[:, read].sum() / words
    asks = torch.stack([batch.kinds == kind for kind in (CONTENT, CUE)])
    if asks.any():
        found["links"] = apart(link_scores(reader, out.links, batch)[asks], mean(links)[asks]) / words
    return found


def mean(several: Sequence[Tensor]) -> Tensor:
    """Of several teachers."""
    return torch.stack(list(several)).mean(0)


def apart(logits: Tensor, wanted: Tensor) -> Tensor:
    """The sum of the cross-entropies, less what no student could save."""
    return F.kl_div(logits.log_softmax(-1), wanted, reduction="sum")


def lesson(gold: dict[str, Tensor], said: dict[str, Tensor]) -> Tensor:
    """The weighted sum of both."""
    parts = [GOLD * WEIGHTS[k] * v for k, v in gold.items()] + [
        {**WEIGHTS, "hidden": HIDDEN}[k] * v for k, v in said.items()
    ]
    return torch.stack(parts).sum()
