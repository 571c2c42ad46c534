"""In which frames each outlet tells the news: policy frames and news frames, by sentence."""

from __future__ import annotations

from typing import Literal

import polars as pl

from analysis.lexicons import load_lexicon
from analysis.metrics.intervals import check_options
from analysis.metrics.outlets import outlets_of
from analysis.metrics.sentence_vectors import sentence_scores
from analysis.metrics.uncertainty import means
from analysis.metrics.voices import Voice
from analysis.schema import AnyFrame, conform

Scheme = Literal["policy", "news"]
HARDLY_TOLD = 0.6
"""A frame whose area under the ROC curve may be as low as this is left out: it cannot be told."""
FEW_READ = 15
"""A frame that fewer of the sentences read had is marked: how often it is expected was learned from few."""


def frames(
    sentences: AnyFrame,
    articles: AnyFrame,
    scheme: Scheme = "policy",
    voice: Voice = "all",
    *,
    untold: bool = False,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Estimate which share of each outlet's sentences has each frame.

    A sentence has a frame with some probability, by how near its words are to the frame's; the share expected is the
    mean of these. A sentence may have several frames, or none, so shares do not add up to 1.

    Words tell what a sentence is about better than how it is told: the shares of conflict and of policy prescription
    are rough. What ``frames.csv`` says of each frame was measured on 310 sentences of US political news that one reader
    read; the intervals cover the sampling of articles, not how well a frame is told. So compare outlets on the same
    stories, not a share with another frame's, and read ``frame_sentences``.

    Args:
        sentences: the sentences table (article_id, sentence, start, end, quoted, attributed).
        articles: the articles that are compared (article_id, outlet, text); sentences of others are left out.
        scheme: 'policy' for the frames of Boydstun et al., 'news' for those of Semetko & Valkenburg.
        voice: whose sentences: 'sources' for those at least half of which is quoted or attributed, 'outlet'
        for the rest,
            or 'all'.
        untold: give frames too that cannot be told, with a note that says so.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, frame, value (expected share of the outlet's sentences, 0 to 1; null if n is 0), low, high, n (sentences
        with a word that has a vector), articles (with one), note (null, or what limits the interval or the frame).
        Sorted by outlet; frames in the order of their authors.

    Raises:
        SchemaError: a column is missing, or a sentence ends beyond its text.
        ValueError: scheme, voice, interval or resamples are out of range.

    Source:
        A. Boydstun, D. Card, J. Gross, P. Resnik & N. Smith (2014), Tracking the development of media frames within and
        across policy issues; H. Semetko & P. Valkenburg (2000), Framing European politics, Journal of Communication
        50:93-109. J. Platt (1999), Probabilistic outputs for support vector machines: from score to probability.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["The jury convicted him of murder."]}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [33], "quoted": [0.0],
        ...              "attributed": [0.0]}
        >>> table = frames(sentences, articles).sort("value", descending=True)
        >>> table.select("frame", "n", "note").row(0)
        ('law and order and crime', 1, 'one article: no interval')
    """
    check_options(interval, resamples)
    known = _told(scheme, untold)
    names = known["frame"].to_list()
    scored = frame_sentences(sentences, articles, scheme, voice, untold=untold)
    sums = scored.group_by("outlet", "article_id", maintain_order=True).agg(pl.sum(*names), pl.len().alias("sentences"))
    groups = outlets_of(articles).select("outlet").unique()
    table = means(sums, groups, names, "sentences", share=True, interval=interval, resamples=resamples, seed=seed)
    limits = known.select(measure="frame", limit=_limit())
    notes = pl.concat_str("note", "limit", separator="; ", ignore_nulls=True)
    noted = table.join(limits, on="measure", how="left", maintain_order="left").with_columns(
        note=pl.when(notes != "").then(notes)
    )
    return noted.rename({"measure": "frame"}).drop("limit")


def frame_sentences(
    sentences: AnyFrame,
    articles: AnyFrame,
    scheme: Scheme = "policy",
    voice: Voice = "all",
    *,
    untold: bool = False,
) -> pl.DataFrame:
    """Estimate for each sentence how likely it has each frame: the rows behind ``frames``.

    Args:
        sentences: the sentences table, as for ``frames``.
        articles: the articles to look in.
        scheme: as for ``frames``.
        voice: as for ``frames``.
        untold: as for ``frames``.

    Returns:
        outlet, article_id, sentence, and a column a frame: the probability, 0 to 1. Sentences of which no word has a
        vector are left out. Sorted by outlet, article_id, sentence.

    Raises:
        SchemaError: a column is missing, or a sentence ends beyond its text.
        ValueError: there is no such scheme or voice.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["The jury convicted him of murder."]}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [33], "quoted": [0.0],
        ...              "attributed": [0.0]}
        >>> frame_sentences(sentences, articles).select(pl.col("law and order and crime") > 0.5).item()
        True
    """
    known = _told(scheme, untold)
    lists = {frame: words.split("|") for frame, words in known.select("frame", "words").iter_rows()}
    wanted = ("article_id", "sentence", "start", "end", "quoted", "attributed")
    spoken = conform(sentences, "sentences", columns=wanted).select(wanted).filter(_in_voice(voice))
    scores = sentence_scores(spoken, articles, lists).filter(pl.col("words") > 0).drop("words")
    curves = zip(known["frame"], known["intercept"].cast(pl.Float64), known["slope"].cast(pl.Float64), strict=True)
    return scores.with_columns(
        (1 / (1 + (-start - slope * pl.col(frame)).exp())).alias(frame) for frame, start, slope in curves
    )


def _told(scheme: str, untold: bool) -> pl.DataFrame:
    """The frames of a scheme: those that can be told, or all."""
    every = load_lexicon("frames")
    rows = every.filter(scheme=scheme)
    if not rows.height:
        known = ", ".join(every["scheme"].unique(maintain_order=True))
        raise ValueError(f"scheme is '{scheme}'; it must be one of {known}.")
    return rows if untold else rows.filter(pl.col("auc_low").cast(pl.Float64) > HARDLY_TOLD)


def _limit() -> pl.Expr:
    """What to say of a frame that is told badly, or from few sentences."""
    untold = pl.format("cannot be told: area under the curve from {}", "auc_low")
    few = pl.format("rough: learned from {} sentences with it", "with_it")
    low = pl.col("auc_low").cast(pl.Float64)
    return pl.when(low <= HARDLY_TOLD).then(untold).when(pl.col("with_it").cast(pl.Int64) < FEW_READ).then(few)


def _in_voice(voice: str) -> pl.Expr:
    """Choose sentences by whose words most of them are."""
    sources = pl.max_horizontal("quoted", "attributed") >= 0.5
    choices = {"outlet": ~sources, "sources": sources, "all": pl.lit(True)}
    if voice not in choices:
        raise ValueError(f"voice is '{voice}'; it must be one of {', '.join(choices)}.")
    return choices[voice]
