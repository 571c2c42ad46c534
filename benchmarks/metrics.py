"""Time and peak memory of every metric on 12,000 articles, and of shares and overlaps on ten million claims.

Run: python benchmarks/metrics.py [--corpus FOLDER] [--articles 12000] [--claims 10000000] [--only NAME ...]

Tables are made up in the shape of real ones (30 outlets, 24 claims an article, sources as uneven as in news), or a
corpus's own, repeated under new names up to that many articles. Each metric runs in a process of its own, which loads
its tables first: peak memory is what the process held at most, beside what it held before.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from analysis import Corpus, metrics
from analysis.lexicons import load_lexicon

OUTLETS, STORY = 30, 6  # STORY: articles on one
CLAIMS, WORDS, SENTENCES = 24, 900, 36  # of an article
KINDS = ("person", "organisation", "government", "medium", "document", "group")
QUOTATIONS = ("direct", "mixed", "indirect")
CUES = ("say", "tell", "accuse", "add", "claim", "insist", "warn", "write", "note", "argue")
LARGE_SOURCES = 500_000

Frames = dict[str, pl.LazyFrame]


def zipf(random: np.random.Generator, kinds: int, size: int) -> np.ndarray:
    weights = 1 / np.arange(1, kinds + 1)
    return np.searchsorted((weights / weights.sum()).cumsum(), random.random(size)).clip(0, kinds - 1)


def made_up(articles: int) -> dict[str, pl.DataFrame]:
    """Tables of a corpus of that size."""
    random = np.random.default_rng(0)
    ids = np.array([f"article-{number:06}" for number in range(articles)])
    vocabulary = np.array(load_lexicon("word_vectors")["word"])  # the commonest in news first
    spoken = zipf(random, len(vocabulary), articles * WORDS).reshape(articles, WORDS)
    texts = [". ".join(" ".join(row) for row in np.split(vocabulary[words], SENTENCES)) for words in spoken]
    published = [
        datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=int(at)) for at in random.integers(0, 5e5, articles)
    ]
    stories = [f"story {number // STORY}" for number in range(articles)]
    outlets = [f"Outlet {number:02}" for number in random.integers(0, OUTLETS, articles)]
    tables = {
        "articles": pl.DataFrame(
            {"article_id": ids, "outlet": outlets, "story": stories, "published_at": published, "text": texts}
        ).with_columns(n_words=pl.lit(WORDS, pl.Int64), credits=pl.lit(["Reuters"]))
    }
    length = pl.col("text").str.len_chars()
    tables["sentences"] = (
        tables["articles"]
        .select("article_id", length=length, sentence=pl.lit(list(range(SENTENCES))))
        .explode("sentence")
        .select(
            "article_id",
            "sentence",
            start=pl.col("length") * pl.col("sentence") // SENTENCES,
            end=pl.col("length") * (pl.col("sentence") + 1) // SENTENCES,
            n_words=pl.lit(WORDS // SENTENCES),
            position=pl.col("sentence") / SENTENCES,
            quoted=pl.lit(0.2),
            attributed=pl.lit(0.3),
        )
    )
    n = articles * CLAIMS
    start = (np.arange(n) % CLAIMS) * (WORDS * 6 // CLAIMS) + random.integers(20, 60, n)
    cue = zipf(random, len(CUES), n)
    tables["claims"] = pl.DataFrame(
        {
            "claim_id": [f"{ids[at // CLAIMS]}#{at % CLAIMS}" for at in range(n)],
            "article_id": np.repeat(ids, CLAIMS),
            "source_id": np.char.add("source:", zipf(random, 40_000, n).astype(str)),
            "cue_start": start - 12,
            "cue_end": start - 6,
            "content_start": start,
            "content_end": start + 120,
            "cue_lemma": np.array(CUES)[cue],
            "cue_class": np.array(["neutral", "doubting"])[cue % 2],
            "quotation": random.choice(QUOTATIONS, n, p=[0.2, 0.1, 0.7]),
            "sentence": np.arange(n) % SENTENCES,
            "n_words": np.full(n, 20),
        }
    ).with_columns(
        act=pl.lit("said"),
        medium=pl.lit(None, pl.String),
        via=pl.lit(None, pl.String),
        source_id=pl.when(pl.col("source_id") != "source:7").then("source_id"),
        content_spans=pl.concat_list(pl.struct(start="content_start", end="content_end")),
    )
    who = [f"source:{number}" for number in range(40_000)]
    tables["sources"] = pl.DataFrame({"source_id": who, "kind": random.choice(KINDS, len(who))}).with_columns(
        name=pl.format("Ada {}", "source_id"),
        anonymous=pl.lit(value=False),
        side=pl.col("kind"),
        title=pl.col("kind"),
        gender=pl.lit("female"),
    )
    tables["entities"] = tables["claims"].select(
        "article_id",
        start=pl.col("cue_end") + 2,
        end=pl.col("cue_end") + 10,
        label=pl.lit("PERSON"),
        entity_id=pl.col("source_id").shift(3).fill_null("source:1"),
        entity=pl.lit("Ada Bell"),
    )
    tables["event_names"] = tables["claims"].select(
        "article_id",
        "claim_id",
        head="cue_lemma",
        kind=pl.lit("event"),
        voice=pl.lit("outlet"),
        event_id=pl.col("article_id").str.slice(8, 4),
        event=pl.lit("raid"),
        text=pl.lit("the dawn raid"),
        details=pl.lit(["dawn"]),
    )
    tables["clauses"] = tables["claims"].select(
        "article_id",
        start="content_start",
        end="content_end",
        verb_start="content_start",
        verb_end="content_end",
        lemma=pl.lit("kill"),
        action=pl.lit("killing"),
        form=pl.Series(np.array(("active", "agentless passive", "nominalisation"))[cue % 3]),
        actor=pl.lit(None, pl.String),
        actor_entity=pl.lit(None, pl.String),
        patient=pl.lit("a man"),
        patient_entity=pl.lit(None, pl.String),
        negated=pl.lit(value=False),
        voice=pl.lit("outlet"),
    )
    tables["utterances"] = (
        tables["claims"]
        .with_columns(number=pl.int_range(pl.len()) % CLAIMS)
        .filter(pl.col("number") < 2)
        .join(tables["articles"].select("article_id", "story"), on="article_id")
        .with_columns(first=pl.col("claim_id").first().over("story", "number"))
        .select(
            utterance_id="first", position=pl.int_range(1, pl.len() + 1).over("story", "number"), claim_id="claim_id"
        )
        .with_columns(chain=1 + pl.col("position") % 3)
    )
    linked = tables["utterances"].filter(pl.col("position") > 1)
    tables["claim_links"] = linked.select(claim_a="utterance_id", claim_b="claim_id", relation=pl.lit("same_utterance"))
    other = np.roll(ids, 1)
    begin = random.integers(0, 3000, articles)
    tables["passages"] = pl.DataFrame(
        {"article_a": ids, "start_a": begin, "end_a": begin + 400, "article_b": other, "start_b": begin}
    ).with_columns(end_b=pl.col("start_b") + 400, kind=pl.lit("copy"))
    return tables


def repeated(folder: str, articles: int) -> dict[str, pl.DataFrame]:
    """A corpus's tables under new names of articles, claims and stories until there are as many articles."""
    corpus = Corpus.open(folder)
    read = ("articles", "claims", "sources", "entities", "sentences", "event_names", "clauses")
    names = (*read, "utterances", "claim_links", "passages")
    tables = {name: getattr(corpus, name) for name in names}
    times = -(-articles // tables["articles"].height)
    keys = (
        "article_id",
        "claim_id",
        "story",
        "utterance_id",
        "claim_a",
        "claim_b",
        "article_a",
        "article_b",
        "event_id",
    )

    def again(table: pl.DataFrame) -> pl.DataFrame:
        named = [name for name in keys if name in table.columns]
        return pl.concat(
            table.with_columns(pl.format("{}-{}", pl.lit(time), pl.col(name)).alias(name) for name in named)
            for time in range(times)
        )

    return {name: table if name == "sources" else again(table) for name, table in tables.items()}


def many_claims(claims: int, folder: Path) -> None:
    """A table of claims too long to be handled row by row, in several files."""
    random = np.random.default_rng(1)
    articles = claims // CLAIMS
    numbered = pl.DataFrame({"number": np.arange(articles)}).select(article_id=pl.format("article-{}", "number"))
    numbered.with_columns(
        outlet=pl.format("Outlet {}", pl.Series(random.integers(0, OUTLETS, articles)))
    ).write_parquet(folder / "many_articles.parquet")
    who = pl.DataFrame({"source_id": np.arange(LARGE_SOURCES)}).select(source_id=pl.format("source-{}", "source_id"))
    who.with_columns(kind=pl.Series(random.choice(KINDS, LARGE_SOURCES)), anonymous=pl.lit(value=False)).write_parquet(
        folder / "many_sources.parquet"
    )
    (folder / "many_claims").mkdir()
    for part, first in enumerate(range(0, claims, 1_000_000)):
        size = min(1_000_000, claims - first)
        pl.DataFrame(
            {
                "article": random.integers(0, articles, size),
                "source": zipf(random, LARGE_SOURCES, size),
                "act": random.choice(["said", "said", "said", "thought"], size),
                "cue": zipf(random, 400, size),
            }
        ).select(
            "act",
            article_id=pl.format("article-{}", "article"),
            source_id=pl.format("source-{}", "source"),
            cue_lemma=pl.format("cue {}", "cue"),
            cue_class=pl.lit("neutral"),
            content_text=pl.format("What was said by {} in words that no count needs.", "source"),
        ).write_parquet(folder / "many_claims" / f"{part:03}.parquet")


def told(t: Frames) -> tuple[pl.LazyFrame, pl.LazyFrame, pl.LazyFrame]:
    return t["claims"], t["sources"], t["articles"]


def linked(t: Frames) -> tuple[pl.LazyFrame, pl.LazyFrame, pl.LazyFrame]:
    return t["claims"], t["claim_links"], t["articles"]


def traced(t: Frames) -> tuple[pl.LazyFrame, pl.LazyFrame, pl.LazyFrame, pl.LazyFrame]:
    return t["claims"], t["claim_links"], t["utterances"], t["articles"]


def spoken(t: Frames) -> tuple[pl.LazyFrame, pl.LazyFrame, pl.LazyFrame]:
    return t["sentences"], t["claims"], t["articles"]


def toned(t: Frames) -> tuple[pl.LazyFrame, pl.LazyFrame, pl.LazyFrame, pl.LazyFrame, str]:
    commonest = t["entities"].select("entity").collect().to_series().mode().sort()[0]
    return t["sentences"], t["entities"], t["claims"], t["articles"], commonest


def one_row(t: Frames) -> pl.DataFrame:
    row = metrics.source_counts(*told(t), resamples=100).sort("claims").row(-1, named=True)
    return metrics.rows_behind(metrics.source_counts, row, *told(t))


def versions(t: Frames) -> pl.DataFrame:
    return metrics.quotation_versions(t["utterances"], t["claims"], t["articles"])


def reviewed(t: Frames) -> pl.DataFrame:
    some = t["claims"].collect().gather_every(20)
    return some.join(t["sources"].collect(), on="source_id").select("claim_id", "kind")


WORK: dict[str, Callable[[Frames], pl.DataFrame]] = {
    "accusations": lambda t: metrics.accusations(t["claims"], t["sources"], t["entities"], t["articles"]),
    "agency": lambda t: metrics.agency(t["clauses"], t["articles"]),
    "agency_clauses": lambda t: metrics.agency_clauses(t["clauses"], t["articles"]),
    "agency_dependence": lambda t: metrics.agency_dependence(*told(t)),
    "axis_words": lambda t: metrics.axis_words(t["claims"], t["articles"]),
    "certainty_markers": lambda t: metrics.certainty_markers(*spoken(t)),
    "certainty_uses": lambda t: metrics.certainty_uses(*spoken(t)),
    "claim_chains": lambda t: metrics.claim_chains(*traced(t)),
    "claim_coverage": lambda t: metrics.claim_coverage(*linked(t)),
    "claim_statuses": lambda t: metrics.claim_statuses(*linked(t)),
    "copied_text": lambda t: metrics.copied_text(t["passages"], t["articles"]),
    "corrected_shares": lambda t: metrics.corrected_shares(metrics.source_counts, reviewed(t), *told(t)),
    "corroboration": lambda t: metrics.corroboration(*traced(t)),
    "coverage_over_time": lambda t: metrics.coverage_over_time(t["articles"], "auto"),
    "delay_curves": lambda t: metrics.delay_curves(*linked(t)),
    "differences": lambda t: metrics.differences(metrics.source_counts, *told(t)),
    "distinctive_words": lambda t: metrics.distinctive_words(t["claims"], t["articles"], "outlet"),
    "event_name_counts": lambda t: metrics.event_name_counts(t["event_names"], t["articles"]),
    "exclusive_claims": lambda t: metrics.exclusive_claims(*linked(t)),
    "exclusive_sources": lambda t: metrics.exclusive_sources(*told(t)),
    "first_reports": lambda t: metrics.first_reports(*linked(t)),
    "first_sources": lambda t: metrics.first_sources(*told(t)),
    "frame_axes": lambda t: metrics.frame_axes(t["claims"], t["articles"], voice="outlet"),
    "frame_sentences": lambda t: metrics.frame_sentences(t["sentences"], t["articles"]),
    "frames": lambda t: metrics.frames(t["sentences"], t["articles"]),
    "label_distance": lambda t: metrics.label_distance(t["event_names"], t["articles"]),
    "loaded_sentences": lambda t: metrics.loaded_sentences(*spoken(t)),
    "loaded_uses": lambda t: metrics.loaded_uses(*spoken(t)),
    "loaded_words": lambda t: metrics.loaded_words(*spoken(t)),
    "occurrences": lambda t: metrics.occurrences("war", t["claims"], t["articles"]),
    "quotation_mix": lambda t: metrics.quotation_mix(t["claims"], t["articles"]),
    "quotation_versions": versions,
    "reporting_delay": lambda t: metrics.reporting_delay(*linked(t)),
    "reporting_waits": lambda t: metrics.reporting_waits(*linked(t)),
    "reporting_verbs": lambda t: metrics.reporting_verbs(t["claims"], t["articles"]),
    "right_of_reply": lambda t: metrics.right_of_reply(t["claims"], t["sources"], t["entities"], t["articles"]),
    "rows_behind": one_row,
    "slanted_sentences": lambda t: metrics.slanted_sentences(*spoken(t)),
    "source_counts": lambda t: metrics.source_counts(*told(t)),
    "source_counts, 2,000 resamples": lambda t: metrics.source_counts(*told(t), resamples=2000),
    "source_diversity": lambda t: metrics.source_diversity(*told(t)),
    "source_matrix": lambda t: metrics.source_matrix(*told(t)),
    "source_overlap": lambda t: metrics.source_overlap(*told(t)),
    "source_overlap, 2,000 resamples": lambda t: metrics.source_overlap(*told(t), resamples=2000),
    "source_pool_test": lambda t: metrics.source_pool_test(*told(t)),
    "source_prominence": lambda t: metrics.source_prominence(*told(t)),
    "tone": lambda t: metrics.tone(*toned(t)),
    "tone_words": lambda t: metrics.tone_words(*toned(t)),
    "version_diffs": lambda t: metrics.version_diffs(versions(t)),
}
LARGE: dict[str, Callable[[Frames], pl.DataFrame]] = {
    "ten million: source_counts": lambda t: metrics.source_counts(*told(t)),
    "ten million: reporting_verbs": lambda t: metrics.reporting_verbs(t["claims"], t["articles"]),
    "ten million: source_overlap": lambda t: metrics.source_overlap(*told(t)),
}


def memory() -> float:
    """Most that this process ever held, GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def run(name: str, folder: Path) -> None:
    """Time one metric, in this process."""
    large = name in LARGE
    frames: Frames = {}
    for path in folder.iterdir():
        if path.name.startswith("many_") == large:
            scan = pl.scan_parquet(path / "*.parquet" if path.is_dir() else path)
            frames[path.stem.removeprefix("many_")] = scan if large else scan.collect().lazy()
    before = memory()
    start, busy = time.perf_counter(), time.process_time()
    rows = (LARGE if large else WORK)[name](frames).height
    took, busy = time.perf_counter() - start, time.process_time() - busy
    held = f"{memory():5.2f} GiB at most, {before:.2f} before"
    print(f"{name:32} {took:6.2f} s, {busy:6.2f} s of processors  {held}  {rows:>9,} rows", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus")
    parser.add_argument("--articles", type=int, default=12_000)
    parser.add_argument("--claims", type=int, default=10_000_000)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        run(options.run[0], Path(options.run[1]))
        return
    chosen = [name for name in (*WORK, *LARGE) if not options.only or name in options.only]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if any(name in WORK for name in chosen):
            tables = repeated(options.corpus, options.articles) if options.corpus else made_up(options.articles)
            for name, table in tables.items():
                table.write_parquet(folder / f"{name}.parquet")
            sizes = ", ".join(f"{table.height:,} {name}" for name, table in tables.items())
            print(sizes, flush=True)
            del tables
        if any(name in LARGE for name in chosen):
            many_claims(options.claims, folder)
        for name in chosen:
            subprocess.run([sys.executable, __file__, "--run", name, place], check=False)


if __name__ == "__main__":
    main()
