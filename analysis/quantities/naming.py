"""What is counted, in base forms: what tells a noun apart, the noun, what is said of it ("Russian soldier killed")."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.language.nouns import person_noun, singular
from analysis.quantities.forms import base_form, fates, participle, word_use
from analysis.quantities.nouns import NEAR, NOUNS, can_be_counted
from analysis.quantities.tree import Tree

_PARTS = frozenset(("amod", "compound", "nmod", "flat", "nmod:poss"))
_ROLES = frozenset(("nsubj", "nsubj:pass", "obj", "dobj", "root", "ROOT"))
_HARM = frozenset(("dead", "hurt", "detained"))
"""What happens to people, so that those are people who are counted with it."""


def describe(tree: Tree, noun: int, first: int, stop: int) -> tuple[str, bool]:
    """Base form of a counted noun, behind its modifiers and before what is said of it.

    Args:
        tree: the article's tree.
        noun: token of the noun.
        first: first token of the number.
        stop: one past its last.

    Returns:
        The name, and whether it is people.
    """
    words = tree.words
    lower, label = words.lower[noun], words.label(noun)
    if label == "NORP":
        lemma = singular(words.text[noun])[0]
    elif words.pos[noun] == "PROPN" and label not in ("DATE", ""):
        lemma = _name(tree, noun)
    else:
        lemma = base_form(lower) if words.pos[noun] in NOUNS else lower
    parts = list(_modifiers(tree, noun, first, stop))
    if further(tree, first, stop) and "other" not in (*parts, lemma):
        parts.insert(0, "other")
    done = _done(tree, noun, first, stop)
    people = bool(person_noun(lower)) or label == "NORP" or lemma in word_use("people")
    people |= bool(done) and fates().get(base_form(done)) in _HARM
    people |= words.pos[noun] in ("ADJ", "VERB") and base_form(lower) in fates()
    return " ".join([*parts, lemma, *([done] if done and done != lemma else [])]), people


def named(tree: Tree, noun: int, first: int, stop: int) -> str | None:
    """A noun with its modifiers alone; None for a pronoun."""
    words = tree.words
    if not can_be_counted(tree, noun):
        return None
    text = _name(tree, noun) if words.pos[noun] == "PROPN" else base_form(words.lower[noun])
    return " ".join([*_modifiers(tree, noun, first, stop), text])


def further(tree: Tree, first: int, stop: int) -> bool:
    """Whether those counted come on top of others: "another 12", "12 more"."""
    around = (tree.words.lower[max(0, first - 1) : first], tree.words.lower[stop : stop + 1])
    return any(word[0] in word_use("other") for word in around if word)


def told(tree: Tree, verb: int) -> str:
    """A verb's participle; nothing for verbs that say little, and for adjectives but "dead" and the like."""
    word = tree.words.lower[verb]
    if not word.isalpha() or base_form(word) in word_use("light"):
        return ""
    if tree.words.pos[verb] == "ADJ":
        return word if base_form(word) in fates() else ""
    return participle(word)


def _modifiers(tree: Tree, noun: int, first: int, stop: int) -> Iterator[str]:
    """What stands before a noun and tells it from others."""
    words, inside = tree.words, range(first, stop)
    tied = {c for c in tree.children(noun, first) if c < noun and words.dep[c] in _PARTS and c not in inside}
    begin = min(tied, default=noun)
    if begin < stop <= noun:
        begin = stop
    joined = False
    for at in range(max(begin, noun - NEAR), noun):
        if at in inside or not (at in tied or words.head[at] in tied or words.text[at] == "-"):
            continue
        text = words.lower[at] if words.mention[at] < 0 and words.pos[at] != "PROPN" else words.text[at]
        if words.pos[at] in ("ADJ", *NOUNS, "VERB", "ADV") and text not in word_use("other"):
            yield text
            joined = True
        elif text in word_use("other") and not joined:
            yield "other"


def _done(tree: Tree, noun: int, first: int, stop: int) -> str:
    """What is said of those counted: the participle of the verb that they are subject or object of."""
    words = tree.words
    fate = _fate_behind(tree, noun)
    if fate is not None:
        return words.lower[fate]
    for child in tree.children(noun, first):
        if words.dep[child].startswith("acl") and noun < child <= noun + 3 and words.pos[child] in ("VERB", "ADJ"):
            return told(tree, child)
    top = words.head[noun] if first <= words.head[noun] < stop else noun  # "thousands of troops crossed"
    while words.dep[top] == "conj" and words.head[top] < top:
        top = words.head[top]
    if words.dep[top] in _ROLES:
        verb = words.head[top]
        if verb != top and words.pos[verb] in ("VERB", "ADJ") and words.text[verb] not in words.text[top]:
            return told(tree, verb)
    return ""


def _fate_behind(tree: Tree, noun: int) -> int | None:
    """The word behind a noun that says what became of those counted: "people dead", "people were killed"."""
    words = tree.words
    for at in range(noun + 1, min(noun + 5, len(words.text))):
        if base_form(words.lower[at]) in fates() and words.pos[at] in ("ADJ", "VERB"):
            return at
        if words.pos[at] not in ("AUX", "ADV") or words.lower[at] in ("not", "n't"):
            return None
    return None


def _name(tree: Tree, noun: int) -> str:
    """A name as printed, a person's in full."""
    words = tree.words
    if words.label(noun) != "PERSON":
        return words.text[noun]
    _, end, _ = words.spans[words.mention[noun]]
    return words.join(noun, end)
