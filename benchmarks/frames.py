"""Fits and measures how likely a sentence has a frame, on sentences that a person read; prints what frames.csv holds.

The file read has a row a sentence: article_id, sentence, weight (how many sentences of the corpora it stands for: one
over the chance to have been drawn) and frames (as in frames.csv, 'scheme: frame', separated by '|').

    python benchmarks/frames.py benchmarks/frames_read.csv one.corpus another.corpus

``frames_read.csv`` holds the 310 sentences that the shipped figures come from, by the ids that they get in corpora
built from basil/articles.jsonl and from articles of allsides/articles.parquet.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis import Corpus
from analysis.lexicons import load_lexicon
from analysis.metrics.sentence_vectors import sentence_scores

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def fit(score: Floats, seen: Flags, weight: Floats) -> Floats:
    """A logistic curve through the scores (J. Platt 1999), by Newton's steps; a little ridge keeps it finite."""
    columns = np.c_[np.ones_like(score), score]
    weight = weight / weight.mean()
    found = np.zeros(2)
    ridge = np.diag([1e-6, 1e-2])
    for _ in range(100):
        likely = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (weight * (seen - likely)) - ridge @ found
        bend = (columns.T * (weight * likely * (1 - likely))) @ columns + ridge
        found = found + np.linalg.solve(bend, slope)
    return found


def ordered(score: Floats, seen: Flags, weight: Floats) -> float:
    """The chance that a sentence with the frame scores above one without (area under the ROC curve)."""
    if seen.all() or not seen.any():
        return float("nan")
    above = score[seen][:, None] - score[~seen]
    pairs = weight[seen][:, None] * weight[~seen]
    return float((pairs * ((above > 0) + 0.5 * (above == 0))).sum() / pairs.sum())


def measure(score: Floats, seen: Flags, weight: Floats) -> dict[str, str]:
    """What frames.csv says of one frame; each half is judged by what was fitted on the other."""
    random = np.random.default_rng(0)
    first = np.arange(len(seen)) % 2 == 0
    likely = np.zeros(len(seen))
    for half in (first, ~first):
        start, slope = fit(score[half], seen[half], weight[half])
        likely[~half] = 1 / (1 + np.exp(-start - slope * score[~half]))
    start, slope = fit(score, seen, weight)
    draws = [random.integers(0, len(seen), len(seen)) for _ in range(2000)]
    low, high = np.nanquantile([ordered(score[d], seen[d], weight[d]) for d in draws], [0.025, 0.975])
    taken, right = weight * (likely >= 0.5), weight * ((likely >= 0.5) & seen)
    return {
        "intercept": f"{start:.3f}",
        "slope": f"{slope:.3f}",
        "with_it": str(int(seen.sum())),
        "auc": f"{ordered(score, seen, weight):.2f}",
        "auc_low": f"{low:.2f}",
        "auc_high": f"{high:.2f}",
        "precision": f"{right.sum() / taken.sum():.2f}" if taken.any() else "",
        "recall": f"{right.sum() / weight[seen].sum():.2f}",
        "expected": f"{np.average(likely, weights=weight):.3f}",
        "seen": f"{np.average(seen, weights=weight):.3f}",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("corpora", nargs="+")
    args = parser.parse_args()
    frames = load_lexicon("frames").select("scheme", "frame", "words").rows()
    lists = {f"{scheme}: {frame}": words.split("|") for scheme, frame, words in frames}
    corpora = [Corpus.open(path) for path in args.corpora]
    scores = pl.concat([sentence_scores(corpus.sentences, corpus.articles, lists) for corpus in corpora])
    read = pl.read_csv(args.sentences, comment_prefix="#", schema_overrides={"frames": pl.String}).fill_null("")
    rows = read.join(scores, on=["article_id", "sentence"], maintain_order="left")
    found = [
        measure(
            rows[name].fill_null(0).to_numpy(),
            rows["frames"].str.split("|").list.contains(name).to_numpy(),
            rows["weight"].to_numpy(),
        )
        for name in lists
    ]
    print(
        load_lexicon("frames").select("scheme", "frame", "description", "words").hstack(pl.DataFrame(found)).write_csv()
    )


if __name__ == "__main__":
    main()
