"""Which words of what the model takes for a content belong to it: where quotations, sentences and paragraphs end."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.language.marks import PARAGRAPH, Marks
from analysis.language.tagging import Span

SENTENCE_ENDS = frozenset({PARAGRAPH, ".", "!", "?"})


def trimmed(piece: Span, cue: Span, words: Sequence[str], marks: Marks) -> Span:
    """A piece of a content without the heading above it and without what follows it.

    Args:
        piece: label, first word and one past the last.
        cue: the same of its cue.
        words: the text's words, line breaks as ``¶``.
        marks: what quotation marks do in it.

    Returns:
        The piece or a part of it.
    """
    return _to_its_end(_past_heading(piece, cue, words, marks), cue, words, marks)


def _past_heading(piece: Span, cue: Span, words: Sequence[str], marks: Marks) -> Span:
    """A piece without the heading above the cue's paragraph: a line that ends in no mark, and no quotation."""
    label, first, stop = piece
    breaks = [at for at in range(first + 1, min(stop - 1, cue[1])) if words[at] == PARAGRAPH]
    if not breaks or marks.opens[first]:
        return piece
    at = breaks[-1]
    begins_anew = words[at + 1][:1].isupper() or marks.opens[at + 1]
    return (label, at + 1, stop) if words[at - 1][-1:].isalnum() and begins_anew else piece


def _to_its_end(piece: Span, cue: Span, words: Sequence[str], marks: Marks) -> Span:
    """A piece behind its cue without the paragraphs that follow, and a quotation without the narration that does.

    A quotation goes on into the next paragraph where it is still open or a mark opens there.
    """
    label, first, stop = piece
    if first < cue[2]:
        return piece
    for at in range(first + 1, stop - 1):
        goes_on = marks.opens[at + 1]
        if words[at] == PARAGRAPH and not marks.depth[at] and not goes_on:
            return (label, first, at)
        closed = marks.closes[at] and marks.depth[at] == 1 and words[at - 1] in SENTENCE_ENDS
        if marks.opens[first] and closed and not goes_on and words[at + 1] != PARAGRAPH:
            return (label, first, at + 1)
    return piece


def without_strays(pieces: Sequence[Span], cue: Span, words: Sequence[str], marks: Marks) -> Sequence[Span]:
    """Pieces of a content that stand with its cue: those in its sentence, and quotations that go on next to these.

    Args:
        pieces: in the order of the text.
        cue: label, first word and one past the last.
        words: the text's words, line breaks as ``¶``.
        marks: what quotation marks do in it.

    Returns:
        The pieces without strays; all of them where none is in the cue's sentence.
    """
    here = {piece for piece in pieces if not _in_other_sentence(piece, cue, words, marks)}
    if not here:
        return pieces
    kept = set(here)
    left = min([cue[1], *(first for _, first, _ in here)])
    right = max([cue[2], *(stop for _, _, stop in here)])
    quoted = [piece for piece in pieces if piece not in here and marks.opens[piece[1]]]
    for piece in reversed([piece for piece in quoted if piece[1] < cue[1]]):
        if not _sentence_between(piece[2], left, words, marks):
            kept.add(piece)
            left = piece[1]
    for piece in (piece for piece in quoted if piece[1] > cue[1]):
        if not _sentence_between(right, piece[1], words, marks):
            kept.add(piece)
            right = max(right, piece[2])
    return [piece for piece in pieces if piece in kept]


def _in_other_sentence(piece: Span, cue: Span, words: Sequence[str], marks: Marks) -> bool:
    """Whether a sentence ends between a piece and its cue: not with the question of “Will it fall?” he asked."""
    _, first, stop = piece
    if cue[1] < first:
        return any(words[at] in SENTENCE_ENDS for at in range(cue[2], first))
    return any(words[at] in SENTENCE_ENDS and not marks.closes[at + 1] for at in range(stop - 1, cue[1]))


def _sentence_between(start: int, stop: int, words: Sequence[str], marks: Marks) -> bool:
    """Whether a gap holds words behind the end of the sentence that it begins in."""
    first = start - 1
    while first > 0 and marks.closes[first]:
        first -= 1
    end = next((at for at in range(first, stop) if words[at] in SENTENCE_ENDS), stop)
    return any(words[at][:1].isalnum() for at in range(end, stop))
