"""How well claims are linked across articles, by F1 of pairs against stories read by eye; fits the weights.

    python benchmarks/linking.py GOLD.json CORPUS [--articles ARTICLES.jsonl] [--pairs 30]
        [--weights analysis/linking/claim_weights.csv] [--lexicons analysis/lexicons/en]

CORPUS was built from the articles of GOLD, a list of stories with ``statements`` (id, article_id, content spans) and
their clusters ``same_utterance`` and ``same_claim``, and ``contradictions``; --articles names the texts in which the
spans were made, where reading has taken datelines and credits out of the corpus's. A claim stands for a statement where
their characters overlap by a third; a cluster counts as all its pairs from different articles, extracted or not.
Weights are fitted by logistic regression; printed are figures for each story with weights fitted on the others, and
beside them those of the weights as shipped and of one feature alone. --weights writes the weights fitted on all
stories; --lexicons writes two tables of how claims are linked in stories that the weights were not fitted on:
``link_recall.csv``, how often an outlet's version is found where another outlet's is, by how that one is quoted, with
intervals that draw whole stories anew, and ``link_errors.csv``, how many of an outlet's claims are linked to another
outlet's where one has them, and where none has, story by story. --pairs prints links.
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

from analysis import Corpus, claim_coverage
from analysis.linking.claim_links import RELATIONS, Booleans, candidate_pairs, group_pairs
from analysis.linking.clusters import connected
from analysis.linking.comparing import FEATURES, compare, take_apart
from analysis.linking.contradictions import find_contradictions, sides_of
from analysis.linking.negation import stances
from analysis.linking.terms import Floats, Integers
from analysis.metrics.claim_groups import QUOTATIONS, grouped_claims, placed_articles, surest_quotation
from analysis.metrics.intervals import tail_probability

OVERLAP = 0.3  # intersection over union of characters
RIDGE = 0.3
ORDER = {kind: place for place, kind in enumerate(QUOTATIONS)}
HEADER = """# What each feature of two claims counts for whether they belong together: logistic regression, fitted by
# benchmarks/linking.py on 18 stories of three outlets, read by eye.
"""

RECALL_HEADER = """# How often an outlet's version of a claim is found and linked where another outlet's is found.
# Source: 18 stories of three outlets, read by eye, each linked with weights fitted on the others; written by
# benchmarks/linking.py. there: outlets that have a claim of which another's version was found, each claim and outlet
# once; found: those whose version is linked. low, high: 95 % interval of the share that is missed, stories drawn anew
# as wholes (percentiles, widened for few stories).
# quotation: direct if any version of the other outlets is, else mixed, else indirect.
"""
ERRORS_HEADER = """# How many of an outlet's claims are linked to another's: of those that another has, and of others.
# Source: 18 stories of three outlets, read by eye, each linked with weights fitted on the others; written by
# benchmarks/linking.py. A story a number. shared: claims of an outlet that another outlet has too, shared_linked:
# those linked to one of another outlet; alone: claims that no other outlet has, alone_linked: those linked even so.
# quotation: direct if any of the outlet's versions is, else mixed, else indirect.
"""
RESAMPLES = 10_000

Pair = frozenset[tuple[str, str]]  # two statements: story and id


@dataclass
class Gold:
    """What people linked, and which claims stand for which statements."""

    linked: dict[str, set[Pair]] = field(default_factory=dict)
    stands: dict[str, tuple[str, str]] = field(default_factory=dict)
    within: dict[str, set[Pair]] = field(default_factory=dict)
    article: dict[tuple[str, str], str] = field(default_factory=dict)


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
        gold.article |= {(story["story"], name): where for name, where in article.items()}
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


def unseen(stories: list[Compared], gold: Gold, chosen: list[int]) -> Iterator[tuple[Compared, dict[str, Booleans]]]:
    """Which pairs are linked in each story with weights fitted on the others."""
    for story in stories:
        others = [other for other in stories if other is not story]
        likely = {}
        for name, wanted in (("same_utterance", RELATIONS[:1]), ("same_claim", RELATIONS)):
            features, labels = material(others, gold, wanted)
            weights = fit(features[:, chosen], labels)
            likely[name] = 1 / (1 + np.exp(-story.features[:, chosen] @ weights[:-1] - weights[-1]))
        joined = group_pairs(story.pairs, story.features, likely, story.against, len(story.ids))
        yield story, joined | {"contradicts": story.against}


def statements_linked(linked_pairs: list[tuple[Compared, dict[str, Booleans]]], gold: Gold) -> dict[str, set[Pair]]:
    """The statements that linked pairs stand for."""
    found: dict[str, set[Pair]] = {name: set() for name in gold.linked}
    for story, joined in linked_pairs:
        for name, pairs in joined.items():
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


def outlets_having(gold: Gold, placed: pl.DataFrame) -> dict[tuple[str, str], set[str]]:
    """The outlets that have what each statement says, as people linked them."""
    outlet = dict(placed.select("article_id", "outlet").iter_rows())
    having = {statement: {outlet[article]} for statement, article in gold.article.items()}
    for group in connected(tuple(sorted(pair)) for name in RELATIONS for pair in gold.linked[name] | gold.within[name]):
        having |= dict.fromkeys(group, set().union(*(having[each] for each in group)))
    return having


def links_of(pairs: list[tuple[Compared, dict[str, Booleans]]]) -> pl.DataFrame:
    """Linked pairs as the table ``claim_links``."""
    rows = [
        (story.ids[one], story.ids[other], relation)
        for story, joined in pairs
        for relation, found in joined.items()
        for one, other in story.pairs[found].tolist()
    ]
    return pl.DataFrame(rows, schema=["claim_a", "claim_b", "relation"], orient="row")


def units(corpus: Corpus, gold: Gold, pairs: list[tuple[Compared, dict[str, Booleans]]]) -> pl.DataFrame:
    """Claims and outlets as the metrics count them: whether one has it, as people see it, and whether that was found.

    side "own": claims of an outlet, and whether another one has them; "others": claims of others, and whether this
    outlet has them. Claims of which no version stands for a statement are left out: nobody read who has them.
    """
    placed = placed_articles(corpus.articles)
    having = outlets_having(gold, placed)
    outlets = {key[0]: sorted(set(rows["outlet"])) for key, rows in placed.group_by("story")}
    found = []
    grouped = grouped_claims(corpus.claims, links_of(pairs), placed)
    for (story, _), versions in grouped.group_by(["story", "claim"], maintain_order=True):
        for outlet in outlets[story]:
            of_it, of_others = versions.filter(outlet=outlet), versions.filter(pl.col("outlet") != outlet)
            linked_ones = bool(of_it.height and of_others.height)
            for side, told in (("own", of_it), ("others", of_others)):
                known = [having[gold.stands[each]] for each in told["claim_id"] if each in gold.stands]
                if known:
                    who = set().union(*known)
                    there = bool(who - {outlet}) if side == "own" else outlet in who
                    found.append((story, side, told.select(surest_quotation()).item(), there, linked_ones))
    return pl.DataFrame(found, schema=["story", "side", "quotation", "there", "linked"], orient="row")


def recall(told: pl.DataFrame) -> pl.DataFrame:
    """How often an outlet's version is found where another one's is, by how that is quoted, with intervals."""
    wanted = told.filter(pl.col("there"), side="others")
    each = wanted.group_by("story", "quotation").agg(there=pl.len(), found=pl.col("linked").sum())
    stories = sorted(set(told["story"]))
    drawn = np.random.default_rng(0).integers(0, len(stories), (RESAMPLES, len(stories)))
    ends = tail_probability(0.95, len(stories))
    versions = []
    for kind in QUOTATIONS:
        own = {story: counts for story, *counts in each.filter(quotation=kind).drop("quotation").iter_rows()}
        counts = np.array([own.get(story, (0, 0)) for story in stories])
        sums = counts[drawn].sum(axis=1)
        sums = sums[sums[:, 0] > 0]  # a draw without this kind of claim says nothing of it
        low, high = np.quantile(1 - sums[:, 1] / sums[:, 0], [ends, 1 - ends])
        versions.append((kind, *counts.sum(axis=0).tolist(), round(float(low), 3), round(float(high), 3)))
    return pl.DataFrame(versions, schema=["quotation", "there", "found", "low", "high"], orient="row")


def errors(told: pl.DataFrame) -> pl.DataFrame:
    """How many of an outlet's claims are linked to another's, where one has them and where none has, by story."""
    linked_ones, there = pl.col("linked"), pl.col("there")
    number = pl.col("story").rank("dense").cast(pl.Int64).alias("number")
    own = told.filter(side="own").with_columns(number, order=pl.col("quotation").replace_strict(ORDER))
    return (
        own.group_by("number", "order", "quotation")
        .agg(
            shared=there.sum(),
            shared_linked=(there & linked_ones).sum(),
            alone=(~there).sum(),
            alone_linked=(~there & linked_ones).sum(),
        )
        .sort("number", "order")
        .drop("order")
        .rename({"number": "story"})
    )


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


def print_statuses(corpus: Corpus, gold: Gold, links: pl.DataFrame) -> None:
    """How many of the outlets with each status have the claim, as people see it."""
    placed = placed_articles(corpus.articles)
    having, grouped = outlets_having(gold, placed), grouped_claims(corpus.claims, links, placed)
    told = {key[0]: rows["claim_id"].to_list() for key, rows in grouped.group_by("claim")}
    rows = []
    for row in claim_coverage(corpus.claims, links, corpus.articles).iter_rows(named=True):
        known = [having[gold.stands[each]] for each in told[row["claim"]] if each in gold.stands]
        if known:
            rows.append((row["status"], row["outlet"] in set().union(*known)))
    table = pl.DataFrame(rows, schema=["status", "has"], orient="row")
    print("\noutlets that have the claim, by the status that claim_coverage gives them")
    for status, has, outlets in table.group_by("status").agg(pl.sum("has"), pl.len()).sort("status").iter_rows():
        print(f"  {status:16} {has} of {outlets}: {has / outlets:.3f}")


def print_errors(versions: pl.DataFrame, mistaken: pl.DataFrame) -> None:
    print("\nan outlet's version missed where another's is found; weights fitted on the other stories; 95 % intervals")
    for kind, there, found, low, high in versions.iter_rows():
        print(f"  {kind:9} {there - found} of {there}: {1 - found / there:.3f} ({low:.3f} to {high:.3f})")
    print("\nclaims linked to another outlet's, where one has them and where none has")
    counts = ("shared_linked", "shared", "alone_linked", "alone")
    for kind, *numbers in mistaken.group_by("quotation").agg(pl.sum(*counts)).sort("quotation").iter_rows():
        found, shared, wrong, alone = numbers
        print(f"  {kind:9} {found} of {shared}: {found / shared:.3f}; {wrong} of {alone}: {wrong / alone:.3f}")


def print_halves(mistaken: pl.DataFrame, splits: int = 500) -> None:
    """What only one outlet has in half of the stories: as people see it, as observed, corrected by the other half."""
    random, told = np.random.default_rng(0), sorted(set(mistaken["story"]))
    rows = []
    for _ in range(splits):
        half = random.permutation(told)[: len(told) // 2].tolist()
        here, there = (
            table.group_by("quotation").agg(pl.exclude("story").sum()).sort("quotation")
            for table in (mistaken.filter(pl.col("story").is_in(half)), mistaken.filter(~pl.col("story").is_in(half)))
        )
        right, wrong = there["shared_linked"] / there["shared"], there["alone_linked"] / there["alone"]
        claims, found = here["shared"] + here["alone"], here["shared_linked"] + here["alone_linked"]
        shared = ((found - wrong * claims) / (right - wrong)).sum()
        rows.append((here["alone"].sum(), claims.sum() - found.sum(), claims.sum() - shared, claims.sum()))
    true, *others, claims = np.array(rows, float).T
    print(f"\nclaims that only one outlet has, in halves of the stories: {(true / claims).mean():.3f}")
    for name, share in zip(("observed", "corrected by the other half"), others, strict=True):
        off = np.abs(share - true) / claims
        print(f"  {name}: {(share / claims).mean():.3f}, off by {off.mean():.3f} on average")


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
    parser.add_argument("--lexicons", type=Path, help="folder to write link_recall.csv and link_errors.csv to")
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
    pairs = list(unseen(stories, gold, every))
    print_figures("weights fitted on the other stories", statements_linked(pairs, gold), gold)
    alone = statements_linked(list(unseen(stories, gold, every[:1])), gold)
    print_figures("the same with the cosine alone", alone, gold)
    print_figures("as stored in the corpus, weights fitted on these stories", stored(corpus, gold), gold)
    told = units(corpus, gold, pairs)
    versions, mistaken = recall(told), errors(told)
    print_errors(versions, mistaken)
    print_statuses(corpus, gold, links_of(pairs))
    print_halves(mistaken)
    if args.weights:
        write(args.weights, stories, gold)
    if args.lexicons:
        for name, header, table in (("recall", RECALL_HEADER, versions), ("errors", ERRORS_HEADER, mistaken)):
            (args.lexicons / f"link_{name}.csv").write_text(header + table.write_csv(), encoding="utf8")
    print_pairs(corpus, gold, args.pairs)


if __name__ == "__main__":
    main()
