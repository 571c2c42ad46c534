"""How well articles are grouped into stories, by B-cubed against a collection that names them, beside a plain baseline.

    python benchmarks/stories.py ARTICLES.parquet [--seed 1] [--all] [--pairs 30]

ARTICLES.parquet has article_id, story, outlet, title, published_at (ISO 8601) and text. 300 stories of two outlets or
more are drawn by the seed to choose thresholds on, 300 others to report on; their story column is hidden. --all groups
them among all articles of the collection, and scores the same ones. The baseline is TF-IDF cosine over the words of
headline and lead, a time window and connected components, its threshold chosen on the first 300 stories in the run.
--pairs prints pairs of articles that the two groupings put together and apart, for reading.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from analysis.linking.neighbours import find_pairs
from analysis.linking.stories import LEAST, WINDOW, group_stories
from analysis.linking.terms import LEAD, Vectors, article_terms

DRAWN = 300
RESAMPLES = 2_000
BASELINE_DAYS = 3.0
BASELINE_LEAST = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)

Grouping = Mapping[str, str]  # from article to story


def read(path: str) -> pl.DataFrame:
    day = pl.col("published_at").str.head(10).str.to_date(strict=False)
    columns = ("article_id", "story", "outlet", "title", "text")
    return pl.read_parquet(path).select(*columns, published_at=day, language=pl.lit("en")).sort("article_id")


def draw(articles: pl.DataFrame, seed: int) -> tuple[list[str], list[str]]:
    """Stories to choose on and stories to report on."""
    outlets = articles.drop_nulls("story").group_by("story").agg(n=pl.col("outlet").n_unique())
    stories = sorted(outlets.filter(pl.col("n") >= 2)["story"])
    random.Random(seed).shuffle(stories)
    return stories[:DRAWN], stories[DRAWN : 2 * DRAWN]


def ours(articles: pl.DataFrame) -> Grouping:
    links = group_stories(articles.with_columns(story=pl.lit(None, dtype=pl.String)))
    found = dict(links.select("article_id", "story").iter_rows())
    return {article: found.get(article, article) for article in articles["article_id"]}


def plain_vectors(articles: pl.DataFrame) -> Vectors:
    """TF-IDF as in any textbook: (1 + log count) * log(N / articles that have the word)."""
    counted = article_terms(articles.with_columns(title=pl.lit(""), text=pl.concat_str("title", pl.lit("\n"), "text")))
    counted = counted.with_columns(n=pl.len().over("term")).filter(pl.col("n") > 1)
    order = counted.select("term", "n").unique().sort("n", "term").with_row_index("number")
    rows = counted.join(order.drop("n"), on="term").sort("article", "number")
    idf = np.log(articles.height / rows["n"].to_numpy())
    weights = (1 + np.log(np.maximum(rows["count"].to_numpy() / 1_000, 1))) * idf
    article = rows["article"].to_numpy()
    lengths = np.sqrt(np.bincount(article, weights=weights**2, minlength=articles.height))
    starts = np.searchsorted(article, np.arange(articles.height + 1))
    numbers = rows["number"].to_numpy().astype(np.int64)
    return Vectors(starts, numbers, weights / lengths[article], order["term"].to_list())


def baseline(articles: pl.DataFrame) -> dict[float, Grouping]:
    """Connected components of pairs above each threshold, within some days; undated articles go with any."""
    articles = articles.sort("published_at", "article_id", nulls_last=True)
    days = articles["published_at"].cast(pl.Int32).cast(pl.Float64).fill_null(np.nan).to_numpy()
    pairs = find_pairs(plain_vectors(articles), days, BASELINE_DAYS, min(BASELINE_LEAST), np.ones_like)
    ids = articles["article_id"].to_list()
    groupings = {}
    for least in BASELINE_LEAST:
        parent = list(range(len(ids)))

        def root(number: int, parent: list[int] = parent) -> int:
            while parent[number] != number:
                parent[number] = number = parent[parent[number]]
            return number

        for one, other, similarity in pairs.iter_rows():
            if similarity >= least:
                parent[root(one)] = root(other)
        groupings[least] = {article: ids[root(number)] for number, article in enumerate(ids)}
    return groupings


def b_cubed(gold: Grouping, found: Grouping) -> dict[str, tuple[float, float]]:
    """Precision and recall of each article: Bagga & Baldwin, "Algorithms for scoring coreference chains" (1998)."""
    right, wanted = Counter((gold[a], found[a]) for a in gold), Counter(gold.values())
    given = Counter(found[a] for a in gold)
    both = {a: right[gold[a], found[a]] for a in gold}
    return {a: (both[a] / given[found[a]], both[a] / wanted[gold[a]]) for a in gold}


def summary(gold: Grouping, found: Grouping) -> str:
    """Precision, recall and F1 with the interval that drawing stories anew gives."""
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for article, score in b_cubed(gold, found).items():
        scores[gold[article]].append(score)
    sums = np.array([(*np.sum(rows, axis=0), len(rows)) for _, rows in sorted(scores.items())])
    drawn = np.random.default_rng(0).integers(0, len(sums), (RESAMPLES, len(sums)))
    low, high = np.quantile([f1(sums[row].sum(axis=0)) for row in drawn], [0.025, 0.975])
    precision, recall, count = sums.sum(axis=0)
    value = f1(sums.sum(axis=0))
    return f"F1 {value:.3f} ({low:.3f} to {high:.3f}), precision {precision / count:.3f}, recall {recall / count:.3f}"


def f1(totals: Sequence[float]) -> float:
    precision, recall = totals[0] / totals[2], totals[1] / totals[2]
    return float(2 * precision * recall / (precision + recall))


def disagreements(gold: Grouping, found: Grouping) -> list[tuple[str, str, str]]:
    """Pairs of articles that one grouping has together and the other apart."""
    pairs = []
    for side, grouping, other in (("only gold joins", gold, found), ("only ours joins", found, gold)):
        members = defaultdict(list)
        for article in sorted(gold):
            members[grouping[article]].append(article)
        for group in members.values():
            pairs += [(side, a, b) for i, a in enumerate(group) for b in group[i + 1 :] if other[a] != other[b]]
    return pairs


def print_pairs(articles: pl.DataFrame, pairs: list[tuple[str, str, str]], count: int, seed: int) -> None:
    rows = {row["article_id"]: row for row in articles.iter_rows(named=True)}
    print(f"{len(pairs)} pairs differ; {min(count, len(pairs))} of them:")
    for side, *two in random.Random(seed).sample(pairs, min(count, len(pairs))):
        print(f"\n{side}")
        for row in (rows[article] for article in two):
            print(f"  {row['published_at']} {row['outlet']}: {row['title']}\n      {row['text'][:300]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="group among all articles of the collection")
    parser.add_argument("--pairs", type=int, default=0, help="print so many pairs that differ")
    args = parser.parse_args()
    articles = read(args.articles)
    chosen, reported = draw(articles, args.seed)
    least = 0.0
    print(f"ours: at least {LEAST} alike on average, within {WINDOW:g} days; leads of {LEAD:,} characters")
    for name, stories in (("to choose", chosen), ("to report", reported)):
        among = articles if args.all else articles.filter(pl.col("story").is_in(stories))
        gold = dict(articles.filter(pl.col("story").is_in(stories)).select("article_id", "story").iter_rows())
        print(f"\n{name}: {DRAWN} stories, {len(gold):,} articles among {among.height:,} (seed {args.seed})")
        wall, work = time.perf_counter(), time.process_time()
        found = ours(among)
        wall, work = time.perf_counter() - wall, time.process_time() - work
        print(f"  ours      {summary(gold, found)}; {wall:.1f} s, {work:.1f} s of processor time")
        plain = baseline(among)
        if name == "to choose":
            least = max(
                plain, key=lambda each: f1([*np.sum(list(b_cubed(gold, plain[each]).values()), axis=0), len(gold)])
            )
        print(f"  baseline  {summary(gold, plain[least])}; cosine of at least {least}")
    if args.pairs:
        print_pairs(articles, disagreements(gold, found), args.pairs, args.seed)


if __name__ == "__main__":
    main()
