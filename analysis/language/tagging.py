"""From numbers for each word to the best tags and their spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analysis.language.encoder import Floats, Integers

Span = tuple[str, int, int]  # label, first word, last word + 1
IMPOSSIBLE = np.float32(-1e9)


def probabilities(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)


def spans_of_tags(tags: npt.NDArray[np.integer], labels: Sequence[str]) -> list[Span]:
    """Spans of a BIO tagging; an I that continues nothing begins a span.

    Example:
        >>> spans_of_tags(np.array([1, 2, 0, 2]), ["O", "B-S", "I-S"])
        [('S', 0, 2), ('S', 3, 4)]
    """
    spans: list[Span] = []
    for position in np.flatnonzero(tags):  # label 0 is O
        prefix, label = labels[tags[position]].split("-")
        if prefix == "I" and spans and spans[-1][0] == label and spans[-1][2] == position:
            spans[-1] = (label, spans[-1][1], int(position) + 1)
        else:
            spans.append((label, int(position), int(position) + 1))
    return spans


def best_tags(scores: Floats, steps: Floats) -> Integers:
    """The tagging of a text with the highest sum of scores (Viterbi 1967), found by halving instead of walking.

    Neighbouring stretches are joined two by two: of each is kept, for every tag it may begin behind and end with, the
    best score and the tag in its middle. All stretches of one length are joined at once.

    Args:
        scores: ``(words, tags)`` score of each tag of each word.
        steps: ``(tags, tags)`` score of each tag behind each tag.

    Returns:
        One tag a word.

    Example:
        >>> best_tags(np.array([[0, 2], [1, 0]], np.float32), np.array([[0, 0], [-5, 0]], np.float32)).tolist()
        [1, 1]
    """
    stretches = steps + scores[1:, None, :]
    middles: list[Integers] = []
    while len(stretches) > 1:
        even = len(stretches) // 2 * 2
        joined = stretches[0:even:2, :, :, None] + stretches[1:even:2, None, :, :]
        middle = joined.argmax(2)
        middles.append(middle)
        best = np.take_along_axis(joined, middle[:, :, None, :], 2)[:, :, 0, :]
        stretches = np.concatenate([best, stretches[even:]])
    if not len(stretches):
        return np.array([scores[0].argmax()])
    whole = scores[0][:, None] + stretches[0]
    first, last = np.unravel_index(int(whole.argmax()), whole.shape)
    begins, ends = np.array([first]), np.array([last])
    for middle in reversed(middles):
        pairs = len(middle)
        between = middle[np.arange(pairs), begins[:pairs], ends[:pairs]]
        begins = np.concatenate([np.stack([begins[:pairs], between], 1).ravel(), begins[pairs:]])
        ends = np.concatenate([np.stack([between, ends[:pairs]], 1).ravel(), ends[pairs:]])
    return np.concatenate([begins[:1], ends])
