"""The base model's own sentence embeddings: what the claims' vectors are kept close to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from rich.progress import track
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from analysis.language.encoder import END_PIECE, START_PIECE
from analysis.language.marks import PARAGRAPH
from analysis.language.training.examples import Pieces
from analysis.language.training.network import base_encoder

LONGEST = 128  # pieces of a sentence that are read, as the base model's own settings have it
TOGETHER = 64


@torch.no_grad()
def embed(sentences: Sequence[Sequence[str]], folder: Path, pieces: Pieces) -> Tensor:
    """Embed sentences, each alone, with the base weights.

    Args:
        sentences: words of each.
        folder: where the base weights lie.
        pieces: the tokenizer.

    Returns:
        ``(sentences, width)``, each row of length 1, in half precision.
    """
    encoder = base_encoder(folder, 0.0, capitals=1).eval()
    coded = [torch.tensor([START_PIECE, *_coded(sentence, pieces)[: LONGEST - 2], END_PIECE]) for sentence in sentences]
    order = sorted(range(len(coded)), key=lambda number: len(coded[number]))
    table = torch.zeros(len(coded), encoder.config.hidden_size, dtype=torch.half)
    for begin in track(range(0, len(order), TOGETHER), "embedding sentences"):
        chosen = order[begin : begin + TOGETHER]
        ids = pad_sequence([coded[number] for number in chosen], batch_first=True)
        mask = (ids != 0).long()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        means = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        table[chosen] = functional.normalize(means, dim=-1).half()
    return table


def _coded(words: Sequence[str], pieces: Pieces) -> list[int]:
    return [piece for word in words if word != PARAGRAPH for piece in pieces(word)]
