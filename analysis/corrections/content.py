"""Finds in an article the words that a person says were said, and what follows from them for the claim's columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.articles.cleaning import count_words
from analysis.language.quotation import quotation_kind

Span = tuple[int, int]

BETWEEN = " ... "
"""What stands between the pieces of a content, as in ``claims.content_text``."""
CONTENT_COLUMNS = ("content_start", "content_end", "content_spans", "content_text", "n_words", "quotation")
"""Columns of claims that follow from the place of a content."""
_PIECE = re.compile(r"(\d{1,9})-(\d{1,9})")


class ContentError(ValueError):
    """The words or the place given are not in the article; the message says what would help."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was said: its pieces in the article's text, in order, none overlapping."""

    spans: tuple[Span, ...]
    text: str
    n_words: int
    quotation: str

    @property
    def place(self) -> str:
        """What names it in the file: the characters of each piece.

        Example:
            >>> read_content("The lane stays closed, she said, until May.", "0-21+32-42").place
            '0-21+33-42'
        """
        return "+".join(f"{start}-{end}" for start, end in self.spans)

    def row(self) -> tuple[object, ...]:
        """The values of ``CONTENT_COLUMNS``."""
        pieces = [{"start": start, "end": end} for start, end in self.spans]
        return self.spans[0][0], self.spans[-1][1], pieces, self.text, self.n_words, self.quotation


def read_content(article: str, given: str, words: str | None = None, *, near: int = 0) -> Content:
    """Find what was said in the text of its article.

    Args:
        article: the article's text.
        given: ``START-END``, with ``+`` between pieces; or the words as the article prints them, with `` ... `` between
            pieces.
        words: with a place: the words that stood there, by which they are found again in a text that has changed.
        near: where the claim stands: of several places with those words the nearest one is meant.

    Returns:
        The content, without white space at the ends of its pieces.

    Raises:
        ContentError: the article has no such place or words.

    Example:
        >>> read_content("The lane, she said, stays closed.", "The lane ... stays closed").spans
        ((0, 8), (20, 32))
    """
    place = _place(given)
    if place is None:
        return _content(article, _found(article, given, near))
    if words and _plain(BETWEEN.join(article[start:end] for start, end in place)) != _plain(words):
        place = _found(article, words, near)
    return _content(article, place)


def is_place(given: str) -> bool:
    """Whether this is a place, not words.

    Example:
        >>> is_place("10-40+55-80"), is_place("the pumps had failed")
        (True, False)
    """
    return _place(given) is not None


def _place(given: str) -> tuple[Span, ...] | None:
    pieces = [_PIECE.fullmatch(piece.strip()) for piece in given.split("+")]
    whole = [piece for piece in pieces if piece]
    return tuple((int(piece[1]), int(piece[2])) for piece in whole) if len(whole) == len(pieces) else None


def _content(article: str, spans: Sequence[Span]) -> Content:
    """The content at a place, if the article has that place and something is said there."""
    named = "+".join(f"{start}-{end}" for start, end in spans)
    trimmed = []
    last = 0
    for start, end in spans:
        if not last <= start < end <= len(article):
            raise ContentError(
                f"'{named}' is no place in an article of {len(article)} characters: give START-END, first character "
                "and one past the last, with + between pieces in their order"
            )
        piece = article[start:end]
        trimmed.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
        last = end
    texts = [article[start:end] for start, end in trimmed]
    n_words = sum(map(count_words, texts))
    if not all(map(count_words, texts)):
        raise ContentError(f"there are no words at '{named}': give the characters of what was said")
    return Content(tuple(trimmed), BETWEEN.join(texts), n_words, quotation_kind(article, trimmed))


def _found(article: str, words: str, near: int) -> tuple[Span, ...]:
    """The place nearest to a claim that has these words, whatever the white space between them."""
    whole = list(_places(article, [words]))
    places = whole or list(_places(article, words.split(BETWEEN)))
    if not places:
        raise ContentError(
            f"the article does not say “{_plain(words)}”: give the words exactly as it prints them, "
            f"with '{BETWEEN}' where it says something else between"
        )
    return min(places, key=lambda spans: abs(spans[0][0] - near))


def _places(article: str, pieces: Sequence[str]) -> Iterator[tuple[Span, ...]]:
    """Every place of the first piece that the others follow, each at its first place behind the one before."""
    patterns = [re.compile(r"\s+".join(map(re.escape, piece.split()))) for piece in pieces if piece.strip()]
    if not patterns:
        return
    for first in patterns[0].finditer(article):
        spans = [first.span()]
        for pattern in patterns[1:]:
            following = pattern.search(article, spans[-1][1])
            if following is None:
                return
            spans.append(following.span())
        yield tuple(spans)


def _plain(text: str) -> str:
    return " ".join(text.split())
