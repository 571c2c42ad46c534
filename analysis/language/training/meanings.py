"""How well claims' vectors keep what the base model's sentence embeddings say: who is near whom."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from analysis.language.encoder import Encoder, Floats
from analysis.language.training.config import Config
from analysis.language.training.corpora import read_worldwide
from analysis.language.training.examples import Pieces
from analysis.language.training.network import base_folder
from analysis.language.training.teacher import embed

PAIRS = 5000
SENTENCES = 2000
NEAR = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two sets of vectors for the same sentences are.

    ``spearman`` is the correlation of cosines over random pairs, ``kept`` the share of sentences whose nearest
    neighbour is still among the nearest three.
    """

    spearman: float
    kept: float
    sentences: int


def measure_meanings(encoder: Encoder, path: Path, config: Config) -> dict[str, Likeness]:
    """Compare with the base model on sentences of a file in en-worldwide's layout.

    Args:
        encoder: the model to measure.
        path: the file.
        config: names the base weights.

    Returns:
        Likenesses of sentences read ``alone`` and ``in their articles``.
    """
    texts = read_worldwide(path)
    spans = [(number, span) for number, text in enumerate(texts) for span in text.meanings]
    spans = sorted(random.Random(0).sample(spans, min(SENTENCES, len(spans))))
    sentences = [texts[number].words[first:stop] for number, (first, stop) in spans]
    folder = base_folder(config.base)
    base = embed(sentences, folder, Pieces(Tokenizer.from_file(str(folder / "tokenizer.json")))).float().numpy()
    alone = [
        reading.embed([[(0, len(words))]], encoder.meaning)[0]
        for words, reading in zip(sentences, encoder.read(sentences), strict=True)
    ]
    inside: list[bytes] = []
    for number, reading in enumerate(encoder.read([text.words for text in texts])):
        inside += reading.embed([[span] for other, span in spans if other == number], encoder.meaning)
    return {"alone": likeness(_unit(alone), base), "in their articles": likeness(_unit(inside), base)}


def likeness(ours: Floats, base: Floats) -> Likeness:
    """Compare two sets of vectors of length 1, row by row the same sentences."""
    chance = np.random.default_rng(0)
    first, second = chance.integers(0, len(ours), (2, PAIRS))
    apart = first != second
    first, second = first[apart], second[apart]
    cosines = [(table[first] * table[second]).sum(-1) for table in (ours, base)]
    ranks = [values.argsort().argsort() for values in cosines]
    spearman = float(np.corrcoef(ranks)[0, 1])
    near = [table @ table.T - 2 * np.eye(len(table)) for table in (ours, base)]
    among = np.argpartition(-near[0], NEAR, axis=1)[:, :NEAR]
    kept = float((among == near[1].argmax(1)[:, None]).any(1).mean())
    return Likeness(spearman, kept, len(ours))


def _unit(vectors: list[bytes]) -> Floats:
    table = np.stack([np.frombuffer(vector, np.int8) for vector in vectors]).astype(np.float32)
    return np.asarray(table / np.linalg.norm(table, axis=1, keepdims=True), np.float32)
