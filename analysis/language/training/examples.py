"""From annotated texts to what one step of training reads: windows of varying size, breaks and quotation marks."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from tokenizers import Tokenizer

from analysis.language.encoder import (
    END_PIECE,
    LONGEST_WORD,
    PARAGRAPH_PIECE,
    START_PIECE,
    UNKNOWN_PIECE,
    Floats,
    Integers,
    capitals,
)
from analysis.language.marks import PARAGRAPH
from analysis.language.training.config import Config, Windows
from analysis.language.training.corpora import NONE, POINTERS, Text, with_breaks, without_breaks

MASK_PIECE = 103
STYLES = {"curly": "“”", "straight": '""', "guillemets": "«»", "german": "„“"}
_OPENING, _CLOSING = frozenset("“«„"), frozenset("”»")


@dataclass(frozen=True, slots=True)
class Example:
    """One window: pieces and token types with the signs at both ends, each word's first piece, labels by word.

    ``meanings`` are spans of pieces with the row of their embedding in the teacher's table.
    """

    ids: Integers
    types: Integers
    first: Integers
    labels: dict[str, Integers]
    meanings: list[tuple[int, int, int]]
    guesses: dict[str, Floats] = field(default_factory=dict)


class Pieces:
    """Words to word pieces, remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {PARAGRAPH: [PARAGRAPH_PIECE]}

    def __call__(self, word: str) -> list[int]:
        """The pieces of one word, cut off as at run time."""
        if word not in self._known:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids
            self._known[word] = ids[:LONGEST_WORD] or [UNKNOWN_PIECE]
        return self._known[word]


def examples_of(
    text: Text, rows: dict[tuple[int, int], int], config: Config, pieces: Pieces, chance: random.Random
) -> Iterator[Example]:
    """Cut one text for one epoch.

    Args:
        text: the text.
        rows: of each of its ``meanings`` the row in the teacher's table.
        config: how to cut.
        pieces: the tokenizer.
        chance: decides sizes, breaks, marks and hidden words.

    Yields:
        Windows that together hold every word, in a text cut short those from some of its sentences.
    """
    numbers = [rows.get(span, -1) for span in text.meanings]
    varied = vary_marks(vary_breaks(text, config, chance), config, chance)
    if len(varied.meanings) != len(numbers):  # a span vanished with a break
        numbers = [-1] * len(varied.meanings)
    sizes = np.array([len(pieces(word)) for word in varied.words])
    for start, stop in cut(sizes, varied.starts, config.windows, chance):
        yield _example(varied, numbers, start, stop, config.windows.hidden_words, pieces, chance)


def cut(sizes: Integers, starts: Integers, windows: Windows, chance: random.Random) -> list[tuple[int, int]]:
    """Cut a text into windows of one kind: full and long ones that overlap, or short ones from sentence to sentence.

    Args:
        sizes: pieces of each word.
        starts: first words of sentences.
        windows: the settings.
        chance: decides the kind and where the first window ends.

    Returns:
        ``(first, last + 1)`` word of each window.
    """
    kind = chance.choices(list(windows.shares), list(windows.shares.values()))[0]
    ends = np.cumsum(sizes)
    if kind == "short":
        return _short_windows(ends, starts, windows.short, chance)
    size = windows.full if kind == "full" else windows.long
    bounds, start = [], 0
    room = chance.randint(size // 3, size)  # the first one ends anywhere, so that cuts fall elsewhere in every epoch
    while start < len(sizes):
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + room, side="right")))
        bounds.append((start, stop))
        if stop >= len(sizes):
            break
        start = max(start + 1, stop - int((stop - start) * windows.overlap))
        room = size
    return bounds


def _short_windows(
    ends: Integers, starts: Integers, sizes: tuple[int, int], chance: random.Random
) -> list[tuple[int, int]]:
    """Runs of whole sentences, as a paragraph or a headline alone would be read."""
    bounds: list[tuple[int, int]] = []
    stops = [*starts[1:].tolist(), len(ends)]
    begin, room = 0, chance.randint(*sizes)
    for start, stop in zip(starts.tolist(), stops, strict=True):
        pieces_so_far = ends[stop - 1] - (ends[begin - 1] if begin else 0)
        if start > begin and pieces_so_far > room:
            bounds.append((begin, start))
            begin, room = start, chance.randint(*sizes)
    bounds.append((begin, len(ends)))
    longest = 500  # pieces; the encoder knows 512 positions
    return [(a, min(b, int(np.searchsorted(ends, (ends[a - 1] if a else 0) + longest)))) for a, b in bounds if a < b]


def vary_breaks(text: Text, config: Config, chance: random.Random) -> Text:
    """Put line breaks into a text that has none, or take them out of one that has them, sometimes."""
    breaks, dice = config.breaks, chance.random()
    if PARAGRAPH in text.words:
        return without_breaks(text) if dice < breaks.removed else text
    if dice < breaks.every_sentence:
        return with_breaks(text, set(text.starts[1:].tolist()))
    if dice < breaks.every_sentence + breaks.some_sentences:
        return with_breaks(text, {at for at in text.starts[1:].tolist() if chance.random() < breaks.chance})
    return text


def vary_marks(text: Text, config: Config, chance: random.Random) -> Text:
    """Rewrite the quotation marks of an attribution text in another style, sometimes."""
    if "att" not in text.labels and "att" not in text.guesses:
        return text
    shares = {style: getattr(config.marks, style) for style in STYLES}
    style = chance.choices(["", *shares], [1 - sum(shares.values()), *shares.values()])[0]
    return replace(text, words=_in_style(text.words, STYLES[style])) if style else text


def _in_style(words: Sequence[str], marks: str) -> list[str]:
    """Words with their double quotation marks replaced; a straight mark opens where none is open in its paragraph."""
    rewritten, is_open = [], False
    for word in words:
        if word == PARAGRAPH:
            is_open = False
        elif word in _OPENING or (word == '"' and not is_open):
            word, is_open = marks[0], True
        elif word in _CLOSING or word == '"':
            word, is_open = marks[1], False
        rewritten.append(word)
    return rewritten


def _example(
    text: Text, numbers: list[int], start: int, stop: int, hidden: float, pieces: Pieces, chance: random.Random
) -> Example:
    ids, types, first = [START_PIECE], [0], []
    for word in text.words[start:stop]:
        own = pieces(word)
        first.append(len(ids))
        ids += [MASK_PIECE] * len(own) if word != PARAGRAPH and chance.random() < hidden else own
        types += [capitals(word)] * len(own)
    places = [*first, len(ids)]
    labels = {}
    for name, values in text.labels.items():
        inside = values[start:stop]
        if name in POINTERS:
            inside = np.where((inside >= start) & (inside < stop), inside - start, NONE)
        labels[name] = inside
    meanings = [
        (places[a - start], places[b - start], number)
        for (a, b), number in zip(text.meanings, numbers, strict=True)
        if number >= 0 and start <= a and b <= stop
    ]
    guesses = {name: values[start:stop] for name, values in text.guesses.items()}
    return Example(np.array([*ids, END_PIECE]), np.array([*types, 0]), np.array(first), labels, meanings, guesses)


def is_sentence(text: Text, span: tuple[int, int]) -> bool:
    """Whether a span of words is a sentence of its text, not what somebody is reported to have said in one."""
    behind = next((at for at in range(span[1], len(text.words)) if text.words[at] != PARAGRAPH), None)
    return span[0] in text.starts and (behind is None or behind in text.starts)


def lone_sentence(text: Text, span: tuple[int, int], number: int, pieces: Pieces) -> Example:
    """A sentence by itself, with all that is known of it: what is only read in company is soon forgotten alone.

    Args:
        text: the text that it stands in.
        span: its words there.
        number: its row in the teacher's table.
        pieces: the tokenizer.

    Returns:
        An example without hidden words.
    """
    numbers = [number if other == span else -1 for other in text.meanings]
    return _example(text, numbers, *span, 0.0, pieces, random.Random(0))


def batches(examples: Sequence[Example], pieces: int, chance: random.Random) -> list[list[Example]]:
    """Group examples of like length, padding counted.

    Args:
        examples: windows of one corpus.
        pieces: word pieces in a batch.
        chance: mixes examples of almost the same length.

    Returns:
        Batches in random order.
    """
    order = sorted(examples, key=lambda example: len(example.ids) + 20 * chance.random())
    found: list[list[Example]] = []
    longest = 0
    for example in order:
        longest = max(longest, len(example.ids))
        if not found or longest * (len(found[-1]) + 1) > pieces:
            found.append([])
            longest = len(example.ids)
        found[-1].append(example)
    chance.shuffle(found)
    return found
