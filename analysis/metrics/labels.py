"""How far apart, on an axis such as good - bad, the names are that outlets give to one event."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import numpy as np
import polars as pl

from analysis.metrics.frame_axes import Axes, axis_cosines, known_words, shipped_axes
from analysis.metrics.intervals import Floats, check_options, tail_probability
from analysis.metrics.outlets import outlets_of
from analysis.metrics.uncertainty import BOUNDS, FEW, means, resampled_sums
from analysis.metrics.voices import Voice
from analysis.schema import AnyFrame, conform

EVALUATIVE = "good - bad"
"""The shipped axis on which labels are compared by default."""
_EVENT = ["story", "event_id", "event"]
_SIDES = [f"{name}_{side}" for side in "ab" for name in ("n", "articles", "label")]


def label_distance(
    event_names: AnyFrame,
    articles: AnyFrame,
    axes: Axes | None = None,
    voice: Voice = "all",
    *,
    by: Literal["event", "outlets"] = "event",
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Measure how far two outlets' names for the same event are apart on an axis.

    A name stands where its noun and the nouns before it ("terror attack") stand on the axis, on average; an outlet's
    names for an event, where they stand on average. Words are known by themselves: 'operation' is the surgeon's too.
    Only differences mean something; a name's place alone is also the topic's.

    The rows behind a number: those of ``event_names`` with the event in the two outlets' articles.

    Args:
        event_names: the table of a corpus (article_id, text, head, details, kind, voice, event_id).
        articles: the articles that are compared (article_id, outlet, story); names in others are left out.
        axes: name = words of its first pole, words of the other; by default good - bad of ``shipped_axes``.
        voice: whose names: 'outlet', 'sources', or 'all'.
        by: a row for each event and pair of outlets, or one for each pair over all events that both name, where each
            event counts the same and stories are drawn anew.
        interval: probability that intervals cover.
        resamples: bootstrap samples, of articles within each outlet or of stories.
        seed: varies the random stream.

    Returns:
        By event: story, event_id, event, outlet_a, outlet_b (a before b in the alphabet), axis, value (place of a's
        names less that of b's, -2 to 2; above 0: a's are nearer to the first pole), low, high (null unless both have
        several articles that name the event), n (phrases of both), n_a, articles_a, label_a (what it calls the event
        most: the noun and the nouns before it), n_b, articles_b, label_b, note (null, or what limits the interval);
        farthest apart first. By outlets: outlet_a, outlet_b, axis, value, low, high, n (events that both name),
        stories, note; in alphabetical order.

    Raises:
        SchemaError: a column is missing.
        ValueError: voice, by, interval or resamples are out of range, or no word of a pole has a vector.

    Source:
        The axis is that of Kwak et al. (2021), as for ``frame_axes``.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"], "story": ["raid", "raid"]}
        >>> same = {"kind": "event", "event_id": "a@0", "event": "raid", "details": [], "voice": "outlet", "text": ""}
        >>> names = pl.DataFrame([{"article_id": "a", "head": "liberation", **same},
        ...                       {"article_id": "b", "head": "massacre", **same}])
        >>> label_distance(names, articles).select("label_a", "label_b", pl.col("value") > 0, "n", "note").rows()
        [('liberation', 'massacre', True, 2, 'one article: no interval')]
    """
    check_options(interval, resamples)
    if by not in ("event", "outlets"):
        raise ValueError(f"by is '{by}'; it must be one of event, outlets.")
    axes = {EVALUATIVE: shipped_axes()[EVALUATIVE]} if axes is None else axes
    placed = _placed(placed_names(event_names, articles, axes, voice), list(axes))
    pairs = _pairs(placed, list(axes))
    if by == "outlets":
        return _over_events(pairs, interval, resamples, seed)
    low, high = _event_bounds(placed, pairs, interval, resamples, seed)
    fewest = pl.min_horizontal("articles_a", "articles_b")
    rough = pl.format("only {} articles: rough interval", fewest)
    note = pl.when(fewest < 2).then(pl.lit("one article: no interval")).when(fewest < FEW).then(rough)
    bounded = pairs.with_columns(pl.Series("low", low), pl.Series("high", high), note=note)
    bounded = bounded.with_columns(pl.col("low", "high").fill_nan(None), n=pl.col("n_a") + pl.col("n_b"))
    wanted = [*_EVENT, "outlet_a", "outlet_b", "axis", *BOUNDS, "n", *_SIDES, "note"]
    order = [pl.col("value").abs().round(12), *(pl.col(name) for name in (*_EVENT, "outlet_a", "outlet_b", "axis"))]
    return bounded.select(wanted).sort(order, descending=[True, *[False] * 6], nulls_last=True)


def placed_names(
    event_names: AnyFrame, articles: AnyFrame, axes: Axes | None = None, voice: Voice = "all"
) -> pl.DataFrame:
    """List what ``label_distance`` compares: the phrases that name events, and where each stands.

    Args:
        event_names: the table of a corpus, as for ``label_distance``, as are the other arguments.
        articles: the articles that are compared.
        axes: as there.
        voice: whose names.

    Returns:
        outlet, story, event_id, event, article_id, text (the phrase), called (its noun and the nouns before it), and a
        column an axis: where it stands, -1 to 1. Phrases of which no word has a vector are left out.
    """
    axes = {EVALUATIVE: shipped_axes()[EVALUATIVE]} if axes is None else axes
    wanted = ("article_id", "text", "head", "details", "kind", "voice", "event_id", "event")
    rows = conform(event_names, "event_names", columns=wanted).select(wanted).filter(kind="event")
    if voice not in ("outlet", "sources", "all"):
        raise ValueError(f"voice is '{voice}'; it must be one of outlet, sources, all.")
    rows = rows.filter(pl.lit(voice == "all") | (pl.col("voice") == voice))
    said = [
        [head, *sorted(_before(text.lower(), details, head), key=text.lower().find, reverse=True)]
        for text, head, details in rows.select("text", "head", "details").iter_rows()
    ]
    called = [" ".join(reversed(words)) for words in said]
    named = rows.with_columns(pl.Series("word", said, pl.List(pl.String)), pl.Series("called", called, pl.String))
    rows = named.join(outlets_of(articles, "story"), on="article_id").with_row_index("phrase")
    words = known_words(rows["word"].explode().drop_nulls().unique().sort().to_list())
    cosines = axis_cosines(words, axes)
    places = {axis: cosines[:, at] for at, axis in enumerate(axes)}
    known = pl.DataFrame({"word": words} | places, schema={"word": pl.String} | dict.fromkeys(axes, pl.Float64))
    placed = rows.select("phrase", "word").explode("word").join(known, on="word").group_by("phrase").agg(pl.mean(*axes))
    found = rows.join(placed, on="phrase", maintain_order="left")
    return found.select("outlet", *_EVENT, "article_id", "text", "called", *axes)


def _placed(phrases: pl.DataFrame, axes: list[str]) -> pl.DataFrame:
    """Place each article's names for each event: n phrases, and the sum of their places a column an axis."""
    commonest = pl.col("called").sort().mode(maintain_order=True).first()
    named = phrases.group_by(*_EVENT[:2], "outlet").agg(label=commonest)
    sums = phrases.group_by(*_EVENT, "outlet", "article_id").agg(pl.len().cast(pl.Int64).alias("n"), pl.sum(*axes))
    found = sums.join(named, on=["story", "event_id", "outlet"], nulls_equal=True)
    return found.sort(*_EVENT[:2], "outlet", "article_id", nulls_last=True)


def _before(text: str, details: Collection[str], head: str) -> list[str]:
    """Those nouns that stand before the phrase's own: "terror attack", but not the month in "death a month ago"."""
    noun = text.find(head[: max(3, len(head) - 1)])
    return [detail for detail in details if detail != head and 0 <= text.find(detail) < noun]


def _pairs(placed: pl.DataFrame, axes: list[str]) -> pl.DataFrame:
    """Put the outlets that name an event beside each other."""
    of_outlet = placed.group_by(*_EVENT, "outlet").agg(
        pl.sum("n", *axes), pl.len().cast(pl.Int64).alias("articles"), pl.first("label")
    )
    means_of = of_outlet.with_columns(pl.col(*axes) / pl.col("n"))
    both = means_of.join(means_of, on=_EVENT, suffix="_b", nulls_equal=True).filter(
        pl.col("outlet") < pl.col("outlet_b")
    )
    plain = both.rename({name: f"{name}_a" for name in ("outlet", "n", "articles", "label")})
    each = [plain.with_columns(axis=pl.lit(axis), value=pl.col(axis) - pl.col(f"{axis}_b")) for axis in axes]
    wanted = [*_EVENT, "outlet_a", "outlet_b", "axis", "value", *_SIDES]
    return pl.concat(each).select(wanted).sort(*_EVENT, "outlet_a", "outlet_b", "axis", nulls_last=True)


def _event_bounds(
    placed: pl.DataFrame, pairs: pl.DataFrame, interval: float, resamples: int, seed: int
) -> tuple[Floats, Floats]:
    """Draw the articles of both outlets, where each has several that name the event."""
    low, high = np.full(pairs.height, np.nan), np.full(pairs.height, np.nan)
    several = placed.filter(pl.len().over(*_EVENT[:2], "outlet") > 1)
    parts = several.partition_by(*_EVENT[:2], "outlet", as_dict=True)
    drawn: dict[tuple[object, ...], Floats] = {}
    columns = ("story", "event_id", "outlet_a", "outlet_b", "axis", "value", "articles_a", "articles_b")
    for row, (story, event, a, b, axis, value, many_a, many_b) in enumerate(pairs.select(columns).iter_rows()):
        if min(many_a, many_b) < 2:
            continue
        for outlet in (a, b):
            if (story, event, outlet, axis) not in drawn:
                part = parts[story, event, outlet]
                drawn[story, event, outlet, axis] = _drawn_means(part, axis, f"{event}\t{outlet}", resamples, seed)
        apart = drawn[story, event, a, axis] - drawn[story, event, b, axis]
        tail = tail_probability(interval, min(many_a, many_b))
        ends = np.quantile(apart, [tail, 1 - tail])
        low[row], high[row] = min(ends[0], value), max(ends[1], value)
    return low, high


def _drawn_means(part: pl.DataFrame, axis: str, name: str, resamples: int, seed: int) -> Floats:
    article = np.tile(np.arange(part.height), 2)
    amounts = np.concatenate([part[axis].to_numpy(), part["n"].to_numpy().astype(np.float64)])
    item = np.repeat([0, 1], part.height)
    sums = np.concatenate(
        list(resampled_sums(article, item, amounts, outlet=name, resamples=resamples, seed=seed)), axis=1
    )
    mean: Floats = sums[0] / sums[1]
    return mean


def _over_events(pairs: pl.DataFrame, interval: float, resamples: int, seed: int) -> pl.DataFrame:
    """Average over the events that both name; events without a story are of one."""
    keys = ["outlet_a", "outlet_b", "axis"]
    named = pairs.with_columns(story_id=pl.col("story").fill_null(""))
    sums = named.group_by(*keys, "story_id").agg(pl.sum("value"), pl.len().alias("events"))
    table = means(
        sums,
        pairs.select(keys).unique(),
        ["value"],
        "events",
        unit="story",
        interval=interval,
        resamples=resamples,
        seed=seed,
    )
    return table.drop("measure")
