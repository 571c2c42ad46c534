"""Texts as a model reads them beside the attributions that they hold, to choose a decoder by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy

from analysis.language.encoder import Encoder, Reading, as_read
from analysis.language.training.corpora import (
    annotated_texts,
    exact_text,
    guessed_starts,
    read_attributions,
    sentences,
)

Gold = list[tuple[frozenset[int], frozenset[int]]]


@dataclass(frozen=True, slots=True)
class Known:
    """One text as the model reads it, and its attributions in words: of each source and content."""

    words: list[str]
    reading: Reading
    gold: Gold


def read_known(encoder: Encoder, folder: Path) -> list[Known]:
    """Read articles in PolNeAR's layout once, so that many decoders can be tried on them."""
    nlp = spacy.blank("en")
    articles = []
    for path, annotated in annotated_texts(folder):
        tokens = [t for t in nlp.make_doc(exact_text(path)) if not t.is_space or "\n" in t.text]
        begins, ends = [t.idx for t in tokens], [t.idx + len(t) for t in tokens]
        gold = []
        for event in read_attributions(annotated):
            roles: dict[str, set[int]] = {"Source": set(), "Cue": set(), "Content": set()}
            for role, ranges in event:
                for start, stop in ranges:
                    covered = range(int(np.searchsorted(ends, start + 1)), int(np.searchsorted(begins, stop)))
                    roles.setdefault(role, set()).update(covered)
            if roles["Content"]:
                gold.append((frozenset(roles["Source"]), frozenset(roles["Content"])))
        articles.append(([as_read(t.text, t.is_space) for t in tokens], gold))
    readings = encoder.read([words for words, _ in articles])
    return [Known(words, reading, gold) for (words, gold), reading in zip(articles, readings, strict=True)]


def lone_sentences(read: Callable[[list[list[str]]], Iterable[Reading]], known: Sequence[Known]) -> list[Known]:
    """Sentences of articles, each read by itself, with the attributions that they hold whole.

    Args:
        read: what reads texts given as words, as ``Encoder.read``.
        known: articles.

    Returns:
        Of each sentence its reading and its attributions, which may be none; sentences with only a part of one are left
        out, for nobody could say what should be found in them.
    """
    cut: list[tuple[list[str], Gold]] = []
    for article in known:
        for first, stop in sentences(article.words, guessed_starts(article.words)):
            inside = frozenset(range(first, stop))
            touching = [one for one in article.gold if (one[0] | one[1]) & inside]
            if all(source | content <= inside for source, content in touching):
                gold = [tuple(frozenset(at - first for at in span) for span in one) for one in touching]
                cut.append((article.words[first:stop], [(source, content) for source, content in gold]))
    readings = read([words for words, _ in cut])
    return [Known(words, reading, gold) for (words, gold), reading in zip(cut, readings, strict=True)]
