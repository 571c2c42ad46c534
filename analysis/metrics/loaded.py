"""Loaded words: what judges, heightens or belittles where a plainer word would do, in whose voice, how often."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import polars as pl

from analysis.lexicons import load_lexicon
from analysis.metrics.markers import PLACE, of_voice, rates, sentences_of, spoken_in, uses_in_sentences
from analysis.metrics.outlets import outlets_of
from analysis.metrics.voices import Voice
from analysis.schema import SPANS, AnyFrame

LOADED = 2
"""Strength from which a word counts as loaded; weaker ones evaluate in plain words ('dangerous', 'praised')."""


def loaded_uses(
    sentences: AnyFrame, claims: AnyFrame, articles: AnyFrame, voice: Voice = "outlet", *, least: int = LOADED
) -> pl.DataFrame:
    """Find every loaded word and phrase (``lexicons/en/loaded_words.csv``), and whose word it is.

    Of phrases that overlap the longest counts. A word with a capital letter within a sentence is a name ("Blunt") and
    does not count, nor does one that is part of another with a hyphen.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        claims: the claims table (article_id, content_spans, quotation): what they report is the sources' voice.
        articles: the articles to look in (article_id, outlet, text).
        voice: whose words: 'outlet' for those outside claims and quotation marks, 'sources' for those inside, or 'all'.
        least: the least strength that counts: 1 takes plain evaluations too, 3 only strong words.

    Returns:
        outlet, article_id, sentence, start, end (offsets into the article's text), text (as printed), word (as listed),
        class, sign (-1, 0 or 1), strength (1 to 3); in order.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell slammed a plan. “A sham,” she said."]}
        >>> claims = {"article_id": ["a"], "content_spans": [[{"start": 22, "end": 28}]], "quotation": ["direct"]}
        >>> sentences = {"article_id": ["a", "a"], "sentence": [0, 1], "start": [0, 21], "end": [20, 40]}
        >>> loaded_uses(sentences, claims, articles).select("sentence", "text", "class", "strength").rows()
        [(0, 'slammed', 'combative', 3)]
        >>> loaded_uses(sentences, claims, articles, "sources")["text"].to_list()
        ['sham']
    """
    return _uses(sentences, articles, None if voice == "all" else spoken_in(claims, articles, voice), least)


def loaded_sentences(
    sentences: AnyFrame, claims: AnyFrame, articles: AnyFrame, voice: Voice = "outlet", *, least: int = LOADED
) -> pl.DataFrame:
    """Score every sentence by the loaded words in it.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        claims: the claims table, as for ``loaded_uses``, as are the other arguments.
        articles: the articles to look in.
        voice: whose words count.
        least: the least strength that counts.

    Returns:
        outlet, article_id, sentence, start, end, score (the strengths of its loaded words together; 0 without any),
        words (as printed, in order), spans (where each stands in the article's text); one row a sentence, the highest
        score first.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell slammed the reckless plan. It fell."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a", "a"], "sentence": [0, 1], "start": [0, 32], "end": [31, 40]}
        >>> loaded_sentences(sentences, claims, articles).select("sentence", "score", "words").rows()
        [(0, 5, ['slammed', 'reckless']), (1, 0, [])]
    """
    uses = loaded_uses(sentences, claims, articles, voice, least=least)
    scored = uses.group_by("article_id", "sentence", maintain_order=True).agg(
        score=pl.sum("strength"), words=pl.col("text"), spans=pl.struct("start", "end")
    )
    every = sentences_of(sentences).join(outlets_of(articles), on="article_id")
    return (
        every.join(scored, on=["article_id", "sentence"], how="left")
        .with_columns(
            pl.col("score").fill_null(0),
            pl.col("words").fill_null(pl.lit([], pl.List(pl.String))),
            pl.col("spans").fill_null(pl.lit([], SPANS)),
        )
        .select("outlet", *PLACE, "score", "words", "spans")
        .sort("score", "outlet", "article_id", "sentence", descending=[True, False, False, False])
    )


def loaded_words(
    sentences: AnyFrame,
    claims: AnyFrame,
    articles: AnyFrame,
    voice: Voice = "outlet",
    *,
    least: int = LOADED,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count the loaded words in every 1,000 words of each outlet, in its own voice or in its sources'.

    A word is loaded because the list says so, whatever it means in its sentence ("a brutal winter"); on BASIL's 264
    articles sentences that people marked for loaded words have more of them (``benchmarks/wording.py``), but many
    without a mark have some. So compare outlets on the same stories, and read the words.

    The rows behind a number: ``loaded_uses`` of the outlet, in the same voice, of that class.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        claims: the claims table (article_id, content_spans, quotation).
        articles: the articles that are compared (article_id, outlet, text).
        voice: whose words are counted, the loaded ones and all.
        least: the least strength that counts.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, class ('any' for all together), value (loaded words in 1,000 words), low, high, n (the outlet's words in
        this voice), uses (loaded words and phrases of this class), articles (with words in this voice), note (null, or
        what limits the interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: voice, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell slammed the reckless plan."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [31]}
        >>> table = loaded_words(sentences, claims, articles).filter(pl.col("uses") > 0)
        >>> table.select("class", "value", "n", "uses").rows()
        [('any', 400.0, 5, 2), ('combative', 200.0, 5, 1), ('evaluative', 200.0, 5, 1)]
    """
    spoken = spoken_in(claims, articles, voice)
    uses = _uses(sentences, articles, None if voice == "all" else spoken, least)
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    return rates(uses, spoken, outlets, classes(), interval=interval, resamples=resamples, seed=seed)


def _uses(sentences: AnyFrame, articles: AnyFrame, spoken: pl.DataFrame | None, least: int) -> pl.DataFrame:
    """Find what ``loaded_uses`` tells, within these stretches or in all of the text."""
    forms = _forms().filter(pl.col("strength") >= least)
    found = uses_in_sentences(sentences, outlets_of(articles, "text"), forms["form"].to_list()).join(forms, on="form")
    return (
        of_voice(found, spoken)
        .select("outlet", *PLACE, "text", "word", "class", "sign", "strength")
        .sort("outlet", *PLACE)
    )


@cache
def classes() -> Sequence[str]:
    """The classes of loaded words, in alphabetical order."""
    return tuple(sorted(set(load_lexicon("loaded_words")["class"])))


@cache
def forms_by_strength() -> dict[str, int]:
    """Every listed form and its strength."""
    return dict(_forms().select("form", "strength").iter_rows())


@cache
def _forms() -> pl.DataFrame:
    """Every form of every word: form, word, class, sign, strength."""
    table = load_lexicon("loaded_words").with_columns(pl.col("sign", "strength").cast(pl.Int64))
    every = pl.concat_str("word", pl.when(pl.col("forms") != "").then(pl.lit("|") + pl.col("forms")), ignore_nulls=True)
    return table.with_columns(form=every.str.split("|")).explode("form").drop("forms")
