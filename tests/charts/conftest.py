"""Metric tables of a small corpus, one outlet of which has a hostile name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import altair as alt
import polars as pl
import pytest

from analysis import metrics
from analysis.clauses import FORMS

HOSTILE = """<img src=x onerror="alert('1')">"""
TEXT = "Troops crossed the border, officials said. “We hold the town,” he added. {} Nobody knows."
Tables = dict[str, pl.DataFrame]


@pytest.fixture(autouse=True)
def _default_theme() -> Iterator[None]:
    alt.theme.enable("default")
    yield
    alt.theme.enable("default")


def corpus() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Claims, sources and articles: Globe 6 articles, Courier 6, the hostile one 2."""
    outlets = ["Globe"] * 6 + ["Courier"] * 6 + [HOSTILE] * 2
    own = {"Globe": "invasion invasion offensive", "Courier": "operation operation raid", HOSTILE: "nothing"}
    dates = [datetime(2024, 8, 1 + number // 2, tzinfo=UTC) if number % 5 else None for number in range(14)]
    articles = pl.DataFrame(
        {
            "article_id": [f"a{number:02}" for number in range(14)],
            "outlet": outlets,
            "published_at": dates,
            "n_words": [20] * 14,
            "text": [TEXT.format(own[outlet]) for outlet in outlets],
            "story": [f"story {number % 3}" for number in range(14)],
            "credits": [["Reuters"] if number % 4 == 1 else [] for number in range(14)],
        }
    )
    cues = (("say", "neutral"), ("say", "neutral"), ("claim", "doubting"), ("insist", "doubting"), ("add", "neutral"))
    rows = [
        (f"a{i % 14:02}", f"s{i * i % 7}" if i % 6 else None, [{"start": 0, "end": 20 + i}], kind, *cues[i % 5])
        for i, kind in enumerate(["direct", "mixed", "indirect", "indirect"] * 15)
    ]
    columns = ["article_id", "source_id", "content_spans", "quotation", "cue_lemma", "cue_class"]
    claims = pl.DataFrame(rows, schema=columns, orient="row")
    claims = claims.with_row_index("number").with_columns(
        n_words=pl.lit(7, pl.Int64),
        content_start=pl.lit(0, pl.Int64),
        content_end=pl.lit(90, pl.Int64),
        cue_start=pl.lit(0, pl.Int64),
        cue_end=pl.lit(0, pl.Int64),
        claim_id=pl.col("number").cast(pl.String),
        medium=pl.lit(None, pl.String),
        via=pl.when(pl.col("number") % 5 == 2).then(pl.lit("AFP")),
        source_text=pl.lit(HOSTILE),
        content_text=pl.format("{} number {}", pl.lit(HOSTILE), "number"),
    )
    kinds = ["person", "person", "government", "medium", "unnamed", "group", "document"]
    sources = {
        "source_id": [f"s{number}" for number in range(7)],
        "name": ["Ada Bell", "Ivo Corr", "Ministry", "Reuters", HOSTILE, HOSTILE, "report"],
        "kind": kinds,
        "anonymous": [k == "unnamed" for k in kinds],
    }
    return claims, pl.DataFrame(sources), articles


def links(claims: pl.DataFrame, articles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Claims of two outlets on one story, tied in turn as an utterance, of one chain or two, a claim or a denial."""
    told = claims.join(articles.select("article_id", "outlet", "story"), on="article_id").sort("number")
    by_story = {key: rows["claim_id"].to_list() for key, rows in told.group_by("story", "outlet", maintain_order=True)}
    linked, utterances = [], []
    for story in sorted(set(told["story"])):
        own = [by_story.get((story, outlet), []) for outlet in ("Globe", "Courier", HOSTILE)]
        for place, pair in enumerate([*zip(own[0], own[1], strict=False), *zip(own[1][::-1], own[2], strict=False)]):
            one, other = sorted(pair)
            linked.append((one, other, ["same_utterance", "same_utterance", "same_claim", "contradicts"][place % 4]))
            utterances += [(one, one, 1), (one, other, 1 + place % 2)] if place % 4 < 2 else []
    return (
        pl.DataFrame(linked, schema=["claim_a", "claim_b", "relation"], orient="row"),
        pl.DataFrame(utterances, schema=["utterance_id", "claim_id", "chain"], orient="row"),
    )


def event_names(articles: pl.DataFrame) -> pl.DataFrame:
    """What every article calls the event of its story, in two voices; the hostile outlet's name for it is hostile."""
    nouns = {"Globe": "invasion", "Courier": "operation", HOSTILE: "liberation"}
    rows = [
        {"article_id": article, "head": noun, "voice": voice, "event_id": f"{story}@0", "event": HOSTILE, "text": noun}
        for article, outlet, story in articles.select("article_id", "outlet", "story").iter_rows()
        for noun, voice in ((nouns[outlet], "outlet"), (nouns[outlet], "sources"), ("attack", "outlet"))
    ]
    return pl.DataFrame(rows).with_columns(kind=pl.lit("event"), details=pl.lit([], pl.List(pl.String)))


def clauses_of(articles: pl.DataFrame) -> pl.DataFrame:
    """Three clauses an article, of forms that differ between them."""
    rows = [
        (article, 10 * number, FORMS[(at + number) % len(FORMS)])
        for at, article in enumerate(articles["article_id"])
        for number in range(3)
    ]
    places = {name: pl.col("verb_start") for name in ("start", "end", "verb_end")}
    whom = {name: pl.lit(None, pl.String) for name in ("actor", "actor_entity", "patient", "patient_entity")}
    said = {"lemma": pl.lit("kill"), "action": pl.lit("killing"), "voice": pl.lit("outlet")}
    frame = pl.DataFrame(rows, schema=["article_id", "verb_start", "form"], orient="row")
    return frame.with_columns(**places, **whom, **said, negated=pl.lit(value=False))


@pytest.fixture(scope="session")
def tables() -> Tables:
    claims, sources, articles = corpus()
    linked, utterances = links(claims, articles)
    across = (claims, linked, articles)
    backwards = articles.with_columns(pl.col("published_at").reverse())  # else nobody is before the Globe
    person = {"start": 5, "end": 9, "label": "PERSON", "entity_id": "person:ivo", "entity": "Ivo Corr"}
    shared = {"article_a": "a00", "start_a": 0, "end_a": 40, "start_b": 0, "end_b": 40}
    passages = pl.DataFrame([shared | {"article_b": b, "kind": kind} for b, kind in (("a06", "wire"), ("a12", "copy"))])
    accused = articles.select("article_id", **{name: pl.lit(value) for name, value in person.items()})
    loaded = articles.with_columns(text=pl.col("text").str.replace("Nobody", "They may have slammed Ivo Corr, nobody"))
    whole = loaded.select("article_id", sentence=0, start=0, end=pl.col("text").str.len_chars())
    at = pl.Series([text.index("Ivo Corr") for text in loaded["text"]])
    named = accused.with_columns(start=at, end=at + len("Ivo Corr"))
    read = claims.select("claim_id", kind="source_id").filter(pl.col("claim_id").cast(pl.Int64) % 2 == 0)
    read = read.with_columns(kind=pl.col("kind").replace_strict(sources["source_id"], sources["kind"], default="none"))
    names = event_names(articles)
    return {
        "coverage": metrics.coverage_over_time(articles),
        "sources": metrics.source_counts(claims, sources, articles, resamples=100),
        "withheld": metrics.source_counts(claims, sources, articles, "anonymity", "words", resamples=100),
        "overlap": metrics.source_overlap(claims, sources, articles, resamples=100),
        "quotation": metrics.quotation_mix(claims, articles, resamples=100),
        "verbs": metrics.reporting_verbs(claims, articles, resamples=100),
        "classes": metrics.reporting_verbs(claims, articles, "class", resamples=100),
        "prominence": metrics.source_prominence(claims, sources, articles, resamples=100),
        "first": metrics.first_sources(claims, sources, articles, resamples=100),
        "reply": metrics.right_of_reply(
            claims.with_columns(cue_lemma=pl.col("cue_lemma").replace("claim", "accuse")),
            sources.with_columns(name="source_id"),
            accused,
            articles,
            resamples=100,
        ),
        "copied": metrics.copied_text(passages, articles, resamples=100),
        "frames": metrics.frames(whole.with_columns(quoted=0.0, attributed=0.0), loaded, resamples=100),
        "axes": metrics.frame_axes(claims, loaded, resamples=100),
        "loaded": metrics.loaded_words(whole, claims, loaded, resamples=100),
        "certainty": metrics.certainty_markers(whole, claims, loaded, resamples=100),
        "tone": metrics.tone(whole, named, claims, loaded, "Ivo Corr", "all", resamples=100),
        "words": metrics.distinctive_words(claims, articles, minimum=2),
        "corroboration": metrics.corroboration(claims, linked, utterances, articles, resamples=100),
        "exclusives": metrics.exclusive_claims(*across, resamples=100),
        "statuses": metrics.claim_statuses(*across, resamples=100),
        "claims": metrics.claim_coverage(*across),
        "first_reports": metrics.first_reports(*across, resamples=100),
        "delays": metrics.delay_curves(claims, linked, backwards, resamples=100),
        "matrix": metrics.source_matrix(claims, sources, articles, resamples=100),
        "exclusive_sources": metrics.exclusive_sources(claims, sources, articles, permutations=50, resamples=100),
        "agency": metrics.agency(clauses_of(articles), articles, resamples=100),
        "agencies": metrics.agency_dependence(claims, sources, articles, resamples=100),
        "agency_articles": metrics.agency_dependence(claims, sources, articles, "articles", resamples=100),
        "diversity": metrics.source_diversity(claims, sources, articles, resamples=100),
        "differences": metrics.differences(metrics.source_counts, claims, sources, articles, resamples=100),
        "corrected": metrics.corrected_shares(metrics.source_counts, read, claims, sources, articles, resamples=100),
        "names": metrics.event_name_counts(names, articles),
        "labels": metrics.label_distance(names, articles, resamples=100),
        "labels_of_outlets": metrics.label_distance(names, articles, by="outlets", resamples=100),
        "delay": metrics.reporting_delay(claims, linked, backwards, resamples=100),
        "pools": metrics.source_pool_test(claims, sources, articles, permutations=50),
    }
