"""Words of a list in texts: where they stand, whose words they are, and how many an outlet has in 1,000 words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import polars as pl

from analysis.metrics.uncertainty import BOUNDS, shares
from analysis.metrics.voices import WORD, Voice, in_voice, stretches
from analysis.schema import AnyFrame, conform

ANY = "any"
"""Class that stands for all classes together."""
PLACE = ("article_id", "sentence", "start", "end")
AROUND = 40
"""Characters on each side of a word that tell what it is."""
_REST = "rest"
_INNER = np.zeros(256, bool)  # letters and digits: what may not touch a whole word
_INNER[[*b"0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"]] = True


def sentences_of(sentences: AnyFrame) -> pl.DataFrame:
    """Take the places of sentences: article_id, sentence, start, end."""
    return conform(sentences, "sentences", columns=PLACE).select(PLACE)


def spoken_in(claims: AnyFrame, articles: AnyFrame, voice: Voice) -> pl.DataFrame:
    """Take the stretches of a voice, as ``stretches`` has them."""
    chosen = in_voice(voice)
    return stretches(claims, articles, marks=voice != "all").filter(chosen)


def uses_in_sentences(sentences: AnyFrame, texts: pl.DataFrame, forms: Sequence[str]) -> pl.DataFrame:
    """Find forms that stand within one sentence and are no names: in lower case, or at the sentence's head.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        texts: article_id, outlet, text, one row an article.
        forms: what is looked for, in lower case.

    Returns:
        outlet, article_id, sentence, start, end, text (as printed), form, left and right (what stands
        around it, in ASCII); sorted by article_id and start.
    """
    places = sentences_of(sentences)
    found = _hits(texts, forms).sort("article_id", "start")
    found = found.join_asof(
        places.rename({"start": "from", "end": "to"}).sort("article_id", "from"),
        left_on="start",
        right_on="from",
        by="article_id",
        check_sortedness=False,
    ).filter(pl.col("end") <= pl.col("to"))
    within = pl.col("start") > pl.col("from") + 1  # a quotation mark may open the sentence
    named = pl.col("text").str.contains(r"^\p{Lu}") & within & ~pl.col("left").str.contains(r"[\"']$")
    return found.filter(~named).select("outlet", *PLACE, "text", "form", "left", "right")


def of_voice(uses: pl.DataFrame, spoken: pl.DataFrame | None) -> pl.DataFrame:
    """Keep the uses that begin within these stretches; all of them with None."""
    if spoken is None:
        return uses
    parts = spoken.select("article_id", "start", until="end").sort("article_id", "start")
    found = uses.sort("article_id", "start").join_asof(parts, on="start", by="article_id", check_sortedness=False)
    return found.filter(pl.col("start") < pl.col("until")).drop("until")


def rates(
    uses: pl.DataFrame,
    spoken: pl.DataFrame,
    outlets: Sequence[str],
    classes: Sequence[str],
    *,
    interval: float,
    resamples: int,
    seed: int,
) -> pl.DataFrame:
    """Count uses of each class in 1,000 words.

    Args:
        uses: outlet, article_id, class, one row a use.
        spoken: the stretches whose words are counted.
        outlets: every outlet that has rows in the table.
        classes: the classes, without the one for all together.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, class, value, low, high, n (words), uses, articles, note; sorted by outlet and class.
    """
    keys = ["outlet", "article_id"]
    words = spoken.group_by(keys).agg(n=pl.col("text").str.count_matches(WORD).sum().cast(pl.Int64))
    counted = uses.group_by(*keys, "class").agg(uses=pl.len().cast(pl.Int64))
    divide = partial(shares, amount="uses", interval=interval, resamples=resamples, seed=seed)
    every = counted.group_by(keys).agg(pl.sum("uses"), **{"class": pl.lit(ANY)}).select(counted.columns)
    parts = [
        divide(_with_the_rest(some, words), outlets, pl.DataFrame({"class": [*names, _REST]}))
        for some, names in ((every, [ANY]), (counted, classes))
    ]
    table = pl.concat(parts).filter(pl.col("class") != _REST).sort("outlet", "class")
    note = pl.col("note").str.replace("no uses", "no words", literal=True)
    return table.with_columns(pl.col(*BOUNDS) * 1000, note)


def _with_the_rest(uses: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Add to the uses of each article its words that are none."""
    keys = ["outlet", "article_id"]
    taken = uses.group_by(keys).agg(taken=pl.sum("uses"))
    rest = words.join(taken, on=keys, how="left").select(
        *keys, pl.lit(_REST).alias("class"), uses=pl.col("n") - pl.col("taken").fill_null(0)
    )
    return pl.concat([uses, rest.filter(pl.col("uses") > 0)])


def _hits(texts: pl.DataFrame, forms: Sequence[str]) -> pl.DataFrame:
    """Where forms stand as whole words, the longest where several overlap, and what stands around each."""
    # One byte a character, so that the offsets of the search are those of the text; letters stay letters.
    ascii_text = pl.col("text").str.replace_many(["“", "”", "‘", "’"], ['"', '"', "'", "'"])
    ascii_text = ascii_text.str.replace_all(r"[\p{L}\p{M}--\x00-\x7F]", "_").str.replace_all(r"[^\x00-\x7F]", " ")
    read = texts.select("outlet", "article_id", "text", plain=ascii_text)
    found = read.select(
        article=pl.int_range(pl.len()),
        at=pl.col("plain").str.find_many(list(forms), ascii_case_insensitive=True, overlapping=True),
        form=pl.col("plain").str.extract_many(list(forms), ascii_case_insensitive=True, overlapping=True),
    )
    found = found.explode("at", "form").drop_nulls("at")
    # Two blanks before each text: one buffer for all, in which a look back never leaves it.
    plain = "  " + "  ".join(read["plain"]) + "  "
    buffer = np.frombuffer(plain.encode(), np.uint8)
    sizes = read["plain"].str.len_bytes().to_numpy().astype(np.int64)
    base = np.cumsum(sizes + 2) - sizes
    article, at = found["article"].to_numpy(), found["at"].to_numpy().astype(np.int64)
    size = found["form"].str.len_bytes().to_numpy().astype(np.int64)
    start = base[article] + at
    end = start + size
    hyphen = ord("-")
    glued = _INNER[buffer[start - 1]] | ((buffer[start - 1] == hyphen) & _INNER[buffer[start - 2]])
    glued |= _INNER[buffer[end]] | ((buffer[end] == hyphen) & _INNER[buffer[end + 1]])
    whole = np.flatnonzero(~glued)
    whole = whole[np.lexsort((-size[whole], start[whole]))]
    kept, past = [], 0
    for row, begun, ended in zip(whole.tolist(), start[whole].tolist(), end[whole].tolist(), strict=True):
        if begun >= past:
            kept.append(row)
            past = ended
    chosen = np.array(kept, np.int64)
    spans = list(zip(start[chosen].tolist(), end[chosen].tolist(), strict=True))
    printed = pl.col("text").str.slice("start", pl.col("end") - pl.col("start"))
    hits = read.select("outlet", "article_id", "text")[article[chosen]].with_columns(
        start=pl.Series(at[chosen], dtype=pl.Int64), end=pl.Series((at + size)[chosen], dtype=pl.Int64)
    )
    sides = [(plain[max(0, begun - AROUND) : begun], plain[ended : ended + AROUND]) for begun, ended in spans]
    around = pl.DataFrame(sides, schema={"left": pl.String, "right": pl.String}, orient="row")
    hits = hits.with_columns(around, text=printed)
    return hits.with_columns(form=pl.col("text").str.to_lowercase().str.replace_all("’", "'", literal=True))
