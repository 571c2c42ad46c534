"""From a number back to the rows that it was counted from.

What a metric counts is listed by a function of its own module: the metric adds the list up, ``rows_behind`` picks from
it. So the two cannot part ways. The row does not say which metric it is of: whoever has a row knows how it was made,
and asks with the same call.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from analysis.metrics.agencies import traced_claims
from analysis.metrics.agency import agency_clauses
from analysis.metrics.certainty import certainty_uses
from analysis.metrics.chains import corroborated_claims
from analysis.metrics.copies import copied_pieces
from analysis.metrics.coverage import dated_articles
from analysis.metrics.event_names import named_events
from analysis.metrics.exclusive_claims import linked_claims
from analysis.metrics.exclusive_sources import ONCE, cited_on_shared_stories
from analysis.metrics.first import reports_in_turn
from analysis.metrics.frame_axes import axis_uses
from analysis.metrics.frames import frame_sentences
from analysis.metrics.labels import placed_names
from analysis.metrics.loaded import loaded_sentences, loaded_uses
from analysis.metrics.markers import ANY
from analysis.metrics.outlets import claims_of, named_claims
from analysis.metrics.prominence import opening_claims, placed_claims
from analysis.metrics.quotation import quoted_stretches
from analysis.metrics.reply import answered_accusations
from analysis.metrics.slant import slanted_sentences
from analysis.metrics.source_matrix import claims_by_source
from analysis.metrics.sources import cited_claims
from analysis.metrics.statuses import claims_of_others
from analysis.metrics.tone import tone_words
from analysis.metrics.verbs import reported_claims
from analysis.metrics.versions import words_of_reference
from analysis.metrics.waits import reporting_waits
from analysis.metrics.wording import occurrences
from analysis.schema import AnyFrame, conform

Row = Mapping[str, Any]
_CLAIM = ("claim_id",)


def by_what_they_share(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick the units that have the row's values in every column that both have, but those in ``divides``."""
    outlets = [row[name] for name in ("outlet", "outlet_a", "outlet_b") if name in row]
    chosen = units.filter(pl.col("outlet").is_in(outlets)) if outlets and "outlet" in units.columns else units
    for name in chosen.columns:
        if name in row and name not in ("outlet", "n", "words", *divides):
            chosen = chosen.filter(pl.col(name).eq_missing(pl.lit(row[name], chosen.schema[name])))
    return chosen


def _cited_by_both(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick the claims of two outlets; those of sources that both cite unless all are asked for."""
    chosen = by_what_they_share(units, row, divides)
    return chosen if divides else chosen.filter(pl.col("outlet").n_unique().over("source_id") > 1)


def _in_bucket(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick the articles of a stretch of time, or those without a day."""
    chosen = units.filter(outlet=row["outlet"])
    if divides:
        return chosen
    if row["day"] is None:
        return chosen.filter(pl.col("day").is_null())
    return chosen.filter(pl.col("day") >= row["day"], pl.col("day") < row["until"])


def _of_class(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick the words of a list of an outlet and class, or of all classes."""
    every = bool(divides) or row["class"] == ANY
    return units.filter(True if every else pl.col("class") == row["class"], outlet=row["outlet"])


def _of_outlet(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick all that an outlet has."""
    return units.filter(outlet=row["outlet"])


def _at_place(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick what stands where the row says."""
    return units.filter(article_id=row["article_id"], start=row["start"])


def _at_verb(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick the clause of the row."""
    return units.filter(article_id=row["article_id"], verb_start=row["verb_start"])


def _in_sentence(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick the sentence that the row is about."""
    return units.filter(article_id=row["article_id"], sentence=row["sentence"])


def _told_alone(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick the claims of an outlet that none of another is linked to."""
    return units.filter(True if divides else ~pl.col("linked"), outlet=row["outlet"])


def _cited_alone(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick the claims of sources that only the outlet cites; with ``exclusive`` in the row, as it says."""
    chosen = by_what_they_share(units, row, divides)
    return chosen if divides or "exclusive" in row else chosen.filter("exclusive")


def _reported_in_time(units: pl.DataFrame, row: Row, divides: tuple[str, ...]) -> pl.DataFrame:
    """Pick what an outlet reported after another; with a time, what it reported then, or had not reported before."""
    chosen = units.filter(True if divides else pl.col("happened"), outlet=row["outlet"])
    if "hours" not in row:
        return chosen
    then = pl.col("hours") >= row["hours"] if divides else pl.col("hours") == row["hours"]
    return chosen.filter(then)


def _by_ids(units: pl.DataFrame, row: Row, divides: tuple[str, ...], *, columns: tuple[str, ...]) -> pl.DataFrame:
    """Pick the claims that the row itself names."""
    ids = [some for name in columns for some in (row[name] if isinstance(row[name], list) else [row[name]])]
    return units.filter(pl.col("claim_id").is_in([one for one in ids if one is not None]))


def _every_claim(claims: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    return claims_of(claims, articles, "claim_id", acts=None)


def _uses(row: Row, claims: AnyFrame, articles: AnyFrame, voice: Any) -> pl.DataFrame:
    return occurrences(row["word"], claims, articles, voice)


@dataclass(frozen=True, slots=True)
class Counting:
    """What a metric counts.

    ``units`` takes whichever of the metric's arguments it names (and the row, if it names ``row``) and lists what is
    counted. It is counted by rows, or by words where the list has them, unless ``distinct`` names what is counted once,
    and the list has it.
    ``divides`` are the columns that divide n into values, ``within`` those that an outlet has several n by. ``picks``
    chooses the units of a row.
    """

    units: Callable[..., pl.DataFrame]
    divides: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    picks: Callable[[pl.DataFrame, Row, tuple[str, ...]], pl.DataFrame] = by_what_they_share

    def counts_once(self, units: pl.DataFrame) -> bool:
        """Whether not every unit counts, but every different one."""
        return bool(self.distinct) and set(self.distinct) <= set(units.columns)

    def amount(self, units: pl.DataFrame) -> pl.Expr:
        """How units are added up."""
        if self.counts_once(units):
            return pl.struct(self.distinct).n_unique()
        return pl.col("words").sum() if "words" in units.columns else pl.len()


_KINDS = ("kind", "side", "title", "anonymity", "gender", "source")
_SENTENCE = ("article_id", "sentence")
_NAMED = partial(named_claims, keep=_CLAIM)

COUNTED: dict[str, Counting] = {
    "accusations": Counting(_every_claim, picks=partial(_by_ids, columns=_CLAIM)),
    "agency": Counting(agency_clauses, ("form",)),
    "agency_clauses": Counting(agency_clauses, picks=_at_verb),
    "agency_dependence": Counting(partial(traced_claims, keep=_CLAIM), ("dependence",)),
    "axis_words": Counting(axis_uses),
    "certainty_markers": Counting(certainty_uses, ("class",), picks=_of_class),
    "certainty_uses": Counting(certainty_uses, picks=_at_place),
    "claim_chains": Counting(_every_claim, picks=partial(_by_ids, columns=("claim_ids",))),
    "claim_coverage": Counting(_every_claim, picks=partial(_by_ids, columns=("claim_ids",))),
    "claim_statuses": Counting(claims_of_others, ("status",)),
    "copied_text": Counting(copied_pieces, ("copied",)),
    "corroboration": Counting(corroborated_claims, ("corroboration",)),
    "coverage_over_time": Counting(dated_articles, divides=("day",), picks=_in_bucket),
    "delay_curves": Counting(reporting_waits, ("hours",), picks=_reported_in_time),
    "distinctive_words": Counting(_uses),
    "event_name_counts": Counting(named_events, divides=("head",)),
    "exclusive_claims": Counting(linked_claims, ("linked",), picks=_told_alone),
    "exclusive_sources": Counting(
        partial(cited_on_shared_stories, keep=_CLAIM), ("exclusive",), distinct=(ONCE,), picks=_cited_alone
    ),
    "first_reports": Counting(reports_in_turn, ("turn",)),
    "first_sources": Counting(partial(opening_claims, keep=_CLAIM), divides=_KINDS),
    "frame_axes": Counting(axis_uses, picks=_of_outlet),
    "frame_sentences": Counting(frame_sentences, picks=_in_sentence),
    "frames": Counting(frame_sentences, picks=_of_outlet),
    "label_distance": Counting(placed_names),
    "loaded_sentences": Counting(loaded_sentences, distinct=_SENTENCE, picks=_at_place),
    "loaded_uses": Counting(loaded_uses, picks=_at_place),
    "loaded_words": Counting(loaded_uses, ("class",), picks=_of_class),
    "occurrences": Counting(occurrences),
    "quotation_mix": Counting(quoted_stretches, ("quotation",)),
    "quotation_versions": Counting(_every_claim, picks=partial(_by_ids, columns=("claim_id", "reference"))),
    "reporting_delay": Counting(reporting_waits, ("happened",), picks=_reported_in_time),
    "reporting_verbs": Counting(partial(reported_claims, keep=_CLAIM), divides=("cue_lemma", "cue_class")),
    "reporting_waits": Counting(_every_claim, picks=partial(_by_ids, columns=("claim", *_CLAIM))),
    "right_of_reply": Counting(answered_accusations, ("reply",), distinct=("article_id", "entity_id")),
    "slanted_sentences": Counting(slanted_sentences, distinct=_SENTENCE, picks=_at_place),
    "source_counts": Counting(partial(cited_claims, keep=_CLAIM), divides=_KINDS),
    "source_diversity": Counting(_NAMED),
    "source_matrix": Counting(partial(claims_by_source, keep=_CLAIM), ("source_id", "name")),
    "source_overlap": Counting(_NAMED, ("shared",), distinct=("source_id",), picks=_cited_by_both),
    "source_pool_test": Counting(_NAMED, distinct=("article_id",)),
    "source_prominence": Counting(partial(placed_claims, keep=_CLAIM), divides=("place",), within=_KINDS),
    "tone": Counting(tone_words, picks=_of_outlet),
    "tone_words": Counting(tone_words, picks=_at_place),
    "version_diffs": Counting(words_of_reference),
}
"""What every metric counts, by its name; a test asks that none is missing, and that the rows add up to its numbers."""

_ABOUT_A_METRIC = {"differences": 1, "corrected_shares": 2}
"""Functions that take another metric first, and the number of their own arguments before that metric's."""


def counting_of(metric: Callable[..., pl.DataFrame]) -> Counting:
    """Tell what a metric counts.

    Args:
        metric: the metric's function.

    Returns:
        Its entry in ``COUNTED``.

    Raises:
        ValueError: it is no metric of this package.
    """
    if (name := getattr(metric, "__name__", str(metric))) not in COUNTED:
        raise ValueError(f"metric is '{name}'; it must be one of {', '.join(COUNTED)}.")
    return COUNTED[name]


def units_of(
    metric: Callable[..., pl.DataFrame], tables: tuple[Any, ...], options: Mapping[str, Any], row: Row | None = None
) -> pl.DataFrame:
    """List what a metric counts.

    Args:
        metric: the metric's function.
        tables: what it was given, in order.
        options: what it was given by name.
        row: a row that it gave, for those that look for one thing only.

    Returns:
        One row a unit.

    Raises:
        TypeError: the metric takes no such tables or options.
        ValueError: it is no metric of this package.
    """
    counting = counting_of(metric)
    call = inspect.signature(metric).bind(*tables, **options)
    call.apply_defaults()
    given = {**call.arguments, "row": row}
    return counting.units(
        **{name: given[name] for name in inspect.signature(counting.units).parameters if name in given}
    )


def rows_behind(
    metric: Callable[..., pl.DataFrame], row: Row, *tables: Any, whole: bool = False, **options: Any
) -> pl.DataFrame:
    """Find the rows that a row of a metric was counted from.

    Call it as the metric was called, with the metric and the row before that:
    ``rows_behind(source_counts, row, claims, sources, articles, by="side")``.

    Args:
        metric: the function that gave the row.
        row: one row of its table, as from ``table.row(0, named=True)``.
        tables: what the metric was given. Claims need their ``claim_id``.
        whole: what n was counted from instead of what value was: all claims of the outlet, not only those of this kind.
        options: what the metric was given by name.

    Returns:
        The claims with all of their columns, outlet first, and what the metric divides them by (``place``, ...); of
        metrics that count something else, rows of that: articles (``coverage_over_time``), stretches of text with
        start, end and words (``quotation_mix``, ``copied_text``), accusations (``right_of_reply``), uses of a word
        (``distinctive_words``), phrases (``event_name_counts``), pieces (``version_diffs``). Number, words or
        different sources of these rows are value times n, or n (of ``event_name_counts`` n, or total; of
        ``loaded_words`` and
        ``certainty_markers`` the uses of the class, or of all classes; of ``tone``, ``frames``, ``frame_axes`` and
        ``axis_words`` n). For
        ``source_overlap`` they are the claims of sources that both cite, and of all that n counts.

    Raises:
        SchemaError: a column is missing.
        TypeError: the metric takes no such tables or options.
        ValueError: it is no metric of this package.

    Example:
        >>> from analysis.metrics import source_counts
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Globe", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person", "medium"], "anonymous": [False, False]}
        >>> claims = {"claim_id": ["a#0", "a#1", "b#0"], "article_id": ["a", "a", "b"], "source_id": ["s", "t", "s"]}
        >>> row = source_counts(claims, sources, articles).filter(kind="person").row(0, named=True)
        >>> rows_behind(source_counts, row, claims, sources, articles)["claim_id"].to_list()
        ['a#0', 'b#0']
        >>> rows_behind(source_counts, row, claims, sources, articles, whole=True).height == row["n"]
        True
    """
    if metric.__name__ in _ABOUT_A_METRIC:
        own = _ABOUT_A_METRIC[metric.__name__]
        metric, tables = tables[0], tables[own:]
        options = {name: value for name, value in options.items() if name in inspect.signature(metric).parameters}
    counting = counting_of(metric)
    units = units_of(metric, tables, options, row)
    chosen = counting.picks(units, row, counting.divides if whole else ())
    if "claim_id" not in chosen.columns or "claims" not in inspect.signature(metric).parameters:
        return chosen
    call = inspect.signature(metric).bind(*tables, **options)
    claims = conform(call.arguments["claims"], "claims", columns=_CLAIM)
    more = claims.select("claim_id", *(name for name in claims.columns if name not in chosen.columns))
    return chosen.join(more, on="claim_id", how="left", maintain_order="left").sort("claim_id", maintain_order=True)
