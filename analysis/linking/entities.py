"""The same entity in different articles: one id and one name for "Zelensky", "Zelenskiy" and "Volodymyr Zelenskyy"."""

from __future__ import annotations

import polars as pl

from analysis.linking.sources import Frame, link_sources
from analysis.schema import ENTITY_LINKS

_KINDS = {"person": "person", "org": "organisation"}
"""Kinds of sources, by what the ids of entities begin with, whose names have more than one form."""


def link_entities(
    entities: pl.DataFrame, articles: pl.DataFrame, sources: pl.DataFrame, source_links: pl.DataFrame
) -> pl.DataFrame:
    """Find which entities of annotate() are the same across a corpus.

    People and organisations join as sources do: partial names the one full name that fits, spellings, initials and
    acronyms what they stand for; two full names of different people never. Who is cited too has the id and name of
    the source.

    Args:
        entities: columns ``article_id``, ``entity_id`` and ``entity``, as annotate() gave them.
        articles: columns ``article_id`` and ``story``.
        sources: the sources of the corpus.
        source_links: what ``link_sources`` returned with them.

    Returns:
        The table ``entity_links``: every id of annotate(), the id across the corpus, and the name there.

    Example:
        >>> found = pl.DataFrame({"article_id": ["a", "b"], "entity_id": ["person:ada-bell", "person:bell@b"],
        ...                       "entity": ["Ada Bell", "Bell"]})
        >>> articles = pl.DataFrame({"article_id": ["a", "b"], "story": ["harbour", "harbour"]})
        >>> from analysis.schema import SOURCE_LINKS, SOURCES
        >>> link_entities(found, articles, SOURCES.empty(), SOURCE_LINKS.empty()).rows()
        [('person:ada-bell', 'person:ada-bell', 'Ada Bell'), ('person:bell@b', 'person:ada-bell', 'Ada Bell')]
    """
    begins = pl.col("entity_id").str.split(":").list.first()
    used = entities.group_by("entity_id", "entity").agg(pl.col("article_id").n_unique())
    most = used.sort("article_id", pl.col("entity").str.len_chars(), "entity", descending=[True, True, False])
    rows = most.unique("entity_id", keep="first", maintain_order=True).select(
        source_id="entity_id",
        name="entity",
        kind=begins.replace_strict(_KINDS, default="other", return_dtype=pl.String),
        anonymous=pl.lit(False),
        side=pl.lit(None, dtype=pl.String),
        represents=pl.lit(None, dtype=pl.String),
        aliases=pl.lit([], dtype=pl.List(pl.String)),
        title=pl.lit(None, dtype=pl.String),
    )
    named = entities.select("article_id", source_id="entity_id")
    merged, links = link_sources(named, rows, articles)
    names = pl.concat([sources.select("source_id", "name"), merged.select("source_id", "name")])
    # Whom the corpus cites is called in both tables as in the table of sources.
    cited = links.join(source_links.rename({"linked_id": "cited_id"}), on="source_id")
    called = cited.group_by("linked_id").agg(pl.col("cited_id").min())
    return (
        links.join(called, on="linked_id", how="left")
        .select(entity_id="source_id", linked_id=pl.coalesce("cited_id", "linked_id"))
        .join(names.unique("source_id", keep="first"), left_on="linked_id", right_on="source_id", how="left")
        .rename({"name": "entity"})
        .select(ENTITY_LINKS.schema.names())
        .sort("entity_id")
    )


def apply_entity_links(entities: Frame, entity_links: Frame) -> Frame:
    """Give mentions the corpus-wide ids and names of their entities.

    Args:
        entities: a table with the column ``entity_id`` and maybe ``entity``, as annotate() gave it, or a lazy frame of
            it.
        entity_links: what ``link_entities`` returned, lazy if entities are.

    Returns:
        The same rows and columns in the same order; ids without a link stay.

    Example:
        >>> link = {"entity_id": ["person:bell@b"], "linked_id": ["person:ada-bell"], "entity": ["Ada Bell"]}
        >>> mentions = pl.DataFrame({"entity_id": ["person:bell@b"], "entity": ["Bell"]})
        >>> apply_entity_links(mentions, pl.DataFrame(link)).row(0)
        ('person:ada-bell', 'Ada Bell')
    """
    named = "entity" in entities.collect_schema().names()
    links = entity_links.select("entity_id", "linked_id", *([pl.col("entity").alias("linked_name")] if named else []))
    joined = entities.join(links, on="entity_id", how="left", maintain_order="left")
    names = {"entity": pl.coalesce("linked_name", "entity")} if named else {}
    linked = joined.with_columns(entity_id=pl.coalesce("linked_id", "entity_id"), **names)
    return linked.drop("linked_id", *(["linked_name"] if named else []))
