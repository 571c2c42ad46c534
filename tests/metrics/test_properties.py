"""What holds for every table: bounds, order, other outlets, kinds of frame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.linking.clusters import connected
from analysis.metrics import (
    agency,
    agency_dependence,
    certainty_markers,
    claim_statuses,
    corroboration,
    coverage_over_time,
    delay_curves,
    distinctive_words,
    exclusive_claims,
    exclusive_sources,
    first_reports,
    first_sources,
    frame_axes,
    frames,
    loaded_words,
    quotation_mix,
    reporting_delay,
    reporting_verbs,
    source_counts,
    source_diversity,
    source_matrix,
    source_overlap,
    source_prominence,
    tone,
)
from analysis.schema import TABLES, SchemaError

Corpus = dict[str, pl.DataFrame]
FAST = {"resamples": 100}
METRICS: dict[str, Callable[[Corpus], pl.DataFrame]] = {
    "coverage": lambda c: coverage_over_time(c["articles"], "1w"),
    "sources": lambda c: source_counts(c["claims"], c["sources"], c["articles"], **FAST),
    "withheld": lambda c: source_counts(c["claims"], c["sources"], c["articles"], "anonymity", **FAST),
    "jaccard": lambda c: source_overlap(c["claims"], c["sources"], c["articles"], "jaccard", **FAST),
    "weighted_jaccard": lambda c: source_overlap(c["claims"], c["sources"], c["articles"], "weighted_jaccard", **FAST),
    "overlap": lambda c: source_overlap(c["claims"], c["sources"], c["articles"], "overlap", **FAST),
    "cosine": lambda c: source_overlap(c["claims"], c["sources"], c["articles"], "cosine", **FAST),
    "morisita_horn": lambda c: source_overlap(c["claims"], c["sources"], c["articles"], "morisita_horn", **FAST),
    "diversity": lambda c: source_diversity(c["claims"], c["sources"], c["articles"], size=2, **FAST),
    "matrix": lambda c: source_matrix(c["claims"], c["sources"], c["articles"], most=2, **FAST),
    "exclusive_sources": lambda c: exclusive_sources(c["claims"], c["sources"], c["articles"], permutations=20, **FAST),
    "agency": lambda c: agency(c["clauses"], c["articles"], "all", **FAST),
    "agencies": lambda c: agency_dependence(c["claims"], c["sources"], c["articles"], **FAST),
    "agency_articles": lambda c: agency_dependence(c["claims"], c["sources"], c["articles"], "articles", **FAST),
    "quotation": lambda c: quotation_mix(c["claims"], c["articles"], **FAST),
    "verbs": lambda c: reporting_verbs(c["claims"], c["articles"], **FAST),
    "classes": lambda c: reporting_verbs(c["claims"], c["articles"], "class", **FAST),
    "prominence": lambda c: source_prominence(c["claims"], c["sources"], c["articles"], **FAST),
    "first": lambda c: first_sources(c["claims"], c["sources"], c["articles"], **FAST),
    "axes": lambda c: frame_axes(c["claims"], c["articles"], **FAST),
    "frames": lambda c: frames(c["sentences"], c["articles"], **FAST),
    "loaded": lambda c: loaded_words(c["sentences"], c["claims"], c["articles"], "all", **FAST),
    "certainty": lambda c: certainty_markers(c["sentences"], c["claims"], c["articles"], "all", **FAST),
    "tone": lambda c: tone(c["sentences"], c["entities"], c["claims"], c["articles"], "Ada Bell", "all", **FAST),
    "words": lambda c: distinctive_words(c["claims"], c["articles"], minimum=1),
    "corroboration": lambda c: corroboration(c["claims"], c["links"], c["utterances"], c["articles"], **FAST),
    "exclusives": lambda c: exclusive_claims(c["claims"], c["links"], c["articles"], **FAST),
    "statuses": lambda c: claim_statuses(c["claims"], c["links"], c["articles"], **FAST),
    "first_reports": lambda c: first_reports(c["claims"], c["links"], c["articles"], **FAST),
    "first_stories": lambda c: first_reports(c["claims"], c["links"], c["articles"], "stories", **FAST),
    "delay": lambda c: reporting_delay(c["claims"], c["links"], c["articles"], **FAST),
    "delay_curves": lambda c: delay_curves(c["claims"], c["links"], c["articles"], **FAST),
}
TEXT = "Reckless troops may cross the border, officials said. “We hold the town,” he added. Nobody knows."
NO_SHARES = ("axes", "certainty", "coverage", "delay", "diversity", "loaded", "tone", "words")
SHARES = [name for name in METRICS if name not in NO_SHARES]
ADD_UP = [
    *("sources", "withheld", "quotation", "verbs", "classes", "first", "agency"),
    *("corroboration", "statuses", "first_reports", "first_stories", "agencies", "agency_articles"),
]
every_metric = pytest.mark.parametrize("metric", list(METRICS))


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """A few articles by up to four outlets, with claims anywhere in them."""
    outlets = draw(st.lists(st.sampled_from(["Courier", "Globe", "Herald", "Öffentlich"]), min_size=1, max_size=8))
    days = st.none() | st.datetimes(datetime(2024, 1, 1), datetime(2024, 3, 1), timezones=st.just(UTC))
    stories = st.sampled_from(["bridge", "bridge", "tram", None])
    credited = st.sampled_from([[], ["Reuters"], ["Web Desk"]])
    articles = [
        (f"a{i}", outlet, draw(days), 14, TEXT, draw(stories), draw(credited)) for i, outlet in enumerate(outlets)
    ]
    claim = st.tuples(
        st.sampled_from([article[0] for article in articles] + ["elsewhere"]),
        st.sampled_from(["s0", "s1", "s2", "s3", None]),
        st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted),
        st.sampled_from(["direct", "mixed", "indirect"]),
        st.sampled_from([("say", "neutral"), ("claim", "doubting"), ("insist", "doubting")]),
        st.sampled_from([(None, None), ("CNN", None), ("Reuters", None), (None, "AFP")]),
    )
    rows = [
        (f"{article}#{i}", article, source, span[0], [{"start": span[0], "end": span[1]}], kind, *cue, *by_way_of)
        for i, (article, source, span, kind, cue, by_way_of) in enumerate(draw(st.lists(claim, max_size=25)))
    ]
    relation = st.sampled_from(["same_utterance", "same_claim", "contradicts"])
    pairs = st.tuples(st.integers(0, 24), st.integers(0, 24), relation).filter(lambda pair: pair[0] != pair[1])
    links = [pair for pair in draw(st.lists(pairs, max_size=15)) if max(pair[:2]) < len(rows)]
    return {
        "articles": frame("articles", ARTICLE, articles),
        "claims": frame("claims", CLAIM, rows),
        "sources": pl.DataFrame(SOURCES),
        **read_from([article[0] for article in articles]),
        **linked([row[0] for row in rows], links),
    }


def linked(claims: list[str], pairs: list[tuple[int, int, str]]) -> Corpus:
    """Links between claims, by their places, and the utterances that these make, of up to two chains each."""
    links = {tuple(sorted((claims[one], claims[other]))): relation for one, other, relation in pairs}
    same = [pair for pair, relation in links.items() if relation == "same_utterance"]
    versions = [(group[0], claim, 1 + place % 2) for group in connected(same) for place, claim in enumerate(group)]
    return {
        "links": frame("claim_links", LINK, [(*pair, relation) for pair, relation in links.items()]),
        "utterances": frame("utterances", VERSION, versions),
    }


ARTICLE = ("article_id", "outlet", "published_at", "n_words", "text", "story", "credits")
LINK = ("claim_a", "claim_b", "relation")
VERSION = ("utterance_id", "claim_id", "chain")
CLAIM = (
    *("claim_id", "article_id", "source_id", "content_start", "content_spans", "quotation", "cue_lemma", "cue_class"),
    *("medium", "via"),
)
SOURCES = {
    "source_id": ["s0", "s1", "s2", "s3"],
    "name": ["Ivo Corr", "Ada Bell", "Reuters", "an aide"],
    "kind": ["person", "person", "medium", "unnamed"],
    "anonymous": [False, False, False, True],
}


def read_from(articles: list[str]) -> Corpus:
    """The three sentences of each article, the second quoted, and a name for its troops."""
    spans = ((0, 53, 0.0), (54, 83, 0.7), (84, len(TEXT), 0.0))
    sentences = [(article, number, *span, 0.0) for article in articles for number, span in enumerate(spans)]
    entities = [(article, 9, 15, "PERSON", "ada", "Ada Bell") for article in articles]
    forms = (("active", 3), ("agentless passive", 22), ("nominalisation", 45))
    clauses = [
        (article, 0, at, at + 5, at, at + 5, "cross", "attacking", form, *[None] * 8, False, "outlet", None)
        for place, article in enumerate(articles)
        for form, at in forms[: 1 + place % 3]
    ]
    return {
        "clauses": frame("clauses", tuple(TABLES["clauses"].schema), clauses),
        "sentences": frame("sentences", ("article_id", "sentence", "start", "end", "quoted", "attributed"), sentences),
        "entities": frame("entities", ("article_id", "start", "end", "label", "entity_id", "entity"), entities),
    }


def frame(table: str, columns: tuple[str, ...], rows: list[tuple]) -> pl.DataFrame:
    schema = TABLES[table].schema
    return pl.DataFrame(rows, schema={name: schema[name] for name in columns}, orient="row")


@every_metric
@settings(max_examples=15, deadline=None)
@given(corpus=corpora(), random=st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(metric: str, corpus: Corpus, random) -> None:
    mixed = {name: table[random.sample(range(table.height), table.height)] for name, table in corpus.items()}
    assert METRICS[metric](mixed).equals(METRICS[metric](corpus))


@every_metric
@settings(max_examples=15, deadline=None)
@given(corpus=corpora())
def test_every_number_has_an_interval_or_a_reason(metric: str, corpus: Corpus) -> None:
    table = METRICS[metric](corpus)
    bounded = table.filter(pl.col("low").is_not_null())
    assert (bounded["low"] <= bounded["value"] + 1e-9).all()
    assert (bounded["value"] <= bounded["high"] + 1e-9).all()
    assert table.filter(pl.col("low").is_null())["note"].null_count() == 0
    assert (table["low"].is_null() == table["high"].is_null()).all()
    assert not any(table[name].is_nan().any() for name in ("value", "low", "high"))


@pytest.mark.parametrize("metric", SHARES)
@settings(max_examples=15, deadline=None)
@given(corpus=corpora())
def test_shares_stay_within_bounds(metric: str, corpus: Corpus) -> None:
    for name in ("value", "low", "high"):
        assert METRICS[metric](corpus)[name].drop_nulls().is_between(0, 1).all()


@pytest.mark.parametrize("metric", ADD_UP)
@settings(max_examples=15, deadline=None)
@given(corpus=corpora())
def test_shares_add_up(metric: str, corpus: Corpus) -> None:
    table = METRICS[metric](corpus).filter(pl.col("n") > 0)
    assert table.group_by("outlet").agg(pl.sum("value"))["value"].to_list() == pytest.approx(
        [1] * table["outlet"].n_unique()
    )


@pytest.mark.parametrize("metric", ["jaccard", "overlap", "cosine", "morisita_horn"])
@settings(max_examples=15, deadline=None)
@given(corpus=corpora())
def test_overlap_is_symmetric(metric: str, corpus: Corpus) -> None:
    swap = {"Courier": "Herald", "Herald": "Courier"}
    swapped = METRICS[metric](corpus | {"articles": corpus["articles"].with_columns(pl.col("outlet").replace(swap))})
    pair = (pl.col("outlet_a") == "Courier") & (pl.col("outlet_b") == "Herald")
    here, there = METRICS[metric](corpus).filter(pair), swapped.filter(pair)
    assert here["value"].to_list() == pytest.approx(there["value"].to_list())
    assert here["n_a"].to_list() == there["n_b"].to_list()


@pytest.mark.parametrize(
    "metric",
    ["sources", "jaccard", "cosine", "quotation", "classes", "prominence", "first", "agency", "agencies", "frames"],
)
@settings(max_examples=15, deadline=None)
@given(corpus=corpora())
def test_another_outlet_leaves_the_others_as_they_are(metric: str, corpus: Corpus) -> None:
    fewer = corpus | {"articles": corpus["articles"].filter(pl.col("outlet") != "Globe")}
    less = METRICS[metric](fewer)
    keys = [
        name
        for name in (
            "outlet",
            "outlet_a",
            "outlet_b",
            "kind",
            "place",
            "quotation",
            "cue_class",
            "dependence",
            "frame",
            "form",
        )
        if name in less.columns
    ]
    both = less.join(METRICS[metric](corpus), on=keys, suffix="_more")
    assert both.height == less.height
    assert all(both[name].equals(both[f"{name}_more"]) for name in ("value", "low", "high", "n"))


@every_metric
def test_empty_tables_give_an_empty_metric_with_all_its_columns(metric: str, full: Corpus) -> None:
    table = METRICS[metric]({name: table.clear() for name, table in full.items()})
    assert table.is_empty()
    assert table.schema == METRICS[metric](full).schema


@every_metric
def test_no_claims_at_all(metric: str, full: Corpus) -> None:
    empty = {name: full[name].clear() for name in ("claims", "sources", "links", "utterances")}
    table = METRICS[metric](full | empty)
    assert table.schema == METRICS[metric](full).schema


@every_metric
@pytest.mark.parametrize("kind", ["pandas", "arrow", "lazy"])
def test_any_kind_of_frame_gives_the_same(metric: str, kind: str, full: Corpus) -> None:
    convert = {"pandas": pl.DataFrame.to_pandas, "arrow": pl.DataFrame.to_arrow, "lazy": pl.DataFrame.lazy}[kind]
    converted = {name: convert(table) for name, table in full.items()}
    assert METRICS[metric](converted).equals(METRICS[metric](full))


def test_a_seed_gives_the_same_again_and_another_seed_something_else() -> None:
    claims = pl.DataFrame({"article_id": [f"a{i % 12}" for i in range(40)], "cue_class": ["x", "y", "z", "x", "x"] * 8})
    claims = claims.with_columns(cue_lemma="cue_class")
    articles = pl.DataFrame({"article_id": [f"a{i}" for i in range(12)], "outlet": ["Globe"] * 12})
    first, again, other = (reporting_verbs(claims, articles, seed=seed) for seed in (0, 0, 1))
    assert first.equals(again)
    assert not first["low"].equals(other["low"])
    assert first["value"].equals(other["value"])


@every_metric
def test_a_missing_column_is_named(metric: str, full: Corpus) -> None:
    with pytest.raises(SchemaError, match="table 'articles' lacks outlet"):
        METRICS[metric](full | {"articles": full["articles"].drop("outlet")})


@pytest.fixture
def full() -> Corpus:
    """Two outlets with three articles each, claims in all of them."""
    articles = [
        (f"a{i}", ("Courier", "Globe")[i % 2], datetime(2024, 1, 1 + i, tzinfo=UTC), 14, TEXT, f"story {i // 3}", [])
        for i in range(6)
    ]
    claims = [
        (
            f"a{i}#0",
            f"a{i}",
            f"s{i % 4}" if i % 5 else None,
            0,
            [{"start": 0, "end": 25 + i}],
            ("direct", "indirect")[i % 2],
            "say",
            "neutral",
            None,
            "AFP" if i == 2 else None,
        )
        for i in range(6)
    ]
    return {
        "articles": frame("articles", ARTICLE, articles),
        "claims": frame("claims", CLAIM, claims),
        "sources": pl.DataFrame(SOURCES),
        **read_from([article[0] for article in articles]),
        **linked([claim[0] for claim in claims], [(0, 1, "same_utterance"), (3, 4, "same_claim")]),
    }
