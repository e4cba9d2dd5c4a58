"""A few inputs of the big matrices are many times larger than the rest, and eight bits for all leave the rest too few.

Each such input is divided by a number before it is rounded, and its column of the matrix multiplied by it: the same
product, a third of the error. (Xiao et al. 2023, *SmoothQuant*; here only what stands out is touched.)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from gold.marked import articles
from numpy.typing import NDArray
from torch import Tensor, nn

from tocsin.read.packing import Text, feed, pack
from tocsin.read.pieces import Pieces
from tocsin.read.words import words
from training.model import Encoder

OUTSTANDING = 3.0
"""How many times the usual range of an input is still within reason."""

EVERY = 3
EASED = ("qkv", "up", "down")


def scales(encoder: Encoder, tokenizer: Path) -> dict[str, NDArray[np.float32]]:
    """By the name of a matrix: what each of its inputs is divided by; measured on articles of our own."""
    most: dict[str, Tensor] = {}

    def watch(name: str, layer: nn.Module) -> None:
        def see(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            high = given[0].detach().abs().flatten(0, -2).amax(0)
            most[name] = torch.maximum(most[name], high) if name in most else high

        hooks.append(layer.register_forward_pre_hook(see))

    hooks: list[torch.utils.hooks.RemovableHandle] = []
    for number, layer in enumerate(encoder.layers):
        for part in EASED:
            watch(f"encoder.layers.{number}.{part}", getattr(layer, part))
    with torch.inference_mode():
        for inputs in windows(Pieces(tokenizer)):
            encoder(*inputs)
    for hook in hooks:
        hook.remove()
    return {name: (high / (OUTSTANDING * high.median())).clamp(min=1).numpy() for name, high in most.items()}


def windows(pieces: Pieces) -> Iterator[tuple[Tensor, Tensor]]:
    """Our own articles as the encoder is given them."""
    for article in islice(articles(), 0, None, EVERY):
        cut = [article.text[a:b] for a, b in words(article.text)]
        packed = pack([Text(cut, [(0, len(cut))], [True])], pieces)
        for number in range(len(packed.windows)):
            fed = feed(packed, number)
            yield torch.from_numpy(fed.ids), torch.from_numpy(fed.types)
