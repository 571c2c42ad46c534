"""How often the shipped model reads right who does what to whom, in sentences written for this.

    python benchmarks/agency.py [--wrong]

``agency_clauses.csv`` has 200 sentences with the right reading of one clause each. Those with even numbers were looked
at while the rules were made; the figures to trust are of the odd ones. They are plain sentences: news are less so.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl
from spacy.language import Language

from analysis.clauses import read_clauses
from analysis.language import load_pipeline
from analysis.language.words import read_words
from analysis.metrics.intervals import wilson_interval

CLAUSES = Path(__file__).with_name("agency_clauses.csv")
READ = ("found", "form", "actor", "patient", "all")


def judged(nlp: Language) -> pl.DataFrame:
    """Each sentence with what a pipeline read and whether it is right."""
    gold = pl.read_csv(CLAUSES, comment_prefix="#", infer_schema=False).fill_null("")
    docs = nlp.pipe(gold["sentence"].to_list())
    rows = []
    for number, (row, doc) in enumerate(zip(gold.iter_rows(named=True), docs, strict=True)):
        words = read_words(doc)
        read = [
            {
                "lemma": clause.action.lemma,
                "form": clause.form,
                "actor": "" if clause.actor is None else words.text[clause.actor],
                "patient": "" if clause.patient is None else words.text[clause.patient],
            }
            for clause in read_clauses(words)
        ]
        wanted = {name: row[name] for name in ("lemma", "form", "actor", "patient")}
        same = [one for one in read if one["lemma"] == wanted["lemma"]]
        best = max(same, key=lambda one: sum(one[name] == wanted[name] for name in one), default=None)
        if wanted["form"]:
            right = {name: best is not None and best[name] == wanted[name] for name in ("form", "actor", "patient")}
            found = best is not None
        else:  # nothing should be found in these
            found = not read
            right = dict.fromkeys(("form", "actor", "patient"), found)
        rows.append(
            {"number": number, "sentence": row["sentence"], "found": found, **right}
            | {"all": found and all(right.values()), "wanted": str(wanted), "read": str(read)}
        )
    return pl.DataFrame(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="print what is read wrongly among the even ones")
    options = parser.parse_args()
    table = judged(load_pipeline())
    for name, half in (
        ("looked at (even)", table.filter(pl.col("number") % 2 == 0)),
        ("held out (odd)", table.filter(pl.col("number") % 2 == 1)),
    ):
        figures = []
        for column in READ:
            right = int(half[column].sum())
            low, high = wilson_interval(right, half.height, 0.95)
            figures.append(f"{column} {right / half.height:.2f} ({low:.2f} to {high:.2f})")
        print(f"agency, {name}, n {half.height}: {', '.join(figures)}")
    if options.wrong:
        for row in table.filter(pl.col("number") % 2 == 0, ~pl.col("all")).iter_rows(named=True):
            print(f"\n{row['sentence']}\n  wanted {row['wanted']}\n  read   {row['read']}")


if __name__ == "__main__":
    main()
