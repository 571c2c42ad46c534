"""In which tone an outlet speaks of somebody: the signed words that stand beside the name."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from analysis.lexicons import load_lexicon
from analysis.metrics.loaded import loaded_uses
from analysis.metrics.outlets import outlets_of
from analysis.metrics.uncertainty import BOUNDS, shares
from analysis.metrics.voices import Voice, in_voice, stretches
from analysis.schema import AnyFrame, conform

NEAR = 5
"""Words between a name and the word that is said of it, at most."""
_NAMES = ("PERSON", "NORP", "ORG", "GPE", "FAC", "LOC", "PRODUCT", "EVENT", "MISC")
_BREAK = (
    r"[;:()“”\"–—]|--|\.\s|\b(?:but|while|although|though|whereas|because|after|before|when|if|that|who|which|said)\b"
)
"""What ends a clause, or nearly: a word beyond it is said of something else."""
_BE = r"is|are|was|were|be|been|being|gets?|got|remains?|remained|becomes?|became|seems?|looks?|as|called"
_PASSIVE = rf"(?i)\b(?:{_BE})(?:\s+\w+ly)?\s+$"
_BY = r"(?i)^\s+by\s"
_WORDS = r"[\p{L}\p{N}.’'-]+"
# How the words between a word and a name must run for it to be said of the bearer.
_ATTRIBUTE = rf"^\s+(?:{_WORDS}\s+){{0,2}}$"  # "reckless [former Mayor] Bell"
_OF_NAME = rf"(?i)^\s+(?:{_WORDS}\s+){{0,3}}(?:of|by|from)\s+(?:{_WORDS}\s+){{0,2}}$"  # "the lies [told] by Bell"
_OWNED = rf"^['’]s?\s+(?:{_WORDS}\s+){{0,2}}$"  # "Bell's [most] reckless"
_COPULA = rf"(?i)^\s+(?:{_WORDS}\s+){{0,2}}(?:{_BE}|an?|the)\s+(?:{_WORDS}\s+){{0,2}}$"  # "Bell is [a very] reckless"
_HIT = rf"^\s+(?:{_WORDS}\s+){{0,3}}$"  # "slammed [the former mayor] Bell"
_DOES = rf"^\s+(?:{_WORDS}\s+){{0,2}}$"  # "Bell [has often] lied"
_LOOK = 40


def tone(
    sentences: AnyFrame,
    entities: AnyFrame,
    claims: AnyFrame,
    articles: AnyFrame,
    target: str,
    voice: Voice = "outlet",
    *,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Weigh the good and the bad words that each outlet, or its sources, put beside a name.

    The rule is one of nearness, not of grammar (see ``tone_words``), so look at the rows before you print a number.

    The rows behind a number: ``tone_words`` of the outlet.

    Args:
        sentences: the sentences table (article_id, sentence, start, end).
        entities: the entities table (article_id, start, end, label, entity_id, entity).
        claims: the claims table (article_id, content_spans, quotation): what they report is the sources' voice.
        articles: the articles that are compared (article_id, outlet, text).
        target: whom or what it is about: an entity_id, or the entity's name.
        voice: whose words: 'outlet', 'sources' or 'all'.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, value (good words less bad ones, over both: -1 to 1; null without any), low, high, n (signed words
        beside the name), good, bad, mentions (of the target by name, in any voice), articles (with such
        words), note (null, or what limits the interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: voice, interval or resamples are out of range, or no entity is called ``target``.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["The reckless Ada Bell is widely praised."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [40]}
        >>> entities = {"article_id": ["a"], "start": [13], "end": [21], "label": ["PERSON"],
        ...             "entity_id": ["person:ada-bell"], "entity": ["Ada Bell"]}
        >>> tone(sentences, entities, claims, articles, "Ada Bell").select("value", "n", "good", "bad").rows()
        [(0.0, 2, 1, 1)]
    """
    words = tone_words(sentences, entities, claims, articles, target, voice)
    kind = pl.when(pl.col("sign") > 0).then(pl.lit("good")).otherwise(pl.lit("bad")).alias("kind")
    counts = words.group_by("outlet", "article_id", kind).agg(uses=pl.len().cast(pl.Int64))
    placed = outlets_of(articles)
    outlets = placed["outlet"].unique().to_list()
    kinds = pl.DataFrame({"kind": ["bad", "good"]})
    table = shares(counts, outlets, kinds, "uses", interval=interval, resamples=resamples, seed=seed)
    named = _mentions(entities, target).join(placed, on="article_id")
    named = named.filter("wanted").group_by("outlet").agg(mentions=pl.len().cast(pl.Int64))
    return (
        table.filter(kind="good")
        .join(named, on="outlet", how="left", maintain_order="left")
        .with_columns(
            pl.col(*BOUNDS) * 2 - 1, pl.col("mentions").fill_null(0), good="uses", bad=pl.col("n") - pl.col("uses")
        )
        .select("outlet", *BOUNDS, "n", "good", "bad", "mentions", "articles", "note")
    )


def tone_words(
    sentences: AnyFrame,
    entities: AnyFrame,
    claims: AnyFrame,
    articles: AnyFrame,
    target: str,
    voice: Voice = "outlet",
) -> pl.DataFrame:
    """Find the signed words that stand beside a name and are taken to be said of it.

    Trees are not stored, so the words between stand in for them. A word (``lexicons/en/loaded_words.csv``, plain
    evaluations too) is given to the nearest name of its sentence, at most five words away, in the same voice and with
    no mark or conjunction between that ends a clause; and only where the words between run as they do where it is said
    of the bearer: "reckless Mayor Bell", "the lies of Bell", "Bell's reckless plan", "Bell is a reckless mayor". Words
    of verbal attack and of praise go to the name behind them, in the passive to the one before; words that judge a doer
    to the name right before. A negation up to three words before turns a word's sign. Pronouns and descriptions ("the
    mayor") are not followed. Of 40 such words read in
    AllSides articles that the rule was not made on, 30 were said so of the name that they were given to.

    Args:
        sentences: the sentences table, as for ``tone``, as are the other arguments.
        entities: the entities table.
        claims: the claims table.
        articles: the articles to look in.
        target: an entity_id or an entity's name.
        voice: whose words.

    Returns:
        outlet, article_id, sentence, start, end (of the word, offsets into the article's text), text, class, sign
        (-1 or 1, after negations), negated, name_start, name_end (of the mention); in order.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice, or nothing in ``entities`` is called ``target``.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Ivo Corr slammed Ada Bell."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [26]}
        >>> entities = {"article_id": ["a", "a"], "start": [0, 17], "end": [8, 25], "label": ["PERSON"] * 2,
        ...             "entity_id": ["person:ivo-corr", "person:ada-bell"], "entity": ["Ivo Corr", "Ada Bell"]}
        >>> tone_words(sentences, entities, claims, articles, "Ada Bell").select("text", "sign").rows()
        [('slammed', -1)]
        >>> tone_words(sentences, entities, claims, articles, "Ivo Corr").height
        0
    """
    named = _mentions(entities, target)
    uses = loaded_uses(sentences, claims, articles, voice, least=1).filter(pl.col("sign") != 0)
    runs = _runs(claims, articles)
    uses = uses.sort("article_id", "start").join_asof(runs, on="start", by="article_id", check_sortedness=False)
    named = named.sort("article_id", "start").join_asof(runs, on="start", by="article_id", check_sortedness=False)
    named = named.rename({"start": "name_start", "end": "name_end"})
    texts = outlets_of(articles, "text").select("article_id", whole="text")
    pairs = uses.join(named, on=["article_id", "run"]).join(texts, on="article_id")
    before = pl.col("name_end") <= pl.col("start")
    behind = pl.col("end") <= pl.col("name_start")
    gap_start = pl.when(before).then("name_end").otherwise("end")
    gap_end = pl.when(before).then("start").otherwise("name_start")
    pairs = pairs.filter(before | behind, gap_end - gap_start <= 12 * NEAR).with_columns(
        gap=pl.col("whole").str.slice(gap_start, gap_end - gap_start),
        lead=pl.col("whole").str.slice((pl.col("start") - _LOOK).clip(0), pl.min_horizontal("start", _LOOK)),
        rest=pl.col("whole").str.slice("end", _LOOK),
        before=before,
    )
    words = pl.col("gap").str.count_matches(r"[\p{L}\p{N}’'-]+")
    pairs = pairs.filter(words <= NEAR, ~pl.col("gap").str.contains(_BREAK))
    nearest = pairs.sort("article_id", "start", words, "name_start")
    for key in (["article_id", "start", "before"], ["article_id", "start"]):  # on either side, then of the two
        nearest = nearest.unique(key, keep="first", maintain_order=True).filter(_said_of())
    negated = pl.col("lead").str.to_lowercase().str.contains(_negated())
    return (
        nearest.filter("wanted")
        .with_columns(negated=negated, sign=pl.when(negated).then(-pl.col("sign")).otherwise("sign"))
        .select(
            "outlet",
            "article_id",
            "sentence",
            "start",
            "end",
            "text",
            "class",
            "sign",
            "negated",
            "name_start",
            "name_end",
        )
        .sort("outlet", "article_id", "start")
    )


def _said_of() -> pl.Expr:
    """Whether the words between a word and a name run as they do where the word is said of its bearer."""
    gap, before = pl.col("gap"), pl.col("before")
    passive = ~pl.col("text").str.ends_with("ing") & pl.col("lead").str.contains(_PASSIVE)
    passive = passive | pl.col("rest").str.contains(_BY)
    object_of = pl.when(passive).then(before & gap.str.contains(_COPULA)).otherwise(~before & gap.str.contains(_HIT))
    judged = (
        pl.when(before)
        .then(gap.str.contains(_OWNED) | gap.str.contains(_COPULA))
        .otherwise(gap.str.contains(_ATTRIBUTE) | gap.str.contains(_OF_NAME))
    )
    does = before & gap.str.contains(_DOES)
    hits = pl.col("class").is_in(["combative", "praising"])
    return pl.when(hits).then(object_of).when(pl.col("class") == "insinuating").then(does).otherwise(judged)


def _mentions(entities: AnyFrame, target: str) -> pl.DataFrame:
    """Every name, and whether it is the target's."""
    columns = ("article_id", "start", "end", "label", "entity_id", "entity")
    named = conform(entities, "entities", columns=columns).select(columns).filter(pl.col("label").is_in(_NAMES))
    wanted = (pl.col("entity_id") == target) | (pl.col("entity") == target)
    named = named.select("article_id", "start", "end", wanted=wanted)
    if named.height and not named["wanted"].any():
        raise ValueError(f"nothing in entities is called '{target}'; give an entity_id or a name of its column entity.")
    return named


def _runs(claims: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """Where the voice changes between outlet and sources: article_id, start, run (its number)."""
    parts = stretches(claims, articles).select("article_id", "start", own=in_voice("outlet"))
    changed = (pl.col("own") != pl.col("own").shift()) | (pl.col("article_id") != pl.col("article_id").shift())
    return parts.sort("article_id", "start").select("article_id", "start", run=changed.fill_null(value=True).cum_sum())


@cache
def _negated() -> str:
    """A negation with up to two words behind it, at the end of what stands before a word."""
    forms = load_lexicon("negations").filter(kind="negation")["form"]
    plain = "|".join(re.escape(form) for form in forms if form != "n't")
    return rf"(?:\b(?:{plain})|n['’]t)\s+(?:\w+\s+){{0,2}}$"
