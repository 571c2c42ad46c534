"""Micro-frames: towards which pole of an axis of meaning an outlet's words lean, and how much they dwell on it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

import numpy as np
import polars as pl

from analysis.lexicons import load_lexicon
from analysis.lexicons.vectors import WIDTH, name_words, word_vectors
from analysis.metrics.intervals import Floats, check_options
from analysis.metrics.outlets import outlets_of
from analysis.metrics.uncertainty import Integers, means
from analysis.metrics.voices import Voice, in_voice, stretches
from analysis.metrics.wording import COMMON, words_by_article
from analysis.schema import AnyFrame


@cache
def house_style() -> frozenset[str]:
    """Words that say more of an outlet's style, or of whom it writes, than of how.

    Common words, names and titles, words for people by office, and verbs that report.

    Example:
        >>> {"said", "senator", "clinton", "the"} <= house_style(), "unlawful" in house_style()
        (True, False)
    """
    verbs = load_lexicon("reporting_verbs").filter(act="said")
    reporting = {form for row in verbs.select("lemma", "forms").rows() for forms in row for form in forms.split("|")}
    said = {f"{form}{ending}" for form in reporting for ending in ("", "s", "ed", "d", "ing")}
    people = {noun for noun in load_lexicon("person_nouns")["noun"] for noun in (noun, f"{noun}s")}
    return COMMON | name_words() | said | people


Axes = Mapping[str, tuple[Collection[str], Collection[str]]]
"""Name = the words of the pole that it points to, and those of the other."""


def frame_axes(
    claims: AnyFrame,
    articles: AnyFrame,
    axes: Axes | None = None,
    voice: Voice = "all",
    *,
    by_story: bool = False,
    stop_words: Collection[str] | None = None,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Measure towards which pole of each axis an outlet's words lean, and how much they dwell on the axis.

    Bias is the mean cosine of the words with the axis: above 0 towards its first pole. Biases are small and rarely
    around 0, so compare outlets, not with 0. Intensity is the mean square of how far the words are from the bias of
    all articles passed: an outlet that uses words of both poles much has no bias, but a high intensity.

    It counts words, not what is said with them: "not illegal" leans to illegal, and topics lean too. So compare outlets
    on the same stories, and look at ``axis_words`` first.

    Args:
        claims: the claims table (article_id, content_spans, quotation): what they report is the sources' voice.
        articles: the articles that are compared (article_id, outlet, text, and story with ``by_story``).
        axes: name = words of its first pole, words of the other; by default those of ``shipped_axes``.
        voice: whose words: 'outlet' for those outside claims and quotation marks, 'sources' for those inside, or 'all'.
        by_story: a row for each story and outlet instead of each outlet.
        stop_words: lower-case words to leave out; by default those of ``house_style``, and outlets' own names.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet; all articles' bias is held fixed.
        seed: varies the random stream.

    Returns:
        outlet (story before it, with ``by_story``), axis, measure (bias, -1 to 1; intensity, 0 to 4), value (null if n
        is 0), low, high, n (words that have a vector), articles (with one), note (null, or what limits the interval).
        Sorted by story and outlet; axes as given.

    Raises:
        SchemaError: a column is missing.
        ValueError: voice, interval or resamples are out of range, or no word of a pole has a vector.

    Source:
        H. Kwak, J. An, E. Jing & Y.-Y. Ahn (2021), FrameAxis: characterizing microframe bias and intensity with word
        embedding, PeerJ Computer Science 7:e644, equations 1 to 4.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"],
        ...             "text": ["An unlawful strike", "A lawful strike"]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> axes = {"legal - illegal": (["legal"], ["illegal"])}
        >>> table = frame_axes(claims, articles, axes).filter(measure="bias")
        >>> table.select("outlet", pl.col("value") > 0, "n", "note").rows()
        [('Courier', False, 2, 'one article: no interval'), ('Globe', True, 2, 'one article: no interval')]
    """
    check_options(interval, resamples)
    axes = shipped_axes() if axes is None else axes
    keys = ["story", "outlet"] if by_story else ["outlet"]
    whose = outlets_of(articles, *keys[:-1])
    counts, cosines = _counted(claims, articles, axes, voice, stop_words)
    words, n = counts["row"].to_numpy(), counts["n"].to_numpy().astype(np.float64)
    article = counts["article_id"].rle_id().to_numpy().astype(np.int64)
    base = (n @ cosines[words]) / n.sum() if len(n) else np.zeros(len(axes))
    per_article = counts.select("article_id").unique(maintain_order=True)
    columns = [pl.Series("words", _sums(n, article), pl.Float64)]
    for at in range(len(axes)):
        near = cosines[words, at]
        columns.append(pl.Series(f"{at} bias", _sums(n * near, article), pl.Float64))
        columns.append(pl.Series(f"{at} intensity", _sums(n * (near - base[at]) ** 2, article), pl.Float64))
    sums = per_article.with_columns(columns).join(whose, on="article_id")
    measures = [f"{at} {measure}" for at in range(len(axes)) for measure in ("bias", "intensity")]
    table = means(
        sums, whose.select(keys).unique(), measures, "words", interval=interval, resamples=resamples, seed=seed
    )
    parts = pl.col("measure").str.split(" ").list
    names = pl.Series(list(axes), dtype=pl.String)
    axis = pl.lit(names).gather(parts.get(0).cast(pl.UInt32)) if len(axes) else pl.lit(None, pl.String)
    return table.with_columns(axis=axis, measure=parts.get(1)).select(
        *keys, "axis", "measure", "value", "low", "high", "n", "articles", "note"
    )


def axis_words(
    claims: AnyFrame,
    articles: AnyFrame,
    axes: Axes | None = None,
    voice: Voice = "all",
    *,
    most: int = 10,
    stop_words: Collection[str] | None = None,
) -> pl.DataFrame:
    """Find the words that pull an outlet towards a pole, away from where all articles stand.

    A word pulls by how much more the outlet uses it than all do, times how far it is from their bias. The pulls of all
    words add up to the outlet's bias less that of all articles.

    The rows behind a number: ``occurrences`` of the word in the same voice.

    Args:
        claims: the claims table, as for ``frame_axes``.
        articles: the articles that are compared.
        axes: as for ``frame_axes``.
        voice: as for ``frame_axes``.
        most: how many words to give for each outlet and axis, those that pull most, to either pole.
        stop_words: lower-case words to leave out; by default those of ``house_style``, names among them.

    Returns:
        outlet, axis, word, value (pull; above 0 towards the first pole), cosine (of the word with the axis), n
        (uses by the
        outlet), n_rest (by the others), articles (of the outlet that use it), total (the outlet's words that have a
        vector), note (always 'a word: no interval'). Words that pull most come first.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice, or no word of a pole has a vector.

    Source:
        Kwak, An, Jing & Ahn (2021), as for ``frame_axes``: a word's contribution to the shift of bias.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"],
        ...             "text": ["An unlawful strike", "A lawful strike"]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> words = axis_words(claims, articles, {"legal - illegal": (["legal"], ["illegal"])}, most=1)
        >>> words.select("outlet", "word", pl.col("value") > 0, "n").rows()
        [('Courier', 'lawful', False, 0), ('Globe', 'lawful', True, 1)]
    """
    axes = shipped_axes() if axes is None else axes
    counts, cosines = _counted(claims, articles, axes, voice, stop_words)
    by_outlet = counts.group_by("outlet", "word", "row").agg(
        pl.sum("n").cast(pl.Int64), pl.len().cast(pl.Int64).alias("articles")
    )
    everywhere = by_outlet.group_by("word", "row").agg(pl.sum("n").alias("both"))
    totals = by_outlet.group_by("outlet").agg(pl.sum("n").alias("total"))
    grid = totals.join(everywhere, how="cross").join(by_outlet, on=["outlet", "word", "row"], how="left")
    grid = grid.with_columns(pl.col("n", "articles").fill_null(0), n_rest=pl.col("both") - pl.col("n").fill_null(0))
    uses = everywhere.sort("row")
    found = []
    for at, axis in enumerate(axes):
        share = uses["both"].to_numpy() / max(1, uses["both"].sum())
        base = float(share @ cosines[uses["row"].to_numpy(), at])
        near = pl.Series("cosine", cosines[grid["row"].to_numpy(), at], pl.Float64)
        more = pl.col("n") / pl.col("total") - pl.col("both") / uses["both"].sum()
        pulls = grid.with_columns(near, axis=pl.lit(axis)).with_columns(value=more * (pl.col("cosine") - base))
        order = pulls.with_columns(size=pl.col("value").abs().round(12)).sort(
            "outlet", "size", "word", descending=[False, True, False]
        )
        found.append(order.group_by("outlet", maintain_order=True).head(most))
    note = pl.lit("a word: no interval").alias("note")
    wanted = ("outlet", "axis", "word", "value", "cosine", "n", "n_rest", "articles", "total")
    table = pl.concat(found).select(*wanted, note)
    return table.sort("outlet", pl.col("value").abs().round(12), "word", descending=[False, True, False])


def shipped_axes() -> dict[str, tuple[Sequence[str], Sequence[str]]]:
    """The axes that ship with the package: five of moral foundations, and others of the news.

    Returns:
        Name = the words of its first pole, those of the other.

    Example:
        >>> sorted(shipped_axes())[:3]
        ['authority - subversion', 'care - harm', 'fairness - cheating']
    """
    rows = load_lexicon("axes").select("axis", "positive", "negative").iter_rows()
    return {axis: (first.split("|"), other.split("|")) for axis, first, other in rows}


def axis_cosines(words: Collection[str], axes: Axes) -> Floats:
    """The cosines of words with axes: above 0 towards the first pole.

    Args:
        words: in any case.
        axes: name = two poles; an axis leads from the mean vector of its second pole's words to that of its first.

    Returns:
        A row a word, a column an axis, -1 to 1; 0 for words without a vector.

    Raises:
        ValueError: no word of a pole has a vector, or both poles have the same.

    Example:
        >>> axis_cosines(["lawful", "unlawful"], {"legal - illegal": (["legal"], ["illegal"])}).round(0).shape
        (2, 1)
    """
    directions = np.zeros((len(axes), WIDTH))
    for row, (name, poles) in enumerate(axes.items()):
        first, other = (_pole(name, words) for words in poles)
        length = np.sqrt(((first - other) ** 2).sum())
        if length < 1e-9:
            raise ValueError(f"both poles of the axis '{name}' have the same words; an axis leads from one to another.")
        directions[row] = (first - other) / length
    cosines: Floats = word_vectors(words) @ directions.T
    return cosines


def known_words(words: Collection[str]) -> list[str]:
    """The words that have a vector.

    Args:
        words: in any case.

    Returns:
        Those, in their order.

    Example:
        >>> known_words(["war", "xqzzt"])
        ['war']
    """
    return [word for word, known in zip(words, (word_vectors(words) ** 2).sum(axis=1) > 0, strict=True) if known]


def _pole(name: str, words: Collection[str]) -> Floats:
    """The mean vector of a pole's words that have one; of a list in any order the same."""
    vectors = word_vectors(sorted(words))
    known = vectors[vectors.any(axis=1)]
    if not len(known):
        raise ValueError(f"no word of a pole of '{name}' has a vector ({', '.join(words)}); use words common in news.")
    mean: Floats = known.mean(axis=0)
    return mean


def axis_uses(
    claims: AnyFrame, articles: AnyFrame, voice: Voice = "all", stop_words: Collection[str] | None = None
) -> pl.DataFrame:
    """List what ``frame_axes`` and ``axis_words`` count: the words of each article that have a vector.

    Args:
        claims: the claims table, as for ``frame_axes``, as are the other arguments.
        articles: the articles that are compared.
        voice: whose words.
        stop_words: lower-case words to leave out.

    Returns:
        outlet, article_id, word, words (how often the article uses it).
    """
    counted, _ = _counted(claims, articles, {}, voice, stop_words)
    return counted.select("outlet", "article_id", "word", words=pl.col("n").cast(pl.Int64))


def _counted(
    claims: AnyFrame, articles: AnyFrame, axes: Axes, voice: Voice, stop_words: Collection[str] | None
) -> tuple[pl.DataFrame, Floats]:
    """Count words by article (outlet, article_id, word, n, row), and give the cosines of each distinct word's row."""
    parts = stretches(claims, articles, marks=voice != "all").filter(in_voice(voice))
    if stop_words is None:  # an outlet names itself more than others do
        named = " ".join(parts["outlet"].unique()).lower()
        stop_words = house_style() | set(re.findall(r"\w+", named))
    counts = words_by_article(parts, stop_words)
    distinct = counts.select(pl.col("word").unique().sort())
    known = known_words(distinct["word"].to_list())
    rows = pl.DataFrame({"word": known}, schema={"word": pl.String}).with_row_index("row")
    counted = counts.join(rows, on="word").sort("outlet", "article_id", "word")
    return counted, axis_cosines(known, axes)


def _sums(amount: Floats, article: Integers) -> Floats:
    return np.bincount(article, weights=amount).astype(np.float64)
