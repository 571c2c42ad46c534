"""The tree around a number: what it hangs on, what hangs on it, and the clause that it stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from analysis.language.words import Words

WIDE = 80
"""Tokens to either side of a number that are looked at: in a sentence of thousands of numbers each costs the same."""
SUBJECTS = ("nsubj", "nsubj:pass", "expl")
_CLAUSES = frozenset(("root", "ROOT", "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "conj"))


class Tree:
    """An article's words with the children of each.

    Args:
        words: the article's words.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self._children: list[list[int]] = [[] for _ in words.text]
        for at, head in enumerate(words.head):
            if head != at:
                self._children[head].append(at)

    def children(self, at: int, near: int) -> Sequence[int]:
        """The children of a token that are not far from a number."""
        below = self._children[at]
        return below[bisect_left(below, near - WIDE) : bisect_right(below, near + WIDE)]

    def outer(self, first: int, stop: int) -> tuple[int, int] | None:
        """The token of a span that hangs on one outside, and that one; None where the span holds a root."""
        head = self.words.head
        for at in range(stop - 1, first - 1, -1):
            if not first <= head[at] < stop:
                return at, head[at]
        return None

    def subject_of(self, first: int, stop: int) -> int | None:
        """The subject of a number that is a predicate itself: "he" of "he was 34"."""
        for at in range(first, stop):
            for child in self.children(at, first):
                if self.words.dep[child] in SUBJECTS:
                    return child
        return None

    def clause(self, first: int, stop: int) -> tuple[int, int]:
        """The first token of the clause around a number and one past its last; no clauses and conjuncts beside it."""
        words, outer = self.words, self.outer(first, stop)
        top = outer[0] if outer else first
        for _ in range(WIDE):
            if words.dep[top] in _CLAUSES or words.head[top] == top:
                break
            top = words.head[top]
        inside, waiting = set(range(first, stop)), [top]
        while waiting:
            at = waiting.pop()
            inside.add(at)
            below = self.children(at, first)
            waiting += [c for c in below if first <= c < stop or words.dep[c] not in _CLAUSES]
        begin, end = first, stop
        while begin - 1 in inside:
            begin -= 1
        while end in inside:
            end += 1
        return begin, end
