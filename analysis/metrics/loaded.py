"""Loaded words: what judges, heightens or belittles where a plainer word would do, in whose voice, how often."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial

import polars as pl

from analysis.lexicons import load_lexicon
from analysis.metrics.outlets import outlets_of
from analysis.metrics.uncertainty import BOUNDS, shares
from analysis.metrics.voices import WORD, Voice, in_voice, stretches
from analysis.schema import SPANS, AnyFrame, conform

ANY = "any"
"""Class that stands for all classes together."""
LOADED = 2
"""Strength from which a word counts as loaded; weaker ones evaluate in plain words ('dangerous', 'praised')."""
_PLACE = ("article_id", "sentence", "start", "end")


def loaded_uses(
    sentences: AnyFrame, claims: AnyFrame, articles: AnyFrame, voice: Voice = "outlet", *, least: int = LOADED
) -> pl.DataFrame:
    """Find every loaded word and phrase (``lexicons/en/loaded_words.csv``), and whose word it is.

    Of phrases that overlap the longest counts. A word with a capital letter within a sentence is a name ("Blunt") and
    does not count, nor does one that is part of another with a hyphen.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        claims: the claims table (article_id, content_spans, quotation): what they report is the sources' voice.
        articles: the articles to look in (article_id, outlet, text).
        voice: whose words: 'outlet' for those outside claims and quotation marks, 'sources' for those inside, or 'all'.
        least: the least strength that counts: 1 takes plain evaluations too, 3 only strong words.

    Returns:
        outlet, article_id, sentence, start, end (offsets into the article's text), text (as printed), word (as listed),
        class, sign (-1, 0 or 1), strength (1 to 3); in order.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell slammed a plan. “A sham,” she said."]}
        >>> claims = {"article_id": ["a"], "content_spans": [[{"start": 22, "end": 28}]], "quotation": ["direct"]}
        >>> sentences = {"article_id": ["a", "a"], "sentence": [0, 1], "start": [0, 21], "end": [20, 40]}
        >>> loaded_uses(sentences, claims, articles).select("sentence", "text", "class", "strength").rows()
        [(0, 'slammed', 'combative', 3)]
        >>> loaded_uses(sentences, claims, articles, "sources")["text"].to_list()
        ['sham']
    """
    return _uses(sentences, articles, None if voice == "all" else _spoken(claims, articles, voice), least)


def loaded_sentences(
    sentences: AnyFrame, claims: AnyFrame, articles: AnyFrame, voice: Voice = "outlet", *, least: int = LOADED
) -> pl.DataFrame:
    """Score every sentence by the loaded words in it.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        claims: the claims table, as for ``loaded_uses``, as are the other arguments.
        articles: the articles to look in.
        voice: whose words count.
        least: the least strength that counts.

    Returns:
        outlet, article_id, sentence, start, end, score (the strengths of its loaded words together; 0 without any),
        words (as printed, in order), spans (where each stands in the article's text); one row a sentence, the highest
        score first.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell slammed the reckless plan. It fell."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a", "a"], "sentence": [0, 1], "start": [0, 32], "end": [31, 40]}
        >>> loaded_sentences(sentences, claims, articles).select("sentence", "score", "words").rows()
        [(0, 5, ['slammed', 'reckless']), (1, 0, [])]
    """
    uses = loaded_uses(sentences, claims, articles, voice, least=least)
    scored = uses.group_by("article_id", "sentence", maintain_order=True).agg(
        score=pl.sum("strength"), words=pl.col("text"), spans=pl.struct("start", "end")
    )
    every = _sentences(sentences).join(outlets_of(articles), on="article_id")
    return (
        every.join(scored, on=["article_id", "sentence"], how="left")
        .with_columns(
            pl.col("score").fill_null(0),
            pl.col("words").fill_null(pl.lit([], pl.List(pl.String))),
            pl.col("spans").fill_null(pl.lit([], SPANS)),
        )
        .select("outlet", *_PLACE, "score", "words", "spans")
        .sort("score", "outlet", "article_id", "sentence", descending=[True, False, False, False])
    )


def loaded_words(
    sentences: AnyFrame,
    claims: AnyFrame,
    articles: AnyFrame,
    voice: Voice = "outlet",
    *,
    least: int = LOADED,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count the loaded words in every 1,000 words of each outlet, in its own voice or in its sources'.

    A word is loaded because the list says so, whatever it means in its sentence ("a brutal winter"); on BASIL's 264
    articles sentences that people marked for loaded words have more of them (``benchmarks/wording.py``), but many
    without a mark have some. So compare outlets on the same stories, and read the words.

    The rows behind a number: ``loaded_uses`` of the outlet, in the same voice, of that class.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        claims: the claims table (article_id, content_spans, quotation).
        articles: the articles that are compared (article_id, outlet, text).
        voice: whose words are counted, the loaded ones and all.
        least: the least strength that counts.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, class ('any' for all together), value (loaded words in 1,000 words), low, high, n (the outlet's words in
        this voice), uses (loaded words and phrases of this class), articles (with words in this voice), note (null, or
        what limits the interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: voice, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell slammed the reckless plan."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [31]}
        >>> table = loaded_words(sentences, claims, articles).filter(pl.col("uses") > 0)
        >>> table.select("class", "value", "n", "uses").rows()
        [('any', 400.0, 5, 2), ('combative', 200.0, 5, 1), ('evaluative', 200.0, 5, 1)]
    """
    spoken = _spoken(claims, articles, voice)
    uses = _uses(sentences, articles, None if voice == "all" else spoken, least)
    keys = ["outlet", "article_id"]
    words = spoken.group_by(keys).agg(n=pl.col("text").str.count_matches(WORD).sum().cast(pl.Int64))
    counted = uses.group_by(*keys, "class").agg(uses=pl.len().cast(pl.Int64))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    divide = partial(shares, amount="uses", interval=interval, resamples=resamples, seed=seed)
    every = counted.group_by(keys).agg(pl.sum("uses"), **{"class": pl.lit(ANY)}).select(counted.columns)
    parts = [
        divide(_with_the_rest(some, words), outlets, pl.DataFrame({"class": [*names, _REST]}))
        for some, names in ((every, [ANY]), (counted, classes()))
    ]
    table = pl.concat(parts).filter(pl.col("class") != _REST).sort("outlet", "class")
    note = pl.col("note").str.replace("no uses", "no words", literal=True)
    return table.with_columns(pl.col(*BOUNDS) * 1000, note)


def _uses(sentences: AnyFrame, articles: AnyFrame, spoken: pl.DataFrame | None, least: int) -> pl.DataFrame:
    """Find what ``loaded_uses`` tells, within these stretches or in all of the text."""
    places = _sentences(sentences)
    found = _hits(outlets_of(articles, "text"), least).sort("article_id", "start")
    found = found.join_asof(
        places.rename({"start": "from", "end": "to"}).sort("article_id", "from"),
        left_on="start",
        right_on="from",
        by="article_id",
        check_sortedness=False,
    ).filter(pl.col("end") <= pl.col("to"))
    within = pl.col("start") > pl.col("from") + 1  # a quotation mark may open the sentence
    named = pl.col("text").str.contains(r"^\p{Lu}") & within & ~pl.col("before").str.contains(r"[“\"‘']$")
    found = found.filter(~named)
    if spoken is not None:
        parts = spoken.select("article_id", "start", until="end").sort("article_id", "start")
        found = found.join_asof(parts, on="start", by="article_id", check_sortedness=False)
        found = found.filter(pl.col("start") < pl.col("until"))
    return found.select("outlet", *_PLACE, "text", "word", "class", "sign", "strength").sort("outlet", *_PLACE)


def _spoken(claims: AnyFrame, articles: AnyFrame, voice: Voice) -> pl.DataFrame:
    """The stretches of a voice."""
    chosen = in_voice(voice)
    return stretches(claims, articles, marks=voice != "all").filter(chosen)


_REST = "rest"


def _with_the_rest(uses: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Add to the uses of each article its words that are none."""
    keys = ["outlet", "article_id"]
    taken = uses.group_by(keys).agg(taken=pl.sum("uses"))
    rest = words.join(taken, on=keys, how="left").select(
        *keys, pl.lit(_REST).alias("class"), uses=pl.col("n") - pl.col("taken").fill_null(0)
    )
    return pl.concat([uses, rest.filter(pl.col("uses") > 0)])


@cache
def classes() -> Sequence[str]:
    """The classes of loaded words, in alphabetical order."""
    return tuple(sorted(set(load_lexicon("loaded_words")["class"])))


@cache
def forms_by_strength() -> dict[str, int]:
    """Every listed form and its strength."""
    return dict(_forms().select("form", "strength").iter_rows())


@cache
def _forms() -> pl.DataFrame:
    """Every form of every word: form, word, class, sign, strength."""
    table = load_lexicon("loaded_words").with_columns(pl.col("sign", "strength").cast(pl.Int64))
    every = pl.concat_str("word", pl.when(pl.col("forms") != "").then(pl.lit("|") + pl.col("forms")), ignore_nulls=True)
    return table.with_columns(form=every.str.split("|")).explode("form").drop("forms").with_row_index("number")


def _sentences(sentences: AnyFrame) -> pl.DataFrame:
    return conform(sentences, "sentences", columns=_PLACE).select(_PLACE)


def _hits(texts: pl.DataFrame, least: int) -> pl.DataFrame:
    """Where forms stand as whole words, the longest where several overlap; which mark stands before each."""
    forms = _forms().filter(pl.col("strength") >= least)
    known = forms["form"].to_list()
    # One byte a character, so that the offsets of the search are those of the text; letters stay letters.
    plain = pl.col("text").str.replace_many(["“", "”", "‘", "’"], ['"', '"', "'", "'"])
    plain = plain.str.replace_all(r"[\p{L}\p{M}--\x00-\x7F]", "_").str.replace_all(r"[^\x00-\x7F]", " ")
    read = texts.with_columns(plain=plain).with_columns(
        at=pl.col("plain").str.find_many(known, ascii_case_insensitive=True, overlapping=True),
        form=pl.col("plain").str.extract_many(known, ascii_case_insensitive=True, overlapping=True),
    )
    rows = []
    for outlet, article_id, text, begun, found in read.select(
        "outlet", "article_id", "plain", "at", "form"
    ).iter_rows():
        past = 0
        for start, end in sorted(
            ((at, at + len(form)) for at, form in zip(begun, found, strict=True)), key=lambda span: (span[0], -span[1])
        ):
            if start >= past and not (_BEFORE.search(text, max(0, start - 2), start) or _AFTER.match(text, end)):
                rows.append((outlet, article_id, start, end, text[max(0, start - 1) : start]))
                past = end
    schema = {"outlet": pl.String, "article_id": pl.String, "start": pl.Int64, "end": pl.Int64, "before": pl.String}
    printed = pl.col("text").str.slice("start", pl.col("end") - pl.col("start"))
    hits = pl.DataFrame(rows, schema=schema, orient="row").join(texts.select("article_id", "text"), on="article_id")
    form = pl.col("text").str.to_lowercase().str.replace_all("’", "'", literal=True)
    return hits.with_columns(text=printed).with_columns(form=form).join(forms, on="form").drop("form", "number")


_BEFORE = re.compile(r"\w-?$", re.ASCII)
_AFTER = re.compile(r"-?\w", re.ASCII)
