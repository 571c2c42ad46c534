"""Whether pairs of claims that a rule makes, in stories that nobody has read, help to link claims.

    python benchmarks/made_pairs.py GOLD.json CORPUS [MORE ...] [--articles ARTICLES.jsonl]

GOLD, CORPUS and --articles are those of linking.py. In the other stories of CORPUS and in all of MORE, two claims of
different articles are taken for one utterance where both quote seven words in a row and their sources are the same or
related; for none where both quote, and neither words nor terms are shared, or where two named people share no words.
Weights are fitted on gold and made pairs, the made ones counting so many times as much as all of the gold together;
printed is the F1 in each story of the gold with weights fitted without it. "hidden": of quoted words in a row a random
share is kept, as a paraphrase would.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from linking import RIDGE, Compared, Gold, compared, f1, linked, material, read_gold
from offsets import carried, read_texts

from analysis import Corpus
from analysis.linking.claim_links import RELATIONS, group_pairs
from analysis.linking.comparing import FEATURES, LONG
from analysis.linking.terms import Floats

WORDS, NO_WORDS = 7, 3  # words in a row from which on two quotations are one, and below which they are two
NO_TERMS = 0.1
COUNT = (0.0, 0.05, 0.2, 0.5, 1.0)


def made(corpus: Corpus, stories: list[Compared]) -> tuple[Floats, Floats]:
    """Features and labels of the pairs that the rule is sure of."""
    quotation = dict(corpus.claims.select("claim_id", "quotation").iter_rows())
    column = {name: number for number, name in enumerate(FEATURES)}
    rows, labels = [], []
    for story in stories:
        for (one, other), row in zip(story.pairs.tolist(), story.features, strict=True):
            kinds = {quotation[story.ids[one]], quotation[story.ids[other]]}
            run = row[column["in_a_row"]] * LONG
            known = row[column["same_source"]] or row[column["related_source"]]
            if story.articles[one] == story.articles[other]:
                continue
            if "indirect" not in kinds and run >= WORDS and known:
                rows.append(row)
                labels.append(1.0)
            elif (kinds == {"direct"} and run < NO_WORDS and row[column["common"]] < NO_TERMS) or (
                row[column["other_person"]] and run <= NO_WORDS
            ):
                rows.append(row)
                labels.append(0.0)
    return np.array(rows).reshape(-1, len(FEATURES)), np.array(labels)


def fit(features: Floats, labels: Floats, counts: Floats) -> Floats:
    """As in linking.py, each row counting as much as it is said to."""
    rows = np.c_[features, np.ones(len(features))]
    weights, penalty = np.zeros(rows.shape[1]), np.full(rows.shape[1], RIDGE)
    penalty[-1] = 0
    for _ in range(40):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (likely - labels)) + penalty * weights
        weights -= np.linalg.solve((rows.T * (counts * likely * (1 - likely))) @ rows + np.diag(penalty), slope)
    return weights


def print_f1(title: str, stories: list[Compared], gold: Gold, more: tuple[Floats, Floats], count: float) -> None:
    found: dict[str, set] = {name: set() for name in RELATIONS}
    for story in stories:
        others, likely = [other for other in stories if other is not story], {}
        for name, wanted in (("same_utterance", RELATIONS[:1]), ("same_claim", RELATIONS)):
            features, labels = material(others, gold, wanted)
            each = count * len(features) / max(1, len(more[0]))
            counts = np.r_[np.ones(len(features)), np.full(len(more[0]), each)]
            weights = fit(np.r_[features, more[0]], np.r_[labels, more[1]], counts)
            likely[name] = 1 / (1 + np.exp(-story.features @ weights[:-1] - weights[-1]))
        for name, pairs in group_pairs(story.pairs, story.features, likely, story.against, len(story.ids)).items():
            found[name] |= linked(story, gold, pairs)
    same = gold.linked["same_utterance"] | gold.linked["same_claim"]
    print(f"{title:24} same {f1(found['same_utterance'] | found['same_claim'], same)}", end="  ")
    print(f"same_utterance {f1(found['same_utterance'], gold.linked['same_utterance'])}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("corpus")
    parser.add_argument("more", nargs="*")
    parser.add_argument("--articles", type=Path, help="JSON Lines with the texts that the spans of GOLD were made in")
    args = parser.parse_args()
    corpus = Corpus.open(args.corpus)
    told = json.loads(Path(args.gold).read_text(encoding="utf8"))
    if args.articles:
        told = carried(told, read_texts(args.articles), dict(corpus.articles.select("article_id", "text").iter_rows()))
    gold = read_gold(told, corpus.claims)
    stories = list(compared(corpus))
    read = [story for story in stories if any(claim in gold.stands for claim in story.ids)]
    tables = [made(corpus, [story for story in stories if story not in read])]
    for path in args.more:
        other = Corpus.open(path)
        tables.append(made(other, list(compared(other))))
    for name, (_, labels) in zip((args.corpus, *args.more), tables, strict=True):
        print(f"{name}: {int(labels.sum())} pairs made of one utterance, {int((labels == 0).sum())} of two")
    rows, labels = (np.concatenate(parts) for parts in zip(*tables, strict=True))
    for count in COUNT:
        print_f1(f"counting {count}", read, gold, (rows, labels), count)
    hidden = rows.copy()
    kept = np.random.default_rng(0).random(int(labels.sum()))
    hidden[labels == 1, FEATURES.index("in_a_row")] *= kept
    for count in COUNT[1:]:
        print_f1(f"counting {count}, hidden", read, gold, (hidden, labels), count)


if __name__ == "__main__":
    main()
