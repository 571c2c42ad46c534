"""Whether those who are accused are heard in the article that accuses them."""

from __future__ import annotations

from functools import cache

import polars as pl

from analysis.lexicons import load_lexicon
from analysis.metrics.outlets import outlets_of, sourced_claims
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame, conform

HEARD, NOT_HEARD = "heard", "not heard"
NEAR = 30
"""Characters between the verb and the name of the accused, at most: further on stands what the accusation is about."""
_BEFORE = 20
_NEGATED = r"(?i)\b(?:not|never|nobody|no one|without|hardly|refus\w+|declin\w+)\b|n['’]t\b"
_SUFFIX = r"(?i)(?:,?\s+(?:jr|sr|ii|iii|iv)\.?|['’]s?)$"


def accusations(claims: AnyFrame, sources: AnyFrame, entities: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """Find who accuses whom, and whether the same article has the accused speak.

    An accusation is a claim with a verb such as "accuse", "blame" or "slam" (``lexicons/en/accusing_verbs.csv``), no
    "not" or "refused to" before it. The accused is the first person named within 30 characters behind that verb
    who is not its source. Accusations of bodies, and of those whom only a pronoun names, are left out. The accused is
    heard where a claim of the same article, whatever it says and however it is told, a refusal to answer included, has
    as its source that person, or somebody who speaks for and is called after that person ("a spokesman for Bell"), and
    who is not among those who accuse.

    Args:
        claims: the claims table (claim_id, article_id, source_id, cue_lemma, cue_start, cue_end, content_end).
        sources: the sources table (source_id, kind, anonymous, name).
        entities: the entities table (article_id, start, end, label, entity_id, entity).
        articles: the articles that are compared (article_id, outlet, text); claims of others are left out.

    Returns:
        outlet, article_id, claim_id, entity_id and entity (the accused), heard; one row an accusation, sorted by the
        first three.

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell accused Ivo Corr of it. No, he said."]}
        >>> claims = {"claim_id": ["a#0", "a#1"], "article_id": ["a"] * 2, "source_id": ["person:ada", "person:ivo"],
        ...           "cue_lemma": ["accuse", "say"], "cue_start": [5, 36], "cue_end": [12, 40],
        ...           "content_end": [27, 31]}
        >>> sources = {"source_id": ["person:ada", "person:ivo"], "name": ["Ada Bell", "Ivo Corr"],
        ...            "kind": ["person"] * 2, "anonymous": [False] * 2}
        >>> entities = {"article_id": ["a"], "start": [13], "end": [21], "label": ["PERSON"],
        ...             "entity_id": ["person:ivo"], "entity": ["Ivo Corr"]}
        >>> accusations(claims, sources, entities, articles).select("claim_id", "entity", "heard").rows()
        [('a#0', 'Ivo Corr', True)]
    """
    columns = ("claim_id", "cue_lemma", "cue_start", "cue_end", "content_end")
    told = sourced_claims(claims, sources, articles, None, of_claims=columns, of_sources=("name",))
    accused = _accused(told, entities, articles)
    surname = pl.col("entity").str.replace(_SUFFIX, "").str.extract(r"([\p{L}\p{N}’'-]+)$")
    speaking = told.drop_nulls("source_id").select("article_id", speaker="source_id", called="name").unique()
    named = pl.col("called").str.extract_all(r"[\p{L}\p{N}-]+").list.contains(surname)
    speaks_for = (
        named & pl.col("called").str.contains(_words("speaks")) & ~pl.col("called").str.contains(_words("no longer"))
    )
    own = (pl.col("speaker") == pl.col("entity_id")) | (pl.col("called") == surname)
    accusers = accused.select("article_id", "entity_id", speaker="source_id").drop_nulls()
    heard = (
        accused.join(speaking, on="article_id")
        .filter(own | speaks_for)
        .join(accusers, on=["article_id", "entity_id", "speaker"], how="anti")
        .select("claim_id", heard=pl.lit(value=True))
        .unique()
    )
    return (
        accused.join(heard, on="claim_id", how="left")
        .with_columns(pl.col("heard").fill_null(value=False))
        .select("outlet", "article_id", "claim_id", "entity_id", "entity", "heard")
        .sort("outlet", "article_id", "claim_id")
    )


def _accused(told: pl.DataFrame, entities: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """Claims that accuse a person by name, with that person."""
    accusing = told.filter(pl.col("cue_lemma").is_in(load_lexicon("accusing_verbs")["lemma"].to_list()))
    begin = (pl.col("cue_start") - _BEFORE).clip(lower_bound=0)
    said = pl.col("text").str.slice(begin, pl.col("cue_end") - begin)
    accusing = accusing.join(outlets_of(articles, "text").select("article_id", "text"), on="article_id")
    accusing = accusing.filter(~said.str.contains(_NEGATED)).drop("text")
    wanted = ("article_id", "start", "end", "label", "entity_id", "entity")
    people = conform(entities, "entities", columns=wanted).select(wanted).filter(pl.col("label") == "PERSON")
    named = accusing.join(people, on="article_id").filter(
        pl.col("start").is_between(pl.col("cue_end"), pl.col("cue_end") + NEAR),
        pl.col("end") <= pl.col("content_end"),
        pl.col("entity_id").ne_missing(pl.col("source_id")),
    )
    return named.sort("claim_id", "start", "entity_id").unique("claim_id", keep="first", maintain_order=True)


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
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell accused Ivo Corr of theft."]}
        >>> claims = {"claim_id": ["a#0"], "article_id": ["a"], "source_id": ["person:ada"], "cue_lemma": ["accuse"],
        ...           "cue_start": [5], "cue_end": [12], "content_end": [30]}
        >>> sources = {"source_id": ["person:ada"], "name": ["Ada Bell"], "kind": ["person"], "anonymous": [False]}
        >>> entities = {"article_id": ["a"], "start": [13], "end": [21], "label": ["PERSON"],
        ...             "entity_id": ["person:ivo"], "entity": ["Ivo Corr"]}
        >>> right_of_reply(claims, sources, entities, articles).select("reply", "value", "n").rows()
        [('heard', 0.0, 1), ('not heard', 1.0, 1)]
    """
    found = answered_accusations(claims, sources, entities, articles)
    counts = found.group_by("outlet", "article_id", "reply").agg(pl.col("entity_id").n_unique().alias("accused"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    replies = pl.DataFrame({"reply": [HEARD, NOT_HEARD]})
    return shares(counts, outlets, replies, "accused", interval=interval, resamples=resamples, seed=seed)


def answered_accusations(claims: AnyFrame, sources: AnyFrame, entities: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """List the accusations that ``right_of_reply`` counts: one who is heard is so for all of them in the article.

    Args:
        claims: as for ``accusations``, as are the other tables.
        sources: the sources table.
        entities: the entities table.
        articles: the articles that are compared.

    Returns:
        As from ``accusations``, and reply ('heard', 'not heard').
    """
    found = accusations(claims, sources, entities, articles)
    heard = pl.col("heard").any().over("outlet", "article_id", "entity_id")
    return found.with_columns(reply=pl.when(heard).then(pl.lit(HEARD)).otherwise(pl.lit(NOT_HEARD)))


@cache
def _words(use: str) -> str:
    """A pattern of the words of one use."""
    table = load_lexicon("speaking_for")
    return rf"(?i)\b(?:{'|'.join(table.filter(use=use)['word'])})\b"
