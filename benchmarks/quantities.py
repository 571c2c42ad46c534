"""Numbers drawn at random, printed for reading: how they were read, and which were passed over.

    python benchmarks/quantities.py ARTICLES ... [--articles 60] [--quantities 100] [--sentences 40] [--seed 1]

Of each file or folder as many articles are drawn. First come quantities: value, unit, qualifier, what is counted and
day, then the text with the number in brackets. Then sentences that hold a digit or a number word, what was read as a
quantity in brackets, so that the eye finds what was passed over. Last comes the share of annotate()'s time that the
numbers take.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from pathlib import Path
from typing import Any

import polars as pl

from analysis.annotate import annotate
from analysis.articles import read_articles
from analysis.language import load_pipeline
from analysis.language.words import read_words
from analysis.quantities import read_quantities
from analysis.schema import Tables

AROUND = 70
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|dozens?|hundreds?|thousands?|[mbtr]+illions?|half|couple|thirds?|quarters?)\b",
    re.IGNORECASE,
)


def draw_articles(paths: list[Path], each: int, seed: int) -> pl.DataFrame:
    drawn = []
    for path in paths:
        articles = read_articles([path]).articles.sort("article_id")
        drawn.append(articles.sample(min(each, articles.height), seed=seed))
    return pl.concat(drawn).unique("article_id", keep="first", maintain_order=True)


def _drawn(rows: list[Any], count: int, seed: int) -> list[Any]:
    return random.Random(seed).sample(rows, min(count, len(rows)))


def print_quantities(tables: Tables, count: int, seed: int) -> None:
    texts = dict(tables.articles.select("article_id", "text").iter_rows())
    rows = tables.quantities.rows(named=True)
    for q in _drawn(rows, count, seed):
        text, start, end = texts[q["article_id"]], q["start"], q["end"]
        value = f"{q['value']:g}" + (f" to {q['value_high']:g}" if q["value_high"] is not None else "")
        held = f"{text[max(0, start - AROUND) : start]}[{text[start:end]}]{text[end : end + AROUND]}"
        meant = " | ".join(str(part) for part in (value, q["unit"], q["qualifier"], q["counted"], q["as_of"]))
        print(f"{meant}\n    {' '.join(held.split())}")


def print_sentences(tables: Tables, count: int, seed: int) -> None:
    texts = dict(tables.articles.select("article_id", "text").iter_rows())
    places = {
        key: rows.select("start", "end").rows()
        for key, rows in tables.quantities.group_by("article_id", "sentence", maintain_order=True)
    }
    spans = tables.sentences.select("article_id", "sentence", "start", "end").rows()
    numbered = [row for row in spans if NUMBER.search(texts[row[0]][row[2] : row[3]])]
    for article, sentence, start, end in _drawn(numbered, count, seed):
        text, shown, at = texts[article], "", start
        for first, last in places.get((article, sentence), []):
            shown += f"{text[at:first]}[{text[first:last]}]"
            at = last
        print(f"- {' '.join((shown + text[at:end]).split())}")


def print_share_of_time(articles: pl.DataFrame) -> None:
    nlp = load_pipeline()
    begin = time.process_time()
    annotate(articles, nlp)
    whole = time.process_time() - begin
    read = [(read_words(doc), None) for doc in nlp.pipe(articles["text"])]
    begin = time.process_time()
    for words, published in read:
        read_quantities(words, published)
    numbers = time.process_time() - begin
    print(f"numbers take {numbers:.2f} s of annotate()'s {whole:.1f} s of processor time ({numbers / whole:.1%})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--quantities", type=int, default=100)
    parser.add_argument("--sentences", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    articles = draw_articles(options.paths, options.articles, options.seed)
    tables = annotate(articles)
    print(f"{articles.height} articles, {tables.quantities.height:,} quantities, seed {options.seed}\n")
    print_quantities(tables, options.quantities, options.seed)
    print()
    print_sentences(tables, options.sentences, options.seed)
    print()
    print_share_of_time(articles.head(20))


if __name__ == "__main__":
    main()
