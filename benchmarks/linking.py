"""How well claims are linked across articles, by F1 of pairs against stories read by eye; fits the weights.

    python benchmarks/linking.py GOLD.json CORPUS [--articles ARTICLES.jsonl] [--pairs 30]
        [--weights analysis/linking/claim_weights.csv] [--recall analysis/lexicons/en/link_recall.csv]

CORPUS was built from the articles of GOLD, a list of stories with ``statements`` (id, article_id, content spans) and
their clusters ``same_utterance`` and ``same_claim``, and ``contradictions``; --articles names the texts in which the
spans were made, where reading has taken datelines and credits out of the corpus's. A claim stands for a statement where
their characters overlap by a third; a cluster counts as all its pairs from different articles, extracted or not.
Weights are fitted by logistic regression; printed are figures for each story with weights fitted on the others, and
beside them those of the weights as shipped and of one feature alone. --weights writes the weights fitted on all
stories, --recall how many versions of a claim that another article has are found and linked in stories that the weights
were not fitted on, by how it is quoted, with intervals that draw whole stories anew; --pairs prints links.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from offsets import carried, read_texts

from analysis import Corpus
from analysis.linking.claim_links import RELATIONS, Booleans, candidate_pairs, group_pairs
from analysis.linking.comparing import FEATURES, compare, take_apart
from analysis.linking.contradictions import find_contradictions, sides_of
from analysis.linking.negation import stances
from analysis.linking.terms import Floats, Integers
from analysis.metrics.intervals import tail_probability

OVERLAP = 0.3  # intersection over union of characters
RIDGE = 0.3
KINDS = ("direct", "mixed", "indirect")
HEADER = """# What each feature of two claims counts for whether they belong together: logistic regression, fitted by
# benchmarks/linking.py on 18 stories of three outlets, read by eye.
"""

RECALL_HEADER = """# How many versions of a claim are found and linked where another article's version is found.
# Source: 18 stories of three outlets, read by eye, each linked with weights fitted on the others; written by
# benchmarks/linking.py. there, found: pairs of versions. low, high: 95 % interval of the share that is missed, stories
# drawn anew as wholes (percentiles, widened for few stories).
# quotation: direct if any version is, else mixed, else indirect.
"""
RESAMPLES = 10_000

Pair = frozenset[tuple[str, str]]  # two statements: story and id


@dataclass
class Gold:
    """What people linked, and which claims stand for which statements."""

    linked: dict[str, set[Pair]] = field(default_factory=dict)
    stands: dict[str, tuple[str, str]] = field(default_factory=dict)
    within: dict[str, set[Pair]] = field(default_factory=dict)
    quotation: dict[Pair, str] = field(default_factory=dict)


@dataclass
class Compared:
    """The claims of one story, compared."""

    name: str
    ids: list[str]
    articles: list[str]
    pairs: Integers
    features: Floats
    against: Booleans  # pairs that contradict each other


def read_gold(told: list[dict[str, Any]], claims: pl.DataFrame) -> Gold:
    gold = Gold({name: set() for name in (*RELATIONS, "contradicts")}, {}, {name: set() for name in RELATIONS})
    by_article = {key[0]: rows.to_dicts() for key, rows in claims.group_by("article_id", maintain_order=True)}
    for story in told:
        article = {row["id"]: row["article_id"] for row in story["statements"]}
        gold.stands |= {claim: (story["story"], name) for claim, name in _standing(story["statements"], by_article)}
        clusters = {name: [set(combinations(sorted(c), 2)) for c in story[name]] for name in RELATIONS}
        pairs = {name: set().union(*found) for name, found in clusters.items()}
        pairs["contradicts"] = {(a, b) for a, b, *_ in story["contradictions"]}
        quoted = {row["id"]: row["quotation"] for row in story["statements"]}
        for cluster in (cluster for name in RELATIONS for cluster in story[name]):
            kind = min((quoted[each] for each in cluster), key=KINDS.index)
            keys = ({(story["story"], each) for each in pair} for pair in combinations(cluster, 2))
            gold.quotation |= dict.fromkeys(map(frozenset, keys), kind)
        for name, found in pairs.items():
            keyed = {frozenset((story["story"], each) for each in pair) for pair in found}
            across = {pair for pair in keyed if len({article[each] for _, each in pair}) == 2}
            gold.linked[name] |= across
            if name in RELATIONS:
                gold.within[name] |= keyed - across
    return gold


def _standing(statements: list[dict[str, Any]], claims: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Claims and the statements that they stand for, the best match first, one to one."""
    matches = []
    for statement in statements:
        wanted = {at for start, end in statement["content"] for at in range(start, end)}
        for claim in claims.get(statement["article_id"], []):
            found = set(range(claim["content_start"], claim["content_end"]))
            overlap = len(wanted & found) / len(wanted | found)
            if overlap >= OVERLAP:
                matches.append((-overlap, statement["id"], claim["claim_id"]))
    taken: set[str] = set()
    for _, statement, claim in sorted(matches):
        if not {statement, claim} & taken:
            taken |= {statement, claim}
            yield claim, statement


def compared(corpus: Corpus) -> Iterator[Compared]:
    claims = corpus.claims.join(corpus.articles.select("article_id", "story"), on="article_id").drop_nulls("story")
    claims = claims.join(corpus.claim_vectors, on="claim_id").join(
        corpus.sources.select("source_id", "kind", "anonymous", source="name"), on="source_id", how="left"
    )
    for (name,), story in claims.sort("story", "claim_id").group_by("story", maintain_order=True):
        apart = take_apart(story)
        told = sides_of(apart, stances(story))
        pairs = candidate_pairs(apart, told)
        features, against = compare(apart, pairs), np.zeros(len(pairs), np.bool_)
        against[[found for found, *_ in find_contradictions(apart, pairs, features, told)]] = True
        ids, articles = story["claim_id"].to_list(), story["article_id"].to_list()
        yield Compared(str(name), ids, articles, pairs, features, against)


def key_of(story: Compared, gold: Gold, pair: Iterable[int]) -> Pair | None:
    """The two statements that a pair of claims stands for."""
    found = [gold.stands.get(story.ids[number]) for number in pair]
    return None if None in found else frozenset(each for each in found if each)


def material(stories: list[Compared], gold: Gold, wanted: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Features and labels of all pairs that stand for statements."""
    features, labels = [], []
    yes = set().union(*(gold.linked[name] | gold.within[name] for name in wanted))
    for story in stories:
        for pair, row in zip(story.pairs.tolist(), story.features, strict=True):
            key = key_of(story, gold, pair)
            if key:
                features.append(row)
                labels.append(key in yes)
    return np.array(features), np.array(labels, float)


def fit(features: Floats, labels: Floats) -> Floats:
    """Weights and constant that make the labels likeliest (Newton's method, ridge penalty on weights)."""
    rows = np.c_[features, np.ones(len(features))]
    weights, penalty = np.zeros(rows.shape[1]), np.full(rows.shape[1], RIDGE)
    penalty[-1] = 0
    for _ in range(40):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (likely - labels) + penalty * weights
        weights -= np.linalg.solve((rows.T * (likely * (1 - likely))) @ rows + np.diag(penalty), slope)
    return weights


def linked(story: Compared, gold: Gold, joined: Booleans) -> set[Pair]:
    """The statements of different articles that these pairs stand for."""
    across = [pair for pair in story.pairs[joined].tolist() if story.articles[pair[0]] != story.articles[pair[1]]]
    return {key for pair in across if (key := key_of(story, gold, pair))}


def f1(found: set[Pair], wanted: set[Pair]) -> str:
    right = len(found & wanted)
    value = 200 * right / max(1, len(found) + len(wanted))
    precision, recall = 100 * right / max(1, len(found)), 100 * right / max(1, len(wanted))
    return f"F1 {value:.1f} (P {precision:.1f}, R {recall:.1f}, n {len(wanted)})"


def cross_validated(stories: list[Compared], gold: Gold, chosen: list[int]) -> dict[str, set[Pair]]:
    """What is linked in each story with weights fitted on the others."""
    found: dict[str, set[Pair]] = {name: set() for name in gold.linked}
    for story in stories:
        others = [other for other in stories if other is not story]
        likely = {}
        for name, wanted in (("same_utterance", RELATIONS[:1]), ("same_claim", RELATIONS)):
            features, labels = material(others, gold, wanted)
            weights = fit(features[:, chosen], labels)
            likely[name] = 1 / (1 + np.exp(-story.features[:, chosen] @ weights[:-1] - weights[-1]))
        joined = group_pairs(story.pairs, story.features, likely, story.against, len(story.ids))
        for name, pairs in (joined | {"contradicts": story.against}).items():
            found[name] |= linked(story, gold, pairs)
    return found


def print_figures(title: str, found: dict[str, set[Pair]], gold: Gold) -> None:
    same = gold.linked["same_utterance"] | gold.linked["same_claim"]
    print(f"\n{title}\n  same            {f1(found['same_utterance'] | found['same_claim'], same)}")
    print(f"  same_utterance  {f1(found['same_utterance'], gold.linked['same_utterance'])}")
    print(f"  same_claim      {f1(found['same_claim'] - found['same_utterance'], gold.linked['same_claim'])}")
    print(f"  contradicts     {f1(found['contradicts'], gold.linked['contradicts'])}")


def stored(corpus: Corpus, gold: Gold) -> dict[str, set[Pair]]:
    """What the corpus itself has linked."""
    found: dict[str, set[Pair]] = {name: set() for name in gold.linked}
    article = dict(corpus.claims.select("claim_id", "article_id").iter_rows())
    for one, other, relation in corpus.claim_links.select("claim_a", "claim_b", "relation").iter_rows():
        if article[one] != article[other] and one in gold.stands and other in gold.stands:
            found[relation].add(frozenset((gold.stands[one], gold.stands[other])))
    return found


def recall(gold: Gold, found: dict[str, set[Pair]]) -> pl.DataFrame:
    """Of pairs of which one statement at least was found, how many are linked, by how the claim is quoted."""
    there = set(gold.stands.values())
    wanted = [pair for name in RELATIONS for pair in sorted(gold.linked[name], key=sorted) if pair & there]
    linked_ones = found["same_utterance"] | found["same_claim"]
    rows = [(min(pair)[0], gold.quotation[pair], pair in linked_ones) for pair in wanted]
    table = pl.DataFrame(rows, schema={"story": pl.String, "quotation": pl.String, "found": pl.Boolean}, orient="row")
    each = table.group_by("story", "quotation").agg(there=pl.len(), found=pl.col("found").sum())
    stories = sorted(set(table["story"]))
    drawn = np.random.default_rng(0).integers(0, len(stories), (RESAMPLES, len(stories)))
    ends = tail_probability(0.95, len(stories))
    versions = []
    for kind in KINDS:
        own = {story: counts for story, *counts in each.filter(quotation=kind).drop("quotation").iter_rows()}
        counts = np.array([own.get(story, (0, 0)) for story in stories])
        sums = counts[drawn].sum(axis=1)
        sums = sums[sums[:, 0] > 0]  # a draw without this kind of claim says nothing of it
        low, high = np.quantile(1 - sums[:, 1] / sums[:, 0], [ends, 1 - ends])
        versions.append((kind, *counts.sum(axis=0).tolist(), round(float(low), 3), round(float(high), 3)))
    return pl.DataFrame(versions, schema=["quotation", "there", "found", "low", "high"], orient="row")


def print_pairs(corpus: Corpus, gold: Gold, count: int) -> None:
    same = set().union(*gold.linked.values())
    said = {row["claim_id"]: row for row in corpus.claims.iter_rows(named=True)}
    links = corpus.claim_links.sample(min(count, corpus.claim_links.height), seed=0, shuffle=True)
    for link in links.iter_rows(named=True):
        stands = [gold.stands.get(link[side]) for side in ("claim_a", "claim_b")]
        judged = "not in gold" if None in stands else "linked" if frozenset(stands) in same else "NOT LINKED"
        print(f"\n{link['relation']} {link['score']:.2f}, gold: {judged}; {link['why']}")
        for side in ("claim_a", "claim_b"):
            print(f"    {said[link[side]]['source_text']}: {said[link[side]]['content_text'][:200]!r}")


def write(path: Path, stories: list[Compared], gold: Gold) -> None:
    rows = []
    for name, wanted in (("same_utterance", RELATIONS[:1]), ("same_claim", RELATIONS)):
        weights = fit(*material(stories, gold, wanted))
        rows += [
            (name, feature, round(float(w), 3)) for feature, w in zip((*FEATURES, "constant"), weights, strict=True)
        ]
    table = pl.DataFrame(rows, schema=["relation", "feature", "weight"], orient="row")
    path.write_text(HEADER + table.write_csv(), encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("corpus")
    parser.add_argument("--articles", type=Path, help="JSON Lines with the texts that the spans of GOLD were made in")
    parser.add_argument("--weights", type=Path, help="file to write weights fitted on all stories to")
    parser.add_argument("--recall", type=Path, help="file to write the shares of versions found to")
    parser.add_argument("--pairs", type=int, default=0, help="print so many links")
    args = parser.parse_args()
    corpus = Corpus.open(args.corpus)
    told = json.loads(Path(args.gold).read_text(encoding="utf8"))
    if args.articles:
        told = carried(told, read_texts(args.articles), dict(corpus.articles.select("article_id", "text").iter_rows()))
    gold = read_gold(told, corpus.claims)
    stories = list(compared(corpus))
    print(f"{len(gold.stands)} statements found in {len(stories)} stories")
    every = list(range(len(FEATURES)))
    unseen = cross_validated(stories, gold, every)
    print_figures("weights fitted on the other stories", unseen, gold)
    print_figures("the same with the cosine alone", cross_validated(stories, gold, every[:1]), gold)
    print_figures("as stored in the corpus, weights fitted on these stories", stored(corpus, gold), gold)
    versions = recall(gold, unseen)
    print("\nversions missed where another article's is found; weights fitted on the other stories; 95 % intervals")
    for kind, there, found, low, high in versions.iter_rows():
        print(f"  {kind:9} {there - found} of {there}: {1 - found / there:.3f} ({low:.3f} to {high:.3f})")
    if args.weights:
        write(args.weights, stories, gold)
    if args.recall:
        args.recall.write_text(RECALL_HEADER + versions.write_csv(), encoding="utf8")
    print_pairs(corpus, gold, args.pairs)


if __name__ == "__main__":
    main()
