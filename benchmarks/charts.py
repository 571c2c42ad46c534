"""Draw every chart from a corpus, light and dark, wide and for a phone, into a folder, for looking at.

Run: python benchmarks/charts.py CORPUS FOLDER [--only NAME ...]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import altair as alt
import polars as pl

from analysis import Corpus, charts, metrics

WIDTHS = {"phone": 360, "wide": 720}
RESAMPLES = 300
Chart = alt.LayerChart


def work(corpus: Corpus) -> dict[str, Callable[[], Chart]]:
    """How to draw each chart: its metric, then it."""
    c, s, a, e = corpus.claims, corpus.sources, corpus.articles, corpus.entities
    links, sentences = corpus.read("claim_links"), corpus.sentences
    names = corpus.read("event_names")
    few = {"resamples": RESAMPLES}
    most = [
        name for (name,) in e.filter(label="PERSON")["entity"].value_counts(sort=True).select("entity").head(1).rows()
    ]
    return {
        "agency_dependence": lambda: charts.agency_dependence_chart(metrics.agency_dependence(c, s, a, **few)),
        "claim_coverage": lambda: charts.claim_coverage_chart(metrics.claim_coverage(c, links, a), c),
        "claim_statuses": lambda: charts.claim_statuses_chart(metrics.claim_statuses(c, links, a, **few)),
        "corrected_shares": lambda: charts.corrected_shares_chart(
            metrics.corrected_shares(metrics.source_counts, reviewed(c, s), c, s, a, **few)
        ),
        "differences": lambda: charts.differences_chart(metrics.differences(metrics.source_counts, c, s, a, **few)),
        "event_name_counts": lambda: charts.event_name_counts_chart(metrics.event_name_counts(names, a)),
        "label_distance": lambda: charts.label_distance_chart(metrics.label_distance(names, a, **few)),
        "label_distance_of_outlets": lambda: charts.label_distance_chart(
            metrics.label_distance(names, a, by="outlets", **few)
        ),
        "reporting_delay": lambda: charts.reporting_delay_chart(metrics.reporting_delay(c, links, a, **few)),
        "copied_text": lambda: charts.copied_text_chart(metrics.copied_text(corpus.read("passages"), a, **few)),
        "corroboration": lambda: charts.corroboration_chart(
            metrics.corroboration(c, links, corpus.read("utterances"), a, **few)
        ),
        "coverage_over_time": lambda: charts.coverage_over_time_chart(metrics.coverage_over_time(a, "auto")),
        "delay_curves": lambda: charts.delay_curves_chart(metrics.delay_curves(c, links, a, **few)),
        "distinctive_words": lambda: charts.distinctive_words_chart(metrics.distinctive_words(c, a)),
        "exclusive_claims": lambda: charts.exclusive_claims_chart(metrics.exclusive_claims(c, links, a, **few)),
        "exclusive_sources": lambda: charts.exclusive_sources_chart(
            metrics.exclusive_sources(c, s, a, permutations=100, **few)
        ),
        "first_reports": lambda: charts.first_reports_chart(metrics.first_reports(c, links, a, **few)),
        "first_sources": lambda: charts.first_sources_chart(metrics.first_sources(c, s, a, **few)),
        "frame_axes": lambda: charts.frame_axes_chart(metrics.frame_axes(c, a, **few)),
        "frames": lambda: charts.frames_chart(metrics.frames(sentences, a, **few)),
        "loaded_words": lambda: charts.loaded_words_chart(metrics.loaded_words(sentences, c, a, **few)),
        "quotation_mix": lambda: charts.quotation_mix_chart(metrics.quotation_mix(c, a, **few)),
        "reporting_verbs": lambda: charts.reporting_verbs_chart(metrics.reporting_verbs(c, a, **few)),
        "right_of_reply": lambda: charts.right_of_reply_chart(metrics.right_of_reply(c, s, e, a, **few)),
        "source_counts": lambda: charts.source_counts_chart(metrics.source_counts(c, s, a, **few)),
        "source_diversity": lambda: charts.source_diversity_chart(metrics.source_diversity(c, s, a, **few)),
        "source_matrix": lambda: charts.source_matrix_chart(metrics.source_matrix(c, s, a, **few)),
        "source_overlap": lambda: charts.source_overlap_chart(metrics.source_overlap(c, s, a, **few)),
        "source_pool_test": lambda: charts.source_pool_test_chart(metrics.source_pool_test(c, s, a, permutations=100)),
        "source_prominence": lambda: charts.source_prominence_chart(metrics.source_prominence(c, s, a, **few)),
        "tone": lambda: charts.tone_chart(metrics.tone(sentences, e, c, a, most[0], "all", **few)),
    }


def reviewed(claims: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """A made-up review: a fifth of the claims, of which the machine has every tenth wrong."""
    some = claims.join(sources.select("source_id", "kind"), on="source_id", how="left").gather_every(5)
    wrong = pl.int_range(pl.len()) % 10 == 0
    return some.select(
        "claim_id", kind=pl.when(wrong).then(pl.lit("person")).otherwise(pl.col("kind").fill_null("none"))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, draw in work(Corpus.open(options.corpus)).items():
        if options.only and name not in options.only:
            continue
        chart = draw()
        for width, pixels in WIDTHS.items():
            for page in ("light", "dark"):
                picture = charts.chart_png(chart, pixels, dark=page == "dark", scale=1)
                (options.folder / f"{name}.{width}.{page}.png").write_bytes(picture)
        print(f"{name}: {chart.description}", flush=True)


if __name__ == "__main__":
    main()
