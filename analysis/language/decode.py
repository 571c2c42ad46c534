"""From the encoder's numbers to spans: entities, and who said what.

A content word points at its cue and a cue word at its source, so that one source can serve several cues.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analysis.language.attribution import Attribution
from analysis.language.encoder import PARAGRAPH, Floats, Integers, Reading

Span = tuple[str, int, int]  # label, first word, last word + 1

# Log-odds against a tag, chosen on PolNeAR's development set: contents are begun too lightly, cues and sources too
# seldom. With the ban on spans that begin inside, who-said-what F1 rose there from 70.8 to 72.6, exact contents
# from 56.4 to 61.5.
COSTS = {"O": 0.3, "B-C": 1.0, "B-S": -0.3, "B-Q": -0.6}
OPENING_MARKS = frozenset("\"'“”‘«„")
LEAST_CONFIDENCE = 0.25  # three of four attributions below it are wrong on that set; leaving them out: 72.6 to 73.1
GAP = 3  # untagged words that do not break a content


def probabilities(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)


def spans_of_tags(tags: npt.NDArray[np.integer], labels: Sequence[str]) -> list[Span]:
    """Spans of a BIO tagging; an I that continues nothing begins a span.

    Example:
        >>> spans_of_tags(np.array([1, 2, 0, 2]), ["O", "B-S", "I-S"])
        [('S', 0, 2), ('S', 3, 4)]
    """
    spans: list[Span] = []
    for position in np.flatnonzero(tags):  # label 0 is O
        prefix, label = labels[tags[position]].split("-")
        if prefix == "I" and spans and spans[-1][0] == label and spans[-1][2] == position:
            spans[-1] = (label, spans[-1][1], int(position) + 1)
        else:
            spans.append((label, int(position), int(position) + 1))
    return spans


def best_tags(chance: Floats, labels: Sequence[str]) -> npt.NDArray[np.int64]:
    """The most probable tagging in which no span begins with an I (Viterbi).

    An I follows its own B or I only, and anything else may follow anything: one running best is enough for all of
    the latter.
    """
    costs = np.array([COSTS.get(label, 0.0) for label in labels])
    steps = (np.log(chance + 1e-9) - costs).tolist()
    begin_of = {i: labels.index("B" + label[1:]) for i, label in enumerate(labels) if label[0] == "I"}
    scores = [-np.inf if i in begin_of else step for i, step in enumerate(steps[0])]
    behind = []
    for step in steps[1:]:
        best = max(range(len(labels)), key=scores.__getitem__)
        came = [best] * len(labels)
        for inside, begin in begin_of.items():
            came[inside] = inside if scores[inside] >= scores[begin] else begin
        scores = [scores[before] + chance_here for before, chance_here in zip(came, step, strict=True)]
        behind.append(came)
    path = [max(range(len(labels)), key=scores.__getitem__)]
    for came in reversed(behind):
        path.append(came[path[-1]])
    return np.array(path[::-1])


def pointers(reading: Reading) -> tuple[Integers, Floats]:
    """Where each word points, and with what probability."""
    target, sure = np.zeros(reading.n, np.int64), np.zeros(reading.n, np.float32)
    for window in reading.windows:
        rows = window.out["link"][window.kept - window.start, : window.stop - window.start]
        if len(rows):
            chance = probabilities(rows)
            best = chance.argmax(-1)
            target[window.kept] = best + window.start
            sure[window.kept] = chance[np.arange(len(rows)), best]
    return target, sure


def decode_attributions(reading: Reading, words: Sequence[str], labels: Sequence[str]) -> list[Attribution]:
    """Group the tagged spans of one text into attributions, in word positions.

    Args:
        reading: the encoder's numbers.
        words: the words, line breaks as ``¶``.
        labels: names of the attribution tags.

    Returns:
        Attributions with at least a cue and a content each, those of little confidence left out.
    """
    chance = probabilities(reading.gather("att"))
    tags = best_tags(chance, labels)
    spans = spans_of_tags(tags, labels)
    cues = [span for span in spans if span[0] == "Q"]
    if not cues:
        return []
    target, sure = pointers(reading)
    paragraph = np.cumsum([word == PARAGRAPH for word in words])
    cue_at = {word: cue for cue in cues for word in range(cue[1], cue[2])}
    source_at = {word: span for span in spans if span[0] == "S" for word in range(span[1], span[2])}
    contents: dict[Span, list[Span]] = {cue: [] for cue in cues}
    for span in spans:
        if span[0] == "C":
            cue = _pointed_at(span, target, cue_at) or min(cues, key=lambda cue: _distance(cue, span))
            contents[cue].append(span)
    tag_chance = chance[np.arange(reading.n), tags]
    found = []
    for cue, pieces in contents.items():
        if pieces:
            source = _pointed_at(cue, target, source_at)
            pieces = [_past_heading(piece, cue, words) for piece in pieces]
            pieces = _joined(_near(pieces, cue, words, paragraph), words, {*cue_at, *source_at})
            confidence = _confidence(tag_chance, sure, [cue, *pieces, *([source] if source else [])])
            if confidence >= LEAST_CONFIDENCE:
                content = tuple((first, stop) for _, first, stop in pieces)
                cited = ((source[1], source[2]),) if source else ()
                found.append(Attribution(cited, ((cue[1], cue[2]),), content, confidence))
    return found


def _past_heading(piece: Span, cue: Span, words: Sequence[str]) -> Span:
    """A piece without the heading above the cue's paragraph: a line that ends in no mark, and no quotation."""
    label, first, stop = piece
    breaks = [at for at in range(first + 1, min(stop - 1, cue[1])) if words[at] == PARAGRAPH]
    if not breaks or words[first][0] in OPENING_MARKS:
        return piece
    at = breaks[-1]
    return (label, at + 1, stop) if words[at - 1][-1].isalnum() and not words[at + 1][0].islower() else piece


def _near(pieces: Sequence[Span], cue: Span, words: Sequence[str], paragraph: Integers) -> Sequence[Span]:
    """Pieces without strays: what stands in another paragraph than the cue belongs to it only as a quotation."""
    here = [piece for piece in pieces if paragraph[cue[1]] in (paragraph[piece[1]], paragraph[piece[2] - 1])]
    return [piece for piece in pieces if piece in here or words[piece[1]][0] in OPENING_MARKS] if here else pieces


def _joined(pieces: Sequence[Span], words: Sequence[str], taken: set[int]) -> list[Span]:
    """Pieces of one content, small gaps closed unless a cue, a source or a line break stands in them."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        between = range(joined[-1][2], piece[1])
        if len(between) <= GAP and not any(word in taken or words[word] == PARAGRAPH for word in between):
            joined[-1] = (piece[0], joined[-1][1], piece[2])
        else:
            joined.append(piece)
    return joined


def _pointed_at(span: Span, target: Integers, span_at: dict[int, Span]) -> Span | None:
    votes = Counter(span_at[word] for word in target[span[1] : span[2]].tolist() if word in span_at)
    return votes.most_common(1)[0][0] if votes else None


def _distance(cue: Span, span: Span) -> int:
    return min(abs(cue[1] - span[2]), abs(span[1] - cue[2]))


def _confidence(tag_chance: Floats, sure: Floats, spans: Sequence[Span]) -> float:
    """The weakest span's mean probability of its tags, times that of the cue's and contents' pointers."""
    tags = min(float(tag_chance[first:stop].mean()) for _, first, stop in spans)
    pointing = float(np.mean([sure[first:stop].mean() for label, first, stop in spans if label != "S"]))
    return round(tags * pointing, 4)
