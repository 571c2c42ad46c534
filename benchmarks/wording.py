"""How well scores of wording find the sentences that people marked as biased, by the area under the ROC curve.

    python benchmarks/wording.py BASIL [--corpus CORPUS] [--weights analysis/lexicons/en/slant_weights.csv]

BASIL holds articles.jsonl and annotations/ (L. Fan et al. 2019, In plain sight: media bias through the lens of factual
reporting, EMNLP). --corpus was built from its articles.jsonl; without it one is built and thrown away. A sentence
counts as marked where a span of that kind of bias (lexical or informational) begins or goes on in it. Printed are, with
95 % intervals from drawing whole stories anew: the loaded words of a sentence; the logistic regression that ships
(``slanted_sentences``) and one over all words of a sentence, each fitted on the other stories (ten parts; the ridge is
chosen within these by three parts). --weights writes the weights fitted on all stories.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from offsets import places
from scipy import sparse
from scipy.optimize import minimize
from scipy.stats import rankdata

from analysis import Corpus, build
from analysis.metrics.loaded import loaded_sentences
from analysis.metrics.slant import features, slant_features

KEY = ["article_id", "sentence"]
PARTS, WITHIN, RIDGES, RESAMPLES = 10, 3, (3.0, 10.0, 30.0, 100.0), 1000
HEADER = """# What each feature of a sentence counts for whether people mark it for loaded words: logistic regression.
# Source: fitted by benchmarks/wording.py on BASIL's annotations of lexical bias (264 articles in 88 stories).
"""
WORD = r"[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*"


def marked(folder: Path, corpus: Corpus) -> pl.DataFrame:
    """Spans of bias in the corpus's texts: article_id, first, last, bias."""
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    rows = []
    for line in (folder / "articles.jsonl").read_text(encoding="utf8").splitlines():
        article = json.loads(line)
        file = folder / "annotations" / Path(article["annotation_file"]).name
        text = texts.get(article["article_id"])
        if text is None:
            continue
        moved = places(article["text"], text)
        for span in json.loads(file.read_text(encoding="utf8"))["phrase-level-annotations"]:
            number = span["id"].removeprefix("p")
            if number.isdigit() and int(number) < len(article["sentence_spans"]):  # 'title' is no sentence
                begin = article["sentence_spans"][int(number)][0]
                first, last = moved[begin + span["start"]], moved[begin + span["end"]]
                rows += [(article["article_id"], first, last, span["bias"])] if last > first else []
    schema = {"article_id": pl.String, "first": pl.Int64, "last": pl.Int64, "bias": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def labelled(folder: Path, corpus: Corpus) -> pl.DataFrame:
    """Sentences with their features, score, story, and whether they are marked: lex, inf."""
    tables = corpus.sentences, corpus.claims, corpus.articles
    rows = slant_features(*tables).join(corpus.articles.select("article_id", "story"), on="article_id")
    for voice in ("outlet", "all"):
        scores = loaded_sentences(*tables, voice).select(*KEY, pl.col("score").alias(f"score_{voice}"))
        rows = rows.join(scores, on=KEY)
    spans = marked(folder, corpus).join(corpus.sentences.select(*KEY, "start", "end"), on="article_id")
    spans = spans.filter(pl.col("first") < pl.col("end"), pl.col("last") > pl.col("start"))
    for bias in ("lex", "inf"):
        found = spans.filter(bias=bias).select(KEY).unique().with_columns(pl.lit(value=True).alias(bias))
        rows = rows.join(found, on=KEY, how="left").with_columns(pl.col(bias).fill_null(value=False))
    return rows.join(corpus.articles.select("article_id", "text"), on="article_id").sort(KEY)


def bag_of_words(rows: pl.DataFrame) -> sparse.csr_matrix:
    """Which words each sentence has; words of one sentence alone are left out."""
    text = pl.col("text").str.slice("start", pl.col("end") - pl.col("start")).str.to_lowercase()
    words = rows.select(text.str.extract_all(WORD).list.unique().alias("word")).with_row_index("row").explode("word")
    kept = words.group_by("word").len().filter(pl.col("len") > 1).sort("word").with_row_index("column")
    cells = words.join(kept, on="word")
    at = (cells["row"].to_numpy(), cells["column"].to_numpy())
    return sparse.csr_matrix((np.ones(cells.height), at), shape=(rows.height, kept.height))


def fit(rows, labels: np.ndarray, ridge: float) -> np.ndarray:
    """Weights and constant that make the labels likeliest, with a ridge penalty on weights."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = rows @ weights[:-1] + weights[-1]
        off = 1 / (1 + np.exp(-total)) - labels
        value = np.logaddexp(0, total).sum() - total @ labels + ridge / 2 * weights[:-1] @ weights[:-1]
        return value, np.r_[rows.T @ off + ridge * weights[:-1], off.sum()]

    return minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def unseen(rows, labels: np.ndarray, part: np.ndarray, learn: Callable[..., np.ndarray]) -> np.ndarray:
    """Scores of each part by weights learnt from the others."""
    scores = np.zeros(len(labels))
    for number in np.unique(part):
        out = part == number
        weights = learn(rows[~out], labels[~out], part[~out])
        scores[out] = rows[out] @ weights[:-1] + weights[-1]
    return scores


def fit_chosen(rows, labels: np.ndarray, part: np.ndarray) -> np.ndarray:
    """Weights with the ridge that ranks best in stories left out within."""
    return fit(rows, labels, chosen_ridge(rows, labels, part))


def chosen_ridge(rows, labels: np.ndarray, part: np.ndarray) -> float:
    def ranks(ridge: float) -> float:
        scores = unseen(rows, labels, part % WITHIN, lambda some, marks, _: fit(some, marks, ridge))
        return auc(scores, labels > 0)

    return max(RIDGES, key=ranks)


def auc(scores: np.ndarray, marks: np.ndarray) -> float:
    """Share of pairs of a marked sentence and another in which the marked one has the higher score; ties count half."""
    n = marks.sum()
    return (rankdata(scores)[marks].sum() - n * (n + 1) / 2) / (n * (len(marks) - n))


def with_interval(scores: np.ndarray, marks: np.ndarray, stories: np.ndarray) -> str:
    own = [np.flatnonzero(stories == name) for name in np.unique(stories)]
    random = np.random.default_rng(0)
    values = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([own[number] for number in random.integers(0, len(own), len(own))])
        if 0 < marks[drawn].sum() < len(drawn):
            values.append(auc(scores[drawn], marks[drawn]))
    low, high = np.quantile(values, [0.025, 0.975])
    return f"{auc(scores, marks):.3f} ({low:.3f} to {high:.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("basil", type=Path)
    parser.add_argument("--corpus", type=Path, help="built from BASIL/articles.jsonl")
    parser.add_argument("--weights", type=Path, help="file to write weights fitted on all stories to")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = (
            Corpus.open(args.corpus) if args.corpus else build(args.basil / "articles.jsonl", Path(folder) / "basil")
        )
        rows = labelled(args.basil, corpus)
    stories = rows["story"].to_numpy()
    part = np.unique(stories, return_inverse=True)[1] % PARTS
    counted = rows.select(features()).to_numpy()
    spread = counted.std(axis=0)
    words = bag_of_words(rows)
    for bias, title in (("lex", "lexical bias"), ("inf", "informational bias")):
        marks = rows[bias].to_numpy()
        scores = {
            "loaded words, outlet's voice": rows["score_outlet"].to_numpy(),
            "loaded words, either voice": rows["score_all"].to_numpy(),
            "regression, other stories": unseen(counted / spread, marks.astype(float), part, fit_chosen),
            "all words, other stories": unseen(words, marks.astype(float), part, fit_chosen),
        }
        print(f"\n{title}: AUC over {len(marks)} sentences of {len(set(stories))} stories, {marks.sum()} marked")
        for name, score in scores.items():
            print(f"  {name:30} {with_interval(score, marks, stories)}", flush=True)
            for outlet in sorted(set(rows["outlet"])):
                own = (rows["outlet"] == outlet).to_numpy()
                print(
                    f"    {outlet:28} {with_interval(score[own], marks[own], stories[own])}, {marks[own].sum()} marked"
                )
    if args.weights:
        labels = rows["lex"].to_numpy().astype(float)
        ridge = chosen_ridge(counted / spread, labels, part)
        weights = fit(counted / spread, labels, ridge)
        lines = [f"{name},{weight:.4f}" for name, weight in zip(features(), weights / np.r_[spread, 1], strict=False)]
        lines += [f"constant,{weights[-1]:.4f}"]
        args.weights.write_text(HEADER + "\n".join(["feature,weight", *lines, ""]), encoding="utf8")
        print(f"\nwritten with ridge {ridge:g}")


if __name__ == "__main__":
    main()
