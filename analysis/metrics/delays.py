"""How long outlets take to report what another reported before them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import polars as pl

from analysis.metrics.intervals import check_options
from analysis.metrics.outlets import SAID, outlets_of
from analysis.metrics.survival import CURVE, waiting_curve
from analysis.metrics.uncertainty import BOUNDS, FEW
from analysis.metrics.waits import reporting_waits
from analysis.schema import AnyFrame

WITHIN = 24.0
"""Hours in which others may take a report up and still count as soon."""
MEASURES = ("median hours", "within 24 h")


def reporting_delay(
    claims: AnyFrame,
    claim_links: AnyFrame,
    articles: AnyFrame,
    *,
    others: int = 1,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Tell how soon an outlet has what another reported first: the median delay, and the share that it has in 24 hours.

    Both are read from ``delay_curves``, which says what is counted and how: the median where the curve, and its ends
    where the band, reaches one half. Most claims of one outlet are never found in another, so most medians are "not
    reached"; with ``others=2`` fewer.

    Args:
        claims: as for ``delay_curves``, as are the other tables and acts.
        claim_links: the table of a corpus.
        articles: the articles that are compared.
        others: how many other outlets must have a claim for it to count.
        acts: which acts count.
        interval: probability that intervals cover.
        resamples: bootstrap samples.
        seed: varies the random stream.

    Returns:
        outlet, measure ("median hours", "within 24 h"), value (hours, 0 or more, or a share, 0 to 1), low, high, n
        (claims that another reported first), reported (of these, found in the outlet, whenever), by_day (of these n, of
        which one of the two times is a day alone), articles (of others, that had them first), stories, note (null, or
        what limits the number). A median that is not reached is null, and so are its ends where the band does not reach
        one half.

    Raises:
        SchemaError: a column is missing.
        ValueError: others, interval or resamples are out of range.

    Example:
        >>> from datetime import UTC, datetime
        >>> claims = {"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "quotation": ["direct"] * 2}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [datetime(2025, 3, 3, hour, tzinfo=UTC) for hour in (8, 11)]}
        >>> reporting_delay(claims, links, articles).select("outlet", "measure", "value", "n").rows()
        [('Globe', 'median hours', 3.0, 1), ('Globe', 'within 24 h', 1.0, 1),
         ('Post', 'median hours', None, 0), ('Post', 'within 24 h', None, 0)]
    """
    check_options(interval, resamples)
    waits = reporting_waits(claims, claim_links, articles, others=others, acts=acts)
    rows: list[dict[str, Any]] = []
    for outlet, own, curve in _curves(waits, articles, interval, resamples, seed):
        counts = {
            "n": own.height,
            "reported": int(own["happened"].sum()),
            "by_day": int(own["by_day"].sum()),
            "articles": own["article_id"].n_unique(),
            "stories": own["story"].n_unique(),
        }
        within = _within(curve, max(own["hours"], default=0.0), interval, counts["articles"])
        for measure, (bounds, note) in zip(MEASURES, (_median(curve), within), strict=True):
            ends = dict(zip(BOUNDS, bounds if own.height else (None,) * 3, strict=True))
            rows.append({"outlet": outlet, "measure": measure, **ends, **counts, "note": _note(counts, note)})
    integers = {name: pl.Int64() for name in ("n", "reported", "by_day", "articles", "stories")}
    schema = {"outlet": pl.String(), "measure": pl.String(), **BOUNDS, **integers, "note": pl.String()}
    return pl.DataFrame(rows, schema=schema)


def delay_curves(
    claims: AnyFrame,
    claim_links: AnyFrame,
    articles: AnyFrame,
    *,
    others: int = 1,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Follow, for each outlet, which share of what another reported first it has by when (Kaplan-Meier).

    Counted are utterances on the stories that the outlet covers which another outlet has, unless the outlet is known to
    have been first, or was done with the story before. The delay is the time from the first version of another to the
    outlet's own; where it has none, it was watched until its last article on the story (censored then), as a later
    article may have had it. With a time that is a day alone, whole days are counted: of the same day 0, of the next 24
    hours. An utterance of which another's version, or the outlet's own, has no date is left out.

    Links are missed (``claim_coverage``), so all curves are too low, by about the share of versions that are missed; a
    link that is missed between the others makes the delay too short. Outlets stop following stories for a reason: the
    estimate takes those that go on to be like them.

    The band holds at each time; it is the widest of what takes all utterances to be independent and what draws the
    articles that had them first, or the stories, as wholes.

    The rows behind a number: those of ``reporting_waits``.

    Args:
        claims: the claims table (claim_id, article_id, quotation, act).
        claim_links: the table of a corpus (claim_a, claim_b, relation); only ``same_utterance`` is read.
        articles: the articles that are compared (article_id, outlet, story, published_at); those without a story are
            left out.
        others: how many other outlets must have a claim for it to count; 2 leaves out what one outlet has alone, most
            of which nobody takes up. What the outlet itself has decides nothing.
        acts: which acts count; all of them with None.
        interval: probability that the band covers.
        resamples: bootstrap samples.
        seed: varies the random stream.

    Returns:
        outlet, hours (from the first version on; a row for each time at which the outlet reported something), until
        (the next such time, or the end of what was watched), value (share that it has between the two, 0 to 1), low,
        high, n (utterances still watched at first), reported (then), note (null, or what limits the band). Outlets that
        report nothing after another have no row.

    Raises:
        SchemaError: a column is missing.
        ValueError: others, interval or resamples are out of range.

    Example:
        >>> from datetime import UTC, datetime
        >>> claims = {"claim_id": ["a#0", "a#1", "b#0"], "article_id": ["a", "a", "b"], "quotation": ["direct"] * 3}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [datetime(2025, 3, 3, hour, tzinfo=UTC) for hour in (8, 11)]}
        >>> delay_curves(claims, links, articles).select("outlet", "hours", "value", "n").rows()
        [('Globe', 3.0, 0.5, 2)]
    """
    check_options(interval, resamples)
    waits = reporting_waits(claims, claim_links, articles, others=others, acts=acts)
    parts = [pl.DataFrame(schema={"outlet": pl.String(), **CURVE, "note": pl.String()})]
    for outlet, own, curve in _curves(waits, articles, interval, resamples, seed):
        note = _few({"articles": own["article_id"].n_unique(), "stories": own["story"].n_unique()})
        parts.append(curve.select(pl.lit(outlet).alias("outlet"), *CURVE, pl.lit(note, pl.String).alias("note")))
    return pl.concat(parts).rename({"events": "reported"})


def _curves(
    waits: pl.DataFrame, articles: AnyFrame, interval: float, resamples: int, seed: int
) -> Iterator[tuple[str, pl.DataFrame, pl.DataFrame]]:
    """Each outlet, its waits, and its curve."""
    by_outlet = {str(name): part for (name,), part in waits.group_by(["outlet"], maintain_order=True)}
    options = {"interval": interval, "resamples": resamples, "seed": seed}
    for outlet in sorted(outlets_of(articles)["outlet"].unique()):
        own = by_outlet.get(outlet, waits.clear())
        yield outlet, own, waiting_curve(own, ("article_id", "story"), outlet=outlet, **options)  # type: ignore[arg-type]


Bounds = tuple[float | None, float | None, float | None]


def _median(curve: pl.DataFrame) -> tuple[Bounds, str | None]:
    """When one half has happened, by the curve and the ends of its band (R. Brookmeyer & J. Crowley 1982)."""
    times = [curve.filter(pl.col(name) >= 0.5)["hours"].to_list() for name in ("value", "high", "low")]
    value, low, high = (reached[0] if reached else None for reached in times)
    if value is None or high is None:
        what = "not reached" if value is None else "upper end not reached"
        return (value, None, None), what if low is None else f"{what}, lower end {low:.0f} h"
    return (value, low, high), None


def _within(curve: pl.DataFrame, longest: float, interval: float, articles: int) -> tuple[Bounds, str | None]:
    """Which share has happened within a day."""
    by_then = curve.filter(pl.col("hours") <= WITHIN)
    if longest < WITHIN and not (curve["value"] == 1).any():
        return (None, None, None), "no outlet's article 24 h later"
    if not by_then.height:
        return (0.0, 0.0, 1 - (1 - interval) ** (1 / articles)), f"none in {articles} articles: rule of three"
    return by_then.select("value", "low", "high").row(-1), None


def _note(counts: dict[str, int], note: str | None) -> str | None:
    """All that limits a number."""
    if not counts["n"]:
        return "nothing that another reported first"
    by_day = f"{counts['by_day']} of {counts['n']} by days alone" if counts["by_day"] else None
    return "; ".join(reason for reason in (note, _few(counts), by_day) if reason) or None


def _few(counts: dict[str, int]) -> str | None:
    """What few articles or stories limit."""
    if counts["articles"] == 1:
        return "one article: interval takes its claims to be independent"
    if counts["stories"] == 1:
        return "one story: says nothing of others"
    few = next((kind for kind in ("articles", "stories") if counts[kind] < FEW), None)
    return f"only {counts[few]} {few}: rough interval" if few else None
