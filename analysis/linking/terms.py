"""What articles are about, as weighted terms: words that stand in the headline and the lead, and are rare elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import polars as pl

from analysis.lexicons import load_lexicon

Integers: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Floats: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

LEAD = 3_000
"""Characters of a text that say what it is about: news tells first what is new."""
COMMON = 0.2
"""Terms of more than this share of articles say nothing about any."""
_WORD = r"[\p{L}][\p{L}\p{N}_]+(?:['’\-][\p{L}\p{N}_]+)*"
_HEADLINE = 3_000  # a word of the headline counts as three at the start of the text
_FIRST = 1_000
_HALF = 150  # words after which one counts half; whole numbers, so that sums do not depend on their order
_TOGETHER = 500  # articles taken apart at a time
_LISTED = 500  # articles that the list of common words stands for, beside those of the corpus
_SHORT = 10.0  # length of the vector of a sentence or two: what is shorter is like nothing very much
_UNLISTED = 1.0  # of a thousand articles have a word that the list lacks


@dataclass(frozen=True, slots=True)
class Vectors:
    """One direction an article: the weights of its terms, of length one or, of a few words, less; rarest term first.

    Attributes:
        starts: where each article's terms begin in ``terms`` and ``weights``; one more than there are articles.
        terms: numbers of terms.
        weights: above 0; the cosine of two articles is the sum of products over the terms that they share.
        names: the terms by number.
    """

    starts: Integers
    terms: Integers
    weights: Floats
    names: list[str]

    @property
    def count(self) -> int:
        """Number of articles."""
        return len(self.starts) - 1


def article_terms(articles: pl.DataFrame) -> pl.DataFrame:
    """Count the terms of articles, those in headlines and leads for more.

    A term is a word in lower case without possessive and plural endings.

    Args:
        articles: columns ``title`` and ``text``.

    Returns:
        ``article`` (number of the row), ``term``, ``count`` (a word at the start of the text counts 1,000, one
        after 150 words 500, one in the headline 3,000), sorted by both.

    Example:
        >>> article_terms(pl.DataFrame({"title": ["Port reopens"], "text": ["The ports’ cranes"]})).rows()
        [(0, 'crane', 986), (0, 'port', 3993), (0, 'reopen', 3000), (0, 'the', 1000)]
    """
    numbered = articles.select("title", pl.col("text").str.head(LEAD)).with_row_index("article")
    parts = [_counted(part) for part in numbered.iter_slices(_TOGETHER)]  # all words at once would fill the memory
    return pl.concat(parts or [_counted(numbered)])


def _counted(numbered: pl.DataFrame) -> pl.DataFrame:
    """The rows of ``article_terms`` for some articles, which have their number."""
    heads = _words(numbered, "title").with_columns(count=pl.lit(_HEADLINE, dtype=pl.Int64))
    place = pl.int_range(pl.len()).over("article")
    leads = _words(numbered, "text").with_columns(count=_FIRST * _HALF // (_HALF + place))
    words = pl.concat([heads, leads]).group_by("article", "word").agg(pl.col("count").sum())
    forms = words.select(pl.col("word").unique()).with_columns(term=_base_form(pl.col("word")))
    named = words.join(forms, on="word").group_by("article", "term").agg(pl.col("count").sum())
    return named.select(pl.col("article").cast(pl.Int64), "term", "count").sort("article", "term")


def listed_shares(terms: pl.DataFrame) -> pl.DataFrame:
    """Add ``listed``: the share of news articles in general that have each term.

    Args:
        terms: column ``term``.

    Returns:
        The same rows with one column more.

    Example:
        >>> listed_shares(pl.DataFrame({"term": ["zugzwang"]}))["listed"].to_list()
        [0.001]
    """
    common = load_lexicon("news_words").select("term", listed=pl.col("per_thousand").cast(pl.Float64) / 1000)
    joined = terms.join(common, on="term", how="left", maintain_order="left")
    return joined.with_columns(pl.col("listed").fill_null(_UNLISTED / 1000))


def weigh(counted: pl.DataFrame, articles: int) -> Vectors:
    """Weigh terms by how often they stand in an article and how few articles have them (TF-IDF).

    A weight is log(1 + count) * -log(share), after Salton & Buckley, "Term-weighting approaches in automatic text
    retrieval" (1988). The share of articles is taken from the corpus and, as if it were 500 articles more, from a
    list of words common in news: so in a corpus of one story its words are not taken for common ones.

    Args:
        counted: from ``article_terms``.
        articles: how many there are.

    Returns:
        One vector an article; terms that only one article has, or more than a fifth, are left out.
    """
    known = listed_shares(counted.group_by("term").agg(n=pl.len()).sort("term"))
    share = (pl.col("n") + _LISTED * pl.col("listed")) / (articles + _LISTED)
    kept = known.with_columns(share=share).filter(pl.col("n") > 1, pl.col("share") < COMMON)
    kept = kept.sort("share", "term").with_row_index("number")
    numbered = counted.join(kept.select("term", "number", "share"), on="term").drop("term")
    rows = numbered.sort("article", "number")
    weights = np.log1p(rows["count"].to_numpy() / _FIRST) * -np.log(rows["share"].to_numpy())
    article = rows["article"].to_numpy()
    lengths = np.maximum(np.sqrt(np.bincount(article, weights=weights**2, minlength=articles)), _SHORT)
    starts = np.searchsorted(article, np.arange(articles + 1))
    numbers = rows["number"].to_numpy().astype(np.int64)
    return Vectors(starts, numbers, weights / lengths[article], kept["term"].to_list())


def _words(articles: pl.DataFrame, column: str) -> pl.DataFrame:
    """One row a word, in the order of the text."""
    lower = pl.col(column).str.to_lowercase().str.replace_all("’", "'", literal=True)
    return articles.select("article", word=lower.str.extract_all(_WORD)).explode("word").drop_nulls()


def _base_form(word: pl.Expr) -> pl.Expr:
    """A word without possessive and inflection: "port's" and "ports" are "port"."""
    word = word.str.replace(r"'s?$", "")
    long = word.str.len_chars() > 4
    plural = word.str.ends_with("s") & ~word.str.contains(r"(?:ss|us|is)$")
    return pl.when(long & plural).then(word.str.head(-1)).otherwise(word)
