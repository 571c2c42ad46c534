"""Who stands before and behind a verb or a noun: by the tree where it is plain, else by the order of the words.

In English news the order tells more than a small parser's tree does: what follows a verb at once is its object, and
what stands before its auxiliaries its subject, unless another verb comes between.
"""

from __future__ import annotations

from analysis.clauses.actions import is_thing
from analysis.language.nouns import person_noun
from analysis.language.words import Words
from analysis.lexicons import forms_of

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_BEFORE_NOUNS = frozenset(("DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", "SYM"))
_GROUP = frozenset(("AUX", "ADV", "PART"))
_POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
_SUBJECTS = ("nsubj", "nsubj:pass")
_CLIMBED = frozenset(("nmod", "compound", "appos", "conj", "flat", "nmod:poss", "amod", "nummod", "det", "obl"))
_IN_CLAUSE = frozenset(("obj", "nsubj", "nsubj:pass", "obl", "advmod", "xcomp", "iobj"))
_NOT_SOMEBODY = ("DATE", "TIME", "CARDINAL", "PERCENT", "QUANTITY", "ORDINAL", "MONEY")
_SOMEBODY = ("PERSON", "ORG", "NORP", "GPE")
_DEEP = 5
"""Verbs above one in whose subjects its own is looked for."""


class Surroundings:
    """An article's words with what is below each in its tree."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.size = len(words.text)
        self.below: list[list[int]] = [[] for _ in words.head]
        for at, above in enumerate(words.head):
            if above != at:
                self.below[above].append(at)

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether two tokens, either of which may be beyond the text, are in one sentence."""
        return (
            0 <= one < self.size and 0 <= other < self.size and self.words.sentence[one] == self.words.sentence[other]
        )

    def noun_from(self, first: int) -> int | None:
        """The head of the noun phrase that begins with a token: the last noun before anything else follows."""
        words, head, at = self.words, None, first
        while self.same_sentence(first, at):
            word, pos = words.lower[at], words.pos[at]
            in_name = head is not None and words.mention[at] >= 0 and words.mention[at] == words.mention[at - 1]
            if pos in NOMINAL and not (pos == "PRON" and (head is not None or words.dep[at] == "nmod:poss")):
                head = at
            elif word in _POSSESSIVES and head is not None:
                head = None
            elif self._ends_phrase(at, head is not None, in_name):
                break
            at += 1
        return head

    def _ends_phrase(self, at: int, noun: bool, in_name: bool) -> bool:
        """Whether a word that is no noun cannot stand in a phrase, before its noun or behind it."""
        pos = self.words.pos[at]
        if in_name or self._describes(at):
            return False
        if noun:
            return pos not in _BEFORE_NOUNS or pos in ("DET", "ADJ")
        return pos not in _BEFORE_NOUNS and pos != "PRON"

    def _describes(self, at: int) -> bool:
        """Whether a verb or adverb stands before a noun: "masked men", "heavily armed men"."""
        words = self.words
        if at + 1 < self.size and words.lower[at + 1] in ("-", "–") and words.glued(at + 1):
            return True
        if words.pos[at] == "ADV":
            return at + 1 < self.size and words.pos[at + 1] in ("ADJ", "VERB", "NUM", "DET")
        follows = at + 1 < self.size and words.pos[at + 1] in (*NOMINAL, "ADJ")
        joined = words.lower[at] in ("-", "–") and words.glued(at)
        return joined or (words.pos[at] == "VERB" and words.dep[at] in ("amod", "compound") and follows)

    def after(self, at: int, prepositions: frozenset[str]) -> list[tuple[str, int]]:
        """The prepositions that follow one another from a token on, each with its noun: "by thugs on strikers"."""
        found: list[tuple[str, int]] = []
        while self.same_sentence(at - 1, at) and self.words.lower[at] in prepositions:
            noun = self.noun_from(at + 1)
            if noun is None:
                break
            found.append((self.words.lower[at], noun))
            at = noun + 1
        return found

    def group_start(self, at: int) -> int:
        """The first token of a verb's group: "has not been", "to have"."""
        first = at
        while self.same_sentence(first - 1, at) and self.words.pos[first - 1] in _GROUP:
            if self.words.lower[first - 1] in _POSSESSIVES and self.words.pos[first - 1] == "PART":
                break
            first -= 1
        return first

    def subject(self, at: int, deep: int = _DEEP) -> int | None:
        """The subject of a verb: its own, or that of the verb or the noun it hangs on."""
        words = self.words
        own = [c for c in self.below[at] if words.dep[c] in _SUBJECTS and c < at and not self._case(c)]
        if own and words.pos[own[-1]] in (*NOMINAL, "DET"):
            return own[-1]
        first = self.group_start(at)
        before = first - 1
        if not deep or not self.same_sentence(before, at):
            return None
        pos, above = words.pos[before], words.head[at]
        if pos in (*NOMINAL, "DET"):
            noun = self._climb(before, at)
            wanted = words.lower[first] != "to" or first == at or (noun is not None and self._is_person(noun))
            return noun if wanted else self._subject_above(before, deep)
        if pos in ("VERB", "ADJ"):
            return self.subject(before, deep - 1)
        if pos in ("ADP", "SCONJ") and words.lower[at].endswith("ing"):
            held = before - 1
            if self.same_sentence(held, at) and words.pos[held] in ("VERB", "ADJ"):
                return self.subject(held, deep - 1)
            return self._subject_above(at, deep)
        if words.dep[at] in ("acl", "acl:relcl") and words.pos[above] in NOMINAL:
            return above
        reduced = words.text[before] == "," and not words.lower[at].endswith("ing") and words.dep[at] != "conj"
        if reduced and before and words.pos[before - 1] in NOMINAL and first == at:
            return self._climb(before - 1, at)
        if above != at and self.same_sentence(above, at) and words.pos[above] in ("VERB", "ADJ", "NOUN"):
            return self.subject(above, deep - 1)
        return None

    def _subject_above(self, at: int, deep: int) -> int | None:
        """The subject of the next verb up the tree: who has "a plan to deport", who is for "deporting" somebody."""
        words = self.words
        for _ in range(_DEEP):
            above = words.head[at]
            if above == at or not self.same_sentence(above, at):
                return None
            if words.pos[above] == "VERB":
                return self.subject(above, deep - 1)
            at = above
        return None

    def _is_person(self, at: int) -> bool:
        """Whether a noun is of people or what acts as they do: whom one can tell to do something."""
        words = self.words
        return words.label(at) in _SOMEBODY or words.pos[at] == "PRON" or person_noun(words.lower[at]) is not None

    def _climb(self, at: int, before: int) -> int | None:
        """From the last word of what stands before a verb up to the noun that all of it belongs to."""
        words, top = self.words, at if self.words.pos[at] in NOMINAL else None
        for _ in range(self.size):
            above, relation = words.head[at], words.dep[at]
            if above == at or above >= before or not self.same_sentence(above, before):
                break
            if relation in _CLIMBED and words.pos[above] in NOMINAL:
                top = at = above
            elif relation in _IN_CLAUSE and words.dep[above].startswith("acl"):
                at = above
            elif relation.startswith("acl") and words.pos[above] in NOMINAL:
                top = at = above
            else:
                break
        return top

    def _case(self, at: int) -> bool:
        return any(self.words.dep[child] == "case" and child < at for child in self.below[at])

    def agent(self, end: int) -> int | None:
        """Who does what is told in a passive: the noun behind the first "by" that no other verb stands before."""
        words, at = self.words, end
        while self.same_sentence(end - 1, at):
            joined = words.dep[at] in ("conj", "amod", "compound")
            if (
                words.pos[at] == "AUX"
                or (words.pos[at] == "VERB" and not joined)
                or words.lower[at] in (";", ":", "who")
            ):
                return None
            if words.lower[at] == "by":
                noun = self.noun_from(at + 1)
                return noun if noun is not None and self.somebody(noun) else None
            at += 1
        return None

    def somebody(self, at: int) -> bool:
        """Whether a noun is of somebody: not of a thing, a time, or a way."""
        words = self.words
        if words.label(at) in _SOMEBODY:
            return True
        way = words.lower[at] in forms_of("agency_words", "way")
        return words.label(at) not in _NOT_SOMEBODY and not way and not is_thing(words.lower[at])
