"""How many corrections would survive a newer reading of the same articles.

    python benchmarks/corrections.py OLDER.corpus NEWER.corpus [--show 30]

Every claim and source of the older corpus is named as corrections.csv names it, and looked for in the newer one. A
claim is "there" if a claim with the same content is, "elsewhere" if one takes its place; beside it stands what its
claim_id would have meant. A source is right if most of its claims are its claims in the newer corpus too.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict

import polars as pl

from analysis.commits import latest_commit
from analysis.corpus import Corpus
from analysis.corrections.finding import CLAIM_COLUMNS, Claim, Finder, NotFoundError, beginning
from analysis.joining import linked_sources


def finder_of(corpus: Corpus) -> tuple[Finder, pl.DataFrame]:
    head = latest_commit(corpus.path)
    articles = corpus.articles.select("article_id", "story")
    claims, sources, links = linked_sources(corpus.path, head.parts if head else (), articles)
    return Finder(claims, sources, links), claims


def claims_of(claims: pl.DataFrame) -> list[Claim]:
    return [Claim(*row[:5]) for row in claims.iter_rows()]


def find_claims(older: list[Claim], newer: Finder, by_id: dict[str, Claim]) -> dict[str, Claim | None]:
    found: dict[str, Claim | None] = {}
    counts: Counter[str] = Counter()
    for claim in older:
        try:
            now = newer.claim(claim.place, beginning(claim.words))
        except NotFoundError as error:
            now = None
            counts["several" if "two claims" in str(error) else "none"] += 1
        else:
            counts["there" if (now.start, now.end) == (claim.start, claim.end) else "elsewhere"] += 1
        found[claim.id] = now
        numbered = by_id.get(claim.id)
        same = now is not None and numbered is not None and numbered.id == now.id
        counts["its claim_id means " + ("the same" if same else "another" if numbered else "none")] += 1
    for what, count in sorted(counts.items()):
        print(f"  {what:32} {count:6,} {count / len(older):6.1%}")
    return found


def find_sources(older: Corpus, newer: Finder, newer_claims: pl.DataFrame, found: dict[str, Claim | None]) -> None:
    """Look for every source that has a claim which the newer corpus holds too."""
    said_by = dict(newer_claims.drop_nulls("source_id").select("claim_id", "source_id").iter_rows())
    names = dict(older.sources.select("source_id", "name").iter_rows())
    now: dict[str, Counter[str]] = defaultdict(Counter)
    for claim, key in older.claims.drop_nulls("source_id").select("claim_id", "source_id").iter_rows():
        there = found.get(claim)
        if there and there.id in said_by:
            now[key][newer.links[said_by[there.id]]] += 1
    counts: Counter[str] = Counter()
    for key, citing in sorted(now.items()):
        try:
            source = newer.source(key, names[key])
        except NotFoundError as error:
            counts["several" if "are called" in str(error) else "none"] += 1
            continue
        how = "by id" if key in newer.links else "by name"
        counts[f"found {how}, {'right' if source.id == citing.most_common(1)[0][0] else 'wrong'}"] += 1
    for what, count in sorted(counts.items()):
        print(f"  {what:32} {count:6,} {count / len(now):6.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("older")
    parser.add_argument("newer")
    parser.add_argument("--show", type=int, default=0, help="print so many claims that are elsewhere, and as many lost")
    options = parser.parse_args()
    older = Corpus.open(options.older)
    newer, newer_claims = finder_of(Corpus.open(options.newer))
    claims = older.claims.select(CLAIM_COLUMNS)
    articles = set(newer_claims["article_id"])
    claims = claims.filter(pl.col("article_id").is_in(sorted(articles)))
    listed = claims_of(claims)
    print(f"{len(listed):,} claims of {claims['article_id'].n_unique():,} articles")
    found = find_claims(listed, newer, {claim.id: claim for claim in claims_of(newer_claims)})
    print("sources")
    find_sources(older, newer, newer_claims, found)
    moved = [(c, n) for c in listed if (n := found[c.id]) and n.place != c.place]
    for claim, there in random.Random(0).sample(moved, min(options.show, len(moved))):
        print(f"\n{claim.place} {claim.words}\n-> {there.place} {there.words}")
    lost = [claim for claim in listed if found[claim.id] is None]
    for claim in random.Random(0).sample(lost, min(options.show, len(lost))):
        print(f"\nlost {claim.place} {claim.words}")


if __name__ == "__main__":
    main()
