"""Whether those who are accused are heard in the article that accuses them."""

from __future__ import annotations

import polars as pl

from analysis.lexicons import load_lexicon
from analysis.metrics.outlets import claims_of, outlets_of
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame, conform

HEARD, NOT_HEARD = "heard", "not heard"
NEAR = 30
"""Characters between the verb and the name of the accused, at most: further on stands what the accusation is about."""


def accusations(claims: AnyFrame, sources: AnyFrame, entities: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """Find who accuses whom, and whether the same article has the accused speak.

    An accusation is a claim with a verb such as "accuse", "blame" or "slam" (``lexicons/en/accusing_verbs.csv``). The
    accused is the first person named within 30 characters behind that verb who is not its source.
    Accusations of bodies, and of those whom only a pronoun names, are left out. The accused is heard where a claim of
    the same article, whatever it says and however it is told, a refusal to answer included, has as its source that
    person, or somebody who is called after that person ("a spokesman for Bell").

    Args:
        claims: the claims table (claim_id, article_id, source_id, cue_lemma, cue_end, content_end).
        sources: the sources table (source_id, name).
        entities: the entities table (article_id, start, end, label, entity_id, entity).
        articles: the articles that are compared (article_id, outlet); claims of others are left out.

    Returns:
        outlet, article_id, claim_id, entity_id and entity (the accused), heard; one row an accusation, sorted by the
        first three.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"]}
        >>> claims = {"claim_id": ["a#0", "a#1"], "article_id": ["a"] * 2, "source_id": ["person:ada", "person:ivo"],
        ...           "cue_lemma": ["accuse", "say"], "cue_end": [12, 50], "content_end": [40, 70]}
        >>> sources = {"source_id": ["person:ada", "person:ivo"], "name": ["Ada Bell", "Ivo Corr"]}
        >>> entities = {"article_id": ["a"], "start": [13], "end": [21], "label": ["PERSON"],
        ...             "entity_id": ["person:ivo"], "entity": ["Ivo Corr"]}
        >>> accusations(claims, sources, entities, articles).select("claim_id", "entity", "heard").rows()
        [('a#0', 'Ivo Corr', True)]
    """
    columns = ("claim_id", "source_id", "cue_lemma", "cue_end", "content_end")
    told = claims_of(claims, articles, *columns, acts=None)
    accusing = told.filter(pl.col("cue_lemma").is_in(load_lexicon("accusing_verbs")["lemma"].to_list()))
    wanted = ("article_id", "start", "end", "label", "entity_id", "entity")
    people = conform(entities, "entities", columns=wanted).select(wanted).filter(pl.col("label") == "PERSON")
    named = accusing.join(people, on="article_id").filter(
        pl.col("start").is_between(pl.col("cue_end"), pl.col("cue_end") + NEAR),
        pl.col("end") <= pl.col("content_end"),
        pl.col("entity_id").ne_missing(pl.col("source_id")),
    )
    accused = named.sort("claim_id", "start", "entity_id").unique("claim_id", keep="first", maintain_order=True)
    known = conform(sources, "sources", columns=("source_id", "name")).select("source_id", "name").unique("source_id")
    speaking = told.join(known, on="source_id").select("article_id", speaker="source_id", called="name").unique()
    surname = pl.col("entity").str.extract(r"([^\s]+)$")
    own = pl.col("speaker") == pl.col("entity_id")
    spoken_for = (
        pl.col("called").str.split(" ").list.eval(pl.element().str.replace(r"['’]s?$", "")).list.contains(surname)
    )
    other_person = pl.col("speaker").str.starts_with("person:") & ~pl.col("speaker").str.contains("@")
    pairs = accused.join(speaking, on="article_id").filter(own | (spoken_for & ~other_person))
    heard = pairs.select("claim_id", heard=pl.lit(value=True)).unique()
    return (
        accused.join(heard, on="claim_id", how="left")
        .with_columns(pl.col("heard").fill_null(value=False))
        .select("outlet", "article_id", "claim_id", "entity_id", "entity", "heard")
        .sort("outlet", "article_id", "claim_id")
    )


def right_of_reply(
    claims: AnyFrame,
    sources: AnyFrame,
    entities: AnyFrame,
    articles: AnyFrame,
    *,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count how often each outlet lets those speak whom its article accuses.

    Counted are accused people: one whom an article accuses several times counts once for that article. The share is too
    low by those who reply in words that the reader misses, or through somebody who is not called after them. Of 30
    accusations read in AllSides articles, 26 were of the person given.

    The rows behind a number: what ``accusations`` gives for the outlet's articles.

    Args:
        claims: as for ``accusations``, as are the other tables.
        sources: the sources table.
        entities: the entities table.
        articles: the articles that are compared.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, reply ('heard', 'not heard'), value (share of the people accused, 0 to 1), low, high, n (people accused,
        each once an article), accused (of these), articles (that accuse), note (null, or what limits the interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"]}
        >>> claims = {"claim_id": ["a#0"], "article_id": ["a"], "source_id": ["person:ada"], "cue_lemma": ["accuse"],
        ...           "cue_end": [12], "content_end": [40]}
        >>> sources = {"source_id": ["person:ada"], "name": ["Ada Bell"]}
        >>> entities = {"article_id": ["a"], "start": [13], "end": [21], "label": ["PERSON"],
        ...             "entity_id": ["person:ivo"], "entity": ["Ivo Corr"]}
        >>> right_of_reply(claims, sources, entities, articles).select("reply", "value", "n").rows()
        [('heard', 0.0, 1), ('not heard', 1.0, 1)]
    """
    found = accusations(claims, sources, entities, articles)
    people = found.group_by("outlet", "article_id", "entity_id").agg(pl.col("heard").any())
    reply = pl.when("heard").then(pl.lit(HEARD)).otherwise(pl.lit(NOT_HEARD))
    counts = people.group_by("outlet", "article_id", reply.alias("reply")).agg(pl.len().alias("accused"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    replies = pl.DataFrame({"reply": [HEARD, NOT_HEARD]})
    return shares(counts, outlets, replies, "accused", interval=interval, resamples=resamples, seed=seed)
