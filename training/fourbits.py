"""Matrices in four bits a weight, rounded so that what comes out of them changes least.

One column after another is rounded, and what that did wrong is made good in the columns that are still to come (GPTQ,
Frantar et al. 2023). A code is a whole number from -7 to 7. Each group of 64 inputs has a multiple of 1 to 9, and each
output one unit: code x multiple is a whole number of at most 63, which eight-bit arithmetic adds up without overflow on
any processor. Inputs that stand out (some are a hundred times the usual) would take the range of all others when they
are rounded in their turn: they are put in several times, each time a share of them (Zhao et al. 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.model import Layer

GROUP, CODES, MULTIPLES = 64, 7, 9
SPARE = 64  # further inputs, for copies of those that stand out
TRIED = torch.linspace(0.35, 1.0, 27)  # of a group's greatest weight, what its range may be
DAMPED = 0.01
MATRICES = ("qkv", "out", "up", "down")

Given = tuple[Tensor, Tensor, Tensor]
"""States, what is added to the scores of attention, and which pieces are no filling."""


@dataclass(frozen=True)
class Small:
    """A matrix in four bits."""

    codes: Tensor  # (outputs, inputs), -7 to 7
    multiples: Tensor  # (outputs, groups), 1 to 9
    unit: Tensor  # (outputs,)
    copied: Tensor  # (SPARE,) inputs that are put in once more

    def value(self) -> Tensor:
        """The matrix as it is now."""
        scale = self.multiples * self.unit[:, None]
        return self.codes * scale.repeat_interleave(GROUP, 1)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What is stored of it; the unit stands in the graph."""
        return {"codes": packed(self.codes.numpy()), "multiples": self.multiples.numpy().astype(np.int8),
                "copied": self.copied.numpy().astype(np.int16)}  # fmt: skip

    def shares(self) -> NDArray[np.float32]:
        """What part of each input every copy of it gets, shape (inputs + SPARE,)."""
        inputs = self.codes.shape[1]
        copies = 1 + torch.bincount(self.copied, minlength=inputs)
        return (1 / torch.cat([copies, copies[self.copied]])).numpy().astype(np.float32)


def packed(codes: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Whole numbers from -8 to 7, two in a byte along the last axis."""
    raised = (codes.astype(np.int16) + 8).astype(np.uint8)
    return raised[..., ::2] | raised[..., 1::2] << 4


def shrunk(layers: Sequence[Layer], given: Sequence[Given], name: str) -> tuple[dict[str, Small], list[Given]]:
    """Round every matrix of these layers, in their order; each by name, and what stands behind the last layer.

    ``given`` shows what goes into the first. The layers are changed in place, so that each matrix meets what those
    before it make of their input now.
    """
    made = {}
    with torch.inference_mode():
        for number, layer in enumerate(layers):
            for part in MATRICES:
                matrix = getattr(layer, part)
                seen, most = _inputs(layer, matrix, given)
                small = rounded(matrix.weight.data, seen, most)
                matrix.weight.data = small.value()
                made[f"{name}.layers.{number}.{part}"] = small
            given = [(layer(x, mask), mask, kept) for x, mask, kept in given]
    return made, list(given)


def _inputs(layer: Layer, matrix: nn.Linear, given: Sequence[Given]) -> tuple[Tensor, Tensor]:
    """How the inputs of one of a layer's matrices go together, (inputs, inputs), and the greatest of each."""
    met: list[Tensor] = []
    hook = matrix.register_forward_pre_hook(lambda _, inputs: met.append(inputs[0]))
    seen, most = torch.zeros(matrix.in_features, matrix.in_features), torch.zeros(matrix.in_features)
    for x, mask, real in given:
        layer(x, mask)
        rows = met.pop()[real].float()
        seen += rows.T @ rows
        most = torch.maximum(most, rows.abs().amax(0))
    hook.remove()
    return seen, most


def rounded(weight: Tensor, seen: Tensor, most: Tensor) -> Small:
    """One matrix (outputs, inputs), for inputs that go together as in ``seen`` and reach ``most``."""
    scale = scales(weight)
    unit = scale.amax(1) / MULTIPLES
    multiples = (scale / unit[:, None]).round().clamp(1, MULTIPLES)
    columns = (multiples * unit[:, None]).repeat_interleave(GROUP, 1).double()
    return Small(_codes(weight.double(), seen.double(), columns), multiples, unit, outstanding(most))


def scales(weight: Tensor) -> Tensor:
    """For each group of inputs the unit in which its weights lose least, (outputs, groups)."""
    grouped = weight.reshape(len(weight), -1, GROUP)
    greatest = grouped.abs().amax(-1).clamp(min=1e-8)
    found, least = greatest / CODES, torch.full(greatest.shape, torch.inf)
    for part in TRIED:
        scale = greatest * part / CODES
        whole = (grouped / scale[..., None]).round().clamp(-CODES, CODES)
        lost = (whole * scale[..., None] - grouped).abs().pow(2.2).sum(-1)
        found, least = torch.where(lost < least, scale, found), torch.minimum(lost, least)
    return found


def _codes(weight: Tensor, seen: Tensor, scale: Tensor) -> Tensor:
    """Column by column, the most telling first."""
    dead = seen.diagonal() == 0
    seen = seen + torch.diag(dead + DAMPED * seen.diagonal().mean())
    order = torch.argsort(seen.diagonal(), descending=True)
    weight, scale = weight[:, order].clone(), scale[:, order]
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(seen[order][:, order]))
    upper = torch.linalg.cholesky(inverse, upper=True)
    codes = torch.zeros_like(weight)
    for start in range(0, weight.shape[1], 128):
        block = slice(start, min(start + 128, weight.shape[1]))
        now, own = weight[:, block].clone(), upper[block, block]
        wrong = torch.zeros_like(now)
        for k in range(now.shape[1]):
            codes[:, start + k] = (now[:, k] / scale[:, start + k]).round().clamp(-CODES, CODES)
            wrong[:, k] = (now[:, k] - codes[:, start + k] * scale[:, start + k]) / own[k, k]
            now[:, k:] -= wrong[:, k, None] * own[k, k:][None]
        weight[:, block.stop :] -= wrong @ upper[block, block.stop :]
    return codes[:, torch.argsort(order)].to(torch.int8)


def outstanding(most: Tensor) -> Tensor:
    """The inputs to put in once more, one after the other: always that of which each copy is the greatest still."""
    copies, chosen = torch.ones_like(most), []
    for _ in range(SPARE):
        chosen.append(int((most / copies).argmax()))
        copies[chosen[-1]] += 1
    return torch.tensor(sorted(chosen))
