"""A student begins as its teacher without what matters least: layers, heads of attention, cells of the blocks.

What a head or a cell matters is how much it moves what its block adds, on average over some text (Michel, Levy, Neubig
2019, *Are Sixteen Heads Really Better than One?*; Molchanov et al. 2017, *Pruning Convolutional Neural Networks*).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import torch
from torch import Tensor, nn

from training.batches import Batch
from training.model import Layer, Reader, Shape, spread


def slimmed(teacher: Reader, shape: Shape, batches: Iterable[Batch]) -> Reader:
    """A network of that shape with the teacher's weights, as many as there is room for."""
    seen = list(batches)
    kept = spread(teacher.shape.layers, shape.layers)
    student = Reader(replace(shape, dropout=teacher.shape.dropout))
    state = {n: v for n, v in teacher.state_dict().items() if not n.startswith("encoder.layers.")}
    heads, cells = matters(teacher, seen)
    for number, of in enumerate(kept):
        state |= {
            f"encoder.layers.{number}.{name}": value
            for name, value in narrowed(teacher.encoder.layers[of], best(heads[of], shape.heads), best(cells[of], shape.inner)).items()
        }  # fmt: skip
    student.load_state_dict(state)
    return student


def best(worth: Tensor, count: int) -> Tensor:
    """Which to keep, in their order."""
    return worth.topk(count).indices.sort().values


def matters(teacher: Reader, batches: Iterable[Batch]) -> tuple[list[Tensor], list[Tensor]]:
    """Of each layer, how much every head and every cell moves what is added to the words' vectors."""
    entered: dict[nn.Module, Tensor] = {}

    def see(module: nn.Module, given: tuple[Tensor, ...]) -> None:
        squares = given[0].detach().flatten(0, -2).var(0)
        entered[module] = entered.get(module, torch.zeros_like(squares)) + squares

    layers: list[Layer] = list(teacher.encoder.layers)  # type: ignore[arg-type]
    hooks = [m.register_forward_pre_hook(see) for layer in layers for m in (layer.out, layer.down)]
    with torch.no_grad():
        for batch in batches:
            teacher.encoder(batch.ids, batch.types)
    for hook in hooks:
        hook.remove()
    head = teacher.shape.head
    heads = [(entered[layer.out] * layer.out.weight.square().sum(0)).view(-1, head).sum(1) for layer in layers]
    return heads, [entered[layer.down] * layer.down.weight.square().sum(0) for layer in layers]


def narrowed(layer: Layer, heads: Tensor, cells: Tensor) -> dict[str, Tensor]:
    """The weights of a layer with only these heads and cells."""
    wide = layer.heads * layer.head
    inside = (heads[:, None] * layer.head + torch.arange(layer.head, device=heads.device)).flatten()
    rows = torch.cat([inside + part * wide for part in range(3)])
    state = dict(layer.state_dict())
    return state | {
        "qkv.weight": state["qkv.weight"][rows], "qkv.bias": state["qkv.bias"][rows],
        "out.weight": state["out.weight"][:, inside], "up.weight": state["up.weight"][cells],
        "up.bias": state["up.bias"][cells], "down.weight": state["down.weight"][:, cells],
    }  # fmt: skip
