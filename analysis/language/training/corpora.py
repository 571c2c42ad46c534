"""Read the corpora that the model learns from: words with numbered labels, nothing of a text left out.

PolNeAR (brat standoff), en-worldwide-newswire (one word a line) and Universal Dependencies (CoNLL-U).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from glob import escape
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc

from analysis.language.encoder import Floats, Integers, as_read
from analysis.language.marks import PARAGRAPH
from analysis.language.training.labels import ATTRIBUTION, ENTITY, TAG, relation_number

NONE = -100  # a label that is not known; PyTorch's losses leave it out
POINTERS = frozenset({"link", "head", "antecedent"})  # labels that are positions of words
ROLES = {"Source": "S", "Cue": "Q", "Content": "C"}
_SPAN = re.compile(r"(T\d+)\t(\w+) ([\d ;]+)\t")
_ENTITY_MARK = re.compile(r"\((\d+)-([^()]*)(\))?|(\d+)\)")


@dataclass(frozen=True, slots=True)
class Text:
    """One annotated text.

    ``labels`` holds a number a word; those in POINTERS are positions of words in the text, NONE where there is none.
    ``starts`` are first words of sentences, ``meanings`` spans of words whose embedding is learned; ``spaced`` says of
    each word whether white space is printed before it, where the corpus knows. ``guesses`` holds an earlier model's
    probabilities ``(words, tags)`` of tags that are not among the labels, zeros where it says nothing.
    """

    name: str
    words: list[str]
    labels: dict[str, Integers]
    starts: Integers
    meanings: list[tuple[int, int]] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    guesses: dict[str, Floats] = field(default_factory=dict)


Roles = dict[str, list[tuple[int, int]]]


def read_attributions(path: Path) -> list[list[tuple[str, list[tuple[int, int]]]]]:
    """The attributions of one brat file: of each the spans ``(role, character ranges)`` in the file's order."""
    spans: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    events = []
    for line in path.read_text(encoding="utf8").split("\n"):
        if match := _SPAN.match(line):
            ranges = [tuple(map(int, piece.split())) for piece in match[3].split(";")]
            spans[match[1]] = (match[2], [(start, stop) for start, stop in ranges])
        elif re.match(r"E\d+\t", line):
            events.append([part.split(":") for part in line.split("\t")[1].split()])
    return [
        [(re.sub(r"\d+$", "", role), spans[target][1]) for role, target in event if target in spans] for event in events
    ]


def annotated_texts(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Text and annotation files of a folder in PolNeAR's layout.

    NAME.txt goes with NAME.ann, or with the first of several annotators' NAME_ANNOTATOR.ann.
    """
    for text in sorted((folder / "text").glob("*.txt")):
        own = folder / "attributions" / f"{text.stem}.ann"
        found = [own] if own.exists() else sorted(own.parent.glob(f"{escape(text.stem)}_*.ann"))
        if found:
            yield text, found[0]


def exact_text(path: Path) -> str:
    """A file's text with its line ends as they are, so that offsets fit."""
    with path.open(encoding="utf8", newline="") as handle:
        return handle.read()


def read_polnear(folder: Path) -> list[Text]:
    """Attributions: ``att`` tags each word, ``link`` points from content to cue and from cue to source."""
    nlp = spacy.blank("en")
    return [
        _attributed(path.stem, nlp.make_doc(exact_text(path)), read_attributions(gold))
        for path, gold in annotated_texts(folder)
    ]


def _attributed(name: str, doc: Doc, events: list[list[tuple[str, list[tuple[int, int]]]]]) -> Text:
    tokens = [token for token in doc if not token.is_space or "\n" in token.text]
    begins = np.array([token.idx for token in tokens])
    ends = np.array([token.idx + len(token) for token in tokens])
    tags, link = np.zeros(len(tokens), np.int64), np.full(len(tokens), NONE)
    meanings = []
    for event in events:
        covered: dict[str, list[list[int]]] = defaultdict(list)
        for role, ranges in event:
            if role in ROLES:
                words = sorted(
                    {
                        word
                        for start, stop in ranges
                        for word in range(np.searchsorted(ends, start + 1), np.searchsorted(begins, stop))
                    }
                )
                if words:
                    covered[role].append(words)
                    _tag(tags, words, ROLES[role])
        if covered["Cue"]:
            point(link, covered["Source"], covered["Cue"], covered["Content"])
        meanings += [(words[0], words[-1] + 1) for words in covered["Content"] if len(words) > words[-1] - words[0]]
    written = [as_read(token.text, token.is_space) for token in tokens]
    _repair(tags)
    starts = guessed_starts(written)
    return Text(name, written, {"att": tags, "link": link}, starts, meanings + sentences(written, starts))


def _tag(tags: Integers, words: list[int], letter: str) -> None:
    before = None
    for word in words:
        prefix = "I" if before is not None and word == before + 1 else "B"
        tags[word] = ATTRIBUTION.index(f"{prefix}-{letter}")
        before = word


def _repair(tags: Integers) -> None:
    """Begin a span anew where attributions that overlap have left an I tag without its B."""
    for at, tag in enumerate(tags):
        name, before = ATTRIBUTION[tag], ATTRIBUTION[tags[at - 1]] if at else "O"
        if name[0] == "I" and before[1:] != name[1:]:
            tags[at] = ATTRIBUTION.index(f"B{name[1:]}")


def point(
    link: Integers, sources: Sequence[Sequence[int]], cues: Sequence[Sequence[int]], contents: Iterable[Sequence[int]]
) -> None:
    """Let an attribution's contents point at its first cue, its cues at its first source, or at themselves without one.

    Args:
        link: changed: of each word the one it points at.
        sources: words of each of the attribution's sources.
        cues: words of each of its cues, at least one.
        contents: words of each of its contents.
    """
    for words in contents:
        link[list(words)] = cues[0][0]
    for words in cues:
        link[list(words)] = sources[0][0] if sources else words


def guessed_starts(words: Sequence[str]) -> Integers:
    """Where short windows may begin: behind line breaks and full stops, and behind the marks that close upon those."""
    starts, behind, is_open = [], True, False
    for at, word in enumerate(words):
        closes = word in "”»" or (word == '"' and is_open)
        if behind and not closes and word != PARAGRAPH:
            starts.append(at)
        behind = word in {PARAGRAPH, ".", "!", "?"} or (behind and closes)
        is_open = word != PARAGRAPH and is_open != (word == '"')
    return np.array(starts, np.int64)


def sentences(words: Sequence[str], starts: Integers) -> list[tuple[int, int]]:
    """Spans of a text's sentences that are worth an embedding: neither a fragment nor a whole list.

    Args:
        words: the text.
        starts: first words of sentences.

    Returns:
        ``(first, last + 1)`` word of each, without line breaks behind it.
    """
    spans = zip(starts.tolist(), [*starts[1:].tolist(), len(words)][: len(starts)], strict=True)
    trimmed = [(a, next(at for at in range(b, a, -1) if words[at - 1] != PARAGRAPH)) for a, b in spans]
    return [(a, b) for a, b in trimmed if 5 <= b - a <= 80]


def read_worldwide(path: Path) -> list[Text]:
    """Entities: ``ner`` tags each word. Its blank lines end paragraphs as often as sentences: no ``ss``."""
    texts = []
    for name, lines in _articles(path.read_text(encoding="utf8").split("\n")):
        words, tags, begins, blank = [], [], [], True
        for line in lines:
            word, _, tag = line.partition("\t")
            if not word.strip():
                blank = True
                continue
            words.append(word.strip())
            tags.append(ENTITY.index(tag.strip()) if tag.strip() in ENTITY else 0)
            begins.append(blank)
            blank = False
        if words:
            starts = np.flatnonzero(begins)
            texts.append(Text(name, words, {"ner": np.array(tags)}, starts, sentences(words, starts)))
    return texts


def _articles(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    name, kept = "", list[str]()
    for line in lines:
        if line.startswith("# article"):
            yield name, kept
            name, kept = line.partition("=")[2].strip(), []
        else:
            kept.append(line)
    yield name, kept


def read_treebank(path: Path) -> list[Text]:
    """Trees: ``pos``, ``head`` (a root points at itself), ``dep`` and ``ss``; ``antecedent`` where chains are given."""
    texts, name, rows = [], "", list[list[str]]()
    sizes = list[int]()
    for line in [*path.read_text(encoding="utf8").split("\n"), "# newdoc id = "]:
        if line.startswith("# newdoc"):
            if rows:
                texts.append(_parsed(name, rows, sizes))
            name, rows, sizes = line.partition("=")[2].strip(), [], []
        elif line.startswith("# text ="):
            sizes.append(len(rows))
        elif re.match(r"\d+\t", line):
            rows.append(line.split("\t"))
    return texts


def _parsed(name: str, rows: list[list[str]], sizes: list[int]) -> Text:
    starts = np.array(sizes)
    first = np.repeat(starts, np.diff([*sizes, len(rows)]))
    own = np.arange(len(rows))
    head = np.array([int(row[6]) for row in rows])
    begins = np.zeros(len(rows), np.int64)
    begins[starts] = 1
    head = np.where(head > 0, first + head - 1, own)
    labels = {
        "pos": np.array([TAG.index(row[3]) if row[3] in TAG else TAG.index("X") for row in rows]),
        "head": head,
        "dep": np.array([relation_number(row[7]) for row in rows]),
        "ss": begins,
        "antecedent": _antecedents([row[9] for row in rows], head),
    }
    spaced = [True, *("SpaceAfter=No" not in row[9] for row in rows[:-1])]
    return Text(name, [row[1] for row in rows], labels, starts, spaced=spaced)


def _antecedents(marks: list[str], head: Integers) -> Integers:
    """From each mention's head word to the head word of the mention before it in its chain, or to itself.

    Words that head no mention have NONE. A mention's head is the word in it that hangs on a word outside it.
    """
    points = np.full(len(marks), NONE)
    last: dict[str, int] = {}
    mentions = sorted(_mentions(marks))
    for first, stop, chain in mentions:
        outside = [word for word in range(first, stop) if not first <= head[word] < stop or head[word] == word]
        word = outside[0] if outside else first
        if points[word] == NONE:
            points[word] = last.get(chain, word)
        last[chain] = word
    return points


def _mentions(marks: list[str]) -> Iterator[tuple[int, int, str]]:
    """Spans ``(first, stop, chain)`` of GUM's Entity marks: ``(1-person-...`` opens, ``1)`` closes, both may nest."""
    opened: dict[str, list[int]] = defaultdict(list)
    for at, mark in enumerate(marks):
        entity = next((part[7:] for part in mark.split("|") if part.startswith("Entity=")), "")
        for begun, _, at_once, closed in _ENTITY_MARK.findall(entity):
            if begun:
                opened[begun].append(at)
            if (begun and at_once) or closed:
                chain = begun or closed
                if opened[chain]:
                    yield opened[chain].pop(), at + 1, chain


def without_breaks(text: Text) -> Text:
    """The same text on one line."""
    return _rebuilt(text, [at for at, word in enumerate(text.words) if word != PARAGRAPH], set())


def with_breaks(text: Text, before: set[int]) -> Text:
    """The same text with line breaks before some words."""
    return _rebuilt(text, list(range(len(text.words))), before)


def _rebuilt(text: Text, kept: list[int], breaks: set[int]) -> Text:
    """A text of some of its words, with line breaks put before some of them; pointers follow their words."""
    words: list[str] = []
    origin: list[int] = []
    place = np.full(len(text.words) + 1, NONE)
    for at in kept:
        if at in breaks:
            words.append(PARAGRAPH)
            origin.append(-1)
        place[at] = len(words)
        words.append(text.words[at])
        origin.append(at)
    source = np.array(origin)
    labels = {}
    for name, values in text.labels.items():
        moved = np.where(source >= 0, values[source], NONE)
        labels[name] = np.where(moved >= 0, place[np.maximum(moved, 0)], NONE) if name in POINTERS else moved
    meanings = [(int(place[a]), int(place[b - 1]) + 1) for a, b in text.meanings if place[a] >= 0 <= place[b - 1]]
    guesses = {
        name: np.where((source >= 0)[:, None], values[source], 0).astype(values.dtype)
        for name, values in text.guesses.items()
    }
    return replace(text, words=words, labels=labels, starts=place[text.starts], meanings=meanings, guesses=guesses)
