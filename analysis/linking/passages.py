"""Text that two articles share: copied from each other or from a wire, or the same quotation, to the character.

What is worth a row: twelve words, eight of them in lower case, since names and titles are the same whoever writes them;
six words where both articles quote them in the same week, three of them long, since the rest are turns of phrase.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import polars as pl

from analysis.linking.alignment import align
from analysis.linking.candidates import APART, find_candidates
from analysis.linking.fingerprints import SHORTEST, Flags, Integers, Words, read_words
from analysis.linking.publishers import credited_publishers, sells_copy
from analysis.schema import PASSAGES

LEAST = 12
"""Words that a passage has in common at least."""
LEAST_PLAIN = 8
"""Words in lower case in it."""
LEAST_LONG = 3
"""Words of ``LONG`` letters in lower case in a quotation that has less than ``LEAST`` words."""
LONG = 5
COPIED = 1 / 3
"""Share of the shorter article's words from which on what two articles share is a copy of one in the other."""
NEAR_END = 8
"""Words within which the end of a passage is the end of its article."""
OUTLETS = 3
"""Outlets from which on a passage comes from a wire, whether anybody credits one or not."""
_UNKNOWN = "unknown"

_WORD_SPANS = ("start_a", "end_a", "start_b", "end_b")


def find_passages(articles: pl.DataFrame) -> pl.DataFrame:
    """Find the passages that articles share, without comparing all articles with all.

    A passage goes on over changed words, and may stand anywhere in either article. Left out is what makes no article a
    copy of another:

    - boilerplate: printed on four occasions in all articles, or by one outlet again and again without a date,
      or closing two articles that share nothing else;
    - what two articles of one outlet share, unless it makes up a third of the shorter one, which then is a version of
      the other;
    - the same of two articles more than a week apart, or both of unknown outlets, quotations excepted.

    Similarity is twice the words in common, in the same order, over the words of both spans (Dice's coefficient): 1
    where only case, marks and spaces differ. The kind is

    - ``quotation`` where most of the words stand between quotation marks in either article, or in a third one that has
      them (who leaves the marks out prints a block, or is the one quoted), and no third of the shorter article is
      copied outside of them;
    - else ``wire`` where one of the articles is an agency's or credits an agency or another outlet of the corpus, or
      where three outlets have the passage;
    - else ``copy``.

    Takes time about linear in articles; where more than 32 articles have a stretch, all are paired with the first.

    Args:
        articles: columns ``article_id``, ``outlet``, ``published_at``, ``credits`` and ``text``.

    Returns:
        The table ``passages``, sorted by its key; ``article_a`` is the lower id, whoever was first. It does not depend
        on the order of the articles.

    Example:
        >>> text = "The old bridge over the river was shut on Monday after engineers found cracks in two of its piers."
        >>> articles = pl.DataFrame({"article_id": ["a", "b"], "outlet": ["Post", "Herald"], "credits": [[], ["AFP"]],
        ...     "published_at": [None, None], "text": [text, text.replace("shut", "closed") + " Ferries are full."]})
        >>> find_passages(articles).select("start_a", "end_a", "start_b", "end_b", "similarity", "kind").rows()
        [(0, 97, 0, 99, 0.9473684210526315, 'wire')]
    """
    texts = articles["text"]
    words = read_words(texts[row] for row in articles["article_id"].arg_sort())  # the texts sorted would be a copy
    articles = _prepared(articles)
    stretches = _stretches(words, articles)
    measured = _measured(words, articles, stretches)
    kept = _worth_a_row(measured)
    return _table(words, articles, kept)


def _prepared(articles: pl.DataFrame) -> pl.DataFrame:
    """Articles by id, with the day, and whether they are an agency's or credit another publisher."""
    outlets = articles["outlet"].unique().to_list()
    wired = [
        sells_copy(outlet) or bool(credited_publishers(outlet, credited, outlets))
        for outlet, credited in articles.select("outlet", "credits").iter_rows()
    ]
    return articles.select(
        "article_id",
        "outlet",
        day=pl.col("published_at").cast(pl.Datetime("us", "UTC")).dt.timestamp("us") / 86_400_000_000,
        wired=pl.Series(wired, dtype=pl.Boolean),
    ).sort("article_id")


def _stretches(words: Words, articles: pl.DataFrame) -> pl.DataFrame:
    """All stretches that pairs of articles share: ``a`` and ``b`` are rows of articles, spans indexes of words."""
    # Articles of unknown outlets may be of as many.
    outlet = pl.when(pl.col("outlet") == _UNKNOWN).then(pl.concat_str("outlet", "article_id", separator="\0"))
    outlets = articles.select(outlet.otherwise("outlet").rank("dense")).to_series().cast(pl.Int64).to_numpy()
    found = find_candidates(words, articles["day"].fill_null(float("nan")).to_numpy(), outlets)
    rows = []
    for a, b in found.pairs.tolist():
        first_a, last_a, first_b, last_b = (int(words.bounds[at]) for at in (a, a + 1, b, b + 1))
        for stretch in align(
            words.ids[first_a:last_a],
            words.ids[first_b:last_b],
            words.grams(a),
            words.grams(b),
            barred_a=found.boilerplate[first_a:last_a],
            barred_b=found.boilerplate[first_b:last_b],
        ):
            if stretch.matched >= SHORTEST:
                spans = (first_a + stretch.start_a, first_a + stretch.end_a)
                rows.append((a, b, *spans, first_b + stretch.start_b, first_b + stretch.end_b, stretch.matched))
    return pl.DataFrame(rows, schema=dict.fromkeys(("a", "b", *_WORD_SPANS, "matched"), pl.Int64), orient="row")


def _measured(words: Words, articles: pl.DataFrame, stretches: pl.DataFrame) -> pl.DataFrame:
    """Stretches with what decides about them."""
    sides = {}
    of = {name: stretches[name].to_numpy() for name in stretches.columns}
    sizes = np.diff(words.bounds)
    day, outlet = articles["day"], articles["outlet"]
    for side in ("a", "b"):
        start, end = of[f"start_{side}"], of[f"end_{side}"]
        inside = partial(_count, start=start, end=end)
        sides[f"quoted_{side}"] = inside(words.quoted) / (end - start)
        sides[f"plain_{side}"] = inside(words.plain)
        sides[f"long_{side}"] = inside(words.plain & (words.ends - words.starts >= LONG))
        sides[f"left_{side}"] = words.bounds[of[side] + 1] - end
    apart = (day[stretches["a"]] - day[stretches["b"]]).abs()
    return stretches.with_columns(
        **{name: pl.Series(values) for name, values in sides.items()},
        shorter=pl.Series(np.minimum(sizes[of["a"]], sizes[of["b"]])),
        near=(apart <= APART).fill_null(True),
        same_outlet=outlet[stretches["a"]] == outlet[stretches["b"]],
        unknown=outlet[stretches["a"]] == _UNKNOWN,
    )


def _count(flags: Flags, *, start: Integers, end: Integers) -> Integers:
    """How many flags are set within each span."""
    spans = zip(start.tolist(), end.tolist(), strict=True)
    return np.array([np.count_nonzero(flags[first:last]) for first, last in spans], np.int64)


def _worth_a_row(stretches: pl.DataFrame) -> pl.DataFrame:
    """The stretches that are passages, with whether each is ``quoted``."""
    quoted = pl.max_horizontal("quoted_a", "quoted_b") > 0.5
    short_quotation = (
        (pl.min_horizontal("quoted_a", "quoted_b") > 0.5)
        & (pl.max_horizontal("long_a", "long_b") >= LEAST_LONG)
        & pl.col("near")
    )
    enough = (pl.col("matched") >= LEAST) & (pl.max_horizontal("plain_a", "plain_b") >= LEAST_PLAIN)
    kept = stretches.filter(enough | short_quotation).with_columns(quoted=quoted)
    shared, copied = (
        pl.col("matched").filter(which).sum().over("a", "b") >= COPIED * pl.col("shorter")
        for which in (pl.lit(True), ~pl.col("quoted"))
    )
    footer = (pl.max_horizontal("left_a", "left_b") <= NEAR_END) & (pl.len().over("a", "b") == 1)
    told_by_quotation = ~pl.col("quoted") & (~pl.col("near") | pl.col("same_outlet") | footer)
    alone = told_by_quotation | (pl.col("same_outlet") & ~pl.col("unknown"))
    # Quotations within copied text were copied with it.
    return kept.with_columns(shared=shared, copied=copied, quoted=pl.col("quoted") & ~copied).filter(
        pl.col("shared") | ~alone
    )


def _table(words: Words, articles: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """The table in characters, with similarities and kinds."""
    spans = {name: passages[name].to_numpy() for name in _WORD_SPANS}
    ids, wired = articles["article_id"], articles["wired"]
    quoted, spread = _elsewhere(words, articles["outlet"], passages)
    kind = (
        pl.when(quoted)
        .then(pl.lit("quotation"))
        .when(wired[passages["a"]] | wired[passages["b"]] | spread)
        .then(pl.lit("wire"))
        .otherwise(pl.lit("copy"))
    )
    n_words = pl.col("end_a") - pl.col("start_a") + pl.col("end_b") - pl.col("start_b")
    return (
        passages.with_columns(
            article_a=ids[passages["a"]],
            article_b=ids[passages["b"]],
            similarity=2 * pl.col("matched") / n_words,
            kind=kind,
        )
        .with_columns(
            start_a=words.starts[spans["start_a"]],
            end_a=words.ends[spans["end_a"] - 1],
            start_b=words.starts[spans["start_b"]],
            end_b=words.ends[spans["end_b"] - 1],
        )
        .select(pl.col(column.name).cast(column.dtype) for column in PASSAGES.columns)
        .sort(PASSAGES.key)
    )


def _elsewhere(words: Words, outlets: pl.Series, passages: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """For each passage whether it is a quotation, and whether at least half of its words stand at ``OUTLETS`` outlets.

    What is printed without marks in two articles is a quotation if a third has half of it between marks.
    """
    quoted, spread = passages["quoted"].to_numpy().copy(), np.zeros(passages.height, np.bool_)
    sides = [
        passages.with_row_index("row").select(
            "row",
            "quoted",
            "copied",
            article=one,
            outlet=outlets[passages[two]],
            start=f"start_{one}",
            end=f"end_{one}",
        )
        for one, two in (("a", "b"), ("b", "a"))
    ]
    for (article,), found in pl.concat(sides).group_by("article", maintain_order=True):
        first, last = (int(bound) for bound in words.bounds[article : article + 2])
        marked = _covered(found.filter("quoted"), first, last)
        having = np.ones(last - first, np.int64)
        for _, theirs in found.filter(pl.col("outlet") != outlets[article]).group_by("outlet"):
            having += _covered(theirs, first, last)
        for row, copied, start, end in found.select("row", "copied", "start", "end").iter_rows():
            here = slice(start - first, end - first)
            quoted[row] |= not copied and marked[here].mean() > 0.5
            spread[row] |= (having[here] >= OUTLETS).mean() >= 0.5
    return pl.Series(quoted), pl.Series(spread)


def _covered(passages: pl.DataFrame, first: int, last: int) -> Flags:
    """Which words of an article are in any of its passages."""
    covered = np.zeros(last - first, np.bool_)
    for start, end in passages.select("start", "end").iter_rows():
        covered[start - first : end - first] = True
    return covered
