"""The clauses of one article in which somebody does something to somebody, read from its trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.agency.actions import Action, is_thing, noun_action, verb_actions
from analysis.language.nouns import person_noun
from analysis.language.phrases import phrase_around
from analysis.language.words import Words
from analysis.lexicons import forms_of

FORMS = ("active", "passive", "agentless passive", "thing as actor", "nominalisation")
"""Who acts: said before the verb, behind it, not at all; something that is nobody; or it is left to a noun."""

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_ACTED_ON = frozenset(("on", "upon", "against", "at"))
_DENIAL = frozenset(("not", "n't", "n’t", "never"))
_DEEP = 6
"""Verbs above one in whose subjects its own is looked for."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What one clause says of who does what to whom; places are tokens.

    Attributes:
        action: what is done.
        form: one of ``FORMS``.
        verb: first and one past the last token of the verb or noun.
        actor: head of the phrase for who does it; None where none is named.
        patient: head of the phrase for whom it is done to.
        negated: whether it is said not to have been done.
    """

    action: Action
    form: str
    verb: tuple[int, int]
    actor: int | None
    patient: int | None
    negated: bool


def read_clauses(words: Words) -> list[Clause]:
    """Find the clauses of an article in which somebody does something to somebody.

    Args:
        words: the article's words.

    Returns:
        The clauses, in order of their verbs or nouns.

    Example:
        >>> from analysis.language import load_pipeline
        >>> from analysis.language.words import read_words
        >>> words = read_words(load_pipeline()("Police shot a man. Two women were arrested after the attack on a bus."))
        >>> [(clause.action.lemma, clause.form, words.text[clause.patient]) for clause in read_clauses(words)]
        [('shoot', 'active', 'man'), ('arrest', 'agentless passive', 'women'), ('attack', 'nominalisation', 'bus')]
    """
    known = [at for at, word in enumerate(words.lower) if verb_actions(word) or noun_action(word)]
    if not known:
        return []
    tree = _Tree(words)
    found = [clause for at in known if (clause := tree.clause(at)) is not None]
    return list({clause.verb: clause for clause in found}.values())


def phrase_of(words: Words, head: int) -> tuple[int, int]:
    """Tokens of the phrase that a noun heads, up to the noun, or all of the name that it is in."""
    core = phrase_around(words, head)
    end = core.end
    while end < len(words.text) and words.mention[head] >= 0 and words.mention[end] == words.mention[head]:
        end += 1
    return core.start, end


class _Tree:
    """An article's trees with the words below each word."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.below: list[list[int]] = [[] for _ in words.head]
        for at, above in enumerate(words.head):
            if above != at:
                self.below[above].append(at)

    def clause(self, at: int) -> Clause | None:
        """What is said with a word that can be of an action."""
        if self.words.pos[at] in ("VERB", "AUX", "ADJ"):
            action, end = self._verb_action(at)
            return self._verbal(at, end, action) if action else None
        if self.words.pos[at] == "NOUN":
            action = noun_action(self.words.lower[at])
            return self._nominal(at, action) if action else None
        return None

    def _verb_action(self, at: int) -> tuple[Action | None, int]:
        """The action of a verb, with its particle, and one past its last token."""
        actions = verb_actions(self.words.lower[at])
        for near in self.below[at]:
            if at < near <= at + 4 and self.words.lower[near] in actions:
                return actions[self.words.lower[near]], near + 1
        follows = self.words.lower[at + 1] if at + 1 < len(self.words.lower) else ""
        if follows in actions:
            return actions[follows], at + 2
        return actions.get(""), at + 1

    def _verbal(self, at: int, end: int, action: Action) -> Clause | None:
        negated = self._negated(at)
        if self._passive(at):
            patient = self._subject(at)
            if patient is None:
                return None
            agent = self._agent(at)
            form = "agentless passive" if agent is None else "passive"
            return Clause(action, form, (at, end), agent, patient, negated)
        if self.words.dep[at] == "amod" or self.words.pos[at] == "ADJ":
            return None
        actor, patient = self._subject(at), self._acted_on(at, action, end)
        if actor is None or patient is None or actor == patient:
            return None
        return Clause(action, self._by_whom(actor), (at, end), actor, patient, negated)

    def _by_whom(self, actor: int) -> str:
        """Whether somebody acts or a thing does."""
        words = self.words
        named = words.label(actor) in ("PERSON", "ORG", "NORP", "GPE")
        return "thing as actor" if is_thing(words.lower[actor]) and not named else "active"

    def _passive(self, at: int) -> bool:
        words = self.words
        below = {words.dep[child] for child in self.below[at]}
        if "aux:pass" in below or "nsubj:pass" in below:
            return True
        if words.lower[at].endswith("ing") or "nsubj" in below or "aux" in below:
            return False
        has_object = "obj" in below
        if words.dep[at] == "acl":
            return not has_object
        if words.dep[at] in ("advcl", "xcomp"):  # "annexed by Norland, the peninsula"; "was found strangled"
            return not has_object and not any(words.dep[c] == "mark" for c in self.below[at])
        if words.dep[at] == "conj" and words.head[at] < at and not has_object:
            return self._passive(words.head[at]) if words.pos[words.head[at]] in ("VERB", "ADJ") else False
        return False

    def _agent(self, at: int) -> int | None:
        """Who does it in a passive: the noun behind "by" that is of somebody."""
        chain = [at]
        chain += [c for c in self.below[at] if self.words.dep[c] == "conj" and c > at and not self._own_subject(c)]
        above = self.words.head[at]
        if self.words.dep[at] == "conj" and self.words.pos[above] == "VERB":
            chain += [c for c in self.below[above] if self.words.dep[c] == "conj" and c > at]
        for verb in chain:
            for child in self.below[verb]:
                if self.words.dep[child].startswith(("obl", "nmod")) and self._case(child) == "by" and child > at:
                    return child if self._is_somebody(child) else None
        return None

    def _is_somebody(self, at: int) -> bool:
        words = self.words
        if words.label(at) in ("DATE", "TIME", "CARDINAL", "PERCENT", "QUANTITY", "ORDINAL"):
            return False
        if words.pos[at] not in _NOMINAL or words.lower[at] in ("mistake", "accident", "chance", "force", "law"):
            return False
        return self._by_whom(at) == "active" and not words.lower[at].endswith("ing")

    def _case(self, at: int) -> str:
        """The preposition before a noun."""
        cases = [self.words.lower[child] for child in self.below[at] if self.words.dep[child] == "case" and child < at]
        return cases[0] if cases else ""

    def _own_subject(self, at: int) -> int | None:
        subjects = [child for child in self.below[at] if self.words.dep[child] in _SUBJECTS]
        return subjects[0] if subjects else None

    def _subject(self, at: int) -> int | None:
        """The subject of a verb: its own, or that of the verb or the noun it depends on."""
        words = self.words
        for _ in range(_DEEP):
            own = self._own_subject(at)
            if own is not None:
                return own if words.pos[own] in _NOMINAL or words.pos[own] == "DET" else None
            above, relation = words.head[at], words.dep[at]
            if above == at:
                return None
            if relation in ("acl", "acl:relcl"):
                return above if words.pos[above] in _NOMINAL else None
            if relation == "xcomp":
                objects = [child for child in self.below[above] if words.dep[child] in ("obj", "iobj")]
                if objects:
                    return objects[0]
            elif relation not in ("conj", "advcl", "ccomp", "parataxis", "obl", "root"):
                return None
            at = above
        return None

    def _acted_on(self, at: int, action: Action, end: int) -> int | None:
        """Whom a verb's action is done to."""
        words = self.words
        objects = [c for c in self.below[at] if words.dep[c] == "obj" and not at < c < end]
        if objects and not (action.by_way_of and not _takes_object(action)):
            return objects[0] if words.pos[objects[0]] in (*_NOMINAL, "DET") else None
        for child in self.below[at]:
            if words.dep[child].startswith(("obl", "nmod")) and self._case(child) in action.by_way_of:
                return child
        for child in (c for near in self.below[at] if at < near < end for c in self.below[near]):
            if self._case(child) in action.by_way_of:
                return child
        if words.dep[at] == "acl:relcl" and self._own_subject(at) is not None and _takes_object(action):
            own = self._own_subject(at)
            relative = own is not None and words.lower[own] in forms_of("agency_words", "relative")
            return None if relative else words.head[at]
        if words.dep[at] == "conj" or any(words.dep[c] == "conj" for c in self.below[at]):
            return self._shared_object(at)
        return None

    def _shared_object(self, at: int) -> int | None:
        """The object of a verb joined by "and" that stands behind the last: "kicked and punched the boy"."""
        later = [child for child in self.below[at] if self.words.dep[child] == "conj" and child > at]
        for verb in later:
            if self._own_subject(verb) is None:
                objects = [child for child in self.below[verb] if self.words.dep[child] == "obj"]
                if objects and not self._passive(verb):
                    return objects[0]
        return None

    def _negated(self, at: int) -> bool:
        return any(self.words.lower[child] in _DENIAL for child in self.below[at])

    def _nominal(self, at: int, action: Action) -> Clause | None:
        """What is said with a noun that names an action."""
        words = self.words
        if words.dep[at] == "compound" or words.label(at) in ("PERSON", "ORG", "WORK_OF_ART"):
            return None
        actor, patient = self._roles(at, action)
        verb = self._light_verb(at)
        if verb is not None:
            passive = self._passive(verb)
            whom = patient if patient is not None else self._with_preposition(verb, _ACTED_ON)
            who = self._agent(verb) if passive else self._subject(verb)
            if whom is not None and (passive or who is not None):
                form = "passive" if passive and who is not None else "agentless passive" if passive else "active"
                return Clause(action, form, (at, at + 1), who, whom, self._negated(verb))
        if words.dep[at] in ("root", "obl") and self._on_strike(at):
            return None
        return Clause(action, "nominalisation", (at, at + 1), actor, patient, self._denied(at))

    def _on_strike(self, at: int) -> bool:
        """Whether a noun stands without an article behind a preposition: "on strike", "under attack"."""
        bare = all(self.words.dep[child] in ("case", "punct") for child in self.below[at])
        return bare and self._case(at) != "" and singular_form(self.words.lower[at])

    def _denied(self, at: int) -> bool:
        return any(self.words.lower[child] == "no" for child in self.below[at])

    def _light_verb(self, at: int) -> int | None:
        """The verb that only carries a noun: "carried out an attack on"."""
        above, relation = self.words.head[at], self.words.dep[at]
        carried = relation in ("obj", "nsubj:pass") and self.words.lower[above] in forms_of("agency_words", "light")
        return above if carried else None

    def _roles(self, at: int, action: Action) -> tuple[int | None, int | None]:
        """Who acts and who is acted on around a noun."""
        words = self.words
        actor, patient = None, None
        for child in self.below[at]:
            relation, case = words.dep[child], self._case(child)
            if relation == "nmod:poss":
                if action.owned_by_actor:
                    actor = child
                else:
                    patient = child
            elif relation in ("nmod", "obl", "obl:agent") and child > at:
                if case == "by" and self._is_somebody(child):
                    actor = child
                elif case == "of" or case in _ACTED_ON or (case == "with" and action.lemma == "clash"):
                    patient = child if patient is None or case == "of" else patient
                elif case == "between":
                    actor, patient = child, next((c for c in self.below[child] if words.dep[c] == "conj"), None)
            elif relation in ("compound", "amod") and child < at and self._acts(child):
                actor = child if actor is None else actor
        if patient is not None and words.dep[patient] == "nmod:poss" and self._of(at) is not None:
            actor, patient = patient, self._of(at)  # "the government's deportation of the migrants"
        return actor, patient

    def _of(self, at: int) -> int | None:
        below = self.below[at]
        return next((c for c in below if self.words.dep[c] == "nmod" and self._case(c) == "of"), None)

    def _acts(self, at: int) -> bool:
        """Whether a word before a noun names somebody: "a police raid", "Norlandic strikes"."""
        words = self.words
        return words.label(at) in ("GPE", "NORP", "ORG", "PERSON") or (
            words.dep[at] == "compound" and person_noun(words.lower[at]) is not None
        )

    def _with_preposition(self, at: int, wanted: Iterable[str]) -> int | None:
        found: Iterator[int] = (c for c in self.below[at] if self._case(c) in wanted)
        return next(found, None)


def _takes_object(action: Action) -> bool:
    """Whether a verb takes an object as well as a preposition: "shot a man", "shot at a man"; not "fired"."""
    return not action.by_way_of or action.lemma == "shoot"


def singular_form(noun: str) -> bool:
    """Whether a lower-case noun is no plural."""
    return not noun.endswith("s")
