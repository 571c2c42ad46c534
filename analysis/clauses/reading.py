"""The clauses of one article in which somebody does something to somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.clauses.actions import Action, noun_action, verb_actions
from analysis.clauses.surroundings import NOMINAL, Surroundings
from analysis.language.nouns import person_noun, singular
from analysis.language.phrases import phrase_around
from analysis.language.words import Words
from analysis.lexicons import forms_of

FORMS = ("active", "passive", "agentless passive", "thing as actor", "nominalisation")
"""Who acts: said before the verb, behind it, not at all; something that is nobody; or it is left to a noun."""

_BE = frozenset(("be", "is", "are", "was", "were", "am", "been", "being", "get", "gets", "got", "getting"))
_SHORT_BE = frozenset(("'s", "'re", "'m", "’s", "’re", "’m"))
_DENIAL = frozenset(("not", "n't", "n’t", "never"))
_ROLES = frozenset(("of", "on", "upon", "against", "at", "by", "between", "with"))
_ON = frozenset(("on", "upon", "against", "of"))
_REDUCED = frozenset(("acl", "amod", "aux:pass", "xcomp", "advcl"))


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
    reader = _Reader(words)
    found = [clause for at in known if (clause := reader.clause(at)) is not None]
    return list({clause.verb: clause for clause in found}.values())


def phrase_of(words: Words, head: int) -> tuple[int, int]:
    """Tokens of the phrase that a noun heads, up to the noun, or all of the name that it is in."""
    if words.pos[head] == "PRON":
        return head, head + 1
    core = phrase_around(words, head)
    end = core.end
    while end < len(words.text) and words.mention[head] >= 0 and words.mention[end] == words.mention[head]:
        end += 1
    return core.start, end


class _Reader:
    """Reads the clauses of one article."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.near = Surroundings(words)

    def clause(self, at: int) -> Clause | None:
        """What is said with a word that can be of an action."""
        words = self.words
        if (at and words.glued(at - 1)) or (at + 1 < self.near.size and words.glued(at + 1)):
            return None  # "job-killing", "assault-style"
        action, end = self._verb_action(at)
        if action is not None and self._has_be(at) and not words.lower[at].endswith("ing"):
            return self._passive(at, end, action)  # whatever the tagger calls it
        noun = noun_action(words.lower[at])
        does = self._does(at)
        if noun is not None and not does and (words.pos[at] == "NOUN" or self._gerund(at)):
            return self._nominal(at, noun)
        if action is not None and (does or words.pos[at] in ("VERB", "AUX")):
            return self._verbal(at, end, action)
        return None

    def _verb_action(self, at: int) -> tuple[Action | None, int]:
        """The action of a verb, with its particle, and one past its last token."""
        actions = verb_actions(self.words.lower[at])
        for near in range(at + 1, min(at + 5, self.near.size)):
            tied = near == at + 1 or self.words.head[near] == at
            if tied and self.words.lower[near] in actions:
                return actions[self.words.lower[near]], near + 1
        return actions.get(""), at + 1

    def _has_be(self, at: int) -> bool:
        """Whether a form of "be" or "get" stands before a participle, adverbs and "not" between them passed over."""
        before = at - 1
        while self.near.same_sentence(before, at) and self.words.pos[before] in ("ADV", "PART"):
            before -= 1
        return self.near.same_sentence(before, at) and self.words.lower[before] in _BE | _SHORT_BE

    def _gerund(self, at: int) -> bool:
        """Whether a form in -ing is a noun: "the bombing of"."""
        words = self.words
        if not words.lower[at].endswith("ing") or not at:
            return False
        follows = words.lower[at + 1] if at + 1 < self.near.size else ""
        return words.pos[at - 1] in ("DET", "ADJ") or follows == "of" or words.lower[at - 1] in ("'s", "’s")

    def _does(self, at: int) -> bool:
        """Whether what is tagged a noun is a verb in -ing that has an object: "denied bombing the hospital"."""
        words = self.words
        if not words.lower[at].endswith("ing") or not self.near.same_sentence(at, at + 1):
            return False
        return words.pos[at - 1 : at] in (["VERB"], ["ADP"]) and words.pos[at + 1] in ("DET", "PRON", "NUM", "PROPN")

    def _negated(self, at: int) -> bool:
        first = self.near.group_start(at)
        return any(word in _DENIAL for word in self.words.lower[first:at])

    def _passive(self, at: int, end: int, action: Action) -> Clause | None:
        patient = self.near.subject(at)
        if patient is None or (
            action.by_way_of and action.lemma != "shoot" and not self._ends_in_preposition(at, action)
        ):
            return None
        agent = self.near.agent(end)
        form = "agentless passive" if agent is None else "passive"
        return Clause(action, form, (at, end), agent, patient, self._negated(at))

    def _ends_in_preposition(self, at: int, action: Action) -> bool:
        """Whether "were fired on" has the preposition that makes the subject the one who is fired on."""
        return at + 1 < self.near.size and self.words.lower[at + 1] in action.by_way_of

    def _verbal(self, at: int, end: int, action: Action) -> Clause | None:
        words = self.words
        patient = self._acted_on(at, end, action)
        if patient is None:
            follows = words.lower[end] if self.near.same_sentence(at, end) else ""
            joined = words.dep[at] == "conj" and self._joined_passive(at)
            participle = not words.lower[at].endswith("ing")
            reduced = follows == "by" or (self.near.group_start(at) == at and words.dep[at] in _REDUCED)
            if participle and (joined or reduced) and (action.takes_object or not action.by_way_of):
                return self._passive(at, end, action)
            return None
        actor = self.near.subject(at)
        if actor is None or actor == patient:
            return None
        form = "active" if self.near.somebody(actor) else "thing as actor"
        return Clause(action, form, (at, end), actor, patient, self._negated(at))

    def _joined_passive(self, at: int) -> bool:
        """Whether a verb is joined to a passive one: "was handcuffed, kicked and left"."""
        words, above = self.words, self.words.head[at]
        if not self.near.same_sentence(above, at) or above >= at or words.pos[above] not in ("VERB", "NOUN", "ADJ"):
            return False
        return self._has_be(above) or (words.dep[above] == "conj" and self._joined_passive(above))

    def _acted_on(self, at: int, end: int, action: Action) -> int | None:
        """Whom a verb's action is done to."""
        words, near = self.words, self.near
        behind = [noun for _, noun in near.after(end, action.by_way_of)]
        if action.by_way_of and not action.takes_object:
            return behind[0] if behind else None
        inside = near.noun_from(at + 1) if end > at + 1 else None  # "ran two cyclists over"
        follows = near.noun_from(end) if near.same_sentence(at, end) else None
        if follows is not None and words.label(follows) not in ("DATE", "TIME", "CARDINAL"):
            filmed = singular(words.lower[follows])[0] in forms_of("agency_words", "film")
            return None if filmed else follows
        if behind or (inside is not None and inside < end - 1):
            return behind[0] if behind else inside
        if words.dep[at] == "acl:relcl":
            return self._relative(at)
        later = [c for c in near.below[at] if words.dep[c] == "conj" and words.pos[c] == "VERB" and c > at]
        joined = later and end < near.size and words.lower[end] in ("and", "or", ",")
        return near.noun_from(later[-1] + 1) if joined else None  # "kicked and punched the boy"

    def _relative(self, at: int) -> int | None:
        """What a relative clause is about that has a subject of its own: "the hostages whom the militia abducted"."""
        words = self.words
        subject = self.near.subject(at)
        relatives = forms_of("agency_words", "relative")
        if subject is None or words.lower[subject] in relatives or words.head[at] >= subject:
            return None
        before = range(words.head[at] + 1, subject)
        return next((place for place in before if words.lower[place] in relatives), words.head[at])

    def _nominal(self, at: int, action: Action) -> Clause | None:
        """What is said with a noun that names an action."""
        words, near = self.words, self.near
        follows = words.pos[at + 1] if near.same_sentence(at, at + 1) else ""
        if words.label(at) in ("PERSON", "ORG", "WORK_OF_ART") or (words.dep[at] == "compound" and follows in NOMINAL):
            return None
        actor, patient = self._roles(at, action)
        carried = self._carried(at, actor, patient, action)
        if carried is not None:
            return carried
        before = words.pos[at - 1] if near.same_sentence(at - 1, at) else ""
        if before in ("ADP", "VERB") and patient is None and not words.lower[at].endswith("s"):
            return None  # "on strike", "under attack"
        return Clause(action, "nominalisation", (at, at + 1), actor, patient, words.lower[at - 1] == "no")

    def _carried(self, at: int, actor: int | None, patient: int | None, action: Action) -> Clause | None:
        """A noun that a verb only carries: "carried out an attack on"; "an attack was carried out on"."""
        near, verb = self.near, self._light_verb(at)
        if verb is None or patient is None:
            return None
        if verb > at and self._has_be(verb):
            agent = near.agent(verb + 1)
            form = "agentless passive" if agent is None else "passive"
            return Clause(action, form, (at, at + 1), agent, patient, self._negated(verb))
        subject = near.subject(verb) if verb < at else None
        return Clause(action, "active", (at, at + 1), subject, patient, self._negated(verb)) if subject else None

    def _light_verb(self, at: int) -> int | None:
        """The verb that only carries a noun: the one before its phrase, or the one that it hangs on."""
        words, near, before = self.words, self.near, at - 1
        light = forms_of("agency_words", "light")
        while near.same_sentence(before, at) and words.pos[before] in ("DET", "ADJ", "NOUN", "NUM"):
            before -= 1
        if near.same_sentence(before - 1, at) and words.lower[before] in ("out", "on"):
            before -= 1
        above = words.head[at]
        hangs = words.dep[at] in ("obj", "nsubj", "nsubj:pass") and near.same_sentence(above, at)
        for verb in (before, *([above] if hangs else [])):
            if near.same_sentence(verb, at) and words.pos[verb] == "VERB" and words.lower[verb] in light:
                return verb
        return None

    def _roles(self, at: int, action: Action) -> tuple[int | None, int | None]:
        """Who acts and who is acted on around a noun."""
        actor, patient = self._behind(self.near.after(at + 1, _ROLES), action)
        owner = self._owner(at)
        if owner is not None and not action.owned_by_actor and patient is None:
            return actor, owner
        if owner is not None:
            return actor if actor is not None else owner, patient
        if actor is None and at and self._acts(at - 1):
            actor = at - 1
        return actor, patient

    def _behind(self, phrases: Iterable[tuple[str, int]], action: Action) -> tuple[int | None, int | None]:
        """Who the phrases behind a noun say acts and is acted on."""
        actor: int | None = None
        patient: int | None = None
        for preposition, noun in phrases:
            if self.words.label(noun) in ("DATE", "TIME"):
                continue
            if preposition == "by" and actor is None and self.near.somebody(noun):
                actor = noun
            elif preposition == "between":
                joined = self.words.lower[noun + 1 : noun + 2] == ["and"]
                return noun, self.near.noun_from(noun + 2) if joined else None
            elif patient is None and (preposition in _ON or action.lemma == "clash"):
                patient = noun
        return actor, patient

    def _owner(self, at: int) -> int | None:
        """The possessor of a noun: "Norland's attack", "her arrest"."""
        words, before = self.words, at - 1
        while self.near.same_sentence(before, at) and words.pos[before] in ("ADJ", "NOUN", "PROPN", "NUM", "VERB"):
            before -= 1
        if not self.near.same_sentence(before, at):
            return None
        if words.lower[before] in ("'s", "’s", "'", "’") and words.pos[before - 1] in NOMINAL:
            return before - 1 if words.label(before - 1) not in ("DATE", "TIME") else None
        return before if words.pos[before] == "PRON" and words.dep[before] == "nmod:poss" else None

    def _acts(self, at: int) -> bool:
        """Whether a word before a noun names somebody: "a police raid", "Norlandic strikes".

        Names of places and bodies do not: they mostly say where it was ("the Saltmere attack").
        """
        words = self.words
        return words.label(at) == "NORP" or (words.pos[at] == "NOUN" and person_noun(words.lower[at]) is not None)
