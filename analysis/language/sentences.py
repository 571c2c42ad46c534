"""Where sentences begin: behind full stops, by the model's own head where what is printed leaves it open."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from analysis.language.cues import reports_speech
from analysis.language.encoder import Floats, Integers, Reading
from analysis.language.marks import PARAGRAPH
from analysis.lexicons import load_lexicon

LONGEST_SENTENCE = 400
"""Words: a tree takes memory by their square, and texts without a full stop exist."""
READILY = -5.0
"""Log-odds from which on a mark behind a full stop, or a capital behind another stop, begins a sentence."""
ALWAYS, NEVER = -np.inf, np.inf
_STOPS = (".", "!", "?", "…")
_CLOSING = frozenset(('"', "''", "'", "”", "’", "»", ")", "]"))
_OPENING = frozenset(('"', "``", "'", "“", "‘", "«", "„", "("))
_MARKS = "\"'`“”‘’«»„‚‹›"
_FUNCTION = frozenset(("DET", "PRON", "CCONJ", "SCONJ"))


def sentence_starts(reading: Reading, words: list[str], spaced: list[bool], tags: list[str]) -> Integers:
    """Find the first words of the sentences: after every line break, and behind full stops.

    Without a full stop the model is mostly wrong in news: it takes "he said" behind a quotation for a new sentence.
    Behind one it reads on through quotations of several sentences, and now and then begins one at a closing mark. So a
    capital behind a full stop that belongs to no abbreviation begins a sentence whatever the model says.

    Args:
        reading: the encoder's numbers.
        words: the words; a line break is one.
        spaced: whether white space is printed before each word.
        tags: the words' parts of speech.

    Returns:
        Indexes of words, in order, the first of them 0; no sentence is longer than ``LONGEST_SENTENCE``.
    """
    scores = reading.gather("ss")
    begins = behind_stops(scores[:, 1] - scores[:, 0], words, spaced, tags)
    is_break = np.array([word == PARAGRAPH for word in words])
    begins[is_break] = False
    begins[1:] |= is_break[:-1] & ~is_break[1:]
    begins[0] = True
    stops = pairwise([*np.flatnonzero(begins).tolist(), len(words)])
    return np.array([at for first, stop in stops for at in range(first, stop, LONGEST_SENTENCE)], np.int64)


def behind_stops(odds: Floats, words: list[str], spaced: list[bool], tags: list[str]) -> npt.NDArray[np.bool_]:
    """Say for each word whether a sentence begins with it, by the full stop behind it and the model's log-odds.

    Args:
        odds: the model's log-odds that a sentence begins here.
        words: the words.
        spaced: whether white space is printed before each word.
        tags: the words' parts of speech.

    Returns:
        True for the first words of sentences.

    Example:
        >>> words = ["He", "left", ".", '"', "Why", "?", '"', "she", "asked", "."]
        >>> spaced = [True, True, False, True, False, False, False, True, True, False]
        >>> odds = np.array([5, -9, -9, -1, -9, -9, 2, 1, -9, -9], np.float32)
        >>> np.flatnonzero(behind_stops(odds, words, spaced, ["X"] * 10)).tolist()
        [3]
    """
    begins = np.zeros(len(words), bool)
    first = 0  # word of the sentence being read
    stop, marked, held = "", False, -np.inf  # the stop behind, whether marks close there, the best odds on them
    for at, word in enumerate(words):
        if at and words[at - 1] == PARAGRAPH:
            first = at
        if stop:
            best = max(held, float(odds[at]))
            closes = word in _CLOSING and not spaced[at]
            opened = "" if marked or not spaced[at] else _opened(words, spaced, at)
            begins[at] = not closes and best > _needed(stop, marked, opened or word, spaced[at], tags[at])
            if marked and begins[at] and stop in ("!", "?"):
                begins[at] = not _names_speaker(words, tags, at)
            if word in _CLOSING and not begins[at]:
                marked, held = True, best
                continue
            first = at if begins[at] else first
        stop, marked, held = _stop(words, first, at), False, -np.inf
    return begins


def _opened(words: list[str], spaced: list[bool], at: int) -> str:
    """The word that a mark stands before without a space, whatever its shape; empty where it stands before none."""
    bare = words[at].lstrip(_MARKS)
    if bare == words[at]:
        return ""
    return bare or (words[at + 1] if at + 1 < len(words) and not spaced[at + 1] else "")


def _stop(words: list[str], first: int, at: int) -> str:
    """What may end a sentence with a word: its full stop; for what hardly ever ends one, the word itself."""
    word = words[at]
    if word != "." or at == first:
        return word if word.endswith(_STOPS) else ""
    before = words[at - 1]
    if before == ".":
        return ".."  # "and so . . . they went"
    if at == first + 1 and (before.isdecimal() or len(before) == 1):
        return ""  # the number of a list's item
    return f"{before}." if before.lower() in _abbreviations() else word


def _needed(stop: str, marked: bool, word: str, spaced: bool, tag: str) -> float:
    """The log-odds that a sentence needs to begin with a word behind a full stop."""
    if word[:1].islower() and (stop.startswith(("..", "…")) or (marked and stop in ("!", "?"))):
        return NEVER  # "we waited ... and then it came"; “Why?” she asked.
    if stop.startswith(("..", "…")):
        return 0.0
    if not spaced:
        return 0.0
    if word in _OPENING:
        return READILY if stop in (".", "!", "?") and not marked else 0.0
    if not word[:1].isupper():
        return 0.0
    if stop in (".", "?") or (marked and stop == "!"):
        return ALWAYS
    # “Go! Go!”, but "Yahoo! Inc."; "in the U.S. The army", but "the U.S. Army"
    return READILY if stop == "!" or (tag in _FUNCTION and not marked) else 0.0


def _names_speaker(words: list[str], tags: list[str], at: int) -> bool:
    """Whether a name and a verb of saying follow a quotation: “Why?” Ms. Roe asked."""
    near = range(at, min(at + 5, len(words)))
    verb = next((i for i in near if tags[i] == "VERB"), at)
    return tags[at] in ("PROPN", "NOUN") and verb > at and reports_speech(words[verb])


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load_lexicon("abbreviations")["word"])
