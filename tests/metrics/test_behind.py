"""Every number of every metric leads back to the rows that it was counted from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from analysis import metrics
from analysis.metrics.behind import COUNTED, rows_behind
from analysis.schema import SchemaError

TEXT = (
    "Ada accused Ivo Corr of theft. “We will pay for the piers,” she said. Rain fell, and the dam held for a day. "
    "Then reckless Ivo Corr slammed it."
)
OTHER = "Nobody told of rain. “We will not pay,” Ada said, and Ivo Corr denied it. The dam was held to be safe, too."
DAYS = [datetime(2024, 8, day, tzinfo=UTC) for day in (1, 1, 3, 9)]
IDS = [f"a{number}" for number in range(8)]


def tables() -> dict[str, pl.DataFrame]:
    """Eight articles of three outlets with five claims each, of sources of every kind."""
    texts = [(TEXT, OTHER)[number % 2] for number in range(8)]
    articles = pl.DataFrame(
        {
            "article_id": IDS,
            "outlet": ["Globe", "Globe", "Globe", "Courier", "Courier", "Courier", "Herald", "Herald"],
            "story": ["dam"] * 5 + ["rain"] * 3,
            "published_at": [DAYS[number % 4] if number != 6 else None for number in range(8)],
            "n_words": [20] * 8,
            "credits": [["Reuters"], *[[]] * 5, ["Web Desk"], []],
            "text": texts,
        }
    )
    cues = (("accuse", "confrontational"), ("say", "neutral"), ("claim", "doubting"), ("say", "neutral"))
    rows = []
    for number, article in enumerate(IDS):
        for at in range(5):
            lemma, kind = cues[(number + at) % 4] if at else cues[0]
            start = (0, 32, 70, 50, 90)[at]
            rows.append(
                {
                    "claim_id": f"{article}#{at}",
                    "article_id": article,
                    "source_id": (None, "ada", "ivo", "aide", "paper", "unit")[(number * at + at) % 6],
                    "sentence": 0,
                    "cue_start": 4,
                    "cue_end": 11,
                    "content_start": start,
                    "content_end": start + 15,
                    "content_spans": [{"start": start, "end": start + 15}],
                    "n_words": 3 + at,
                    "medium": "CNN" if at == 1 else None,
                    "via": "AFP" if (number + at) % 4 == 3 else None,
                    "cue_lemma": lemma,
                    "cue_class": kind,
                    "act": "thought" if (number, at) == (2, 3) else "said",
                    "quotation": ("indirect", "direct", "mixed")[at % 3],
                }
            )
    sources = {
        "source_id": ["ada", "ivo", "aide", "paper", "unit"],
        "name": ["Ada Bell", "Ivo Corr", "an aide", "Daily Paper", "the unit"],
        "kind": ["person", "person", "unnamed", "medium", "government"],
        "anonymous": [False, False, True, False, False],
        "side": ["Norland", None, None, None, "Norland"],
        "title": ["Mayor", None, None, None, None],
        "gender": ["female", None, "male", None, None],
    }
    phrases = [(IDS[i % 8], ("raid", "move")[i % 3 > 0], ("outlet", "sources")[i % 2], f"e{i % 4}") for i in range(24)]
    told = [f"{article}#1" for article in IDS]
    return {
        "articles": articles,
        "claims": pl.DataFrame(rows),
        "sources": pl.DataFrame(sources),
        "entities": articles.select(
            "article_id", start=12, end=20, label=pl.lit("PERSON"), entity_id=pl.lit("ivo"), entity=pl.lit("Ivo Corr")
        ),
        "event_names": pl.DataFrame(
            phrases, schema=["article_id", "head", "voice", "event_id"], orient="row"
        ).with_columns(kind=pl.lit("event"), event=pl.lit("raid"), text="head", details=pl.lit([], pl.List(pl.String))),
        "clauses": pl.DataFrame(
            [
                (IDS[i % 8], 3 * i, ("active", "passive", "nominalisation")[i % 3], ("outlet", "sources")[i % 2])
                for i in range(24)
            ],
            schema=["article_id", "verb_start", "form", "voice"],
            orient="row",
        ).with_columns(
            start="verb_start",
            end=pl.col("verb_start") + 2,
            verb_end=pl.col("verb_start") + 2,
            lemma=pl.lit("kill"),
            action=pl.lit("killing"),
            negated=pl.lit(value=False),
            **{name: pl.lit(None, pl.String) for name in ("actor", "actor_entity", "patient", "patient_entity")},
        ),
        "sentences": articles.select(
            "article_id", sentence=0, start=0, end=pl.col("text").str.len_chars(), n_words=20
        ).with_columns(position=pl.lit(0.0), quoted=pl.lit(0.3), attributed=pl.lit(0.3)),
        "names": articles.select(
            "article_id", start=123, end=131, label=pl.lit("PERSON"), entity_id=pl.lit("ivo"), entity=pl.lit("Ivo Corr")
        ),
        "passages": pl.DataFrame(
            {"article_a": IDS[:4], "start_a": 32, "end_a": 60, "article_b": IDS[4:], "start_b": 32, "end_b": 60}
        ).with_columns(kind=pl.Series(["copy", "wire", "quotation", "copy"])),
        "claim_links": pl.DataFrame(
            # of two outlets, of one, and against each other
            {
                "claim_a": [told[0], told[1], told[1], told[2]],
                "claim_b": [told[1], told[3], told[2], told[4]],
                "relation": ["same_claim", "same_utterance", "same_claim", "contradicts"],
            }
        ),
        "utterances": pl.DataFrame(
            {"utterance_id": told[0], "position": [1, 2, 3, 4], "claim_id": told[:4], "chain": [1, 1, 2, 2]}
        ),
    }


TABLES = tables()
WHO = ("claims", "sources", "articles")
REVIEWED = {"claim_id": [f"{article}#1" for article in IDS], "kind": ["person", "medium"] * 4}


def share_of_n(row: dict[str, Any]) -> float:
    return (row["value"] or 0) * row["n"]


def n(row: dict[str, Any]) -> int:
    return int(row["n"])


@dataclass
class Case:
    """A metric, what it is given, and what the rows behind its value and its n must add up to."""

    metric: Callable[..., pl.DataFrame]
    given: tuple[Any, ...]
    value: Callable[[dict[str, Any]], float] = share_of_n
    n: Callable[[dict[str, Any]], float] = n
    options: dict[str, Any] = field(default_factory=dict)
    before: tuple[Any, ...] = ()

    @property
    def arguments(self) -> tuple[Any, ...]:
        return (
            *self.before,
            *(TABLES[name] if isinstance(name, str) and name in TABLES else name for name in self.given),
        )


def one(row: dict[str, Any]) -> int:
    return 1


def versions() -> pl.DataFrame:
    return metrics.quotation_versions(TABLES["utterances"], TABLES["claims"], TABLES["articles"])


FEW = {"resamples": 100}
LINKED = ("claims", "claim_links", "articles")
SPOKEN = ("sentences", "claims", "articles")
NAMED = ("sentences", "names", "claims", "articles", "Ivo Corr")
TRACED = ("claims", "claim_links", "utterances", "articles")


def named(row: dict[str, Any]) -> int:
    return len({row["claim"], row["claim_id"]} - {None})


CASES = [
    Case(metrics.accusations, ("claims", "sources", "entities", "articles"), one, one),
    Case(metrics.agency, ("clauses", "articles"), options={"voice": "all", **FEW}),
    Case(metrics.agency, ("clauses", "articles"), options=FEW),
    Case(metrics.agency_clauses, ("clauses", "articles"), one, one),
    *(
        Case(metrics.agency_dependence, WHO, options={"counted": counted, **FEW})
        for counted in ("claims", "words", "articles")
    ),
    Case(metrics.axis_words, ("claims", "articles"), n, options={"most": 3}),
    Case(metrics.certainty_uses, (*SPOKEN, "all"), one, one),
    Case(
        metrics.certainty_markers,
        SPOKEN,
        lambda row: row["uses"],
        # n counts all words; rows are the markers, a "will" in every article
        lambda row: {"Globe": 3, "Courier": 3, "Herald": 2}[row["outlet"]],
        options={"voice": "all", **FEW},
    ),
    Case(metrics.claim_chains, TRACED, *[lambda row: len(row["claim_ids"])] * 2),
    Case(metrics.claim_coverage, LINKED, *[lambda row: len(row["claim_ids"])] * 2),
    Case(metrics.claim_statuses, LINKED, options=FEW),
    Case(metrics.corroboration, TRACED, options=FEW),
    Case(metrics.delay_curves, LINKED, lambda row: row["reported"], options=FEW),
    Case(metrics.exclusive_claims, LINKED, lambda row: row["claims"], options=FEW),
    *(
        Case(metrics.exclusive_sources, WHO, options={"counted": counted, "permutations": 5, **FEW})
        for counted in ("sources", "claims", "words")
    ),
    Case(metrics.first_reports, LINKED, options=FEW),
    Case(metrics.first_reports, (*LINKED, "stories"), options=FEW),
    Case(metrics.reporting_delay, LINKED, lambda row: row["reported"], options=FEW),
    Case(metrics.reporting_waits, LINKED, named, named),
    Case(metrics.copied_text, ("passages", "articles"), options=FEW),
    *(Case(metrics.coverage_over_time, ("articles", width), lambda row: row["value"]) for width in ("1d", "1w", "1mo")),
    *(
        Case(metrics.distinctive_words, ("claims", "articles"), n, options={"voice": voice, "minimum": 1})
        for voice in ("all", "outlet", "sources")
    ),
    Case(metrics.event_name_counts, ("event_names", "articles"), n, lambda row: row["total"]),
    *(Case(metrics.first_sources, (*WHO, by), options=FEW) for by in ("kind", "side", "source")),
    *(Case(metrics.frame_axes, ("claims", "articles"), n, options={"voice": v, **FEW}) for v in ("all", "outlet")),
    Case(metrics.frame_sentences, ("sentences", "articles"), one, one),
    Case(metrics.frames, ("sentences", "articles"), n, options=FEW),
    Case(metrics.label_distance, ("event_names", "articles"), n, options=FEW),
    Case(metrics.loaded_sentences, SPOKEN, one, one),
    Case(metrics.loaded_uses, SPOKEN, one, one),
    *(
        Case(
            metrics.loaded_words,
            SPOKEN,
            lambda row: row["uses"],
            # n counts all words; rows are the loaded ones, two in every article with TEXT
            lambda row: {"Globe": 4, "Courier": 2, "Herald": 2}[row["outlet"]],
            options={"voice": voice, **FEW},
        )
        for voice in ("all", "outlet")
    ),
    Case(metrics.occurrences, ("rain", "claims", "articles"), one, one),
    Case(metrics.quotation_mix, ("claims", "articles"), options=FEW),
    Case(metrics.quotation_versions, ("utterances", "claims", "articles"), *[lambda row: 2] * 2),
    *(Case(metrics.reporting_verbs, ("claims", "articles", by), options=FEW) for by in ("lemma", "class")),
    Case(metrics.reporting_verbs, ("claims", "articles"), options={"acts": None, **FEW}),
    Case(metrics.right_of_reply, ("claims", "sources", "entities", "articles"), options=FEW),
    Case(metrics.slanted_sentences, SPOKEN, one, one),
    *(
        Case(metrics.source_counts, (*WHO, by), options={"counted": counted, **FEW})
        for by in ("kind", "side", "title", "anonymity", "gender")
        for counted in ("claims", "words")
    ),
    Case(metrics.source_diversity, WHO, n, options=FEW),
    *(
        Case(metrics.source_matrix, WHO, options={"counted": counted, "most": most, **FEW})
        for counted, most in (("claims", 20), ("claims", 1), ("words", 20))
    ),
    *(
        Case(metrics.source_overlap, (*WHO, method), lambda row: row["shared"], options=FEW)
        for method in ("jaccard", "morisita_horn")
    ),
    Case(metrics.source_pool_test, WHO, n, options={"permutations": 5}),
    *(Case(metrics.source_prominence, (*WHO, by), options=FEW) for by in ("kind", "side", "source")),
    Case(metrics.tone, NAMED, n, options=FEW),
    Case(metrics.tone_words, NAMED, one, one),
    Case(metrics.version_diffs, (), n, before=(versions(),)),
    *(
        Case(
            metrics.differences,
            given,
            lambda row: sum((row[f"value_{side}"] or 0) * row[f"n_{side}"] for side in "ab"),
            options=FEW,
            before=(metric,),
        )
        for metric, given in ((metrics.source_counts, (*WHO, "side")), (metrics.source_prominence, WHO))
    ),
    Case(
        metrics.corrected_shares,
        WHO,
        lambda row: row["uncorrected"] * row["n"],
        options=FEW,
        before=(metrics.source_counts, REVIEWED),
    ),
]


@pytest.mark.parametrize("metric", sorted(set(metrics.__all__) - {"rows_behind"}))
def test_every_metric_leads_to_its_rows(metric: str) -> None:
    """A new metric needs an entry in COUNTED, or to be about another one, and a case here."""
    assert metric in COUNTED or metric in ("differences", "corrected_shares")
    assert metric in {case.metric.__name__ for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.metric.__name__} {case.given[3:]}{case.options or ''}")
def test_the_rows_behind_add_up_to_the_number(case: Case) -> None:
    table = case.metric(*case.arguments, **case.options)
    assert table.height
    counted = case.before[0] if case.before and callable(case.before[0]) else case.metric
    for row in table.iter_rows(named=True):
        for whole, expected in ((False, case.value(row)), (True, case.n(row))):
            behind = rows_behind(case.metric, row, *case.arguments, whole=whole, **case.options)
            size = behind.select(COUNTED[counted.__name__].amount(behind)).item() if behind.height else 0
            assert size == pytest.approx(expected), (row, whole)


def test_they_are_the_claims_of_that_outlet_and_kind_with_all_their_columns() -> None:
    given = [TABLES[name] for name in WHO]
    table = metrics.source_counts(*given, resamples=100)
    row = table.row(by_predicate=(pl.col("outlet") == "Courier") & (pl.col("kind") == "medium"), named=True)
    behind = rows_behind(metrics.source_counts, row, *given)
    # Courier has a3, a4, a5; source number (article * at + at) % 6 == 4: a3#1, a3#4, a4#2, and a5 is 6 * at, never
    assert behind["claim_id"].to_list() == ["a3#1", "a3#4", "a4#2"]
    assert set(behind["source_id"]) == {"paper"}
    assert set(behind.columns) >= set(TABLES["claims"].columns) | {"outlet", "kind"}


def test_the_sources_that_two_outlets_share_are_cited_by_both_and_by_name() -> None:
    given = [TABLES[name] for name in WHO]
    row = metrics.source_overlap(*given, resamples=100).filter(outlet_a="Courier", outlet_b="Globe").row(0, named=True)
    behind = rows_behind(metrics.source_overlap, row, *given)
    cited = [set(behind.filter(outlet=outlet)["source_id"]) for outlet in ("Courier", "Globe")]
    assert cited[0] == cited[1]
    assert not {"aide", None} & cited[0]
    assert "Herald" not in behind["outlet"]


def test_stretches_are_the_characters_of_their_article() -> None:
    given = [TABLES[name] for name in ("claims", "articles")]
    row = metrics.quotation_mix(*given, resamples=100).filter(outlet="Herald", quotation="direct").row(0, named=True)
    texts = dict(TABLES["articles"].select("article_id", "text").iter_rows())
    behind = rows_behind(metrics.quotation_mix, row, *given)
    assert behind.height == 4
    assert all(texts[part["article_id"]][part["start"] : part["end"]] == part["text"] for part in behind.to_dicts())


def test_articles_without_a_date_are_behind_the_row_without_a_day() -> None:
    table = metrics.coverage_over_time(TABLES["articles"])
    row = table.filter(pl.col("day").is_null()).row(0, named=True)
    assert rows_behind(metrics.coverage_over_time, row, TABLES["articles"])["article_id"].to_list() == ["a6"]


@pytest.mark.parametrize("kind", ["pandas", "lazy", "dict"])
def test_any_kind_of_frame_leads_to_the_same_rows(kind: str) -> None:
    given = [TABLES[name] for name in WHO]
    convert = {"pandas": pl.DataFrame.to_pandas, "lazy": pl.DataFrame.lazy, "dict": pl.DataFrame.to_dict}[kind]
    row = metrics.source_counts(*given, resamples=100).row(0, named=True)
    ours, theirs = (rows_behind(metrics.source_counts, row, *some) for some in (given, [convert(t) for t in given]))
    assert theirs["claim_id"].equals(ours["claim_id"])


def test_what_is_no_metric_is_refused() -> None:
    with pytest.raises(ValueError, match=r"metric is 'len'; it must be one of accusations"):
        rows_behind(len, {}, [])


def test_claims_without_ids_lead_nowhere() -> None:
    given = [TABLES["claims"].drop("claim_id"), TABLES["sources"], TABLES["articles"]]
    row = metrics.source_counts(*given, resamples=100).row(0, named=True)
    with pytest.raises(SchemaError, match="lacks claim_id"):
        rows_behind(metrics.source_counts, row, *given)
