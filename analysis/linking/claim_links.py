"""Which claims of a story belong together: one utterance in several articles, one proposition, or its denial.

How likely two claims are the same is a logistic regression over a few features that anybody can count (``comparing``);
its weights are data (``claim_weights.csv``), fitted by ``benchmarks/linking.py`` on stories read by eye. Average
linkage makes groups of pairs, so a chain of weak links joins nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.linking.clusters import average_link
from analysis.linking.comparing import FEATURES, Claims, compare, take_apart, words_in_common
from analysis.linking.contradictions import find_contradictions, named_denials, sides_of
from analysis.linking.negation import Sides, stances
from analysis.linking.terms import Floats, Integers
from analysis.schema import CLAIM_LINKS

Booleans = npt.NDArray[np.bool_]

RELATIONS = ("same_utterance", "same_claim")
LEAST = {"same_utterance": 0.18, "same_claim": 0.3}
"""How likely the two halves of a group must belong together on average."""
NEAR = 0.3
"""Cosine of two claims' vectors from which on they are compared."""
NEIGHBOURS = 50
"""Claims that one is compared with at most: the nearest in meaning."""
_TOGETHER = 1_000  # claims whose cosines are in memory at a time
_NEVER = 0.01  # pairs less likely than this count as nothing


def link_claims(claims: pl.DataFrame, vectors: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """Find the claims of each story that belong together.

    Args:
        claims: columns ``claim_id``, ``article_id``, ``story``, ``content_start``, ``content_text``, ``source_id``
            (across articles), ``cue_lemma`` and ``denied``; those without a story are left out.
        vectors: the table ``claim_vectors``; claims that have none are left out.
        sources: columns ``source_id``, ``name``, ``kind`` and ``anonymous``.

    Returns:
        The table ``claim_links``, sorted by its key; ``claim_a`` is the lower id. It does not depend on the order of
        the rows.

    Example:
        >>> text = "that the old bridge will be shut for a year"
        >>> rows = [{"claim_id": f"{a}#0", "article_id": a, "content_text": text, "denied": False} for a in "ab"]
        >>> told = {"story": "bridge", "content_start": 0, "source_id": "mayor", "cue_lemma": "say"}
        >>> claims = pl.DataFrame([row | told for row in rows])
        >>> vectors = pl.DataFrame({"claim_id": ["a#0", "b#0"], "vector": [[1] * 384] * 2},
        ...     schema_overrides={"vector": pl.Array(pl.Int8, 384)})
        >>> sources = pl.DataFrame({"source_id": ["mayor"], "name": ["Ada Bell"], "kind": ["person"],
        ...     "anonymous": [False]})
        >>> link_claims(claims, vectors, sources).select("claim_a", "claim_b", "relation", "why").rows()
        [('a#0', 'b#0', 'same_utterance', 'Ada Bell; both: “that the old bridge will be shut for a year”')]
    """
    # Vectors are fetched a story at a time: joined to the claims, they would fill the memory twice.
    at = vectors.select("claim_id").with_row_index("at")
    known = claims.drop_nulls("story").join(at, on="claim_id")
    named = known.join(sources.select("source_id", "kind", "anonymous", source="name"), on="source_id", how="left")
    rows: list[tuple[str, str, str, float, str]] = []
    for _, story in named.sort("story", "claim_id").group_by("story", maintain_order=True):
        if story["article_id"].n_unique() > 1:
            rows += _linked(story.with_columns(vectors["vector"].gather(story["at"])))
    made = [(*row, None) for row in rows]  # corrected: a person's, not ours
    return pl.DataFrame(made, schema=CLAIM_LINKS.schema, orient="row").sort(CLAIM_LINKS.key)


def near_pairs(claims: Claims) -> Integers:
    """Pairs of claims worth comparing, each once: those near in meaning, for each claim the nearest.

    Args:
        claims: of one story.

    Returns:
        Two numbers of claims a row, the lower first, in order.
    """
    count = len(claims.words)
    found = [np.empty((0, 2), np.int64)]
    for begin in range(0, count, _TOGETHER):
        cosines = claims.cosines(slice(begin, begin + _TOGETHER))
        own = np.arange(len(cosines))
        cosines[own, own + begin] = -1
        if count > NEIGHBOURS:
            further = np.argsort(-cosines, axis=1, kind="stable")[:, NEIGHBOURS:]
            np.put_along_axis(cosines, further, -1, axis=1)
        one, other = np.nonzero(cosines >= NEAR)
        found.append(np.stack([one + begin, other], axis=1))
    return np.unique(np.sort(np.concatenate(found), axis=1), axis=0)


def candidate_pairs(claims: Claims, told: Sequence[Sides]) -> Integers:
    """Pairs of claims worth comparing: near in meaning, or one denies or disputes what the other says.

    Args:
        claims: of one story.
        told: of each claim what it denies and asserts.

    Returns:
        Two numbers of claims a row, the lower first, in order, each pair once.
    """
    named = np.array(list(named_denials(claims, told)), np.int64).reshape(-1, 2)
    return np.unique(np.concatenate([near_pairs(claims), named]), axis=0)


def likelihoods(features: Floats, relation: str) -> Floats:
    """How likely pairs of claims belong together.

    Args:
        features: from ``compare``.
        relation: ``same_utterance``, or ``same_claim`` for either.

    Returns:
        From 0 to 1, one a pair.
    """
    weights, constant = _weights(relation)
    # Summed column by column: the order of a matrix product, and with it the last digit, differs between machines.
    total = np.full(len(features), constant)
    for column, weight in zip(features.T, weights.tolist(), strict=True):
        total = total + column * weight
    likely: Floats = np.round(1 / (1 + np.exp(-total)), 4)
    return likely


def may_be(features: Floats, relation: str) -> Booleans:
    """Whether pairs may belong together at all: two people do not speak in one voice.

    Args:
        features: from ``compare``.
        relation: as for ``likelihoods``.
    """
    possible: Booleans = features[:, FEATURES.index("other_person")] == 0
    return possible | (relation != "same_utterance")


@cache
def _weights(relation: str) -> tuple[Floats, float]:
    table = pl.read_csv((resources.files(__package__) / "claim_weights.csv").read_bytes(), comment_prefix="#")
    weights = dict(table.filter(relation=relation).select("feature", "weight").iter_rows())
    return np.array([weights[feature] for feature in FEATURES]), weights["constant"]


def _linked(story: pl.DataFrame) -> Iterator[tuple[str, str, str, float, str]]:
    """The rows of one story's claims, each pair once: rather the same than a contradiction, rather one utterance."""
    claims = take_apart(story)
    told = sides_of(claims, stances(story))
    pairs = candidate_pairs(claims, told)
    features = compare(claims, pairs)
    ids, names = story["claim_id"].to_list(), story["source"].to_list()
    done = np.zeros(len(pairs), np.bool_)
    for number, score, why in find_contradictions(claims, pairs, features, told):
        done[number] = True
        yield ids[pairs[number, 0]], ids[pairs[number, 1]], "contradicts", score, why
    likely = {relation: likelihoods(features, relation) for relation in RELATIONS}
    for relation, joined in group_pairs(pairs, features, likely, done, len(ids)).items():
        for number in np.flatnonzero(joined).tolist():
            one, other = pairs[number].tolist()
            yield ids[one], ids[other], relation, float(likely[relation][number]), _why(claims, names, one, other)


def group_pairs(
    pairs: Integers, features: Floats, likely: Mapping[str, Floats], against: Booleans, count: int
) -> dict[str, Booleans]:
    """Find the pairs whose claims stand in one group, for each relation.

    Args:
        pairs: two numbers of claims a row.
        features: from ``compare``, a row a pair.
        likely: for each relation how likely each pair belongs together.
        against: which pairs contradict each other, so that no group holds both.
        count: how many claims there are.

    Returns:
        For each of ``RELATIONS`` which pairs it links; none is linked by two.
    """
    linked: dict[str, Booleans] = {}
    done = against.copy()
    for relation in RELATIONS:
        apart = against | ~may_be(features, relation)
        groups = _group_of(pairs, np.where(apart, -np.inf, likely[relation]), LEAST[relation], count)
        linked[relation] = (groups[pairs[:, 0]] >= 0) & (groups[pairs[:, 0]] == groups[pairs[:, 1]]) & ~done
        done |= linked[relation]
    return linked


def _group_of(pairs: Integers, likely: Floats, least: float, count: int) -> Integers:
    """The number of each claim's group, -1 for those that are in none; minus infinity keeps a pair apart."""
    numbers = np.full(count, -1)
    worth = (likely >= _NEVER) | np.isneginf(likely)
    rows = zip(pairs[worth, 0].tolist(), pairs[worth, 1].tolist(), likely[worth].tolist(), strict=True)
    for number, members in enumerate(average_link(rows, least)):
        numbers[members] = number
    return numbers


def _why(claims: Claims, names: Sequence[str | None], one: int, other: int) -> str:
    """What a person would check first: who, and which words both have."""
    who = names[one] or "nobody named"
    if claims.source[one] is None or claims.source[one] != claims.source[other]:
        who = f"{who} ~ {names[other] or 'nobody named'}"
    return f"{who}; {words_in_common(claims, one, other)}"
