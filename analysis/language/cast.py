"""Everybody an article cites: those it names, and those it leaves without a name but comes back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.language.descriptions import Description, fits, surely
from analysis.language.entities import Entity
from analysis.language.kinds import name_kind, name_side
from analysis.language.names import canonical_text, fold, parse_person, part_of
from analysis.language.nouns import agent_noun, body_kind, person_noun, sides, singular, word_set
from analysis.language.phrases import POSSESSIVES, Core, without_article
from analysis.language.words import Words

BODIES = ("organisation", "government", "medium")


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something that an article speaks of: an entity with a name, or somebody left without one."""

    name: str
    kind: str
    entity: Entity | None = None
    gender: str = ""
    plural: bool = False
    anonymous: bool = False
    side: str | None = None
    title: str | None = None
    descriptions: list[Description] = field(default_factory=list)


def named_referent(entity: Entity, words: Words) -> Referent:
    """The referent that an entity is, with title and side as the article's descriptions give them."""
    if entity.person is None:
        kind = name_kind(entity.name, entity.label)
        side = name_side(entity.name) or (_side_before(entity, words) if kind in BODIES else None)
        return Referent(entity.name, kind, entity, plural=entity.label == "NORP" or kind == "group", side=side)
    told = [d for d in entity.descriptions if len(d.text) > 2 and d.text[:2] not in ("R-", "D-", "I-")]
    title = without_article(told[0].text) if told else None
    side = next((d.side for d in entity.descriptions if d.side), None)
    return Referent(
        entity.name, "person", entity, entity.gender, side=side, title=title, descriptions=entity.descriptions
    )


def _side_before(entity: Entity, words: Words) -> str | None:
    """The country that stands before a body's name: "Russia's Foreign Ministry", "the Danish Foreign Ministry"."""
    for mention in entity.mentions:
        before = words.spans[mention][0] - 1
        if before > 0 and words.text[before] in POSSESSIVES:
            before -= 1
        side, sort = sides().get(words.text[before], ("", "")) if before >= 0 else ("", "")
        if side and sort in ("country", "union", "demonym", "capital"):
            return side
    return None


class Cast:
    """Those named and those unnamed, and how to find one of them from a phrase."""

    def __init__(self, words: Words, entities: Sequence[Entity]) -> None:
        self.words = words
        self.named = [named_referent(entity, words) for entity in entities]
        self._tie_to_sides()
        self.unnamed: list[Referent] = []
        self.first_token = [words.spans[entity.mentions[0]][0] for entity in entities]

    def _tie_to_sides(self) -> None:
        """Let "an adviser to Putin" be of Putin's side, so that "the Kremlin aide" can mean them."""
        side_of = {r.entity.person.words[-1]: r.side for r in self.named if r.entity and r.entity.person and r.side}
        for referent in self.named:
            for at, known in enumerate(referent.descriptions):
                tied = {side for word in sorted(known.told) if (side := side_of.get(word))}
                if known.side is None and len(tied) == 1:
                    (side,) = tied
                    told = known.told | frozenset(fold(side).split())
                    referent.descriptions[at] = replace(known, side=side, told=told)
                    referent.side = referent.side or side

    def introduce(self, referent: Referent) -> Referent:
        """Add somebody without a name; the same words again are the same people."""
        name = referent.name.casefold()
        for known in self.unnamed:
            if known.kind == referent.kind and known.name.casefold() == name:
                return known
        self.unnamed.append(referent)
        return referent

    def described(self, wanted: Description, salience: Mapping[int, float]) -> Referent | None:
        """Whom a definite description ("the former president") fits best; of several, the most salient.

        Args:
            wanted: the description.
            salience: by ``id`` of a referent, how much it is in mind.
        """
        best, top = None, 0.0
        for referent in [*self.named, *self.unnamed]:
            if not referent.descriptions or referent.plural:
                continue
            if wanted.gender and referent.gender and wanted.gender != referent.gender:
                continue
            score = fits(wanted, referent.descriptions)
            if score:
                score += min(1.0, salience.get(id(referent), 0.0) / 5)
            if score > top:
                best, top = referent, score
        return best

    def somebody(self, wanted: Description, start: int) -> Referent:
        """A person left without a name: the one named later who surely is meant, else somebody new."""
        later = [
            referent
            for referent, first in zip(self.named, self.first_token, strict=True)
            if first > start and referent.kind == "person" and surely(wanted, referent.descriptions)
        ]
        if len(later) == 1:
            return later[0]
        name = without_article(wanted.text)
        return self.introduce(Referent(name, "unnamed", None, wanted.gender, False, True, wanted.side, None, [wanted]))

    def several(self, wanted: Description, definite: bool) -> Referent:
        """People cited together; "the officials" are those spoken of before."""
        if definite:
            for known in reversed(self.unnamed):
                if known.plural and fits(wanted, known.descriptions):
                    return known
        found = person_noun(wanted.noun) or agent_noun(wanted.noun)
        kind = found[0].plural if found else "group"
        name = without_article(wanted.text)
        return self.introduce(Referent(name, kind, None, "", True, kind == "unnamed", wanted.side, None, [wanted]))

    def body(self, core: Core, in_mind: Sequence[Referent]) -> Referent:
        """A source that is no person: "the agency", "the Perry campaign", "a Fox News poll".

        Args:
            core: its phrase.
            in_mind: the referents met so far, the most salient first.
        """
        words = self.words
        noun, plural = singular(words.lower[core.head])
        kind = body_kind(noun) or "document"
        if plural and kind in BODIES:
            kind = "group"
        bare = core.end - core.start <= 2 and words.lower[core.start] in ("the", "this", "that", "its", "their")
        if bare:
            known = self._known_body(noun, kind, in_mind)
            if known:
                return known
        name = words.join(core.start, core.end)
        return self.introduce(Referent(without_article(name), kind, plural=plural, side=name_side(name)))

    def _known_body(self, noun: str, kind: str, in_mind: Sequence[Referent]) -> Referent | None:
        bodies = [r for r in in_mind if r.kind in BODIES and r.entity is not None] if kind in BODIES else []
        for referent in bodies:
            if noun in fold(referent.name).split():
                return referent
        for referent in reversed(self.unnamed):
            if referent.kind == kind and noun in fold(referent.name).split():
                return referent
        return bodies[0] if bodies and noun in word_set("body") and bodies[0].kind != "government" else None

    def unlisted(self, text: str) -> Referent:
        """A name that nothing marked as one: one of the article's people, else somebody of that name."""
        name = parse_person(text)
        fitting = [(part_of(name, r.entity.person), r) for r in self.named if r.entity and r.entity.person]
        best = max((score for score, _ in fitting), default=0)
        if best:
            return next(referent for score, referent in fitting if score == best)
        for referent in self.named:
            if fold(referent.name) == fold(name.text):
                return referent
        bare = canonical_text(text)
        return self.introduce(Referent(bare, name_kind(bare, "ORG"), side=name_side(bare)))

    def together(self, first: Referent, second: Referent) -> Referent:
        """Two sources of one statement: a group, called by both names."""
        side = first.side if first.side == second.side else None
        withheld = first.anonymous or second.anonymous
        return self.introduce(
            Referent(f"{first.name} and {second.name}", "group", plural=True, anonymous=withheld, side=side)
        )
