"""From scores of arcs to dependency trees: one tree a sentence, each with one root and no cycle."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from analysis.language.encoder import Floats, Integers, Reading
from analysis.language.marks import PARAGRAPH

IMPOSSIBLE = np.float32(-1e9)


def decode_trees(
    reading: Reading, words: list[str], starts: Integers, labels: list[str], arc_labels: Floats
) -> tuple[Integers, list[str]]:
    """The best tree of each sentence.

    Args:
        reading: the encoder's numbers.
        words: the words; line breaks hang on the word before and carry the label ``dep``.
        starts: first words of the sentences.
        labels: names of the relations.
        arc_labels: bilinear form ``(relation, dependent + 1, head + 1)`` that scores a relation.

    Returns:
        The head of each word (a root is its own head) and its relation.
    """
    n = reading.n
    heads = np.arange(n)
    is_break = np.array([word == PARAGRAPH for word in words])
    owner = np.zeros(n, np.int64)
    for number, window in enumerate(reading.windows):
        owner[window.kept] = number
    for first, stop in pairwise([*starts.tolist(), n]):
        inside = np.arange(first, stop)
        real = inside[~is_break[first:stop]]
        if len(real):
            scores = _arc_scores(reading, owner, real)
            heads[real] = real[best_tree(scores)]
        breaks = inside[is_break[first:stop]]
        heads[breaks] = np.maximum(breaks - 1, first) if len(real) else breaks
        if len(real):
            before = breaks[breaks < real[0]]
            heads[before] = real[0]
    relations = _relations(reading, owner, heads, labels, arc_labels)
    root = labels.index("root")
    for word in range(n):
        if is_break[word]:
            relations[word] = labels.index("dep")
        elif heads[word] == word:
            relations[word] = root
    return heads, [labels[relation] for relation in relations]


def _arc_scores(reading: Reading, owner: Integers, words: Integers) -> Floats:
    """Scores ``(dependent, head)`` among some words, each row from its dependent's own window."""
    first, stop = int(words[0]), int(words[-1]) + 1
    if stop - first == len(words) and (owner[first:stop] == owner[first]).all():  # as nearly all sentences
        window = reading.windows[owner[first]]
        inside = slice(first - window.start, stop - window.start)
        arcs: Floats = window.out["arc"][inside, inside]
        return arcs
    scores = np.full((len(words), len(words)), IMPOSSIBLE, np.float32)
    for number in np.unique(owner[words]):
        window = reading.windows[number]
        rows = np.flatnonzero(owner[words] == number)
        columns = np.flatnonzero((words >= window.start) & (words < window.stop))
        scores[np.ix_(rows, columns)] = window.out["arc"][
            np.ix_(words[rows] - window.start, words[columns] - window.start)
        ]
    return scores


def _relations(reading: Reading, owner: Integers, heads: Integers, labels: list[str], arc_labels: Floats) -> Integers:
    """The best relation of each word to its head."""
    relations = np.zeros(reading.n, np.int64)
    size, width = arc_labels.shape[0], arc_labels.shape[1]
    form = arc_labels.transpose(2, 0, 1).reshape(width, size * width)
    root = labels.index("root")
    for window in reading.windows:
        if not len(window.kept):
            continue
        dependent = _with_one(window.out["rel_dep"][window.kept - window.start])
        seen = np.clip(heads[window.kept], window.start, window.stop - 1) - window.start
        # Heads go through the form first: several words share one, so that there are half as many.
        above, which = np.unique(seen, return_inverse=True)
        mixed = (_with_one(window.out["rel_head"][above]) @ form).reshape(len(above), size, width)
        scores = np.matmul(mixed[which], dependent[:, :, None])[:, :, 0]
        scores[:, root] = IMPOSSIBLE  # a word that has a head is no root
        relations[window.kept] = scores.argmax(-1)
    return relations


def _with_one(values: Floats) -> Floats:
    """Rows with a 1 behind each, for the constant part of a form."""
    return np.hstack([values, np.ones((len(values), 1), np.float32)])


def best_tree(scores: Floats) -> Integers:
    """The highest-scoring tree under one root (Chu & Liu 1965; Edmonds 1967).

    Where the best heads alone give no tree, the root is the word that would lose most by hanging on another.

    Args:
        scores: ``scores[dependent, head]``; on the diagonal the score of being the root.

    Returns:
        The head of each word; the root is its own head.

    Example:
        >>> best_tree(np.array([[0, 9, 0], [0, 5, 0], [0, 1, 3]], np.float32)).tolist()
        [1, 1, 1]
    """
    greedy: Integers = scores.argmax(-1)
    own = np.arange(len(scores))
    roots = np.flatnonzero(greedy == own)
    if len(roots) == 1 and not _cycle(greedy):
        return greedy
    elsewhere = scores.copy()
    np.fill_diagonal(elsewhere, IMPOSSIBLE)
    gain = np.diag(scores) - elsewhere.max(-1) if len(scores) > 1 else np.zeros(1)
    root = int(gain.argmax())
    elsewhere[root] = IMPOSSIBLE
    elsewhere[root, root] = 0
    return _maximum_branching(elsewhere.astype(np.float64), root)


def _cycle(heads: Integers) -> list[int]:
    """The words of one cycle, or nothing. A root points at itself, which is none."""
    above: list[int] = heads.tolist()
    state = [0] * len(above)  # 0 unseen, otherwise the walk that saw it
    for begin in range(len(above)):
        word = begin
        while state[word] == 0:
            state[word] = begin + 1
            word = above[word]
        if state[word] == begin + 1 and above[word] != word:
            cycle = [word]
            while above[cycle[-1]] != word:
                cycle.append(above[cycle[-1]])
            return cycle
    return []


def _maximum_branching(scores: npt.NDArray[np.float64], root: int) -> Integers:
    """Chu-Liu-Edmonds: take every word's best head; shrink a cycle to one word, solve, and open it again."""
    heads: Integers = scores.argmax(-1)
    heads[root] = root
    cycle = _cycle(heads)
    if not cycle:
        return heads
    n = len(scores)
    inside = np.array(cycle)
    free = np.ones(n, bool)
    free[inside] = False
    outside = np.flatnonzero(free)
    kept = scores[inside, heads[inside]]
    into = scores[np.ix_(inside, outside)] - kept[:, None]  # gain of entering the cycle at a word from outside
    out_of = scores[np.ix_(outside, inside)]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = into.max(0)
    small[:-1, -1] = out_of.max(1)
    small[-1, -1] = -np.inf
    solved = _maximum_branching(small, int(np.flatnonzero(outside == root)[0]))
    for position, word in enumerate(outside):
        head = solved[position]
        heads[word] = inside[out_of[position].argmax()] if head == len(outside) else outside[head]
    entry = solved[-1]
    broken = inside[into[:, entry].argmax()]
    heads[broken] = outside[entry]
    return heads
