"""Measure the shipped model on annotated corpora and write the figures into its model card.

    python benchmarks/evaluate.py CORPORA [--model FOLDER] [--part test] [--card analysis/language/english/README.md]

CORPORA holds polnear, worldwide-ner, ud-ewt, ud-gum and basil, or a folder ``corpora`` with them; statements read by
eye lie beside that in ``gold/claim-links-dev.json``. Only the treebanks must be there; of the rest what is missing is
left out. Everything is read by the ONNX model as shipped.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import altair as alt
import polars as pl
from rich.console import Console
from speakers import judge

from analysis.language.decode import Decoder
from analysis.language.encoder import MODEL, Encoder
from analysis.language.pipeline import load_pipeline
from analysis.language.training.choosing import Choice, calibration, with_confidence
from analysis.language.training.config import load_config
from analysis.language.training.known import read_known
from analysis.language.training.scores import Count, measure, summary

BEGIN = {"dev": "<!-- figures: make evaluate -->", "test": "<!-- figures on test sets: make evaluate -->"}
END = "<!-- end of figures -->"
TRAINING = ("torch", "transformers", load_config().base.package)


def by_outlet(counts: list[Count], metadata: Path) -> Iterator[Count]:
    """Who said what once more, by the outlet that PolNeAR's metadata names."""
    with metadata.open(encoding="utf8", newline="") as handle:
        outlet = {row["filename"]: row["publisher"] for row in csv.DictReader(handle, delimiter="\t")}
    found = [count for count in counts if count.measure == "who said what"]
    for count in sorted(found, key=lambda count: outlet.get(count.article, "")):
        yield Count(
            f"who said what, {outlet.get(count.article, '?')}", *(getattr(count, f) for f in Count.__slots__[1:])
        )


def speaker_counts(gold: Path, articles: Path, model: Path) -> Iterator[Count]:
    """Statements found, and speakers right, of statements read by eye."""
    judged = judge(gold, articles, load_pipeline(model=model)).group_by("article", maintain_order=True)
    for (article,), rows in judged:
        found, named, right = (int(rows[column].sum()) for column in ("found", "named", "right"))
        yield Count("statements found", str(article), found, len(rows), len(rows))
        yield Count("speaker right, of those found and named", str(article), right, named, named)


def reliability_chart(choice: Choice) -> alt.LayerChart:
    """Share right by confidence, one point a tenth; on the line a confidence says what it promises."""
    rows = pl.DataFrame(choice.reliability, schema=["confidence", "right", "attributions"], orient="row")
    scale = alt.Scale(domain=[0, 1])
    points = alt.Chart(rows).encode(
        alt.X("confidence", title="confidence", scale=scale),
        alt.Y("right", title="share right", scale=scale),
        alt.Size("attributions", title="attributions"),
    )
    line = alt.Chart(pl.DataFrame({"confidence": [0.0, 1.0], "right": [0.0, 1.0]}))
    dashes = line.mark_line(color="grey", strokeDash=[4, 4]).encode(x="confidence", y="right")
    return (dashes + points.mark_circle(opacity=1)).properties(width=320, height=320)


def rows_of(table: pl.DataFrame) -> Iterator[str]:
    """The table in Markdown."""
    yield "| measure | P | R | F1 or share | 95 % interval | n | articles |"
    yield "|---|---|---|---|---|---|---|"
    for row in table.iter_rows(named=True):
        figures = [f"{row[name]:.1f}" for name in ("precision", "recall", "f1")]
        if abs(row["precision"] - row["recall"]) < 1e-9:
            figures[:2] = ["", ""]
        between = f"{row['low']:.1f} to {row['high']:.1f}"
        yield f"| {row['measure']} | {' | '.join(figures)} | {between} | {row['n']:,} | {row['articles']} |"


def meaning_rows(encoder: Encoder, path: Path) -> Iterator[str]:
    """How near claims' vectors are to the base model's, where that is installed."""
    if not path.exists() or not all(importlib.util.find_spec(name) for name in TRAINING):
        yield "Claims' vectors: not measured, which needs the `training` extra and worldwide-ner."
        return
    from analysis.language.training.meanings import measure_meanings

    for how, like in measure_meanings(encoder, path, load_config()).items():
        yield (
            f"Claims' vectors, {like.sentences:,} sentences read {how}: Spearman correlation of cosines with the base "
            f"model's {like.spearman:.3f}; nearest neighbour among the nearest three {like.kept:.1%}."
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", choices=["dev", "test"], default="dev")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--card", type=Path, help="replace the figures in this file")
    args = parser.parse_args()
    corpora = args.corpora / "corpora" if (args.corpora / "corpora").exists() else args.corpora
    counts = measure(args.model, corpora, args.part)
    if (corpora / "polnear" / "metadata.tsv").exists():
        counts += by_outlet(counts, corpora / "polnear" / "metadata.tsv")
    gold = args.corpora / "gold" / "claim-links-dev.json"
    if args.part == "dev" and gold.exists() and (corpora / "basil" / "articles.jsonl").exists():
        counts += speaker_counts(gold, corpora / "basil" / "articles.jsonl", args.model)
    lines = [*rows_of(summary(counts)), ""]
    encoder = Encoder(args.model)
    if args.part == "dev" and (corpora / "polnear" / "dev").exists():
        lines += [*meaning_rows(encoder, corpora / "worldwide-ner" / "dev.tsv"), ""]
        known = read_known(encoder, corpora / "polnear" / "dev")
        decoder = Decoder.load(args.model, encoder.labels["att"], encoder.steps)
        choice, (shipped, _) = with_confidence(known, decoder), calibration(known, decoder)
        n = sum(size for *_, size in choice.reliability)
        lines += [
            f"Confidence: expected calibration error {choice.calibration_error:.3f} where its weights are fitted to "
            f"other articles (ten folds, {n:,} attributions), {shipped:.3f} with those shipped, which were fitted here."
        ]
        if args.card:
            reliability_chart(choice).save(args.card.parent / "reliability.svg")
            lines += ["", "![share right by confidence](reliability.svg)"]
    Console(soft_wrap=True, markup=False, highlight=False).print("\n".join(lines))
    if args.card:
        text = args.card.read_text(encoding="utf8")
        begin = BEGIN[args.part]
        block = "\n".join([begin, "", *lines, "", END])
        args.card.write_text(re.sub(f"{begin}.*?{END}", lambda _: block, text, flags=re.DOTALL), encoding="utf8")


if __name__ == "__main__":
    main()
