"""Where sentences stand among others: how near what they are about is to lists of words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from analysis.lexicons import load_lexicon
from analysis.lexicons.vectors import WIDTH, lengths, word_vectors
from analysis.metrics.intervals import Floats
from analysis.metrics.outlets import outlets_of
from analysis.metrics.voices import WORD
from analysis.metrics.wording import COMMON
from analysis.schema import AnyFrame, SchemaError, conform

SMOOTHING = 1e-3
"""Arora et al.'s a: words rarer than this count in full, commoner ones less."""
SOME = 20_000
"""Sentences taken at once; bounds the memory, changes no result."""


def sentence_scores(
    sentences: AnyFrame,
    articles: AnyFrame,
    lists: Mapping[str, Collection[str]],
    *,
    stop_words: Collection[str] = COMMON,
) -> pl.DataFrame:
    """Say how near each sentence is to each list of words, by their vectors.

    A sentence's vector is the mean of its words', rare words counting more; so is a list's. Of both, what they have in
    common with news at large is taken away: the direction of its mean word. No other sentence changes a score.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        articles: the articles that are compared (article_id, outlet, text); sentences of others are left out.
        lists: name = words.
        stop_words: lower-case words to leave out.

    Returns:
        outlet, article_id, sentence, words (that have a vector), and a column a list: the cosine, -1 to 1;
        null where no
        word of the sentence has a vector. Sorted by outlet, article_id, sentence.

    Raises:
        SchemaError: a column is missing, or a sentence ends beyond its text.
        ValueError: no word of a list has a vector.

    Source:
        S. Arora, Y. Liang & T. Ma (2017), A simple but tough-to-beat baseline for sentence embeddings, ICLR. The
        common direction is that of the mean word of news rather than the first principal component of the sentences at
        hand; how common a word is comes from its rank, by Zipf's law.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["The jury convicted him. Stocks fell."]}
        >>> sentences = {"article_id": ["a", "a"], "sentence": [0, 1], "start": [0, 24], "end": [23, 36]}
        >>> lists = {"crime": ["prison", "guilty"], "economy": ["prices", "markets"]}
        >>> sentence_scores(sentences, articles, lists).select((pl.col("crime") > pl.col("economy")).alias("x")).rows()
        [(True,), (False,)]
    """
    poles = list_vectors(lists)
    wanted = ("article_id", "sentence", "start", "end")
    texts = outlets_of(articles, "text")
    rows = conform(sentences, "sentences", columns=wanted).select(wanted).join(texts.drop("text"), on="article_id")
    rows = rows.sort("outlet", "article_id", "sentence")
    known = dict(texts.select("article_id", "text").iter_rows())
    count, scores = [np.zeros(0, np.int64)], [np.zeros((0, len(lists)))]
    for some in rows.iter_slices(SOME):
        words, vectors = _vectors(_texts(some, known), stop_words)
        count.append(words)
        scores.append(np.where(words[:, None] > 0, (vectors @ poles.T).round(9), np.nan))
    columns = np.concatenate(scores)
    return rows.select("outlet", "article_id", "sentence").with_columns(
        pl.Series("words", np.concatenate(count), pl.Int64),
        *(pl.Series(name, columns[:, at]).fill_nan(None) for at, name in enumerate(lists)),
    )


def list_vectors(lists: Mapping[str, Collection[str]]) -> Floats:
    """The vectors of lists of words, as ``sentence_scores`` compares them.

    Args:
        lists: name = words.

    Returns:
        A row a list, of length 1.

    Raises:
        ValueError: no word of a list has a vector.

    Example:
        >>> list_vectors({"war": ["troops", "missiles"], "money": ["prices"]}).shape
        (2, 96)
    """
    found = np.zeros((len(lists), WIDTH))
    for row, (name, words) in enumerate(lists.items()):
        vectors = word_vectors(words)
        if not vectors.any():
            raise ValueError(
                f"no word of '{name}' has a vector ({', '.join(words)}); use words that are common in news."
            )
        found[row] = word_weights(list(words)) @ vectors
    return _without_the_common(found)


def word_weights(words: Sequence[str]) -> Floats:
    """How much words count: a / (a + p), p the share of news that a word is.

    Args:
        words: in lower case.

    Returns:
        0 to 1; 0 for words without a vector.

    Example:
        >>> the, war, siege = word_weights(["the", "war", "siege"])
        >>> bool(0 < the < war < siege < 1)
        True
    """
    ranks = {word: rank for rank, word in enumerate(load_lexicon("word_vectors")["word"], start=1)}
    total = float((1 / np.arange(1, len(ranks) + 1)).sum())
    share = np.array([1 / (ranks[word] * total) if word in ranks else np.inf for word in words], np.float64)
    weights: Floats = SMOOTHING / (SMOOTHING + share)
    return weights


def _without_the_common(vectors: Floats) -> Floats:
    """Take the direction of the mean word of news away, and bring vectors to length 1."""
    words = load_lexicon("word_vectors")["word"].to_list()
    total = (1 / np.arange(1, len(words) + 1)).sum()
    mean = (word_weights(words) / (np.arange(1, len(words) + 1) * total)) @ word_vectors(words)
    common = mean / np.sqrt(mean @ mean)
    rest = vectors - np.outer(vectors @ common, common)
    found: Floats = rest / lengths(rest)[:, None]
    return found


def _texts(some: pl.DataFrame, known: Mapping[str, str]) -> Iterator[str]:
    for article_id, start, end in some.select("article_id", "start", "end").iter_rows():
        text = known[article_id]
        if end > len(text):
            raise SchemaError(
                f"table 'sentences' has a sentence of article '{article_id}' that ends at {end}, beyond its text of "
                f"{len(text)} characters. Take both tables from one corpus."
            )
        yield text[start:end]


def _vectors(texts: Iterator[str], stop_words: Collection[str]) -> tuple[np.ndarray, Floats]:
    """How many words of each text have vectors, and the vectors of the texts."""
    frame = pl.DataFrame({"text": pl.Series(list(texts), dtype=pl.String)}).with_row_index("at")
    words = (
        frame.select("at", word=plain_words(pl.col("text")))
        .explode("word")
        .filter(pl.col("word").is_not_null(), ~pl.col("word").is_in(list(stop_words)))
    )
    distinct = words.select(pl.col("word").unique().sort()).with_row_index("row")
    names = distinct["word"].to_list()
    weights = word_weights(names)
    table = (word_vectors(names) * weights[:, None]).astype(np.float32)
    words = words.join(distinct.filter(pl.Series(weights > 0)), on="word").sort("at", "row")
    at, row = words["at"].to_numpy().astype(np.int64), words["row"].to_numpy()
    count = np.bincount(at, minlength=frame.height)
    sums = np.zeros((frame.height, WIDTH))
    if len(at):
        starts = np.flatnonzero(np.r_[True, at[1:] != at[:-1]])
        sums[at[starts]] = np.add.reduceat(table[row], starts, axis=0)
    return count, _without_the_common(sums)


def plain_words(text: pl.Expr) -> pl.Expr:
    """The words of texts in lower case, without a final 's.

    Args:
        text: a column of texts.

    Returns:
        An expression of lists.

    Example:
        >>> pl.select(plain_words(pl.lit("The mayor’s speech."))).item().to_list()
        ['the', 'mayor', 'speech']
    """
    lower = text.str.replace_all("’", "'", literal=True).str.to_lowercase()
    return lower.str.replace_all(r"'s?(\P{L}|$)", "$1").str.extract_all(WORD)
