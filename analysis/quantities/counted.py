"""What a number counts: "soldier killed" of "12 soldiers were killed", "rate" of "the rate fell to 5 percent"."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language.nouns import person_noun
from analysis.quantities.forms import base_form, fates, word_use
from analysis.quantities.naming import describe, further, named, told
from analysis.quantities.nouns import counted_noun, glued_noun, last_noun
from analysis.quantities.tree import SUBJECTS, Tree

_LEVELS = frozenset(("to", "at", "of", "as"))
_WHOLE = ("count", "order", "share")
"""Kinds of number that count a noun with what is said of it; others measure one."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted.

    Attributes:
        name: base form of the noun with what tells it apart; None where the clause names nothing.
        people: whether it is people.
        noun: token of the noun, None without one.
    """

    name: str | None
    people: bool
    noun: int | None


def what_is_counted(tree: Tree, first: int, stop: int, kind: str, lemma: str) -> Counted:
    """What a number counts.

    Args:
        tree: the article's tree.
        first: first token of the number.
        stop: one past its last, unit included.
        kind: kind of the expression: count, order, share, money, measure, time or age.
        lemma: base form of its unit, empty without one.
    """
    noun = counted_noun(tree, first, stop, kind)
    glued = glued_noun(tree, stop) if kind == "count" else None
    name, people = None, False
    if glued is not None:
        name, people = _part_of(tree, glued)
    elif noun is not None and kind in _WHOLE:
        name, people = describe(tree, noun, first, stop)
    elif noun is not None:
        name = _measured(tree, noun, first, stop, kind, lemma)
    elif kind in _WHOLE and not lemma:
        name, people = _verb_alone(tree, first, stop)
    if name is None and kind in ("measure", "time", "age"):
        name = lemma or None
    elif name is None:
        name = _subject(tree, first, stop)
        people = name is not None and name.rpartition(" ")[2] in word_use("people")
    return Counted(name, people and kind in ("count", "order"), noun)


def _part_of(tree: Tree, part: int) -> tuple[str, bool]:
    """A noun glued to a number and what it is part of ("page of letter"), and whether it is people."""
    name = base_form(tree.words.lower[part])
    whole = last_noun(tree, part + 1)
    of = named(tree, whole, part, part + 1) if whole is not None else None
    return f"{name} of {of}" if of else name, bool(person_noun(name))


def _measured(tree: Tree, noun: int, first: int, stop: int, kind: str, lemma: str) -> str | None:
    """A noun that is measured: "age of girl", "square kilometre of territory", "aid"."""
    name = named(tree, noun, first, stop)
    if kind == "age":
        return name and f"age of {name}"
    of = name and kind in ("measure", "time") and noun > stop and tree.words.lower[stop : stop + 1] == ["of"]
    return f"{lemma} of {name}" if of else name


def _verb_alone(tree: Tree, first: int, stop: int) -> tuple[str | None, bool]:
    """What is said of a number without a noun: "12 were killed"."""
    words, outer = tree.words, tree.outer(first, stop)
    if not outer or words.dep[outer[0]] not in ("nsubj", "nsubj:pass", "obj"):
        return None, False
    said = told(tree, outer[1])
    fate = base_form(said) in fates()
    if not said or (words.dep[outer[0]] == "obj" and not fate):
        return None, False
    return f"other {said}" if further(tree, first, stop) else said, fate


def _subject(tree: Tree, first: int, stop: int) -> str | None:
    """What an amount is the amount of: "toll" of "a toll of 12", "rate" of "the rate fell to 5 percent"."""
    words = tree.words
    own = tree.subject_of(first, stop)
    if own is not None:
        return named(tree, own, first, stop)
    outer = tree.outer(first, stop)
    if not outer:
        return None
    inner, verb = outer
    case = next((words.lower[c] for c in tree.children(inner, first) if words.dep[c] == "case"), "")
    if verb < first and words.pos[verb] == "NOUN":
        return named(tree, verb, first, stop) if case in _LEVELS else None
    before = [c for c in tree.children(verb, first) if c < first]
    objects = [c for c in before if words.dep[c] == "obj" and case]
    if objects:
        return named(tree, objects[0], first, stop)
    subjects = [c for c in before if words.dep[c] in SUBJECTS]
    if words.pos[verb] not in ("VERB", "ADJ", "AUX") or not subjects:
        return None
    name = named(tree, subjects[-1], first, stop)
    level = case in _LEVELS or base_form(words.lower[verb]) in word_use("level")
    return name if level or name is None else f"{name} {words.lower[verb]}"
