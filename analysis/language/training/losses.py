"""What training minimises: one loss a corpus, each the sum of its heads' losses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from analysis.language.training.config import Weights
from analysis.language.training.corpora import NONE
from analysis.language.training.examples import Example
from analysis.language.training.network import FORBIDDEN, Network

SHARPNESS = 0.05  # cosines that differ by this make neighbours e times as likely


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples side by side, padded behind."""

    ids: Tensor
    mask: Tensor
    types: Tensor
    first: Tensor
    is_word: Tensor
    labels: dict[str, Tensor]
    meanings: list[tuple[int, int, int, int]]  # example, first piece, last + 1, row of the teacher's table
    guesses: dict[str, Tensor]


def collate(examples: Sequence[Example]) -> Batch:
    """Pad examples to one size."""

    def padded(values: list[Tensor], fill: int = 0) -> Tensor:
        return pad_sequence(values, batch_first=True, padding_value=fill)

    ids = [torch.from_numpy(example.ids) for example in examples]
    words = [torch.from_numpy(example.first) for example in examples]
    return Batch(
        padded(ids),
        padded([torch.ones_like(each) for each in ids]),
        padded([torch.from_numpy(example.types) for example in examples]),
        padded(words),
        padded([torch.ones_like(each) for each in words]).bool(),
        {
            name: padded([torch.from_numpy(example.labels[name]) for example in examples], NONE)
            for name in examples[0].labels
        },
        [(number, *meaning) for number, example in enumerate(examples) for meaning in example.meanings],
        {
            name: padded([torch.from_numpy(example.guesses[name]) for example in examples]).float()
            for name in examples[0].guesses
        },
    )


def loss_of(network: Network, batch: Batch, weights: Weights, teacher: Tensor) -> Tensor:
    """The loss of one batch: of every head that its labels teach.

    Args:
        network: the network.
        batch: examples of one corpus.
        weights: what each head's loss counts.
        teacher: embeddings by row.

    Returns:
        One number.
    """
    pieces, words = network.read(batch.ids, batch.mask, batch.types, batch.first)
    total = meaning_loss(network, pieces, batch, weights, teacher)
    labels = batch.labels
    if "att" in labels:
        emissions = network.att(words).float()
        total = total + weights.tags * _choice(emissions, labels["att"])
        total = total + weights.sequence * sequence_loss(emissions, labels["att"], network.steps(), batch.is_word)
    if "link" in labels:
        total = total + weights.links * _pointer_loss(network.links(words), labels["link"], batch.is_word[:, None, :])
    if "ner" in labels:
        total = total + weights.entities * _choice(network.ner(words), labels["ner"])
    for head, guesses in batch.guesses.items():
        total = total + weights.guesses * agreement(getattr(network, head)(words), guesses)
    if "pos" in labels:
        total = total + weights.parts_of_speech * _choice(network.pos(words), labels["pos"])
        total = total + weights.sentences * _choice(network.ss(words), labels["ss"])
        apart = ~_same_sentence(labels["ss"], batch.is_word)
        total = total + weights.arcs * _pointer_loss(network.arcs(words), labels["head"], ~apart)
        relations = network.relations(words, labels["head"].clamp(min=0))
        total = total + weights.relations * _choice(relations, torch.where(labels["head"] < 0, NONE, labels["dep"]))
        found = labels["antecedent"]
        if bool((found >= 0).any()):
            before = torch.ones_like(apart).tril() & batch.is_word[:, None, :]
            total = total + weights.antecedents * _pointer_loss(network.antecedents(words), found, before)
    return total


def _choice(scores: Tensor, labels: Tensor) -> Tensor:
    """Mean cross entropy over the labels that are known, zero where none is."""
    loss = functional.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=NONE, reduction="sum")
    return loss / (labels != NONE).sum().clamp(min=1)


def agreement(scores: Tensor, guesses: Tensor) -> Tensor:
    """Mean cross entropy against another model's probabilities, over the words that it says something of.

    Args:
        scores: ``(batch, words, tags)``.
        guesses: the other model's probabilities in the same shape, zeros where it says nothing.

    Returns:
        One number, at least the other model's own entropy.
    """
    said = guesses.sum().clamp(min=1)
    return -(guesses * functional.log_softmax(scores.float(), -1)).sum() / said


def _pointer_loss(scores: Tensor, labels: Tensor, allowed: Tensor) -> Tensor:
    """Cross entropy of pointing; a label that points where nothing may point is left out."""
    allowed = allowed.expand_as(scores)
    reachable = allowed.gather(2, labels.clamp(min=0)[:, :, None])[:, :, 0]
    return _choice(scores.float().masked_fill(~allowed, FORBIDDEN), torch.where(reachable, labels, NONE))


def _same_sentence(starts: Tensor, is_word: Tensor) -> Tensor:
    number = torch.cumsum((starts == 1).long(), 1)
    return (number[:, :, None] == number[:, None, :]) & is_word[:, None, :]


def meaning_loss(network: Network, pieces: Tensor, batch: Batch, weights: Weights, teacher: Tensor) -> Tensor:
    """How far spans' mean pieces are from the base model's embedding of the same words.

    Args:
        network: the network.
        pieces: its hidden states.
        batch: what they were read from.
        weights: what a vector's own distance and that of its neighbours count.
        teacher: embeddings by row.

    Returns:
        One number, 0 where a batch has no spans.
    """
    if not batch.meanings:
        return pieces.new_zeros((), dtype=torch.float32)
    length = pieces.shape[1]
    chosen = torch.cat([torch.arange(start, stop) + number * length for number, start, stop, _ in batch.meanings])
    owner = torch.arange(len(batch.meanings)).repeat_interleave(
        torch.tensor([stop - start for _, start, stop, _ in batch.meanings])
    )
    vectors = network.meaning(pieces).float().flatten(0, 1)[chosen]
    means = vectors.new_zeros(len(batch.meanings), vectors.shape[1]).index_add(0, owner, vectors)  # cosine: no division
    wanted = teacher[[row for *_, row in batch.meanings]].float()
    return nearness_loss(means, wanted, weights.meaning, weights.neighbours)


def nearness_loss(vectors: Tensor, wanted: Tensor, distance: float, neighbours: float) -> Tensor:
    """How far vectors and their neighbours are from those wanted.

    Distance is one minus the cosine. Neighbours are the softmax of all cosines (Hinton & Roweis 2002): their divergence
    from the wanted ones is what ranking by similarity suffers from.

    Args:
        vectors: ``(spans, width)``, of any length.
        wanted: the same, of length 1.
        distance: what distance counts.
        neighbours: what the divergence of neighbours counts.

    Returns:
        One number, 0 where all directions are as wanted.
    """
    own = functional.normalize(vectors, dim=-1)
    near, near_wanted = _neighbours(own), _neighbours(wanted)
    divergence = functional.kl_div(near, near_wanted, reduction="batchmean", log_target=True)
    return distance * (1 - (own * wanted).sum(-1)).mean() + neighbours * divergence


def _neighbours(vectors: Tensor) -> Tensor:
    """Log-probability of each vector being another's neighbour; none is its own."""
    cosines = vectors @ vectors.T / SHARPNESS
    return torch.log_softmax(cosines.masked_fill(torch.eye(len(cosines), dtype=torch.bool), FORBIDDEN), -1)


def sequence_loss(emissions: Tensor, tags: Tensor, steps: Tensor, is_word: Tensor) -> Tensor:
    """Negative log-probability of the whole tagging under a linear chain (Lafferty et al. 2001), a word.

    Args:
        emissions: ``(batch, words, tags)``.
        tags: ``(batch, words)``; a text that is cut inside a span begins with an I.
        steps: ``(tags, tags)`` score of each tag behind each tag.
        is_word: False where a text is padded.

    Returns:
        One number.
    """
    tags = tags.clamp(min=0)
    own = emissions.gather(2, tags[:, :, None])[:, :, 0]
    between = steps[tags[:, :-1], tags[:, 1:]]
    both = is_word[:, 1:]
    gold = (own * is_word).sum(1) + (between * both).sum(1)
    return ((log_partition(emissions, steps, is_word) - gold).sum()) / is_word.sum()


def log_partition(emissions: Tensor, steps: Tensor, is_word: Tensor) -> Tensor:
    """Log of the summed scores of all taggings, halving the chain at each turn instead of walking it."""
    size = emissions.shape[-1]
    matrices = steps + emissions[:, 1:, None, :]
    idle = torch.full((size, size), FORBIDDEN).fill_diagonal_(0.0)
    matrices = torch.where(is_word[:, 1:, None, None], matrices, idle)
    while matrices.shape[1] > 1:
        if matrices.shape[1] % 2:
            matrices = torch.cat([matrices, idle.expand(len(matrices), 1, size, size)], 1)
        left, right = matrices[:, 0::2], matrices[:, 1::2]
        matrices = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], -2)
    last = matrices[:, 0] if matrices.shape[1] else idle.expand(len(emissions), size, size)
    return torch.logsumexp(emissions[:, 0, :, None] + last, (1, 2))
