"""Which words set an outlet apart, in its own voice or in its sources'."""

from __future__ import annotations

from collections.abc import Collection
from statistics import NormalDist

import numpy as np
import polars as pl
from spacy.lang.en.stop_words import STOP_WORDS

from analysis.metrics.intervals import check_options
from analysis.metrics.uncertainty import BOUNDS
from analysis.metrics.voices import WORD, Voice, in_voice, stretches
from analysis.schema import AnyFrame

HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "st", "jr", "sr"])
"""House style rather than wording: some outlets print them before every name, some never."""
COMMON = frozenset(STOP_WORDS) | HONORIFICS
_CLITIC = r"(?:'(?:s|re|ve|ll|d|m)|n't|')$"
_STUMPS = {"ca", "wo", "sha", "ai"}
"""What "can't", "won't", "shan't" and "ain't" leave behind."""


def distinctive_words(
    claims: AnyFrame,
    articles: AnyFrame,
    voice: Voice = "all",
    *,
    stop_words: Collection[str] = COMMON,
    minimum: int = 5,
    prior_words: float = 500,
    interval: float = 0.95,
) -> pl.DataFrame:
    """Find the words that each outlet uses more, or less, than the other outlets together.

    The measure is the log-odds ratio with an informative Dirichlet prior: each outlet starts from ``prior_words`` words
    spread like the words of all outlets, so that a rare word needs more than one use to stand out. Pass articles of
    two outlets to compare those two. Words are lower-cased, without a final 's; names stay, numbers and single letters
    go.

    The interval comes from the measure's own variance, which takes words as independent. Words come in bursts, so look
    at ``articles`` too: a word from one single article says little about an outlet.

    The rows behind a number: ``occurrences`` of the word in the same voice.

    Args:
        claims: the claims table (article_id, content_spans, quotation): what they report is the sources' voice.
        articles: the articles that are compared (article_id, outlet, text).
        voice: whose words: 'outlet' for those outside claims and quotation marks, 'sources' for those inside, or 'all'.
        stop_words: lower-case words to leave out; by default spaCy's English ones and honorifics.
        minimum: leave words out that all outlets together use less often (they stay in the totals).
        prior_words: weight of the prior, in words.
        interval: probability that intervals cover.

    Returns:
        outlet, word, value (log-odds ratio, natural logarithm; above 0: more than the others), low, high, z (value in
        standard errors), n (uses by the outlet), n_rest (by the others), total (the outlet's words), total_rest,
        articles (of the outlet that use it), note (always null). Sorted by outlet, then z from high to
        low. Empty for a single outlet; outlets without a word in this voice have no rows.

    Raises:
        SchemaError: a column is missing.
        ValueError: voice, interval or prior_words are out of range.

    Source:
        B. Monroe, M. Colaresi & K. Quinn (2008), Fightin' Words: Lexical feature selection and evaluation for
        identifying the content of political conflict, Political Analysis 16:372-403, equations 16 (the
        log-odds ratio) and 22 (its z), the informative prior taken from all outlets' words.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"],
        ...             "text": ["Troops invaded; troops invaded", "Troops arrived; troops arrived"]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> words = distinctive_words(claims, articles, minimum=2)
        >>> words.filter(outlet="Globe").select("word", pl.col("value").round(2), "n", "n_rest").rows()
        [('arrived', 0.02, 2, 0), ('troops', 0.0, 2, 2), ('invaded', -0.02, 0, 2)]
    """
    check_options(interval)
    if prior_words <= 0:
        raise ValueError(f"prior_words is {prior_words}; it must be above 0, 500 for instance.")
    spoken = stretches(claims, articles, marks=voice != "all").filter(in_voice(voice))
    counts = _counts(words_by_article(spoken, stop_words))
    totals = counts.group_by("outlet").agg(pl.sum("n").alias("total"))
    if totals.height < 2:
        return pl.DataFrame(schema=_SCHEMA)
    everywhere = counts.group_by("word").agg(pl.sum("n").alias("both")).filter(pl.col("both") >= minimum)
    grid = totals.join(everywhere, how="cross").join(counts, on=["outlet", "word"], how="left")
    grid = grid.with_columns(pl.col("n", "articles").fill_null(0)).with_columns(
        (pl.col("both") - pl.col("n")).alias("n_rest"), (totals["total"].sum() - pl.col("total")).alias("total_rest")
    )
    return (
        _log_odds(grid, prior_words, interval)
        .select(*_SCHEMA)
        .sort("outlet", "z", "word", descending=[False, True, False])
    )


_SCHEMA = pl.Schema(
    {"outlet": pl.String, "word": pl.String}
    | BOUNDS
    | {"z": pl.Float64, "n": pl.Int64, "n_rest": pl.Int64, "total": pl.Int64, "total_rest": pl.Int64}
    | {"articles": pl.Int64, "note": pl.String}
)


def _log_odds(grid: pl.DataFrame, prior_words: float, interval: float) -> pl.DataFrame:
    """Add the measure to counts; ``both``, n and the totals are Monroe's y, y_i and n_i."""
    prior = prior_words * grid["both"].to_numpy() / (grid["total"] + grid["total_rest"]).to_numpy()
    uses, uses_rest = grid["n"].to_numpy() + prior, grid["n_rest"].to_numpy() + prior
    others = grid["total"].to_numpy() + prior_words - uses
    others_rest = grid["total_rest"].to_numpy() + prior_words - uses_rest
    value = np.log(uses / others) - np.log(uses_rest / others_rest)
    error = np.sqrt(1 / uses + 1 / uses_rest)
    reach = NormalDist().inv_cdf(0.5 + interval / 2) * error
    return grid.with_columns(
        pl.Series("value", value),
        pl.Series("low", value - reach),
        pl.Series("high", value + reach),
        pl.Series("z", value / error),
        pl.lit(None, dtype=pl.String).alias("note"),
    )


def occurrences(
    word: str,
    claims: AnyFrame,
    articles: AnyFrame,
    voice: Voice = "all",
) -> pl.DataFrame:
    """Find where a word of ``distinctive_words`` stands.

    Args:
        word: as in the table, lower case.
        claims: the claims table.
        articles: the articles to look in.
        voice: whose words to look in.

    Returns:
        outlet, article_id, start, end: one row a use, offsets into the article's text, in order.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Rain. Or the rain's end?"]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> occurrences("rain", claims, articles).select("start", "end").rows()
        [(0, 4), (13, 17)]
    """
    parts = stretches(claims, articles, marks=voice != "all").filter(in_voice(voice))
    plain = pl.col("text").str.replace_all("’", "'", literal=True).str.to_lowercase()
    spoken = _spell(parts.filter(plain.str.contains(word, literal=True)))  # words are cut in few, not in all
    rows: list[tuple[str, str, int, int]] = []
    for part in spoken.filter(pl.col("words").list.contains(word)).iter_rows(named=True):
        past = 0
        for printed, plain in zip(part["printed"], part["words"], strict=True):
            at = part["text"].index(printed, past)
            past = at + len(printed)
            if plain == word:
                start = part["start"] + at
                rows.append((part["outlet"], part["article_id"], start, start + min(len(word), len(printed))))
    schema = {"outlet": pl.String, "article_id": pl.String, "start": pl.Int64, "end": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _spell(parts: pl.DataFrame) -> pl.DataFrame:
    """Add the words of each stretch, as printed and in plain form."""
    text = pl.col("text").str.replace_all("’", "'", literal=True)
    plain = pl.element().str.to_lowercase().str.replace(_CLITIC, "")
    return (
        parts.with_columns(text)
        .with_columns(pl.col("text").str.extract_all(WORD).alias("printed"))
        .with_columns(pl.col("printed").list.eval(plain).alias("words"))
    )


def words_by_article(parts: pl.DataFrame, stop_words: Collection[str] = COMMON) -> pl.DataFrame:
    """Count the words of each article, as ``distinctive_words`` takes them.

    Some thousand stretches at a time: all words of a large corpus would fill the memory.

    Args:
        parts: rows of ``stretches``.
        stop_words: lower-case words to leave out.

    Returns:
        outlet, article_id, word, n (uses).

    Example:
        >>> parts = pl.DataFrame({"outlet": ["Globe"], "article_id": ["a"], "text": ["Rain, the rain’s end of 2024"]})
        >>> words_by_article(parts).select("word", "n").sort("word").rows()
        [('end', 1), ('rain', 2)]
    """
    known = [*stop_words, *(_STUMPS if stop_words else ())]
    word = pl.col("word")
    kept = (word.str.len_chars() > 1, ~word.str.contains(r"\p{N}"), ~word.is_in(known))
    found = [
        _spell(some)
        .select("outlet", "article_id", word="words")
        .explode("word")
        .drop_nulls("word")
        .group_by("outlet", "article_id", "word")
        .len("n")
        .filter(*kept)
        for some in parts.iter_slices(20_000)
    ]
    if not found:
        return pl.DataFrame(schema=dict.fromkeys(("outlet", "article_id", "word"), pl.String) | {"n": pl.UInt32})
    return pl.concat(found).group_by("outlet", "article_id", "word").agg(pl.sum("n"))


def _counts(words: pl.DataFrame) -> pl.DataFrame:
    """Count words by outlet."""
    return words.group_by("outlet", "word").agg(pl.sum("n").cast(pl.Int64), pl.len().cast(pl.Int64).alias("articles"))
