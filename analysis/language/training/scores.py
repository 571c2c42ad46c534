"""Measure a model folder on annotated texts, read through the runtime as users run it.

Every measure is counts by article: what was right, what is in the gold, what was given. Shares and their intervals are
made from these, the intervals by drawing articles anew (Efron & Tibshirani 1993).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from analysis.language.attribution import attributions
from analysis.language.encoder import Encoder
from analysis.language.marks import PARAGRAPH
from analysis.language.pipeline import load_pipeline
from analysis.language.sentences import sentence_starts
from analysis.language.tagging import SURE, name_steps, shared_by_uses, spans_of_tags, tag_names
from analysis.language.training.corpora import (
    annotated_texts,
    exact_text,
    read_attributions,
    read_treebank,
    read_worldwide,
    with_breaks,
)
from analysis.language.trees import decode_trees

ROLES = ("source", "cue", "content")
OVERLAP = 0.5  # share of characters that two spans must have in common
RESAMPLES = 2000
_OUTER = " \t\r\n,.;:!?\"'“”‘’«»()[]-–—"  # at the ends of a span; they do not make it another one
_MARKS = re.compile(r'["“«]([^"”»]*)["”»]?')

Ranges = list[tuple[int, int]]
Roles = dict[str, Ranges]


@dataclass(frozen=True, slots=True)
class Count:
    """One measure in one article."""

    measure: str
    article: str
    right: int
    gold: int
    given: int


def characters(ranges: Ranges, text: str = "") -> frozenset[int]:
    """All positions that ranges cover; with a text, marks and white space at each range's ends left out."""
    covered: set[int] = set()
    for start, stop in ranges:
        while text and start < stop and text[start] in _OUTER:
            start += 1
        while text and stop > start and text[stop - 1] in _OUTER:
            stop -= 1
        covered.update(range(start, stop))
    return frozenset(covered)


def pair_up(
    gold: Sequence[frozenset[int]], given: Sequence[frozenset[int]], least: float = OVERLAP
) -> list[tuple[int, int]]:
    """Pair spans one to one, best first.

    Args:
        gold: positions of each gold span.
        given: positions of each span given.
        least: the intersection over union from which two may pair, above 0.

    Returns:
        Pairs of indices.

    Example:
        >>> pair_up([frozenset({1, 2}), frozenset({7})], [frozenset({2, 1, 3})])
        [(0, 0)]
    """
    scored = [(len(a & b) / len(a | b), i, j) for i, a in enumerate(gold) for j, b in enumerate(given) if a & b]
    used_gold, used_given, pairs = set[int](), set[int](), []
    for overlap, i, j in sorted(scored, key=lambda pair: (-pair[0], -pair[1], -pair[2])):
        if overlap >= least and i not in used_gold and j not in used_given:
            used_gold.add(i)
            used_given.add(j)
            pairs.append((i, j))
    return pairs


def quotation_of(text: str, ranges: Ranges) -> str:
    """Direct, mixed or indirect by the share of a content that double marks hold (direct from 85 %)."""
    body = "".join(text[start:stop] for start, stop in ranges).strip()
    marks = sum(character in '"“”«»' for character in body)
    if not marks:
        return "indirect"
    quoted = sum(map(len, _MARKS.findall(body)))
    return "direct" if quoted >= 0.85 * max(1, len(body) - marks) else "mixed"


def attribution_counts(article: str, text: str, gold: Sequence[Roles], given: Sequence[Roles]) -> Iterator[Count]:
    """Count what was read right in one article.

    Args:
        article: its name.
        text: its text.
        gold: attributions, each role's character ranges; a role may be empty.
        given: the same, as a model gives them.

    Yields:
        Counts of who said what, of each role (exact, overlap, characters) and of each quotation kind in the gold.
    """
    for role in ROLES:
        g, p = [a[role] for a in gold if a[role]], [a[role] for a in given if a[role]]
        exact = pair_up([characters(r, text) for r in g], [characters(r, text) for r in p], 1.0)
        overlap = pair_up([characters(r) for r in g], [characters(r) for r in p])
        yield Count(f"{role}, exact", article, len(exact), len(g), len(p))
        yield Count(f"{role}, overlap", article, len(overlap), len(g), len(p))
        every_g, every_p = characters([s for r in g for s in r]), characters([s for r in p for s in r])
        yield Count(f"{role}, characters", article, len(every_g & every_p), len(every_g), len(every_p))
    right = set()
    contents = [[characters(a["content"]) for a in side] for side in (gold, given)]
    for i, j in pair_up(contents[0], contents[1]):
        a, b = characters(gold[i]["source"]), characters(given[j]["source"])
        if a & b or not (a or b):
            right.add(i)
    yield Count("who said what", article, len(right), len(gold), sum(map(bool, contents[1])))
    kinds = [quotation_of(text, a["content"]) for a in gold]
    for kind in ("direct", "mixed", "indirect"):
        among = [i for i, own in enumerate(kinds) if own == kind]
        yield Count(f"who said what, recall of {kind}", article, len(right & set(among)), len(among), len(among))


def measure_attributions(model: Path, folder: Path, threads: int = 0) -> list[Count]:
    """Read a folder in PolNeAR's layout with a model and count."""
    pairs = list(annotated_texts(folder))
    texts = [exact_text(path) for path, _ in pairs]
    counts: list[Count] = []
    for (path, annotated), text, doc in zip(
        pairs, texts, load_pipeline(model=model, threads=threads).pipe(texts), strict=True
    ):
        gold = [_by_role(event) for event in read_attributions(annotated)]
        given = [
            {
                role: [(doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1])) for first, stop in getattr(found, role)]
                for role in ROLES
            }
            for found in attributions(doc)
        ]
        counts += attribution_counts(path.stem, text, [event for event in gold if event["content"]], given)
    return counts


def _by_role(event: Iterable[tuple[str, Ranges]]) -> Roles:
    roles: Roles = {role: [] for role in ROLES}
    for role, ranges in event:
        if role.lower() in roles:
            roles[role.lower()] += ranges
    return roles


def measure_entities(encoder: Encoder, path: Path) -> list[Count]:
    """Exact and typed entities of a file in en-worldwide's layout, as it is and with a line break behind every line."""
    texts = read_worldwide(path)
    steps = name_steps(encoder.labels["ner"])
    counts = []
    for measure, some in (
        ("entities", texts),
        ("entities, line breaks", [with_breaks(text, set(text.starts[1:].tolist())) for text in texts]),
    ):
        for text, reading in zip(some, encoder.read([text.words for text in some]), strict=True):
            scores = shared_by_uses(reading.gather("ner"), text.words)
            scores[[word == PARAGRAPH for word in text.words], 0] = SURE
            given = set(spans_of_tags(tag_names(scores, steps), encoder.labels["ner"]))
            gold = set(spans_of_tags(np.maximum(text.labels["ner"], 0), encoder.labels["ner"]))
            counts.append(Count(measure, text.name, len(given & gold), len(gold), len(given)))
    return counts


def measure_trees(encoder: Encoder, path: Path, bank: str) -> list[Count]:
    """Tags, heads and relations in gold sentences, punctuation counted, and sentence starts, of a treebank file."""
    texts = read_treebank(path)
    counts = []
    for text, reading in zip(texts, encoder.read([text.words for text in texts]), strict=True):
        heads, relations = decode_trees(reading, text.words, text.starts, encoder.labels["dep"], encoder.arc_labels)
        names = encoder.labels["dep"]
        numbers = reading.gather("pos").argmax(-1)
        tag = numbers == text.labels["pos"]
        tags = [encoder.labels["pos"][number] for number in numbers]
        head = heads == text.labels["head"]
        relation = np.array([names.index(name) for name in relations]) == text.labels["dep"]
        for measure, right in (("tags", tag), ("heads", head), ("heads and relations", head & relation)):
            counts.append(Count(f"{bank}: {measure}", text.name, int(right.sum()), len(right), len(right)))
        given, gold = set(sentence_starts(reading, text.words, text.spaced, tags).tolist()), set(text.starts.tolist())
        counts.append(Count(f"{bank}: sentence starts", text.name, len(given & gold), len(gold), len(given)))
    return counts


def measure(model: Path, corpora: Path, part: str = "dev", threads: int = 0) -> list[Count]:
    """Measure a model folder on all corpora.

    Args:
        model: folder of a model.
        corpora: folder with polnear, worldwide-ner, ud-ewt and ud-gum.
        part: ``dev``, or ``test`` for what has one (the treebanks).
        threads: windows read side by side; 0 takes every core.

    Returns:
        Counts by measure and article.
    """
    encoder = Encoder(model, threads)
    counts = []
    if (corpora / "polnear" / part).exists():
        counts += measure_attributions(model, corpora / "polnear" / part, threads)
    if (corpora / "worldwide-ner" / f"{part}.tsv").exists():
        counts += measure_entities(encoder, corpora / "worldwide-ner" / f"{part}.tsv")
    for bank in ("ewt", "gum"):
        counts += measure_trees(encoder, corpora / f"ud-{bank}" / f"{part}.conllu", bank.upper())
    return counts


def summary(counts: Iterable[Count], interval: float = 0.95) -> pl.DataFrame:
    """Precision, recall and F1 of each measure.

    Args:
        counts: counts by measure and article.
        interval: share of the drawn samples that lie between low and high.

    Returns:
        A frame with ``measure``, ``precision``, ``recall``, ``f1``, ``low``, ``high`` (per cent; low and
        high of F1), ``n`` (units in the gold) and ``articles``, in order of first appearance.
    """
    frame = pl.DataFrame(list(counts), schema=["measure", "article", "right", "gold", "given"], orient="row")
    rows = []
    for (name,), group in frame.group_by("measure", maintain_order=True):
        table = group.select("right", "gold", "given").to_numpy().astype(float)
        precision, recall, f1 = (float(value[0]) for value in _shares(table.sum(0)[None]))
        drawn = np.random.default_rng(0).multinomial(len(table), np.full(len(table), 1 / len(table)), RESAMPLES)
        low, high = np.quantile(_shares(drawn @ table)[2], [(1 - interval) / 2, (1 + interval) / 2])
        rows.append((name, precision, recall, f1, float(low), float(high), int(table[:, 1].sum()), len(table)))
    names = ["measure", "precision", "recall", "f1", "low", "high", "n", "articles"]
    return pl.DataFrame(rows, schema=names, orient="row")


def _shares(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Precision, recall and F1 in per cent of rows of right, gold, given."""
    right, gold, given = sums.T
    none = np.finfo(float).tiny
    return (
        100 * right / np.maximum(given, none),
        100 * right / np.maximum(gold, none),
        200 * right / np.maximum(gold + given, none),
    )
