"""How much of an outlet's reporting rests on news agencies."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

import polars as pl

from analysis.linking.publishers import is_named, sells_copy
from analysis.metrics.outlets import SAID, claims_of, outlets_of
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame, conform

DEPENDENCE = ("credited", "relayed", "neither")
Depends = Literal["articles", "claims", "words"]


def agency_dependence(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    counted: Depends = "claims",
    *,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Divide each outlet's articles, claims or words in claims by whether they come from a news agency, as it says.

    ``credited``: the article credits an agency, for all of it or for a part (the credit does not tell which, so this
    says at most how much). ``relayed``: it does not, but the claim is the agency's, was made to it, or was reported by
    it first (source, medium, via); an article is relayed if one of its claims is. An agency does not depend on itself.
    What is taken without saying so is not here: ``copied_text`` finds that by comparing texts.

    The rows behind a number: articles with an agency in ``credits``; claims with one as source, medium or via.

    Args:
        claims: the claims table (article_id, source_id, medium, via; n_words where words are counted).
        sources: the sources table (source_id, name, kind).
        articles: the articles that are compared (article_id, outlet, credits); claims of others are left out.
        counted: articles, claims, or the words in the contents of claims.
        acts: which acts count; all of them with None. Claims without a column ``act`` count as they are.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, dependence (credited, relayed, neither), value (share of the outlet's, 0 to 1; the three add up to 1),
        low, high, n (all that is counted in the outlet), articles, claims or words (of this dependence), articles
        (with any; not where articles are counted), note (null, or what limits the interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: counted, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Globe"] * 2, "credits": [["Reuters"], []]}
        >>> claims = {"article_id": ["a", "b", "b"], "source_id": ["s"] * 3, "medium": [None] * 3,
        ...           "via": [None, "AFP", None]}
        >>> sources = {"source_id": ["s"], "name": ["Ivo Corr"], "kind": ["person"]}
        >>> agency_dependence(claims, sources, articles).select("dependence", "claims", "n").rows()
        [('credited', 1, 3), ('neither', 1, 3), ('relayed', 1, 3)]
    """
    found = traced_claims(claims, sources, articles, counted, acts=acts)
    amount = pl.col("words").sum() if counted == "words" else pl.len().cast(pl.Int64)
    counts = (
        found.group_by("outlet", "article_id", "dependence").agg(amount.alias("amount")).filter(pl.col("amount") > 0)
    )
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    kinds = pl.DataFrame({"dependence": DEPENDENCE})
    table = shares(counts, outlets, kinds, "amount", interval=interval, resamples=resamples, seed=seed)
    table = table.with_columns(pl.col("note").str.replace("no amount", f"no {counted}", literal=True))
    return table.drop("articles" if counted == "articles" else []).rename({"amount": counted})


def traced_claims(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    counted: Depends = "claims",
    *,
    acts: Collection[str] | None = SAID,
    keep: Collection[str] = (),
) -> pl.DataFrame:
    """List the claims or articles that ``agency_dependence`` counts, each with what it depends on.

    Args:
        claims: as for ``agency_dependence``, as are the other tables and options.
        sources: the sources table.
        articles: the articles that are compared.
        counted: with 'articles' a row is an article, with 'words' rows have a column ``words``.
        acts: which acts count.
        keep: what else is needed of the claims.

    Returns:
        outlet, article_id, dependence, words (where they are counted), ``keep`` (not of articles).
    """
    if counted not in get_args(Depends):
        raise ValueError(f"counted is '{counted}'; it must be one of {', '.join(get_args(Depends))}.")
    published = outlets_of(articles, "credits")
    credited = [
        any(_agency(outlet, party) for party in parties)
        for outlet, parties in published.select("outlet", "credits").iter_rows()
    ]
    published = published.select("article_id", "outlet", pl.Series("credited", credited, pl.Boolean))
    of_claims = ("n_words",) if counted == "words" else ()
    found = claims_of(claims, articles, "source_id", "medium", "via", *of_claims, *keep, acts=acts)
    names = _bodies(sources)
    found = found.join(names, on="source_id", how="left", maintain_order="left")
    found = found.with_columns(relayed=_relayed(found))
    if counted == "articles":
        hit = found.group_by("article_id").agg(pl.col("relayed").any())
        found = published.join(hit, on="article_id", how="left").with_columns(pl.col("relayed").fill_null(False))
    else:
        found = found.join(published.select("article_id", "credited"), on="article_id", maintain_order="left")
    kinds = [pl.lit(name) for name in DEPENDENCE]
    kind = pl.when("credited").then(kinds[0]).when("relayed").then(kinds[1]).otherwise(kinds[2])
    more = () if counted == "articles" else keep
    words = (pl.col(name).alias("words") for name in of_claims)
    return found.select("outlet", "article_id", kind.alias("dependence"), *words, *more)


def _bodies(sources: AnyFrame) -> pl.DataFrame:
    """Names of sources that may be agencies: no person's, and initials only of media ("AAP" may be doctors)."""
    columns = ("source_id", "name", "kind")
    known = conform(sources, "sources", columns=columns).select(columns).unique("source_id")
    in_full = (pl.col("kind") != "person") & pl.col("name").str.contains(" ", literal=True)
    return known.filter((pl.col("kind") == "medium") | in_full).drop("kind")


def _relayed(claims: pl.DataFrame) -> pl.Series:
    """Whether an agency that is not the outlet stands behind each claim; every pair of names is looked at once."""
    behind = pl.Series([False] * claims.height, dtype=pl.Boolean)
    for column in ("name", "medium", "via"):
        pairs = claims.select("outlet", pl.col(column).cast(pl.String).alias("party"))
        known = pairs.unique().drop_nulls()
        agency = [_agency(outlet, party) for outlet, party in known.iter_rows()]
        known = known.with_columns(pl.Series("agency", agency, pl.Boolean))
        told = pairs.join(known, on=["outlet", "party"], how="left", maintain_order="left")["agency"]
        behind |= told.fill_null(False)
    return behind


def _agency(outlet: str, party: str) -> bool:
    return sells_copy(party) and not is_named(outlet, party)
