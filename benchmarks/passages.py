"""How well and how fast shared passages are found.

    python benchmarks/passages.py ARTICLES [--copies N] [--sizes 1000 4000 12000] [--longest N]

ARTICLES is a file or folder that ``parallax build`` reads, best with outlets, dates and stories. It prints:

- on copies of N of its articles (sentences dropped and moved, words changed, added and left out, the headline
  replaced), how much of what was copied is found, in characters of both texts;
- the longest passages between articles of different stories a month or more apart, with their kinds;
- time and memory for the first articles of each size, with datasketch's MinHashLSH, which finds similar articles but
  no passages, on the same texts in the same run (``pip install .[benchmark]``). Each runs in a process of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import random
import re
import resource
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import polars as pl

from analysis.articles import read_articles
from analysis.linking.passages import find_passages

SEED = 4
RATES = (0.05, 0.10, 0.20)
DROPPED, MOVED = 0.2, 0.15
"""Shares of a copy's sentences that are left out, and that stand elsewhere."""
COLUMNS = ["article_id", "outlet", "published_at", "credits", "story", "title", "text"]
MONTH = dt.timedelta(days=30)
_SENTENCE = re.compile(r"\S.*?(?:[.!?][”\"’')]*(?=\s)|(?=\n)|\Z)", re.DOTALL)
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def read(path: Path) -> pl.DataFrame:
    """The columns needed, of a table kept from an earlier reading or of anything that can be read."""
    if path.suffix == ".parquet" and set(COLUMNS) <= set(pl.read_parquet_schema(path)):
        kept = pl.read_parquet(path, columns=COLUMNS)
        if kept.schema["credits"] == pl.List(pl.String):
            return kept
    return read_articles(path).articles.select(COLUMNS)


def edited(text: str, rate: float, words: list[str], chance: random.Random) -> tuple[str, set[int], set[int]]:
    """A copy of a text, and the characters of both that belong together: those of the sentences kept."""
    kept = [match.span() for match in _SENTENCE.finditer(text) if chance.random() >= DROPPED]
    for place in [place for place in range(len(kept)) if chance.random() < MOVED]:
        kept.insert(chance.randrange(len(kept)), kept.pop(place))
    copy, mine, theirs = "", set[int](), set[int]()
    for start, end in kept:
        sentence = _WORD.sub(lambda match: changed(match[0], rate, words, chance), text[start:end])
        theirs.update(range(len(copy), len(copy) + len(sentence)))
        mine.update(range(start, end))
        copy += sentence + " "
    return copy, mine, theirs


def changed(word: str, rate: float, words: list[str], chance: random.Random) -> str:
    """A word as it stands in the copy: half of the changes put another in its place, a quarter add, a quarter drop."""
    if chance.random() >= rate:
        return word
    other = chance.choice(words)
    return chance.choice([other, other, f"{word} {other}", ""])


def inked(text: str, characters: Iterable[int]) -> set[int]:
    """Characters of words: what stands between them is nobody's."""
    return {at for at in characters if text[at].isalnum()}


def copies(articles: pl.DataFrame, count: int) -> None:
    long_enough = pl.col("text").str.split(" ").list.len().is_between(200, 1200)
    chosen = articles.filter(long_enough).sample(count, seed=SEED).with_columns(published_at=None)
    words = sorted({word.lower() for text in chosen["text"].head(50) for word in _WORD.findall(text)})
    titles = chosen["title"].fill_null("No headline").to_list()
    print(f"\nEdited copies of {count} articles, seed {SEED}")
    for rate in RATES:
        chance = random.Random(SEED)
        rows, gold = [], {}
        for place, row in enumerate(chosen.iter_rows(named=True)):
            head = f"{titles[place]}\n\n"
            copy, mine, theirs = edited(row["text"], rate, words, chance)
            other = f"{titles[place - 1]}\n\n"
            one, two = head + row["text"], other + copy
            rows += [(f"{place}-a", "one", one), (f"{place}-b", "two", two)]
            gold[place] = (
                inked(one, (at + len(head) for at in mine)),
                inked(two, (at + len(other) for at in theirs)),
            )
        frame = pl.DataFrame(rows, schema=["article_id", "outlet", "text"], orient="row").with_columns(
            published_at=pl.lit(None, dtype=pl.Datetime("us", "UTC")), credits=pl.lit([], dtype=pl.List(pl.String))
        )
        texts = dict(frame.select("article_id", "text").iter_rows())
        found: dict[int, tuple[set[int], set[int]]] = {place: (set(), set()) for place in gold}
        for row in find_passages(frame).iter_rows(named=True):
            place, other_place = (int(row[f"article_{side}"].split("-")[0]) for side in "ab")
            if place == other_place:
                for side, characters in zip("ab", found[place], strict=True):
                    span = range(row[f"start_{side}"], row[f"end_{side}"])
                    characters |= inked(texts[row[f"article_{side}"]], span)
        right = sum(len(found[place][side] & gold[place][side]) for place in gold for side in (0, 1))
        precision = right / max(1, sum(len(sides[side]) for sides in found.values() for side in (0, 1)))
        recall = right / max(1, sum(len(sides[side]) for sides in gold.values() for side in (0, 1)))
        score = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{rate:4.0%} of words changed: F1 {score:.3f} (precision {precision:.3f}, recall {recall:.3f})")


def unrelated(articles: pl.DataFrame, passages: pl.DataFrame, most: int) -> None:
    of = articles.select("article_id", "story", "published_at", "outlet", "text")
    told = passages.join(of, left_on="article_a", right_on="article_id").join(
        of, left_on="article_b", right_on="article_id", suffix="_b"
    )
    apart = (pl.col("published_at") - pl.col("published_at_b")).abs() >= MONTH
    shared = pl.struct("text", "start_a", "end_a").map_elements(
        lambda row: row["text"][row["start_a"] : row["end_a"]], return_dtype=pl.String
    )
    far = (
        told.filter((pl.col("story") != pl.col("story_b")) & apart)
        .with_columns(shared=shared)
        .with_columns(words=pl.col("shared").str.extract_all(r"\w+(?:['’]\w+)*").list.len())
        .filter(pl.col("words") > 12)
        .sort("words", "article_a", "article_b", descending=[True, False, False])
    )
    print(f"\nPassages over 12 words between different stories a month or more apart: {counts(far)}")
    for row in far.head(most).iter_rows(named=True):
        text = " ".join(row["shared"].split())
        print(f"{row['words']:4} {row['kind']:9} {row['outlet']} / {row['outlet_b']}: {text[:150]}")


def counts(passages: pl.DataFrame) -> str:
    counted = passages.group_by("kind").len().sort("kind").iter_rows()
    return ", ".join(f"{count:,} {kind}" for kind, count in counted) or "none"


def measured(work: Callable[[pl.DataFrame], Any], articles: pl.DataFrame) -> tuple[Any, str]:
    """What a function returns, and its cost, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_timed, (work, articles))


def _timed(work: Callable[[pl.DataFrame], Any], articles: pl.DataFrame) -> tuple[Any, str]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, used = time.perf_counter(), time.process_time()
    result = work(articles)
    wall, used = time.perf_counter() - wall, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cost = f"{wall:6.1f} s, {used:6.1f} s of processor, peak {peak / 2**20:.2f} GiB ({before / 2**20:.2f} before)"
    return result, cost


def similar(articles: pl.DataFrame) -> int:
    """Pairs of similar articles by datasketch's MinHashLSH: shingles of five words, its own defaults otherwise."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    pairs = 0
    for place, text in enumerate(articles["text"]):
        words = _WORD.findall(text.lower())
        sketch = MinHash(num_perm=128)
        sketch.update_batch({" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))})
        pairs += len(index.query(sketch))
        index.insert(str(place), sketch)
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--copies", type=int, default=100)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 4000, 12000])
    parser.add_argument("--longest", type=int, default=20)
    args = parser.parse_args()
    articles = read(args.articles)
    copies(articles, args.copies)
    passages = None
    for size in args.sizes:
        some = articles.head(size)
        passages, cost = measured(find_passages, some)
        print(f"\n{some.height:,} articles, {some['text'].str.len_chars().sum() / 1e6:.1f} million characters")
        print(f"  find_passages  {cost}: {passages.height:,} ({counts(passages)})", flush=True)
        pairs, cost = measured(similar, some)
        print(f"  MinHashLSH     {cost}: {pairs:,} pairs of articles", flush=True)
    if passages is not None:
        unrelated(articles, passages, args.longest)


if __name__ == "__main__":
    main()
