"""Shares corrected for the reader's own errors, by a sample that a person has read."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from analysis.metrics.behind import counting_of, units_of
from analysis.metrics.intervals import Floats, check_options, tail_probability, wilson_interval
from analysis.metrics.outlets import outlets_of
from analysis.metrics.uncertainty import BOUNDS, FEW, resampled_sums
from analysis.schema import AnyFrame, SchemaError, conform

RIGHT = "right"


def corrected_shares(
    metric: Callable[..., pl.DataFrame], reviewed: AnyFrame, *tables: Any, **options: Any
) -> pl.DataFrame:
    """Correct shares of claims for what the reader gets wrong, as far as a person has checked it.

    Call it as the metric would be called, the reviewed claims in front:
    ``corrected_shares(source_counts, reviewed, claims, sources, articles)``. Any metric that divides claims by one
    thing will do: ``source_counts``, ``reporting_verbs``, ``first_sources``.

    This is prediction-powered inference: what the machine says of all claims, plus what the review says the machine is
    off by. With P the machine's shares over all claims of an outlet, R its shares over the reviewed ones, and C the
    true shares in the review, the estimate is C + w (P - R) / t, t being true claims for each claim reviewed. Any
    weight w is right on average; the one that makes the sum of the variances least is taken from the resamples, 0 to 1.
    So the interval is about as wide as the review alone would give, or narrower, whatever the machine is worth.

    Articles are drawn anew, with all that was read and reviewed in them, so that claims of one article, and the errors
    in them, stay together; the interval is never narrower than Wilson's for as many claims. Outlets are corrected one
    by one: nothing is taken for granted about a reader that errs alike at all of them.

    The review must be a sample by chance. To correct for claims that the machine missed, draw whole articles, review
    all claims in them, and add those missed, with their article and without a claim_id. A sample of the machine's
    claims alone corrects what it made up or mistook, not what it missed.

    The rows behind a number: ``rows_behind(corrected_shares, row, metric, reviewed, ...)``, what the machine counted.

    Args:
        metric: a metric that counts claims.
        reviewed: one row a claim that a person looked at: claim_id, and either the true category in a column named as
            the metric has it (``kind``, ``cue_class``, ...; null: it is no claim) or ``right`` (false: it is no such
            claim, and counts nowhere). A claim that the machine missed has a null claim_id, and article_id.
        tables: what the metric is given, in order; claims need their claim_id.
        options: what it is given by name; ``interval``, ``resamples`` and ``seed`` hold for the corrected shares.

    Returns:
        outlet, the metric's columns of categories, value (corrected share, 0 to 1; null without a review), low, high,
        uncorrected (the machine's share), weight (w, 0 to 1: what the machine's reading of the rest adds), n (claims
        that the machine found), reviewed (claims that a person looked at, those missed included), articles (with one),
        note (null, or what limits the interval).

    Raises:
        SchemaError: a column is missing, or a claim is reviewed twice.
        TypeError: the metric takes no such tables or options.
        ValueError: the metric does not count claims, or interval or resamples are out of range.

    Source:
        A. Angelopoulos, S. Bates, C. Fannjiang, M. Jordan & T. Zrnic (2023), Prediction-powered inference, Science
        382:669-674; A. Angelopoulos, J. Duchi & T. Zrnic (2023), PPI++: Efficient prediction-powered inference,
        arXiv:2311.01453 (the weight); T. Zrnic (2024), A note on the prediction-powered bootstrap, arXiv:2405.18379.

    Example:
        >>> from analysis.metrics import source_counts
        >>> articles = {"article_id": list("abcd"), "outlet": ["Globe"] * 4}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person", "medium"], "anonymous": [False] * 2}
        >>> claims = {"claim_id": ["a#0", "a#1", "b#0", "c#0", "d#0"], "article_id": list("aabcd"),
        ...           "source_id": list("sstss")}
        >>> reviewed = {"claim_id": ["a#0", "a#1", "b#0"], "kind": ["person", "medium", "medium"]}
        >>> corrected_shares(source_counts, reviewed, claims, sources, articles).select(
        ...     "kind", pl.col("value").round(2), "uncorrected", "n", "reviewed").rows()
        [('medium', 0.58, 0.2, 5, 3), ('person', 0.42, 0.8, 5, 3)]
    """
    keys, machine = _counted_by_claim(metric, tables, options)
    call = inspect.signature(metric).bind(*tables, **options)
    call.apply_defaults()
    interval, resamples, seed = (call.arguments[name] for name in ("interval", "resamples", "seed"))
    check_options(interval, resamples)
    published = outlets_of(call.arguments["articles"])
    told = _told(reviewed, machine, keys, published)
    true = told.filter(pl.col(keys[0]).is_not_null())
    categories = pl.concat([machine.select(keys), true.select(keys)]).unique().sort(keys).with_row_index("item")
    checked = machine.join(told.drop_nulls("claim_id"), on="claim_id", how="semi")
    counts = [_by_article(some, categories, list_of) for list_of, some in enumerate((machine, checked, true))]
    entries = pl.concat(counts).sort("outlet", "item", "article_id")
    wrong = _mistaken(told, keys)
    parts = [pl.DataFrame(schema=_schema(machine.select(keys).schema))]
    for outlet in published["outlet"].unique().sort():
        seen = told.filter(outlet=outlet)
        articles = seen["article_id"].n_unique()
        part = entries.filter(outlet=outlet)
        shares = _outlet(part, outlet, categories.height, articles, interval, resamples, seed)
        shares |= {"n": machine.filter(outlet=outlet).height, "reviewed": seen.height, "articles": articles}
        rows = categories.with_columns(pl.lit(outlet).alias("outlet")).with_columns(**shares)
        rows = rows.join(wrong, on=["outlet", *keys], how="left", nulls_equal=True, maintain_order="left")
        parts.append(_widened(rows, interval).select(parts[0].columns))
    return pl.concat(parts, how="vertical_relaxed")


def _counted_by_claim(
    metric: Callable[..., pl.DataFrame], tables: tuple[Any, ...], options: dict[str, Any]
) -> tuple[list[str], pl.DataFrame]:
    """The columns of categories, and the claims that the metric counts: outlet, article_id, claim_id and those."""
    counting = counting_of(metric)
    units = units_of(metric, tables, options)
    keys = [name for name in counting.divides if name in units.columns]
    if not keys or "claim_id" not in units.columns or "words" in units.columns or counting.within or counting.distinct:
        raise ValueError(f"metric is '{metric.__name__}'; it must be one that counts claims by one thing.")
    return keys, units.select("outlet", "article_id", "claim_id", *keys)


def _told(reviewed: AnyFrame, machine: pl.DataFrame, keys: list[str], published: pl.DataFrame) -> pl.DataFrame:
    """What a person says of claims: outlet, article_id, claim_id, the true categories (null: no claim), as read."""
    rows = conform(reviewed, "claims", columns=())
    known = set(keys) <= set(rows.columns)
    if "claim_id" not in rows.columns or not (known or RIGHT in rows.columns):
        raise SchemaError(f"the reviewed claims need claim_id, and {', '.join(keys)} or {RIGHT}; see corrected_shares.")
    rows = rows.with_columns(pl.col("claim_id").cast(pl.String))
    twice = rows.drop_nulls("claim_id").filter(pl.col("claim_id").is_duplicated())
    if twice.height:
        raise SchemaError(f"claim '{twice['claim_id'][0]}' is reviewed in several rows; keep one, the last word on it.")
    missed = rows.filter(pl.col("claim_id").is_null())
    if missed.height and not (known and "article_id" in rows.columns):
        raise SchemaError(f"reviewed claims without a claim_id need article_id and {', '.join(keys)}.")
    read = machine.rename({name: f"{name}_read" for name in keys})
    chosen = rows.select("claim_id", *(keys if known else [RIGHT])).join(read, on="claim_id")
    if not known:
        chosen = chosen.with_columns(pl.when(RIGHT).then(f"{name}_read").alias(name) for name in keys)
    columns = ["outlet", "article_id", "claim_id", *keys, *(f"{name}_read" for name in keys)]
    if not missed.height:
        return chosen.select(columns)
    placed = missed.select("article_id", *keys).join(published, on="article_id").drop_nulls(keys[0])
    return pl.concat([chosen.select(columns), placed], how="diagonal_relaxed").select(columns)


def _by_article(claims: pl.DataFrame, categories: pl.DataFrame, list_of: int) -> pl.DataFrame:
    """Count one list of claims by article and category; each list has numbers of its own for the categories."""
    keys = [name for name in categories.columns if name != "item"]
    counted = claims.join(categories, on=keys, nulls_equal=True).group_by("outlet", "article_id", "item").len("claims")
    return counted.with_columns(pl.col("item").cast(pl.Int64) + list_of * categories.height)


def _mistaken(told: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The categories in which a claim of an outlet was put wrongly, or was missing."""
    differ = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_read")) for name in keys)
    wrong = told.filter(differ)
    into, missing = wrong.select("outlet", *(pl.col(f"{k}_read").alias(k) for k in keys)), wrong.select("outlet", *keys)
    return pl.concat([into, missing]).unique().with_columns(wrong=pl.lit(value=True))


def _outlet(
    part: pl.DataFrame, outlet: str, size: int, reviewed: int, interval: float, resamples: int, seed: int
) -> dict[str, Any]:
    """The corrected shares of one outlet, one number a category."""
    sums = np.zeros((3 * size, 1 + resamples))
    item, amount = part["item"].to_numpy(), part["claims"].to_numpy().astype(np.float64)
    np.add.at(sums[:, 0], item, amount)
    machine, checked, true = sums.reshape(3, size, -1)
    total = machine[:, 0].sum()
    row: dict[str, Any] = {name: pl.lit(None, pl.Float64) for name in ("value", "low", "high", "weight")}
    row["uncorrected"] = pl.Series(machine[:, 0] / total if total else [None] * size, dtype=pl.Float64)
    if not checked[:, 0].sum() or not true[:, 0].sum():
        why = "no claim reviewed" if not checked[:, 0].sum() else "no reviewed claim is one"
        return row | {"note": pl.lit(why if total else "no claims")}
    article = part["article_id"].rank("dense").to_numpy().astype(np.int64) - 1
    there, number = np.unique(item, return_inverse=True)
    drawn = resampled_sums(article, number, amount, outlet=outlet, resamples=resamples, seed=seed)
    sums[there, 1:] = np.concatenate(list(drawn), axis=1)
    told = (checked.sum(axis=0) > 0) & (true.sum(axis=0) > 0)  # a resample may miss all that was reviewed
    machine, checked, true = (some[:, told] for some in (machine, checked, true))
    review = true / true.sum(axis=0)
    off = (machine / machine.sum(axis=0) - checked / checked.sum(axis=0)) * checked.sum(axis=0) / true.sum(axis=0)
    weight = _best_weight(review[:, 1:], off[:, 1:])
    shares = review + weight * off
    row |= {"value": pl.Series(shares[:, 0].clip(0, 1)), "weight": weight}
    if reviewed == 1:
        return row | {"note": pl.lit("one article reviewed: no interval")}
    tail = tail_probability(interval, reviewed)
    low, high = np.quantile(shares[:, 1:], [tail, 1 - tail], axis=1)
    # articles that happen to agree: never narrower than if each claim had been drawn by itself, and read without fault
    one_by_one = wilson_interval(machine[:, 0], total, interval)
    low = np.minimum(low, shares[:, 0] - (row["uncorrected"].to_numpy() - one_by_one[0]))
    high = np.maximum(high, shares[:, 0] + (one_by_one[1] - row["uncorrected"].to_numpy()))
    note = f"only {reviewed} articles reviewed: rough interval" if reviewed < FEW else None
    return row | {"low": pl.Series(low), "high": pl.Series(high), "note": pl.lit(note, pl.String)}


def _best_weight(review: Floats, off: Floats) -> float:
    """The weight of the machine's reading under which the variances of the shares have the least sum, 0 to 1."""
    apart = off - off.mean(axis=1, keepdims=True)
    spread = float((apart**2).sum())
    return float(np.clip(-(apart * review).sum() / spread, 0, 1)) if spread else 0.0


def _widened(rows: pl.DataFrame, interval: float) -> pl.DataFrame:
    """Where the review found no mistake no resample has one: then as many may be overlooked as the rule of three says.

    It is that of ``shares``, over articles reviewed, one with a mistake having one in its claims.
    """
    unseen = (1 - (1 - interval) ** (1 / pl.col("articles"))) * pl.col("articles") / pl.col("reviewed")
    faultless = pl.col("wrong").is_null()
    unseen = pl.when(faultless).then(unseen).otherwise(0.0)
    reach = {
        name: (pl.col(name) - pl.col("value")).pow(2).add(unseen.pow(2)).sqrt() * sign
        for name, sign in (("low", -1), ("high", 1))
    }
    ends = [(pl.col("value") + far).clip(0, 1).alias(name) for name, far in reach.items()]
    note = pl.when(faultless & pl.col("low").is_not_null()).then(pl.lit("no mistake reviewed: rule of three"))
    return rows.with_columns(*ends, note=pl.coalesce("note", note))


def _schema(categories: pl.Schema) -> pl.Schema:
    return pl.Schema(
        {"outlet": pl.String}
        | dict(categories)
        | BOUNDS
        | {"uncorrected": pl.Float64, "weight": pl.Float64, "n": pl.Int64, "reviewed": pl.Int64, "articles": pl.Int64}
        | {"note": pl.String}
    )
