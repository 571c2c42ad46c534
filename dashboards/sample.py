"""Which claims a review deals, in which order, to whom; and what the answers say of the machine."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
import polars as pl

from analysis.metrics import corrected_shares, source_counts
from analysis.metrics.intervals import wilson_interval

STRATA = ("outlet", "quotation")
WIDE = 0.05
"""How far an interval of precision may reach to either side before the page says how many more claims it would take."""
RESERVED = 900.0
"""Seconds for which a claim that is dealt to one person is not dealt to another."""


def in_order(claims: pl.DataFrame, seed: str) -> pl.DataFrame:
    """Put claims in the order in which they are dealt: the sample of n claims is the first n.

    Each claim has a number by chance, a hash of the seed and its place, so it is the same on every machine, for every
    visitor and after a rebuild. Within an outlet and kind of quotation claims are ranked by that number, and their rank
    as a share of all of them is their place in the whole. So any beginning of the order has of each stratum what that
    has of all claims, to about one claim, and needs no weights.

    Args:
        claims: columns claim_id, article_id, outlet, quotation, content_start, content_end.
        seed: of the corpus, its name.

    Returns:
        The same rows, in order.

    Source:
        E. Ohlsson (1995), Coordination of samples using permanent random numbers, in Business Survey Methods, 153-169.
    """
    places = claims.select(pl.format("{}:{}-{}", "article_id", "content_start", "content_end")).to_series()
    strata = (
        claims.select(STRATA)
        .unique()
        .with_columns(
            start=pl.concat_str(STRATA, separator="\0").map_elements(lambda name: by_chance(seed, name), pl.Float64)
        )
    )
    chance = [by_chance(seed, place) for place in places]
    rank = pl.col("chance").rank("ordinal").over(STRATA)
    return (
        claims.with_columns(chance=pl.Series(chance, dtype=pl.Float64))
        .join(strata, on=STRATA, maintain_order="left")
        # where a stratum begins has a chance of its own: with its first claim's, small strata would all come first
        .with_columns(turn=(rank - 1 + pl.col("start")) / pl.len().over(STRATA))
        .sort("turn", "claim_id")
        .drop("chance", "start", "turn")
    )


def by_chance(seed: str, name: str) -> float:
    """A number by chance, 0 to 1, that is always the same for a seed and a name."""
    return int.from_bytes(hashlib.sha256(f"{seed}\0{name}".encode()).digest()[:6], "big") / 2**48


@dataclass
class Dealer:
    """Deals the claims of a sample in order, so that two people at once have different ones."""

    _held: dict[str, tuple[object, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def deal(self, order: pl.Series, done: Collection[str], visitor: object, now: float) -> str | None:
        """The next claim for a visitor.

        Args:
            order: claim_ids in order.
            done: those that are not to be dealt.
            visitor: who asks; what was held for them before is free again.
            now: seconds of any clock that only goes on.

        Returns:
            A claim_id, or None where all are done or held for others.
        """
        with self._lock:
            fresh = {k: v for k, v in self._held.items() if v[0] is not visitor and now - v[1] < RESERVED}
            gone = {*done, *fresh}
            chosen = next((key for key in order if key not in gone), None)
            self._held = fresh | ({chosen: (visitor, now)} if chosen else {})
            return chosen


def answers(reviews: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """The last answer to each claim, skipped ones left out, with what ``claims`` says of it."""
    told = reviews.filter(pl.col("note").is_null(), pl.col("verdict") != "skip").drop_nulls("claim_id")
    last = told.unique("claim_id", keep="last", maintain_order=True).select("claim_id", "verdict", spoken="kind")
    return last.join(claims, on="claim_id", maintain_order="left")


def precision(answered: pl.DataFrame, claims: pl.DataFrame, by: str | None = None) -> pl.DataFrame:
    """How many of the machine's claims are right, by the answers.

    Each outlet's answers count as much as its claims, as visitors may have looked at some outlets more than at others.
    The interval is Wilson's, with Kish's effective number of answers in place of n.

    Args:
        answered: of ``answers``.
        claims: all claims that the sample was drawn from (outlet).
        by: outlet or quotation; all together by default.

    Returns:
        group ('all' together), value (share of answered claims that are right, 0 to 1), low, high (95 %), right, n
        (answers), more (how many more it takes until the interval reaches no farther than five points to either side).

    Source:
        L. Kish (1965), Survey Sampling, section 11.7; Wilson as in ``wilson_interval``.
    """
    sizes = claims.group_by("outlet").len("size")
    weighed = answered.join(sizes, on="outlet").with_columns(
        weight=pl.col("size") / pl.len().over("outlet"), yes=pl.col("verdict") == "yes"
    )
    groups = weighed.with_columns(group=pl.col(by) if by else pl.lit("all"))
    rows = []
    for (group,), part in groups.group_by("group", maintain_order=True):
        weight, yes = part["weight"].to_numpy(), part["yes"].to_numpy().astype(float)
        effective = float(weight.sum() ** 2 / (weight**2).sum())
        value = float((weight * yes).sum() / weight.sum())
        low, high = wilson_interval(np.array([value * effective]), effective)
        needed = math.ceil(1.96**2 * max(value * (1 - value), 0.05) / WIDE**2 * part.height / effective)
        more = max(0, needed - part.height) if high[0] - low[0] > 2 * WIDE else 0
        rows.append((group, value, float(low[0]), float(high[0]), int(yes.sum()), part.height, more))
    names = ["group", "value", "low", "high", "right", "n", "more"]
    return pl.DataFrame(rows, schema=names, orient="row").sort("group") if rows else pl.DataFrame()


def corrected_kinds(
    answered: pl.DataFrame, claims: pl.DataFrame, sources: pl.DataFrame, articles: pl.DataFrame
) -> pl.DataFrame:
    """Each outlet's shares of claims by kind of source, as read and as the review corrects them.

    Args:
        answered: of ``answers``.
        claims: as the machine read them, as are ``sources``.
        sources: the sources.
        articles: the articles compared.

    Returns:
        What ``corrected_shares`` gives, and ``before_low`` and ``before_high``, the interval of the machine's share.
    """
    kinds = claims.select("claim_id", "source_id").join(sources.select("source_id", "kind"), on="source_id", how="left")
    read = kinds.select("claim_id", read=pl.col("kind").fill_null("none"))
    true = pl.when(pl.col("verdict") == "speaker").then("spoken").when(pl.col("verdict") != "no").then("read")
    told = answered.select("claim_id", "verdict", "spoken").join(read, on="claim_id")
    reviewed = told.filter((pl.col("verdict") != "speaker") | pl.col("spoken").is_not_null())
    corrected = corrected_shares(source_counts, reviewed.select("claim_id", kind=true), claims, sources, articles)
    before = source_counts(claims, sources, articles)
    ends = before.select("outlet", "kind", before_low="low", before_high="high")
    return corrected.join(ends, on=["outlet", "kind"], how="left", maintain_order="left")
