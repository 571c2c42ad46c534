"""From a trained network to the files that the runtime reads: an ONNX graph, as floats or as 8-bit integers."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from analysis.language.training.labels import HEADS
from analysis.language.training.network import Network

FLOATS, INTEGERS = "model.onnx", "model.int8.onnx"
OPSET = 17
INPUTS = ("input_ids", "attention_mask", "token_type_ids", "first")
OUTPUTS = ("att", "link", "ner", "pos", "ss", "arc", "rel_head", "rel_dep", "pieces")
SQUARE = frozenset({"link", "arc"})


class Runtime(nn.Module):
    """The network as the runtime calls it: all heads at once."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """The numbers of every head, in the order of OUTPUTS."""
        network = self.network
        pieces, words = network.read(ids, mask, types, first)
        dependent, head = network.relation_parts(words)
        tags = (network.att(words), network.links(words), network.ner(words), network.pos(words), network.ss(words))
        return (*tags, network.arcs(words), head, dependent, pieces)


def export_floats(network: Network, tokenizer: Path, folder: Path) -> None:
    """Write a model folder with float weights.

    Args:
        network: the trained network.
        tokenizer: the base model's tokenizer.json.
        folder: written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    network.encoder.set_attn_implementation("eager")  # its graph is the one that ONNX Runtime knows to fuse
    batch, pieces, words = 2, 20, 12
    example = (
        torch.randint(1000, 2000, (batch, pieces)),
        torch.ones(batch, pieces, dtype=torch.long),
        torch.zeros(batch, pieces, dtype=torch.long),
        torch.randint(0, pieces, (batch, words)),
    )
    axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:3]} | {"first": {0: "batch", 1: "words"}}
    for name in OUTPUTS:
        axes[name] = {0: "batch", 1: "pieces" if name == "pieces" else "words"}
        if name in SQUARE:
            axes[name][2] = "words"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter is deprecated; the newer one needs another package
        torch.onnx.export(
            Runtime(network),
            example,
            str(folder / FLOATS),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    network.encoder.set_attn_implementation("sdpa")
    _write_tables(network, tokenizer, folder)


def export_integers(floats: Path, folder: Path) -> None:
    """Write a model folder whose matrices are 8-bit integers, one scale a column.

    Args:
        floats: a folder that ``export_floats`` has written.
        folder: written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(
        floats / FLOATS, folder / INTEGERS, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False
    )
    for path in floats.iterdir():
        if path.suffix != ".onnx":
            shutil.copyfile(path, folder / path.name)


def _write_tables(network: Network, tokenizer: Path, folder: Path) -> None:
    """What the runtime needs beside the graph: pieces, labels, forms of arcs and claims, scores between tags."""
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    labels = {name: list(values) for name, values in HEADS.items()}
    (folder / "labels.json").write_text(json.dumps(labels), encoding="utf8")
    np.save(folder / "rel_bilinear.npy", network.name_form.detach().numpy().astype(np.float16))
    meaning = torch.cat([network.meaning.weight.T, network.meaning.bias[None]])
    np.save(folder / "meaning.npy", meaning.detach().numpy().astype(np.float16))
    np.save(folder / "steps.npy", network.steps().detach().numpy().astype(np.float32))
