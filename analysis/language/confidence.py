"""How sure an attribution is: the share of those like it that were right on texts read by people."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from analysis.language.encoder import Floats, Integers
from analysis.language.tagging import Span

SIGNS = (
    "constant",
    "weakest span",
    "mean tag",
    "content's ends",
    "cue",
    "source",
    "content to cue",
    "cue to source",
    "no source",
    "quoted",
    "length",
)
"""What the confidence is made from; probabilities enter as log-odds."""
_NEAREST = 1e-4  # probabilities are kept this far from 0 and 1


def signs(
    chance: Floats, sure: Floats, cue: Span, contents: Sequence[Span], source: Span | None, quoted: bool
) -> Floats:
    """What speaks for and against one attribution.

    Args:
        chance: probability of each word's own tag.
        sure: probability of where each word points.
        cue: its cue.
        contents: the pieces of its content.
        source: its source, if it has one.
        quoted: whether the content begins with a quotation mark.

    Returns:
        One number for each of SIGNS.
    """

    def mean(values: Floats, spans: Sequence[Span]) -> float:
        parts = [values[first:stop] for _, first, stop in spans]
        whole = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return float(np.add.reduce(whole) / len(whole))  # np.mean() takes twice as long, and is asked for often

    spans = [cue, *contents, *([source] if source else [])]
    ends = [float(chance[contents[0][1]]), float(chance[contents[-1][2] - 1])]
    shares = (
        min(mean(chance, [span]) for span in spans),
        mean(chance, spans),
        min(ends),
        mean(chance, [cue]),
        mean(chance, [source]) if source else 0.5,
        mean(sure, contents),
        mean(sure, [cue]) if source else 0.5,
    )
    length = sum(stop - first for _, first, stop in contents)
    return np.array([1.0, *map(_log_odds, shares), source is None, quoted, math.log(length)], np.float32)


def confidence(values: Floats, weights: Floats) -> float:
    """The calibrated probability that an attribution is right: a logistic regression on its signs."""
    return float(1 / (1 + np.exp(-(values @ weights))))


def _log_odds(share: float) -> float:
    bounded = min(max(share, _NEAREST), 1 - _NEAREST)
    return math.log(bounded / (1 - bounded))


def own_chance(chance: Floats, tags: Integers) -> Floats:
    """The probability of each word's own tag."""
    return chance[np.arange(len(tags)), tags]
