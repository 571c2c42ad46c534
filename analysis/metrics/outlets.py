"""Which outlet a claim stands in: claims name their article, articles name their outlet."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from analysis.schema import AnyFrame, SchemaError, conform

SAID = ("said", "document")
"""Acts that metrics of who says what count: what was put into words, not what somebody is said to think or intend."""


def outlets_of(articles: AnyFrame, *columns: str) -> pl.DataFrame:
    """Take article_id, outlet and further columns of the articles that are compared.

    Args:
        articles: the articles table.
        columns: what else is needed of it.

    Returns:
        Those columns, one row an article, sorted by article_id.

    Raises:
        SchemaError: a column is missing, or an article_id stands there twice.

    Example:
        >>> outlets_of({"article_id": ["b", "a"], "outlet": ["Courier", "Globe"]}).rows()
        [('a', 'Globe'), ('b', 'Courier')]
    """
    wanted = ("article_id", "outlet", *columns)
    rows = conform(_narrow(articles, wanted), "articles", columns=wanted).select(wanted).sort("article_id")
    twice = rows.filter(pl.col("article_id").is_duplicated())
    if twice.height:
        raise SchemaError(
            f"table 'articles' has article_id '{twice['article_id'][0]}' in several rows; counts would double. "
            "Keep one row an article: articles.unique('article_id')."
        )
    return rows


def claims_of(claims: AnyFrame, articles: AnyFrame, *columns: str, acts: Collection[str] | None = SAID) -> pl.DataFrame:
    """Join claims with their outlets; the articles decide which claims count.

    Args:
        claims: the claims table; claims of other articles are left out.
        articles: the articles that are compared: all of a corpus, or those of one story.
        columns: what else is needed of the claims.
        acts: which acts count; all of them with None. Claims whose frame has no column ``act`` count as they are.

    Returns:
        outlet, article_id and those columns, one row a claim, in the order of the claims.

    Raises:
        SchemaError: a column is missing in one of the tables.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"]}
        >>> claims_of({"article_id": ["a", "z"], "cue_lemma": ["say", "say"]}, articles, "cue_lemma").rows()
        [('Globe', 'a', 'say')]
    """
    wanted = ("article_id", *columns)
    rows = conform(_narrow(claims, wanted, "act"), "claims", columns=wanted)
    if acts is not None and "act" in rows.columns:
        rows = rows.filter(pl.col("act").is_in(list(acts)))
    published = outlets_of(articles)
    return rows.select(wanted).join(published, on="article_id", maintain_order="left").select("outlet", *wanted)


def _narrow(frame: AnyFrame, *columns: Collection[str] | str) -> AnyFrame:
    """Ask a lazy frame for no more columns than are needed, those that it has: others need not be read."""
    if not isinstance(frame, pl.LazyFrame):
        return frame
    wanted = {name for some in columns for name in ([some] if isinstance(some, str) else some)}
    return frame.select(name for name in frame.collect_schema().names() if name in wanted)


def sourced_claims(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    acts: Collection[str] | None = SAID,
    *,
    of_claims: Collection[str] = (),
    of_sources: Collection[str] = (),
) -> pl.DataFrame:
    """Join claims with their outlets and with who is cited.

    Args:
        claims: the claims table.
        sources: the sources table that its source_ids point into.
        articles: the articles that are compared.
        acts: which acts count, as for ``claims_of``.
        of_claims: what else is needed of the claims.
        of_sources: what else is needed of the sources.

    Returns:
        outlet, article_id, source_id, ``of_claims``, kind, anonymous, ``of_sources``, one row a claim; what is of
        sources is null where the claim names nobody.

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
    """
    wanted = ("source_id", "kind", "anonymous", *of_sources)
    known = conform(_narrow(sources, wanted), "sources", columns=wanted).select(wanted).unique("source_id")
    named = claims_of(claims, articles, "source_id", *of_claims, acts=acts)
    rows = named.join(known, on="source_id", how="left", maintain_order="left")
    lost = rows.filter(pl.col("source_id").is_not_null() & pl.col("kind").is_null())
    if lost.height:
        raise SchemaError(
            f"table 'sources' lacks source_id '{lost['source_id'][0]}', which {lost.height} claims name. "
            "Pass claims and sources of the same corpus."
        )
    return rows


def named_claims(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    *,
    acts: Collection[str] | None = SAID,
    keep: Collection[str] = (),
) -> pl.DataFrame:
    """Join claims with their outlets, those whose source has a name: of others nobody can tell whether two are one.

    Args:
        claims: the claims table (article_id, source_id).
        sources: the sources table (source_id, kind, anonymous).
        articles: the articles that are compared.
        acts: which acts count, as for ``claims_of``.
        keep: what else is needed of the claims.

    Returns:
        outlet, article_id, source_id and ``keep``, one row a claim.

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
    """
    rows = sourced_claims(claims, sources, articles, acts, of_claims=keep)
    named = rows.filter(~pl.col("anonymous") & (pl.col("kind") != "unnamed"))
    return named.select("outlet", "article_id", "source_id", *keep)
