"""From the encoder's numbers to attributions: who said what.

A content word points at its cue and a cue word at its source, so that one source can serve several cues.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.language.attribution import Attribution
from analysis.language.confidence import SIGNS, confidence, own_chance, signs
from analysis.language.encoder import Floats, Integers, ModelError, Reading
from analysis.language.marks import PARAGRAPH, Marks, read_marks
from analysis.language.pieces import trimmed, without_strays
from analysis.language.tagging import IMPOSSIBLE, Span, best_tags, probabilities, spans_of_tags

SENTENCE_ENDS = frozenset({PARAGRAPH, ".", "!", "?"})
_CLOSED_UPON = frozenset(",.?!")


@dataclass(frozen=True, slots=True)
class Decoder:
    """What turns one model's numbers into attributions, chosen on texts it has not learned from.

    ``costs`` are taken from a tag's score, ``steps`` added for each tag behind each tag; ``weights`` make the
    confidence from SIGNS; an attribution below ``least_confidence`` is left out. ``closed`` is the cost of a content
    that goes on behind a closed quotation's comma or full stop, where a speaker is named far more often.
    """

    labels: tuple[str, ...]
    costs: Floats
    steps: Floats
    weights: Floats
    least_confidence: float
    closed: float

    @classmethod
    def load(cls, folder: Path, labels: Sequence[str], steps: Floats) -> Decoder:
        """Read ``decoder.json`` of a model's folder.

        Raises:
            ModelError: it is missing, damaged or made for another version.
        """
        path = folder / "decoder.json"
        try:
            stored = json.loads(path.read_text(encoding="utf8"))
            costs = np.array([stored["costs"].get(label, 0.0) for label in labels], np.float32)
            weights = np.array([stored["weights"][sign] for sign in SIGNS], np.float32)
            return cls(tuple(labels), costs, steps, weights, stored["least_confidence"], stored["closed"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(
                f"cannot read {path}: {error!r}. Install parallax-news again, or train again if the model is yours."
            ) from error


def tag_words(scores: Floats, words: Sequence[str], marks: Marks, decoder: Decoder) -> Integers:
    """The best tagging in which no span begins with an I."""
    costed = scores - decoder.costs
    costed[behind_quotations(words, marks), decoder.labels.index("I-C")] -= decoder.closed
    costed[0, [label[0] == "I" for label in decoder.labels]] = IMPOSSIBLE
    return best_tags(costed, decoder.steps)


def behind_quotations(words: Sequence[str], marks: Marks) -> list[int]:
    """Words right behind a quotation that closes upon a comma or a full stop: “We will sign,” *the* mayor said."""
    return [
        at + 1
        for at in range(1, len(words) - 1)
        if marks.closes[at] and words[at - 1][-1:] in _CLOSED_UPON and words[at + 1] != PARAGRAPH
    ]


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


def decode_attributions(reading: Reading, words: Sequence[str], decoder: Decoder) -> list[Attribution]:
    """Group the tagged spans of one text into attributions, in word positions.

    Args:
        reading: the encoder's numbers.
        words: the words, line breaks as ``¶``.
        decoder: what belongs to the model that gave the numbers.

    Returns:
        Attributions with at least a cue and a content each, those of little confidence left out.
    """
    return [
        attribution
        for attribution, values in candidates(reading, words, decoder)
        if (attribution.confidence or 0.0) >= decoder.least_confidence
    ]


def candidates(reading: Reading, words: Sequence[str], decoder: Decoder) -> list[tuple[Attribution, Floats]]:
    """All attributions that the tags and pointers make, however unsure, with the signs of their confidence."""
    scores = reading.gather("att")
    marks = read_marks(words)
    tags = tag_words(scores, words, marks, decoder)
    spans = spans_of_tags(tags, decoder.labels)
    cues = [span for span in spans if span[0] == "Q"]
    if not cues:
        return []
    target, sure = pointers(reading)
    cue_at = {word: cue for cue in cues for word in range(cue[1], cue[2])}
    source_at = {word: span for span in spans if span[0] == "S" for word in range(span[1], span[2])}
    contents: dict[Span, list[Span]] = {cue: [] for cue in cues}
    for span in spans:
        if span[0] == "C":
            cue = _pointed_at(span, target, cue_at) or min(cues, key=lambda cue: _distance(cue, span))
            contents[cue].append(span)
    chance = own_chance(probabilities(scores), tags)
    found = []
    for cue, pieces in contents.items():
        if pieces:
            source = _touching(cue, source_at) or _pointed_at(cue, target, source_at)
            pieces = [trimmed(piece, cue, words, marks) for piece in pieces]
            pieces = _joined(without_strays(pieces, cue, words, marks))
            if not any(map(str.isalnum, "".join(word for _, first, stop in pieces for word in words[first:stop]))):
                continue  # a mark that was opened and nothing behind it
            values = signs(chance, sure, cue, pieces, source, marks.opens[pieces[0][1]])
            content = tuple((first, stop) for _, first, stop in pieces)
            cited = ((source[1], source[2]),) if source else ()
            how_sure = round(confidence(values, decoder.weights), 4)
            found.append((Attribution(cited, ((cue[1], cue[2]),), content, how_sure), values))
    return found


def _joined(pieces: Sequence[Span]) -> list[Span]:
    """Pieces of one content, those that touch made one."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        if joined[-1][2] == piece[1]:
            joined[-1] = (piece[0], joined[-1][1], piece[2])
        else:
            joined.append(piece)
    return joined


def _pointed_at(span: Span, target: Integers, span_at: dict[int, Span]) -> Span | None:
    votes = Counter(span_at[word] for word in target[span[1] : span[2]].tolist() if word in span_at)
    return votes.most_common(1)[0][0] if votes else None


def _touching(cue: Span, source_at: dict[int, Span]) -> Span | None:
    """The only source right before or behind a cue: sentences alike lead pointers astray."""
    near = {source_at[at] for at in (cue[1] - 1, cue[2]) if at in source_at}
    return near.pop() if len(near) == 1 else None


def _distance(cue: Span, span: Span) -> int:
    return min(abs(cue[1] - span[2]), abs(span[1] - cue[2]))
