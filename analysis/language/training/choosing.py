"""Choose what turns a model's numbers into attributions, on texts that it has not learned from.

Costs of tags and of going on behind a quotation: those with the best mean F1 of who said what, of contents and of
sources, one after the other, in articles and in sentences by themselves. The confidence: a logistic regression of
being right, each article's from the other articles.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from analysis.language.confidence import SIGNS, confidence
from analysis.language.decode import Decoder, candidates
from analysis.language.encoder import Encoder, Floats
from analysis.language.training.known import Known, lone_sentences, read_known
from analysis.language.training.labels import ATTRIBUTION
from analysis.language.training.scores import pair_up

COSTS = {
    "B-C": (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0),
    "B-S": (-2.0, -1.5, -1.0, -0.5, 0.0),
    "I-S": (-0.5, 0.0, 0.5),
    "B-Q": (-1.5, -1.0, -0.5, 0.0),
    "O": (-0.4, -0.2, 0.0, 0.2, 0.4, 0.6),
}
"""Costs that are tried for each tag; O last: it moves all the others."""
START = {"B-C": 1.0, "B-Q": -1.0}  # one cost at a time climbs the nearest hill; the best have stood here
CLOSED = (0.0, 1.0, 2.0, 3.0, 5.0)
ALONE = 0.25  # weight of sentences by themselves: most texts are articles
ROUNDS = 3
FOLDS = 10
BINS = 10
TOLERANCE = 0.003  # of the mean F1
LEAST = 0.2  # confidence: what is wrong four times of five is left out, however much it would find
RIDGE = 1.0  # keeps the weights of signs that say the same small


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, and how well it did: F1 and expected calibration error of articles that had no part in it."""

    decoder: Decoder
    f1: float
    calibration_error: float
    reliability: list[tuple[float, float, int]]  # mean confidence, share right, attributions; by bin


def choose(model: Path, folder: Path) -> Choice:
    """Choose a decoder for a model and write it into the model's folder.

    Args:
        model: a model folder; its ``decoder.json`` is written.
        folder: articles in PolNeAR's layout.

    Returns:
        The decoder with its figures.
    """
    encoder = Encoder(model)
    known = read_known(encoder, folder)
    alone = lone_sentences(encoder.read, known)
    start = np.array([START.get(tag, 0.0) for tag in ATTRIBUTION], np.float32)
    even = np.zeros(len(SIGNS), np.float32)
    decoder = Decoder(ATTRIBUTION, start, encoder.steps, even, 0.0, 0.0)

    def merit(tried: Decoder) -> float:
        in_articles, by_themselves = (_merit([judge(text, tried) for text in texts]) for texts in (known, alone))
        return (1 - ALONE) * in_articles + ALONE * by_themselves

    for _ in range(ROUNDS):
        for tag, values in COSTS.items():
            at = ATTRIBUTION.index(tag)
            tried = [replace(decoder, costs=np.where(np.arange(len(start)) == at, v, decoder.costs)) for v in values]
            decoder = max(tried, key=merit)
        tried = [replace(decoder, closed=cost) for cost in CLOSED]
        decoder = max(tried, key=merit)
    choice = with_confidence(known, decoder)
    save_decoder(choice.decoder, model)
    return choice


def save_decoder(decoder: Decoder, model: Path) -> None:
    """Write ``decoder.json``."""
    stored = {
        "costs": {label: round(float(cost), 4) for label, cost in zip(decoder.labels, decoder.costs, strict=True)},
        "closed": decoder.closed,
        "least_confidence": round(decoder.least_confidence, 4),
        "weights": {sign: round(float(weight), 5) for sign, weight in zip(SIGNS, decoder.weights, strict=True)},
    }
    (model / "decoder.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf8")


@dataclass(frozen=True, slots=True)
class Judged:
    """One article's candidates: of each its signs, whether it is right, whether content and source are found."""

    signs: list[Floats]
    right: list[bool]
    content: list[bool]
    source: list[bool]
    cited: list[bool]  # whether it has a source at all
    gold: int
    gold_cited: int


def judge(article: Known, decoder: Decoder) -> Judged:
    """Compare all candidates of an article, however unsure, with its gold."""
    found = candidates(article.reading, article.words, decoder)
    given = [(_positions(a.source), _positions(a.content)) for a, _ in found]
    right, content, source = ([False] * len(found) for _ in range(3))
    for i, j in pair_up([gold for _, gold in article.gold], [one for _, one in given]):
        a, b = article.gold[i][0], given[j][0]
        content[j], right[j] = True, bool(a & b) or not (a or b)
    gold_sources = [one for one, _ in article.gold if one]
    having = [j for j, (one, _) in enumerate(given) if one]
    for _, j in pair_up(gold_sources, [given[j][0] for j in having]):
        source[having[j]] = True
    signs = [values for _, values in found]
    cited = [bool(one) for one, _ in given]
    return Judged(signs, right, content, source, cited, len(article.gold), len(gold_sources))


def _positions(spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(itertools.chain.from_iterable(range(first, stop) for first, stop in spans))


def _merit(judged: Sequence[Judged], kept: Sequence[Sequence[bool]] | None = None) -> float:
    """Mean F1 of who said what, contents and sources, of the candidates that are kept."""
    flags = kept or [[True] * len(one.right) for one in judged]

    def count(name: str) -> int:
        return sum(
            flag and stays
            for one, stay in zip(judged, flags, strict=True)
            for flag, stays in zip(getattr(one, name), stay, strict=True)
        )

    given, gold = sum(map(sum, flags)), sum(one.gold for one in judged)
    gold_cited = sum(one.gold_cited for one in judged)
    of_all = 2 * (count("right") + count("content")) / max(1, given + gold)
    return (of_all + 2 * count("source") / max(1, count("cited") + gold_cited)) / 3


def with_confidence(known: Sequence[Known], decoder: Decoder) -> Choice:
    """Add weights of the signs and the least confidence to a decoder.

    Args:
        known: articles with their readings.
        decoder: its costs are kept.

    Returns:
        The decoder, and its figures on articles that had no part in fitting the weights that they were judged by.
    """
    judged = [judge(article, decoder) for article in known]
    sure: list[list[float]] = [[] for _ in judged]
    for fold in range(FOLDS):
        weights = fit([one for i, one in enumerate(judged) if i % FOLDS != fold])
        for i in range(fold, len(judged), FOLDS):
            sure[i] = [confidence(values, weights) for values in judged[i].signs]

    def merit(least: float) -> float:
        return _merit(judged, [[value >= least for value in values] for values in sure])

    tried = [round(share, 2) for share in np.arange(LEAST, 0.7, 0.02).tolist()]
    best = max(map(merit, tried))
    least = next(share for share in tried if merit(share) > best - TOLERANCE)  # of equally good ones what finds most
    right = np.array([flag for one in judged for flag in one.right])
    error, table = reliability(np.array([value for values in sure for value in values]), right)
    kept = [value >= least for values in sure for value in values]
    gold = sum(one.gold for one in judged)
    f1 = float(2 * right[kept].sum() / max(1, sum(kept) + gold))
    return Choice(replace(decoder, weights=fit(judged), least_confidence=least), f1, error, table)


def calibration(known: Sequence[Known], decoder: Decoder) -> tuple[float, list[tuple[float, float, int]]]:
    """How far a decoder's own confidences are from the shares that are right, of attributions that it keeps.

    Args:
        known: articles with their readings.
        decoder: its weights are taken as they are.

    Returns:
        As ``reliability``.
    """
    judged = [judge(article, decoder) for article in known]
    right = np.array([flag for one in judged for flag in one.right])
    sure = np.array([confidence(values, decoder.weights) for one in judged for values in one.signs])
    kept = sure >= decoder.least_confidence
    return reliability(sure[kept], right[kept])


def fit(judged: Sequence[Judged]) -> Floats:
    """Weights of a logistic regression, by Newton's method with a ridge."""
    x = np.array([values for one in judged for values in one.signs], np.float64)
    y = np.array([flag for one in judged for flag in one.right], np.float64)
    if not len(x):  # a model that has hardly begun to learn finds nothing
        return np.zeros(len(SIGNS), np.float32)
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 0.0  # the constant is free
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (y - p) - ridge @ weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge
        weights += np.linalg.solve(curve + 1e-9 * np.eye(len(curve)), slope)
    return np.asarray(weights, np.float32)


def reliability(sure: Floats, right: np.ndarray) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error (Naeini et al. 2015), and its bins.

    Args:
        sure: confidence of each attribution, 0 to 1.
        right: whether it was right.

    Returns:
        The mean distance of confidence and share right, weighted by size, over ten bins of equal width; and of each
        bin that is not empty mean confidence, share right and size.
    """
    number = np.minimum((sure * BINS).astype(int), BINS - 1)
    table = [
        (float(sure[number == one].mean()), float(right[number == one].mean()), int((number == one).sum()))
        for one in range(BINS)
        if (number == one).any()
    ]
    return sum(abs(a - b) * n for a, b, n in table) / max(1, len(sure)), table
