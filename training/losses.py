"""What each head is asked for, in one number a batch.

Every labelled word counts the same, whichever corpus it comes from: sums are divided by all words.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from torch import Tensor

from training.batches import Batch
from training.corpora import CONTENT, CUE, SOURCE
from training.labels import IGNORE
from training.model import LINK, Outputs, Reader

WEIGHTS = {"attribution": 1.0, "links": 4.0, "names": 1.0, "upos": 0.3, "arcs": 0.6, "deprels": 0.4,
           "factuality": 0.15, "vectors": 8.0}  # fmt: skip


def link_scores(reader: Reader, links: Tensor, batch: Batch) -> Tensor:
    """(2, B, N, N + 1) scores: content to cue, cue to source; the last column is 'none'."""
    spans = batch.spans @ links
    parts = spans.split(LINK, -1)
    none_kind = batch.kinds.new_tensor([CUE, SOURCE])
    found = []
    for role in (0, 1):
        scores = parts[2 * role] @ parts[2 * role + 1].transpose(1, 2) * LINK**-0.5
        scores = scores + reader.link_bias[role].reshape(-1)[batch.bias[role]]
        scores = scores.masked_fill((batch.kinds != none_kind[role])[:, None, :], -1e4)
        none = reader.link_none[role].expand(*scores.shape[:2], 1)
        found.append(torch.cat([scores, none], -1))
    return torch.stack(found)


def losses(reader: Reader, out: Outputs, batch: Batch, name_table: Tensor, vector_table: Tensor) -> dict[str, Tensor]:
    """Every head's loss, unweighted, as a mean over all words of the batch."""
    words = (batch.sentence >= 0).sum()
    found: dict[str, Tensor] = {}

    def labels(name: str, logits: Tensor, target: Tensor) -> None:
        if (target != IGNORE).any():
            found[name] = (
                F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="sum") / words
            )

    labels("attribution", out.attribution, batch.attribution)
    labels("upos", out.upos, batch.upos)
    labels("deprels", out.deprels, batch.deprels)
    same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
    if (batch.heads != IGNORE).any():
        labels("arcs", out.arcs.masked_fill(~same, -1e4), batch.heads)
    known = batch.names != IGNORE
    if known.any():
        allowed = name_table[batch.names[known]]
        found["names"] = (
            -torch.logsumexp(out.names[known].log_softmax(-1) + allowed.clamp(min=1e-9).log(), -1).sum() / words
        )
    known = ~batch.factuality.isnan()
    if known.any():
        found["factuality"] = F.smooth_l1_loss(out.factuality[known], batch.factuality[known], reduction="sum") / words
    known = batch.vectors != IGNORE
    if known.any():
        found["vectors"] = (1 - (out.vectors[known] * vector_table[batch.vectors[known]]).sum(-1)).sum() / words
    asks = torch.stack([batch.kinds == CONTENT, batch.kinds == CUE])
    if asks.any():
        chance = link_scores(reader, out.links, batch).log_softmax(-1).masked_fill(~batch.wanted, -1e4)
        found["links"] = -torch.logsumexp(chance[asks], -1).sum() / words
    return found


def total(found: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS[k] * v for k, v in found.items()]).sum()
