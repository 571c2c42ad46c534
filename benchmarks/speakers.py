"""How often a statement's speaker is named right, on stories whose statements were read by eye.

    python benchmarks/speakers.py GOLD.json ARTICLES.jsonl [--wrong]

GOLD.json is a list of stories, each with "statements": {"article_id", "content": [[start, end], ...], "speaker",
"anonymous"}; ARTICLES.jsonl has article_id, outlet, story and text. A claim stands for the statement whose characters
it shares most (IoU of at least 0.3); names are compared by their last word, and only where the gold gives a name.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import polars as pl
from spacy.language import Language

from analysis.annotate import annotate
from analysis.linking.sources import apply_links, link_sources
from analysis.schema import ARTICLES

TITLES = {"the", "a", "an", "of", "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "senator", "representative", "unnamed"}


def last_word(name: str | None) -> str:
    words = [word for word in re.findall(r"[a-z]+", (name or "").lower()) if word not in TITLES]
    return words[-1] if words else ""


def read_articles(path: Path, wanted: set[str]) -> pl.DataFrame:
    rows = []
    with path.open(encoding="utf8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["article_id"] in wanted:
                empty: dict[str, Any] = {
                    "byline": [],
                    "credits": [],
                    "flags": [],
                    "language": "en",
                    "origin": path.name,
                }
                kept = {key: record[key] for key in ("article_id", "outlet", "story", "text")}
                rows.append({**empty, **kept, "n_words": len(record["text"].split())})
    return pl.DataFrame(rows, schema=ARTICLES.schema)


def pairs(
    statements: list[dict[str, Any]], claims: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Statements and the claims that stand for them, best match first, one to one."""
    scored = []
    for i, statement in enumerate(statements):
        gold = {at for start, end in statement["content"] for at in range(start, end)}
        for j, claim in enumerate(claims):
            found = set(range(claim["content_start"], claim["content_end"]))
            overlap = len(gold & found) / len(gold | found)
            if overlap >= 0.3:
                scored.append((-overlap, i, j))
    taken: set[tuple[str, int]] = set()
    matched = []
    for _, i, j in sorted(scored):
        if not {("gold", i), ("claim", j)} & taken:
            taken |= {("gold", i), ("claim", j)}
            matched.append((statements[i], claims[j]))
    return matched


def read_gold(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The statements of each article."""
    by_article: dict[str, list[dict[str, Any]]] = {}
    for story in json.loads(path.read_text(encoding="utf8")):
        for statement in story["statements"]:
            by_article.setdefault(statement["article_id"], []).append(statement)
    return by_article


def judge(gold: Path, articles: Path, nlp: Language | None = None) -> pl.DataFrame:
    """One row a statement: whether it was found, and whether its speaker, if it has a name, is right."""
    by_article = read_gold(gold)
    tables = annotate(read_articles(articles, set(by_article)), nlp)
    sources, links = link_sources(tables.claims, tables.sources, tables.articles)
    claims = apply_links(tables.claims, links).join(sources, on="source_id", how="left", maintain_order="left")
    rows = []
    for article, statements in by_article.items():
        matched = {s["id"]: c for s, c in pairs(statements, claims.filter(pl.col("article_id") == article).to_dicts())}
        for statement in statements:
            claim = matched.get(statement["id"])
            name = claim["name"] if claim else None
            right = last_word(statement["speaker"]) == last_word(name) != ""
            named = claim is not None and not statement.get("anonymous")
            words = claim["source_text"] if claim else None
            rows.append((article, statement["speaker"], name, words, claim is not None, named, named and right))
    columns = ["article", "speaker", "name", "source_text", "found", "named", "right"]
    return pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print each statement whose speaker is named wrong")
    args = parser.parse_args()
    judged = judge(args.gold, args.articles)
    found, named, right = (int(judged[column].sum()) for column in ("found", "named", "right"))
    if args.wrong:
        for row in judged.filter(pl.col("named") & ~pl.col("right")).iter_rows(named=True):
            print(f"{row['speaker']!r}, not {row['name']!r}: {row['source_text']!r}")
    print(f"{found} of {len(judged)} statements found")
    print(f"speaker right in {right} of {named} with a name ({right / named:.1%})")


if __name__ == "__main__":
    main()
