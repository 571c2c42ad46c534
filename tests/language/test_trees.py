import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.trees import _maximum_branching, best_tree


def is_tree(heads, root: int) -> bool:
    if heads[root] != root or sum(head == word for word, head in enumerate(heads)) != 1:
        return False
    for word in range(len(heads)):
        seen = set()
        while word != root:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word]
    return True


def total(scores, heads, root: int) -> float:
    return sum(scores[word, head] for word, head in enumerate(heads) if word != root)


squares = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(-20, 20), min_size=n, max_size=n), min_size=n, max_size=n)
)


@given(squares, st.data())
def test_the_branching_is_the_best_of_all_trees(rows, data) -> None:
    scores = np.array(rows, np.float64)
    root = data.draw(st.integers(0, len(rows) - 1))
    heads = _maximum_branching(np.where(np.eye(len(rows)), -np.inf, scores), root)
    trees = (h for h in itertools.product(range(len(rows)), repeat=len(rows)) if is_tree(h, root))
    assert is_tree(heads.tolist(), root)
    assert total(scores, heads, root) == max(total(scores, h, root) for h in trees)


@given(squares)
def test_every_sentence_gets_one_root_and_no_cycle(rows) -> None:
    heads = best_tree(np.array(rows, np.float32)).tolist()
    root = next(word for word, head in enumerate(heads) if word == head)
    assert is_tree(heads, root)


def test_a_greedy_tree_is_left_as_it_is() -> None:
    scores = np.array([[0, 5, 1], [1, 9, 2], [1, 5, 0]], np.float32)
    assert best_tree(scores).tolist() == [1, 1, 1]


def test_a_cycle_is_opened_where_it_costs_least() -> None:
    # Words 0 and 1 prefer each other; leaving the cycle costs word 0 nine and word 1 two.
    scores = np.array([[0, 10, 1], [10, 0, 8], [0, 0, 5]], np.float32)
    assert best_tree(scores).tolist() == [1, 2, 2]
