"""From a checkpoint to the shipped file: ONNX, then eight-bit weights, then the tokenizer beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from training.model import Reader

INPUTS = ("ids", "types", "first", "pool")
OUTPUTS = ("words", "links", "arcs", "vectors", "pair")


class Exported(nn.Module):
    """The network with its word-level heads folded into one matrix: fewer, larger steps run faster."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder = reader.encoder
        for layer in self.encoder.layers:
            layer.eager = True
        heads = [reader.attribution, reader.names, reader.upos, reader.deprels, reader.factuality]
        self.words = _joined(heads)
        self.links = reader.links
        scaled = nn.Linear(reader.shape.width, reader.arc.shape[0])
        scaled.weight.data = reader.arc.data.T @ reader.dependent.weight.data
        scaled.bias.data = reader.dependent.bias.data @ reader.arc.data
        self.dependent, self.governor, self.arc_bias = scaled, reader.governor, reader.arc_bias
        self.vector, self.pair_hidden, self.pair = reader.vector, reader.pair_hidden, reader.pair

    def forward(self, ids: Tensor, types: Tensor, first: Tensor, pool: Tensor) -> tuple[Tensor, ...]:
        hidden = self.encoder(ids, types)
        at = torch.gather(hidden, 1, first[:, :, None].expand(-1, -1, hidden.shape[2]))
        bias = self.arc_bias(at)
        own = torch.eye(at.shape[1])[None] * bias[:, :, 1:]
        arcs = self.dependent(at) @ self.governor(at).transpose(1, 2) + bias[:, :, :1].transpose(1, 2) + own
        vectors = self.vector(pool @ hidden)
        pair = self.pair(torch.tanh(self.pair_hidden(hidden[:, 0])))
        return self.words(at), self.links(at), arcs, vectors, pair


def _joined(heads: list[nn.Linear]) -> nn.Linear:
    joined = nn.Linear(heads[0].in_features, sum(h.out_features for h in heads))
    joined.weight.data = torch.cat([h.weight.data for h in heads])
    joined.bias.data = torch.cat([h.bias.data for h in heads])
    return joined


def to_onnx(reader: Reader, path: Path) -> None:
    """Write the fp32 graph."""
    model = Exported(reader.eval()).eval()
    batch, piece, word, sentence = (
        torch.export.Dim(n, min=2, max=4096) for n in ("batch", "piece", "word", "sentence")
    )
    example = (torch.ones(3, 9, dtype=torch.long), torch.zeros(3, 9, dtype=torch.long),
               torch.zeros(3, 5, dtype=torch.long), torch.rand(3, 4, 9))  # fmt: skip
    shapes = ({0: batch, 1: piece}, {0: batch, 1: piece}, {0: batch, 1: word}, {0: batch, 1: sentence, 2: piece})
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(model, example, path, input_names=INPUTS, output_names=OUTPUTS, dynamic_shapes=shapes,
                      dynamo=True, opset_version=18, external_data=False, verbose=False)  # fmt: skip


def to_int8(source: Path, target: Path) -> None:
    """Eight-bit weights, per channel; seven bits of range so that every processor gives the same sums."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(source, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
                     op_types_to_quantize=["MatMul", "Gemm", "Gather"],
                     extra_options={"MatMulConstBOnly": True})  # fmt: skip


def ship(reader: Reader, base: Path, out: Path, work: Path, meta: dict[str, object]) -> None:
    """Everything the package reads at run time, written to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    to_onnx(reader, work / "network.onnx")
    to_int8(work / "network.onnx", work / "network.int8.onnx")
    shutil.copy(work / "network.int8.onnx", out / "network.int8.onnx.part")
    (out / "network.int8.onnx.part").replace(out / "network.int8.onnx")
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    meta |= {"link_bias": reader.link_bias.detach().tolist(), "link_none": reader.link_none.detach().tolist()}
    (out / "network.json").write_text(json.dumps(meta, indent=1) + "\n")


def main() -> None:
    """Export a checkpoint."""
    import argparse

    from training.checkpoint import opened

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    reader, meta = opened(args.checkpoint, args.base)
    args.work.mkdir(parents=True, exist_ok=True)
    ship(reader, args.base, args.out, args.work, {"reader": "en-news.v1", **meta})


if __name__ == "__main__":
    main()
