"""Which sentences people would mark for loaded words: a logistic regression over what stands in them."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from analysis.lexicons import load_lexicon
from analysis.lexicons.vectors import Floats, word_vectors
from analysis.metrics.loaded import LOADED, forms_by_strength, loaded_uses
from analysis.metrics.outlets import outlets_of
from analysis.metrics.voices import WORD, Voice, in_voice, stretches
from analysis.schema import AnyFrame, conform

SHORT = 4
"""Words of a quotation that is a fragment: marks around a word or two often say 'so they call it'."""
CUES = ("arguing", "doubting", "emotive", "endorsing")
_KEY = ("article_id", "sentence")
_RIDGE = 3.0


def slant_features(sentences: AnyFrame, claims: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """Count what tells sentences with loaded words from others.

    Args:
        sentences: the sentences table (article_id, sentence, start, end, n_words, position, quoted, attributed).
        claims: the claims table (article_id, sentence, content_spans, quotation, cue_class).
        articles: the articles to look in (article_id, outlet, text).

    Returns:
        outlet, article_id, sentence, start, end, and a column a feature:

        - own_loaded, sources_loaded: strengths of loaded words, in the outlet's voice and in its sources';
        - own_plain, sources_plain: words that evaluate plainly;
        - own_likeness, sources_likeness: of its words the one whose vector is most like those of loaded words;
        - length: natural logarithm of its words; quoted, attributed, position: as in ``sentences``;
        - opening: it is the article's first;
        - fragments: quotations of at most four words that begin in it;
        - arguing, doubting, emotive, endorsing: claims with such a cue.

        Sorted by article_id and sentence.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell slammed the reckless plan."]}
        >>> claims = {"article_id": [], "sentence": [], "content_spans": [], "quotation": [], "cue_class": []}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [31], "n_words": [5],
        ...              "position": [0.0], "quoted": [0.0], "attributed": [0.0]}
        >>> slant_features(sentences, claims, articles).select("own_loaded", "sources_loaded", "opening").row(0)
        (5.0, 0.0, 1.0)
    """
    given = ("n_words", "position", "quoted", "attributed")
    wanted = (*_KEY, "start", "end", *given)
    rows = conform(sentences, "sentences", columns=wanted).select(wanted).join(outlets_of(articles), on="article_id")
    places = rows.select(*_KEY, "start").sort("article_id", "start")
    parts = stretches(claims, articles).with_columns(own=in_voice("outlet"))
    pieces, texts = _pieces(parts, places), outlets_of(articles, "text").select("article_id", "text")
    told = conform(claims, "claims", columns=(*_KEY, "cue_class"))
    voices: tuple[tuple[str, Voice], ...] = (("own", "outlet"), ("sources", "sources"))
    tables = []
    for name, voice in voices:
        uses = loaded_uses(sentences, claims, articles, voice, least=1)
        tables.append(
            uses.group_by(_KEY).agg(
                pl.col("strength").filter(pl.col("strength") >= LOADED).sum().alias(f"{name}_loaded"),
                (pl.col("strength") < LOADED).sum().alias(f"{name}_plain"),
            )
        )
        spoken = pieces.filter(pl.col("own") == (name == "own"))
        tables.append(_likeness(spoken, texts).rename({"likeness": f"{name}_likeness"}))
    short = pl.col("text").str.count_matches(WORD).is_between(1, SHORT)
    fragments = _within(parts.filter("quoted", short).select("article_id", "start"), places)
    tables.append(fragments.group_by(_KEY).agg(fragments=pl.len()))
    tables.append(told.group_by(_KEY).agg((pl.col("cue_class") == cue).sum().alias(cue) for cue in CUES))
    for table in tables:
        rows = rows.join(table, on=_KEY, how="left")
    rows = rows.with_columns(
        length=pl.col("n_words").log1p(),
        opening=pl.col("sentence") == 0,
        own_likeness=pl.col("own_likeness").fill_null(0).clip(0),
        sources_likeness=pl.col("sources_likeness").fill_null(0).clip(0),
    )
    return rows.select("outlet", *_KEY, "start", "end", pl.col(features()).cast(pl.Float64).fill_null(0)).sort(_KEY)


def slanted_sentences(sentences: AnyFrame, claims: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """Rank sentences by how likely people are to mark them for loaded words.

    The weights (``lexicons/en/slant_weights.csv``) were fitted to BASIL, 264 articles of three US outlets, 2010 to
    2019, whose annotators marked 5 % of the sentences; ``benchmarks/wording.py`` fits and measures. In stories that the
    weights were not fitted on, a marked sentence stands before another one in 77 of 100 pairs (area under the curve
    0.773, 0.747 to 0.800; all words of a sentence: 0.672; loaded words alone: 0.591 in the outlet's voice, 0.672 in
    either). So this finds sentences to read; it says of none that it is biased. What people mark is in part where it
    stands and how long it is, and so are the weights. The features were chosen on the same stories.

    The words behind a number: ``loaded_uses`` in that sentence.

    Args:
        sentences: as for ``slant_features``, as are the other tables.
        claims: the claims table.
        articles: the articles to look in.

    Returns:
        outlet, article_id, sentence, start, end, value (share of sentences like it that would be marked, 0 to 1), and
        the features; the likeliest first.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell slammed the reckless plan. It fell."]}
        >>> claims = {"article_id": [], "sentence": [], "content_spans": [], "quotation": [], "cue_class": []}
        >>> sentences = {"article_id": ["a", "a"], "sentence": [0, 1], "start": [0, 32], "end": [31, 40],
        ...              "n_words": [5, 2], "position": [0.0, 0.8], "quoted": [0.0] * 2, "attributed": [0.0] * 2}
        >>> slanted_sentences(sentences, claims, articles)["sentence"].to_list()
        [0, 1]
    """
    rows = slant_features(sentences, claims, articles)
    weights = dict(load_lexicon("slant_weights").select("feature", pl.col("weight").cast(pl.Float64)).iter_rows())
    total = pl.lit(weights["constant"])
    for feature in features():
        total = total + pl.col(feature) * weights[feature]
    value = 1 / (1 + (-total).exp())
    return rows.select("outlet", *_KEY, "start", "end", value.alias("value"), *features()).sort(
        "value", *_KEY, descending=[True, False, False]
    )


def features() -> tuple[str, ...]:
    """The names of the features, in the order of their columns."""
    counted = ("own_loaded", "sources_loaded", "own_plain", "sources_plain", "own_likeness", "sources_likeness")
    return (*counted, "length", "quoted", "attributed", "position", "opening", "fragments", *CUES)


def _within(rows: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Add the sentence in which each row begins."""
    return rows.sort("article_id", "start").join_asof(places, on="start", by="article_id", check_sortedness=False)


def _likeness(spoken: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """For each sentence the highest likeness of a word in lower case."""
    pieces = spoken.join(texts, on="article_id").with_columns(pl.col("text").str.slice("start", "size"))
    known = load_lexicon("word_vectors").select("word", likeness=pl.Series(word_likeness()))
    words = pieces.select(*_KEY, word=pl.col("text").str.replace_all("’", "'", literal=True).str.extract_all(WORD))
    words = words.explode("word").drop_nulls("word").filter(~pl.col("word").str.contains(r"^\p{Lu}"))
    return words.join(known, on="word").group_by(_KEY).agg(pl.max("likeness"))


def _pieces(parts: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Stretches cut where sentences begin: article_id, sentence, start, size, own."""
    cuts = pl.concat([parts.select("article_id", "start"), places.select("article_id", "start")]).unique()
    cuts = _within(cuts, places).drop_nulls("sentence")
    cuts = cuts.join_asof(
        parts.select("article_id", "start", "end", "own").sort("article_id", "start"),
        on="start",
        by="article_id",
        check_sortedness=False,
    )
    until = pl.col("start").shift(-1).over("article_id").fill_null(pl.col("end"))
    return cuts.select(*_KEY, "start", "own", size=until - pl.col("start"))


@cache
def word_likeness() -> Floats:
    """How much the vector of each word in ``word_vectors.csv`` is like those of loaded words, about 0 to 1.

    Least squares with a ridge on the words of the lexicon against all others, both halves weighing the same: so words
    that the lexicon lacks ('obnoxious', 'disdain') count by where they stand.

    Returns:
        A number a word, in the order of the list.

    Example:
        >>> words = load_lexicon("word_vectors")["word"].to_list()
        >>> likeness = word_likeness()
        >>> bool(likeness[words.index("obnoxious")] > 0.7 > 0.4 > likeness[words.index("tuesday")])
        True
    """
    words = load_lexicon("word_vectors")["word"].to_list()
    strength = forms_by_strength()
    loaded = np.array([strength.get(word, 0) >= LOADED for word in words], float)
    rows = np.c_[word_vectors(words), np.ones(len(words))]
    weighted = rows * np.where(loaded > 0, (loaded == 0).sum() / loaded.sum(), 1.0)[:, None]
    direction = np.linalg.solve(weighted.T @ rows + _RIDGE * np.eye(rows.shape[1]), weighted.T @ loaded)
    likeness: Floats = (rows @ direction).round(3)
    return likeness
