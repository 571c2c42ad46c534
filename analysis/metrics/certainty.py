"""How sure a text says it is: hedges, modal verbs and boosters, in whose voice, how often."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import polars as pl

from analysis.lexicons import load_lexicon
from analysis.metrics.markers import PLACE, of_voice, rates, spoken_in, uses_in_sentences
from analysis.metrics.outlets import outlets_of
from analysis.metrics.voices import Voice
from analysis.schema import AnyFrame

_MODAL = "modal"


def certainty_uses(sentences: AnyFrame, claims: AnyFrame, articles: AnyFrame, voice: Voice = "outlet") -> pl.DataFrame:
    """Find every marker of certainty or doubt (``lexicons/en/certainty.csv``), and whose word it is.

    The words directly around a marker tell it from others of its spelling ("military might", "free will", "likely
    voters"). Of phrases that overlap the longest counts; a word with a capital letter within a sentence is a name.
    Modal verbs count in every meaning, "could" of past ability and "must" of duty too.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        claims: the claims table (article_id, content_spans, quotation): what they report is the sources' voice.
        articles: the articles to look in (article_id, outlet, text).
        voice: whose words: 'outlet' for those outside claims and quotation marks, 'sources' for those inside, or 'all'.

    Returns:
        outlet, article_id, sentence, start, end (offsets into the article's text), text (as printed), form (as listed),
        class (hedge, modal or booster); in order.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["It may rain in May, apparently."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [31]}
        >>> certainty_uses(sentences, claims, articles).select("text", "class").rows()
        [('may', 'modal'), ('apparently', 'hedge')]
    """
    return _uses(sentences, articles, None if voice == "all" else spoken_in(claims, articles, voice))


def certainty_markers(
    sentences: AnyFrame,
    claims: AnyFrame,
    articles: AnyFrame,
    voice: Voice = "outlet",
    *,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count the markers of certainty and doubt in every 1,000 words of each outlet, in its own voice or its sources'.

    Hedges and boosters as K. Hyland tells them apart ("Metadiscourse", 2005), modal verbs by F. R. Palmer ("Mood and
    Modality", 2001). "According to" names who says something and is none. A forecast has more "will" than a report of
    yesterday, whoever writes it: compare outlets on the same stories.

    The rows behind a number: ``certainty_uses`` of the outlet, in the same voice, of that class.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        claims: the claims table (article_id, content_spans, quotation).
        articles: the articles that are compared (article_id, outlet, text).
        voice: whose words are counted, the markers and all.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, class ('hedge', 'modal', 'booster', or 'any' for all together), value (markers in 1,000 words), low,
        high, n (the outlet's words in this voice), uses (markers of this class), articles (with words in this voice),
        note (null, or what limits the interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: voice, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["It may rain in May, apparently."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [31]}
        >>> table = certainty_markers(sentences, claims, articles).filter(pl.col("uses") > 0)
        >>> table.select("class", "value", "n", "uses").rows()
        [('any', 333.3333333333333, 6, 2), ('hedge', 166.66666666666666, 6, 1), ('modal', 166.66666666666666, 6, 1)]
    """
    spoken = spoken_in(claims, articles, voice)
    uses = _uses(sentences, articles, None if voice == "all" else spoken)
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    return rates(uses, spoken, outlets, _classes(), interval=interval, resamples=resamples, seed=seed)


def _uses(sentences: AnyFrame, articles: AnyFrame, spoken: pl.DataFrame | None) -> pl.DataFrame:
    """Find what ``certainty_uses`` tells, within these stretches or in all of the text."""
    forms = load_lexicon("certainty").select("form", "class")
    found = uses_in_sentences(sentences, outlets_of(articles, "text"), forms["form"].to_list()).join(forms, on="form")
    # "May 5", "Will Smith": at the head of a sentence a capital letter tells nothing, but the next word does
    headed = pl.col("text").str.contains(r"^\p{Lu}") & pl.col("right").str.contains(r"^ [A-Z0-9_]")
    found = found.filter(~((pl.col("class") == _MODAL) & headed))
    parts = [some.filter(_fits(str(form))) for (form,), some in found.partition_by("form", as_dict=True).items()]
    kept = of_voice(pl.concat([found.clear(), *parts]), spoken)
    return kept.select("outlet", *PLACE, "text", "form", "class").sort("outlet", *PLACE)


@cache
def _fits(form: str) -> pl.Expr:
    """Whether what stands around a form lets it count."""
    rules = load_lexicon("certainty").row(by_predicate=pl.col("form") == form, named=True)
    behind = {
        name: pl.col("left").str.contains(rf"(?i)(?:^|[^\w'])(?:{rules[name]}) $") for name in ("after", "not_after")
    }
    ahead = {name: pl.col("right").str.contains(rf"(?i)^ (?:{rules[name]})\b") for name in ("before", "not_before")}
    tests = {name: test for name, test in (behind | ahead).items() if rules[name]}
    wanted = [test for name, test in tests.items() if not name.startswith("not_")]
    barred = [test for name, test in tests.items() if name.startswith("not_")]
    return pl.any_horizontal(*wanted, pl.lit(not wanted)) & ~pl.any_horizontal(*barred, pl.lit(False))


@cache
def _classes() -> Sequence[str]:
    """The classes of markers, in alphabetical order."""
    return tuple(sorted(set(load_lexicon("certainty")["class"])))
