"""The noun that a number counts or measures: "soldiers" of "12 of the wounded soldiers"."""

from __future__ import annotations

from analysis.language.phrases import POSSESSIVES
from analysis.quantities.forms import base_form, fates
from analysis.quantities.tree import Tree

NEAR = 7
"""Tokens between a number and the noun that it counts, at most."""
NOUNS = ("NOUN", "PROPN")
_MODIFIES = frozenset(
    ("nummod", "compound", "amod", "nmod", "det", "advmod", "obl", "dep", "nmod:npmod", "obl:npmod", "quantmod")
)
_BESIDE = frozenset(("appos", "amod", "nmod", "dep", "acl", "advcl", "parataxis"))
_FOR = {"money": ("in", "for", "worth", "toward", "towards", "on"), "share": ("in", "among")}


def counted_noun(tree: Tree, first: int, stop: int, kind: str) -> int | None:
    """The noun that stands behind a number and is counted by it, or that it is measured by.

    Args:
        tree: the article's tree.
        first: first token of the number.
        stop: one past its last, unit included.
        kind: kind of the expression: count, order, share, money, measure, time or age.

    Returns:
        Its token.
    """
    words = tree.words
    following = words.lower[stop] if stop < len(words.text) else ""
    if following == "of":
        return _complement(tree, stop)
    if following == "," and kind != "age":
        return None
    if kind in ("time", "measure", "money", "share") and "-" in words.text[first:stop]:
        return last_noun(tree, stop)  # "a three-day visit"
    if kind == "age" and first >= 2 and words.text[first - 1] == "," and words.label(first - 2) == "PERSON":
        return words.spans[words.mention[first - 2]][0]  # "Ada Bell, 34, ...", wherever the tree hangs the number
    modified = _modified(tree, first, stop)
    if modified is not None:
        return modified
    if kind in ("count", "order"):
        return last_noun(tree, stop)
    if following in _FOR.get(kind, ()):
        return _complement(tree, stop)
    outer = tree.outer(first, stop)
    if kind == "age" and outer and words.dep[outer[0]] in _BESIDE:
        return outer[1] if words.pos[outer[1]] in NOUNS else None
    return None


def glued_noun(tree: Tree, stop: int) -> int | None:
    """The noun behind a number and a hyphen: "page" of "a four-page letter"."""
    words = tree.words
    at = stop + 1
    hyphen = at < len(words.text) and words.text[stop] == "-" and words.glued(stop)
    return at if hyphen and words.pos[at] in NOUNS else None


def last_noun(tree: Tree, start: int) -> int | None:
    """The last noun of those that stand together from a token on."""
    words, found = tree.words, None
    for at in range(start, min(start + NEAR, len(words.text))):
        pos, glue = words.pos[at], words.text[at] == "-" and words.glued(at)
        if words.sentence[at] != words.sentence[start] or words.text[at].isspace() or words.text[at] in POSSESSIVES:
            break
        if pos in NOUNS and can_be_counted(tree, at):
            found = at
        elif found is not None and not glue:
            break
        elif base_form(words.lower[at]) in fates() and pos in ("ADJ", "VERB"):
            return at
        elif pos not in ("ADJ", "DET", "NUM", "ADV") and not glue and not words.lower[at].endswith(("ed", "ing")):
            break
    return found


def can_be_counted(tree: Tree, at: int) -> bool:
    """Whether a token can be what is counted: a noun that is no unit, or "dead"."""
    words = tree.words
    if words.pos[at] in NOUNS:
        return words.text[at] != "%" and words.lower[at] not in ("percent", "cents")
    return words.pos[at] == "ADJ" and base_form(words.lower[at]) in fates()


def _modified(tree: Tree, first: int, stop: int) -> int | None:
    """The noun that a number hangs on, or its owner: "soldiers" of "12 soldiers' boots"."""
    words, outer = tree.words, tree.outer(first, stop)
    if not outer or not stop <= outer[1] < stop + NEAR or words.dep[outer[0]] not in _MODIFIES:
        return None
    head = outer[1]
    owner = next((at - 1 for at in range(stop + 1, head) if words.text[at] in POSSESSIVES), head)
    part = words.text[owner + 1 : owner + 2] == ["-"] and words.glued(owner + 1) and owner != stop + 1
    return owner if can_be_counted(tree, owner) and not part else None


def _complement(tree: Tree, preposition: int) -> int | None:
    """The noun that a preposition brings in."""
    head = tree.words.head[preposition]
    if preposition < head < preposition + NEAR and can_be_counted(tree, head):
        return head
    return last_noun(tree, preposition + 1)
