"""The losses against sums over all taggings."""

import itertools

import numpy as np
import pytest
import torch

from analysis.language.training.examples import Example
from analysis.language.training.labels import ATTRIBUTION
from analysis.language.training.losses import agreement, collate, log_partition, nearness_loss, sequence_loss
from analysis.language.training.network import FORBIDDEN, forbidden_steps


def total(emissions, steps, tags) -> float:
    own = sum(float(emissions[at, tag]) for at, tag in enumerate(tags))
    return own + sum(float(steps[a, b]) for a, b in itertools.pairwise(tags))


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_the_partition_sums_all_taggings(n: int) -> None:
    torch.manual_seed(n)
    emissions, steps = torch.randn(2, 6, 3), torch.randn(3, 3)
    is_word = torch.zeros(2, 6, dtype=torch.bool)
    is_word[0, :n] = is_word[1, :6] = True
    got = log_partition(emissions, steps, is_word)
    for row, size in ((0, n), (1, 6)):
        every = [total(emissions[row], steps, tags) for tags in itertools.product(range(3), repeat=size)]
        assert float(got[row]) == pytest.approx(float(np.logaddexp.reduce(every)), abs=1e-4)


def test_the_sequence_loss_is_what_the_gold_tagging_lacks_of_certainty() -> None:
    torch.manual_seed(0)
    emissions, steps = torch.randn(1, 4, 3), torch.randn(3, 3)
    tags, is_word = torch.tensor([[0, 2, 1, 1]]), torch.ones(1, 4, dtype=torch.bool)
    every = [total(emissions[0], steps, t) for t in itertools.product(range(3), repeat=4)]
    expected = (np.logaddexp.reduce(every) - total(emissions[0], steps, [0, 2, 1, 1])) / 4
    assert float(sequence_loss(emissions, tags, steps, is_word)) == pytest.approx(expected, abs=1e-4)


def test_an_inside_tag_follows_its_own_span_only() -> None:
    steps = forbidden_steps()
    for (a, before), (b, after) in itertools.product(enumerate(ATTRIBUTION), repeat=2):
        allowed = after[0] != "I" or before[1:] == after[1:]
        assert (float(steps[a, b]) == 0.0) == allowed
        assert float(steps[a, b]) in (0.0, FORBIDDEN)


def test_examples_are_padded_with_labels_that_no_loss_reads() -> None:
    def example(n: int) -> Example:
        labels = {"ner": np.arange(n)}
        return Example(np.arange(n + 2) + 5, np.zeros(n + 2, np.int64), np.arange(n) + 1, labels, [(1, 2, 9)])

    batch = collate([example(3), example(1)])
    assert batch.ids.tolist() == [[5, 6, 7, 8, 9], [5, 6, 7, 0, 0]]
    assert batch.mask.tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]
    assert batch.labels["ner"].tolist() == [[0, 1, 2], [0, -100, -100]]
    assert batch.is_word.tolist() == [[True, True, True], [True, False, False]]
    assert batch.meanings == [(0, 1, 2, 9), (1, 1, 2, 9)]


def test_agreement_is_least_where_both_say_the_same_and_silent_words_do_not_count() -> None:
    said = torch.tensor([[[0.7, 0.2, 0.1], [0.0, 0.0, 0.0]]])
    entropy = -float((said[0, 0] * said[0, 0].log()).sum())
    same = torch.stack([said[0, 0].log(), torch.tensor([9.0, -9.0, 0.0])])[None]
    assert float(agreement(same, said)) == pytest.approx(entropy, abs=1e-5)
    other = torch.stack([torch.tensor([0.1, 0.2, 0.7]).log(), torch.zeros(3)])[None]
    assert float(agreement(other, said)) > entropy + 0.1
    assert float(agreement(same, torch.zeros_like(said))) == 0.0


def test_vectors_are_near_when_they_point_the_same_way_and_have_the_same_neighbours() -> None:
    wanted = torch.nn.functional.normalize(torch.tensor([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0]]), dim=-1)
    assert float(nearness_loss(3 * wanted, wanted, 1.0, 1.0)) == pytest.approx(0.0, abs=1e-5)
    turned = torch.stack([-wanted[:, 1], wanted[:, 0]], 1)  # all by a right angle: the same neighbours
    assert float(nearness_loss(turned, wanted, 0.0, 1.0)) == pytest.approx(0.0, abs=1e-5)
    assert float(nearness_loss(turned, wanted, 1.0, 0.0)) == pytest.approx(1.0, abs=1e-5)
    swapped = wanted[[2, 1, 0]]
    assert float(nearness_loss(swapped[:, :], wanted, 0.0, 1.0)) > 0.1
