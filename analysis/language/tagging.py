"""From numbers for each word to the best tags and their spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analysis.language.encoder import Floats, Integers

Span = tuple[str, int, int]  # label, first word, last word + 1
IMPOSSIBLE = np.float32(-1e9)
SURE = np.float32(1e9)
SIDE_BY_SIDE = 2.0  # what a name right behind another costs: most such pairs are one name cut in two
SURELY_NONE = 0.999  # share of O from which a word is in no name, whatever its neighbours are
SHARED = 0.4  # weight of what a text's other uses of a capitalised word say of it; 0.3 to 0.45 do as well


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


def name_steps(labels: Sequence[str]) -> Floats:
    """Scores of each entity tag behind each: an I only behind its own kind, a name right behind a name seldom.

    Example:
        >>> name_steps(["O", "B-Person", "I-Person"]).round().tolist()
        [[0.0, 0.0, -1000000000.0], [0.0, -2.0, 0.0], [0.0, -2.0, 0.0]]
    """
    steps = np.zeros((len(labels), len(labels)), np.float32)
    for after, tag in enumerate(labels):
        for before, other in enumerate(labels):
            if tag[0] == "I" and other[2:] != tag[2:]:
                steps[before, after] = IMPOSSIBLE
            elif tag[0] == "B" and other[0] != "O":
                steps[before, after] = -SIDE_BY_SIDE
    return steps


def shared_by_uses(scores: Floats, words: Sequence[str]) -> Floats:
    """Let all uses of a capitalised word in a text have a say in what each is: "Ashgrove" a place here is one there.

    Args:
        scores: ``(words, tags)`` score of each tag of each word.
        words: the words.

    Returns:
        Logarithms of probabilities, not summing to 1: of each word its own, mixed with the mean of all of its uses.

    Example:
        >>> scores = np.log(np.array([[0.9, 0.1], [0.6, 0.4], [0.3, 0.7]], np.float32))
        >>> np.exp(shared_by_uses(scores, ["Corr", "said", "CORR"])).argmax(-1).tolist()
        [0, 0, 1]
        >>> np.exp(shared_by_uses(scores, ["Corr", "Corr", "corr"]))[1].round(2).astype(str).tolist()
        ['0.65', '0.3']
    """
    likely = np.log(np.maximum(probabilities(scores), np.finfo(np.float32).tiny))
    capital = np.array([len(word) > 1 and word[0].isupper() for word in words], np.bool_)
    if not capital.any():
        return likely
    forms = np.array([word.lower() for word, kept in zip(words, capital, strict=True) if kept])
    _, form, uses = np.unique(forms, return_inverse=True, return_counts=True)
    means = np.zeros((len(uses), likely.shape[1]), np.float64)
    np.add.at(means, form, likely[capital])
    mixed = likely.copy()
    mixed[capital] = (1 - SHARED) * likely[capital] + SHARED * (means / uses[:, None])[form]
    return mixed


def tag_names(scores: Floats, steps: Floats) -> Integers:
    """The best tagging of entities: stretches of words that may be in a name, all of a text's walked side by side.

    Args:
        scores: ``(words, tags)`` score of each tag of each word, tag 0 being O.
        steps: as ``name_steps`` makes them.

    Returns:
        One tag a word; a name keeps one kind from its B to its end.

    Example:
        >>> labels = ["O", "B-Person", "I-Person", "B-Place", "I-Place"]
        >>> words = np.array([[0, 5, 0, 4, 0], [0, 0, 3, 0, 4], [9, 0, 0, 0, 0]], np.float32)
        >>> tag_names(words, name_steps(labels)).tolist()
        [1, 2, 0]
    """
    tags = np.zeros(len(scores), np.int64)
    open_words = np.flatnonzero(probabilities(scores)[:, 0] < SURELY_NONE)
    if not len(open_words):
        return tags
    begins = np.flatnonzero(np.diff(open_words, prepend=-2) > 1)
    sizes = np.diff([*begins, len(open_words)])
    first = open_words[begins]
    order = np.argsort(-sizes, kind="stable")  # longest first: those that go on at a step are the first ones
    first, sizes = first[order], sizes[order]
    best = scores[first] + steps[0]
    origins = []
    for at in range(1, int(sizes[0])):
        going = int((sizes > at).sum())
        ways = best[:going, :, None] + steps
        origin = ways.argmax(1)
        origins.append(origin)
        best[:going] = np.take_along_axis(ways, origin[:, None, :], 1)[:, 0] + scores[first[:going] + at]
    last = best.argmax(1)
    for at in range(int(sizes[0]) - 1, -1, -1):
        going = int((sizes > at).sum())
        tags[first[:going] + at] = last[:going]
        if at:
            last[:going] = origins[at - 1][np.arange(going), last[:going]]
    return tags
