"""What outlets call the same event, printed for reading: each group with its phrases, reasons and counts.

    python benchmarks/event_names.py CORPUS [--groups 30] [--seed 0] [--expected EXPECTED.json]

CORPUS is a folder that ``parallax build`` made. Printed is a draw of the events that several outlets name by several
nouns, then how many events and phrases there are. EXPECTED.json has "references_to_one_event": for each article (by the
name of its file) phrases that name one event; printed is how many of them the best group holds, and what else it holds.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import polars as pl

from analysis.corpus import Corpus
from analysis.metrics import event_name_counts


def named(corpus: Corpus) -> pl.DataFrame:
    """The names of events with outlet, story and file of their articles."""
    return corpus.event_names.join(
        corpus.articles.select("article_id", "outlet", "story", "origin"), on="article_id", maintain_order="left"
    )


def show(names: pl.DataFrame, counts: pl.DataFrame, number: int, seed: int) -> None:
    """Print a draw of the events that several outlets name by several nouns."""
    several = (
        names.filter(pl.col("story").is_not_null())
        .group_by("event_id")
        .agg(pl.col("head").n_unique(), pl.col("outlet").n_unique())
        .filter(pl.col("head") > 1, pl.col("outlet") > 1)["event_id"]
        .sort()
    )
    for event in several.sample(min(number, len(several)), seed=seed, shuffle=True):
        rows = names.filter(event_id=event)
        print(f"\n{rows['event'][0]} ({rows['kind'][0]}, story {rows['story'][0]})")
        for row in counts.filter(event_id=event).iter_rows(named=True):
            print(f"    {row['outlet']}, {row['voice']}: {row['head']} {row['n']} of {row['total']}")
        for row in rows.iter_rows(named=True):
            text = " ".join(row["text"].split())
            print(
                f"  {row['article_id']} {row['start']}-{row['end']} {row['voice']}: {text} | {row['why'] or 'begins'}"
            )
    events = names["event_id"].n_unique()
    print(f"\n{names.height:,} phrases name {events:,} events; {len(several):,} by several outlets and nouns")


def measure(names: pl.DataFrame, expected: Path) -> None:
    """Print how many of the expected phrases one event holds."""
    wanted = json.loads(expected.read_text(encoding="utf8"))["references_to_one_event"]
    found: dict[str, set[tuple[str, str]]] = {}
    phrases = [(article, phrase) for article, listed in wanted.items() for phrase in listed]
    for row in names.iter_rows(named=True):
        for article, phrase in phrases:
            inside = phrase.lower() in row["text"].lower() or row["text"].lower() in phrase.lower()
            if article in row["origin"] and inside:
                found.setdefault(row["event_id"], set()).add((article, phrase))
    best = max(found, key=lambda event: len(found[event]), default=None)
    held = found.get(best or "", set())
    print(f"{len(held)} of {len(phrases)} expected phrases are in one event")
    for article, phrase in phrases:
        if (article, phrase) not in held:
            print(f"  missing: {article}: {phrase}")
    others = names.filter(event_id=best)["text"].to_list() if best else []
    known = [phrase.lower() for _, phrase in phrases]
    for text in others:
        if not any(phrase in text.lower() or text.lower() in phrase for phrase in known):
            print(f"  besides: {' '.join(text.split())}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--groups", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--expected", type=Path)
    args = parser.parse_args()
    corpus = Corpus.open(args.corpus)
    names = named(corpus)
    show(names, event_name_counts(corpus.event_names, corpus.articles), args.groups, args.seed)
    if args.expected:
        measure(names, args.expected)


if __name__ == "__main__":
    main()
