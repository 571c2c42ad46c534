"""Whom the source of each statement in an article means: by name, by pronoun, or by description."""

from __future__ import annotations

from analysis.language.attribution import Attribution
from analysis.language.cast import BODIES, Cast, Referent
from analysis.language.describing import person
from analysis.language.discourse import FIRST, OWNER, PLURAL, PRONOUNS, QUOTED, ROLES, SECOND, SINGULAR, Scene
from analysis.language.entities import Entity
from analysis.language.labels import PLACES
from analysis.language.mentions import is_title
from analysis.language.names import fold
from analysis.language.naming import beside, named, unlisted, unnamed_group
from analysis.language.nouns import agent_noun, body_kind, person_noun, sides, singular, word_set
from analysis.language.phrases import (
    POSSESSIVES,
    STOPS,
    Core,
    name_behind,
    phrase_around,
    phrase_core,
)
from analysis.language.words import Words

Spans = tuple[tuple[int, int], ...]


class Citations:
    """One article, read from its first word to its last.

    Args:
        words: the article's words.
        entities: its entities.
        mentions: for each mention, the number of its entity.
        found: its attributions.
    """

    def __init__(self, words: Words, entities: list[Entity], mentions: list[int], found: list[Attribution]) -> None:
        self.words = words
        self.found = found
        self.sources: dict[Spans, list[int]] = {}
        for number, attribution in enumerate(found):
            if attribution.source:
                self.sources.setdefault(attribution.source, []).append(number)
        in_source = [False] * len(words.text)
        for start, end in (span for spans in self.sources for span in spans):
            in_source[start:end] = [True] * (end - start)
        self.scene = Scene(words, mentions, Cast(words, entities), in_source)
        self.cast, self.discourse = self.scene.cast, self.scene.discourse
        self.papers: dict[str, Referent] = {}  # whose "the statement", "the report" is
        self.asked: set[int] = set()

    def read(self) -> list[Referent | None]:
        """Resolve every source; the referents come in the order of the attributions."""
        speakers: list[Referent | None] = [None] * len(self.found)
        spans = list(self.sources)
        steps = [(start, 0, number) for number, (start, _, _) in enumerate(self.words.spans)]
        steps += [(span[0][0], 2, number) for number, span in enumerate(spans)]
        steps += [(at, 1, 0) for at in self._words_to_follow()]
        for token, kind, number in sorted(steps):
            if kind == 0:
                self._meet_mention(number)
            elif kind == 1:
                self._meet_word(token)
            else:
                referent = self._source(spans[number])
                for attribution in self.sources[spans[number]]:
                    speakers[attribution] = referent
        return speakers

    # -- what stands outside sources keeps people in mind ---------------------------------------------------------

    def _words_to_follow(self) -> list[int]:
        """Pronouns, and nouns for people that are subjects."""
        words = self.words
        return [
            at
            for at, word in enumerate(words.lower)
            if not (self.scene.in_source[at] or words.mention[at] >= 0 or words.quoted[at])
            and (
                word in SINGULAR
                or (words.pos[at] == "NOUN" and words.dep[at] in ("nsubj", "nsubj:pass") and person_noun(word))
            )
        ]

    def _meet_mention(self, number: int) -> None:
        """Note a named mention; the one that heads a source counts again when the source is read."""
        words = self.words
        start, end, _ = words.spans[number]
        outside = next((at for at in range(start, end) if not start <= words.head[at] < end), start)
        role = "nsubj" if self._opens(start) else words.dep[outside]
        weight = 0.5 if self.scene.in_source[start] else ROLES.get(role, 1.0)
        weight *= QUOTED if words.quoted[start] else 1.0
        if self._owns_somebody(outside, end):
            weight *= OWNER
        self.discourse.meet(self.scene.mentioned(number), words.sentence[start], weight)

    def _owns_somebody(self, outside: int, end: int) -> bool:
        """Whether a mention only tells whose somebody is ("Roe's oldest advisers"), by the tree or by its own 's."""
        words = self.words
        if words.dep[outside] == "nmod:poss" and person_noun(words.lower[words.head[outside]]):
            return True
        owned = words.lower[end + 1 : end + 4] if words.text[end : end + 1] in (["'s"], ["’s"]) else []
        return any(person_noun(word) for word in owned)

    def _opens(self, start: int) -> bool:
        """Whether a mention, with or without its titles, opens its sentence: its topic, whatever the tree says."""
        words, first = self.words, start
        while first and words.sentence[first - 1] == words.sentence[start] and is_title(words.text, first - 1):
            first -= 1
        return first == 0 or words.sentence[first - 1] != words.sentence[start]

    def _meet_word(self, at: int) -> None:
        """Note whom a pronoun or description outside any source means."""
        words = self.words
        referent: Referent | None
        if words.lower[at] in SINGULAR:
            referent = self.discourse.pronoun(words.lower[at], words.sentence[at])
        else:
            referent = person(self.scene, phrase_around(words, at), min(len(words.text), at + 15))
        if referent:
            self.discourse.meet(referent, words.sentence[at], ROLES.get(words.dep[at], 1.0))

    # -- one source -----------------------------------------------------------------------------------------------

    def _source(self, spans: Spans) -> Referent | None:
        """Whom a source's words mean."""
        start, end = spans[0]
        # The model now and then takes the title alone: "Mayor" of "Mayor Ada Bell".
        if end < len(self.words.text) and self.words.label(end) == "PERSON" and is_title(self.words.text, end - 1):
            end = self.words.spans[self.words.mention[end]][1]
        end = self._noun_end(start, end)
        self.scene.gender = self._own_pronoun(spans)
        referent = self._resolve(start, end, self._barred(spans))
        self.scene.gender = ""
        if referent and not self.words.quoted[start]:
            self.discourse.speak(referent, self.words.sentence[start])
        return referent

    def _noun_end(self, start: int, end: int) -> int:
        """The end of a source that the model broke off before its noun: "the" of "the Democratic nominee"."""
        words = self.words
        noun = words.head[end - 1]
        broken = all(words.pos[at] in ("DET", "ADJ", "ADV", "NUM") for at in range(start, end))
        near_by = end <= noun < min(end + 6, len(words.text)) and words.sentence[noun] == words.sentence[start]
        return noun + 1 if broken and near_by and words.pos[noun] in ("NOUN", "PROPN") else end

    def _own_pronoun(self, spans: Spans) -> str:
        """The gender that indirect speech gives its source: "the candidate said she would run"."""
        words = self.words
        for number in self.sources[spans]:
            start = self.found[number].content[0][0] if self.found[number].content else 0
            if start <= spans[-1][1] or words.quoted[start]:
                continue
            for at in range(start, min(start + 3, len(words.text))):
                if words.lower[at] in ("he", "she"):
                    return SINGULAR[words.lower[at]]
        return ""

    def _barred(self, spans: Spans) -> list[Referent]:
        """Those named within what this source says: hardly anybody tells of themselves by name."""
        inside = {
            self.words.mention[at]
            for number in self.sources[spans]
            for first, last in self.found[number].content
            for at in range(first, last)
        }
        return [self.scene.mentioned(mention) for mention in sorted(inside - {-1})]

    def _resolve(self, start: int, end: int, barred: list[Referent]) -> Referent | None:
        words = self.words
        core = phrase_core(words, start, end)
        if core is None:
            return None
        word = words.lower[core.head]
        if word in word_set("relative") and core.end - core.start == 1:
            return self._antecedent(core.head, barred)
        last = words.lower[end - 1]
        if last in ("who", "which") and any(words.pos[at] == "VERB" for at in range(core.end, end)):
            return self._antecedent(end - 1, barred)  # the model took a whole clause: "they met a baker who"
        second = self._second(core, end)
        referent = self._phrase(core, core.end if second else end, barred)
        if second and referent and referent.kind != "person" and self._titled(second):
            return self._phrase(second, second.end, barred)
        other = self._phrase(second, second.end, barred) if second else None
        return self.cast.together(referent, other) if referent and other and other is not referent else referent

    def _second(self, core: Core, end: int) -> Core | None:
        """The other source of "X and Y"; not the second half of "a lawyer and former judge"."""
        second = phrase_core(self.words, core.joined, end) if core.joined is not None and not core.possessor else None
        if second is None:
            return None
        words = self.words
        found = person_noun(words.lower[second.head])
        several = bool(found and found[1]) or words.lower[second.start] in ("the", "a", "other", "his", "her")
        named = words.label(second.head) in ("PERSON", "ORG", "NORP", *PLACES)
        owned = body_kind(words.lower[second.head]) and any(
            words.text[at] in POSSESSIVES for at in range(second.start, second.head)
        )
        return second if named or several or owned else None

    def _titled(self, core: Core) -> bool:
        """Whether a name stands behind its title, so that "Health and" before it is of the title too."""
        words = self.words
        if words.label(core.head) != "PERSON":
            return False
        first = words.spans[words.mention[core.head]][0]
        return first > core.start and person_noun(fold(words.text[first - 1])) is not None

    def _phrase(self, core: Core, end: int, barred: list[Referent]) -> Referent | None:
        """Whom a phrase means: by pronoun, name, name set beside a noun, or description."""
        words, head = self.words, core.head
        word = words.lower[head]
        if word in PRONOUNS and words.mention[head] < 0:
            return self._pronoun(head, barred)
        member = sides().get(words.text[head], ("", ""))[1] == "party" and person_noun(word)
        name = named(self.scene, core) if not member or member[1] else None
        name = name or beside(self.scene, core, end)
        if name:
            return name
        behind = name_behind(words, core, end) if person_noun(fold(words.text[head])) else None
        if behind is not None:
            return self.scene.mentioned(words.mention[behind])
        closed = core.end < len(words.text) and words.text[core.end] == ","
        renamed = self._renamed(core) if closed and self.scene.in_source[core.start] else -1
        if renamed >= 0:
            return self.scene.mentioned(renamed)
        if word in word_set("vague") or word in word_set("quantity"):
            return unnamed_group(self.scene, core, end)
        if member or person_noun(fold(words.text[head])):
            return person(self.scene, core, end)
        if words.pos[head] == "PROPN" and words.text[head][:1].isupper() and not body_kind(word):
            return unlisted(self.scene, core)
        if words.pos[head] != "PROPN" and agent_noun(word):
            return person(self.scene, core, end)
        inner = next((at for at in range(head, core.start, -1) if person_noun(words.lower[at])), None)
        if inner is not None and not body_kind(word):
            return person(self.scene, Core(core.start, inner + 1, inner), end)
        return self._body(core, end, barred)

    # -- pronouns -------------------------------------------------------------------------------------------------

    def _pronoun(self, at: int, barred: list[Referent]) -> Referent | None:
        words, word = self.words, self.words.lower[at]
        if word in FIRST:
            return self._whose_words(at)
        if word in SECOND:
            return None  # the reader, or whoever is spoken to
        found = self.discourse.pronoun(word, words.sentence[at], barred)
        if found is None and word in SINGULAR and barred:
            found = self.discourse.pronoun(word, words.sentence[at])  # "Jane Roe will resign, she announced"
        if found is None and word in SINGULAR:
            found = self._next_person(at, SINGULAR[word], barred)
        if found is None:
            person = word in SINGULAR
            kind = "unnamed" if person else "group"
            found = self.cast.introduce(Referent(words.text[at], kind, plural=word in PLURAL, anonymous=person))
        return found

    def _whose_words(self, at: int) -> Referent | None:
        """Whom "I" and "we" mean: the source of the statement they stand in, or whoever is being quoted."""
        for number, attribution in enumerate(self.found):
            inside = any(first <= at < last for first, last in attribution.content)
            if inside and attribution.source and number not in self.asked:
                self.asked.add(number)
                found = self._resolve(*attribution.source[0], self._barred(attribution.source))
                self.asked.discard(number)
                return found
        return self.discourse.last_speaker if self.words.quoted[at] else None  # elsewhere "I" is the author

    def _next_person(self, at: int, gender: str, barred: list[Referent]) -> Referent | None:
        """A pronoun before the name it means: the next person of its gender in the article."""
        for referent, first in zip(self.cast.named, self.cast.first_token, strict=True):
            if first > at and referent.kind == "person" and referent.gender in ("", gender) and referent not in barred:
                return referent
        return None

    def _antecedent(self, at: int, barred: list[Referent]) -> Referent | None:
        """Whom "who" or "which" takes up: the name before it, else the noun that its clause belongs to."""
        words = self.words
        before = at - 1
        while (
            before > 0
            and at - before < 8
            and (words.text[before] in STOPS or "(" in words.text[max(0, at - 8) : before])
        ):
            before -= 1
        verb = words.head[at]
        while words.dep[verb] in ("xcomp", "ccomp", "conj", "aux") and words.head[verb] != verb:
            verb = words.head[verb]
        noun = words.head[verb] if words.dep[verb].startswith("acl") and words.head[verb] < at else -1
        if noun < 0 or at - noun > 12:
            noun = before
        thing = words.lower[at] in ("who", "whom") and self._is_thing(noun)
        party = words.text[noun] in ("R", "D", "I")  # "Jane Roe (R-Ohio), who"
        if thing or party or (words.lower[at] != "which" and words.label(noun) in PLACES):
            noun = next((i for i in range(noun, max(-1, at - 20), -1) if words.label(i) == "PERSON"), noun)
        if words.mention[noun] >= 0:
            start, end, _ = words.spans[words.mention[noun]]
            return self._resolve(start, end, barred)
        if words.pos[noun] not in ("NOUN", "PROPN"):
            return None
        core = phrase_around(words, noun)
        name = self._renamed(core)
        return self.scene.mentioned(name) if name >= 0 else self._phrase(core, at, barred)

    def _renamed(self, core: Core) -> int:
        """The mention that a noun only says more of: "Acme, a group of lawyers, which"; -1 where there is none."""
        words, before = self.words, core.start - 2
        if words.dep[core.head] == "appos" and words.head[core.head] < core.start:
            before = words.head[core.head]
        elif before < 0 or words.text[core.start - 1] != "," or words.lower[core.start] not in ("a", "an", "the"):
            return -1
        kind = self.scene.mentioned(words.mention[before]).kind if words.mention[before] >= 0 else ""
        person = bool(person_noun(words.lower[core.head]))
        return words.mention[before] if (kind == "person" if person else kind in BODIES) else -1

    def _is_thing(self, noun: int) -> bool:
        """Whether a word is a noun that "who" cannot take up: "the rise of Jane Roe, who"."""
        words, word = self.words, self.words.lower[noun]
        listed = person_noun(word) or agent_noun(word) or body_kind(word) or word in word_set("vague")
        return words.mention[noun] < 0 and words.pos[noun] == "NOUN" and not (listed or singular(word)[1])

    # -- bodies and documents ------------------------------------------------------------------------------------------

    def _body(self, core: Core, end: int, barred: list[Referent]) -> Referent | None:
        """A body or document; somebody's own words ("a statement by X") have their owner as source."""
        words = self.words
        noun = words.lower[core.head]
        bare = words.lower[core.start] in word_set("definite") and core.end - core.start == 2
        if noun in word_set("speech"):
            owner = self._owner(core, end, barred) or (self.papers.get(noun) or self._author() if bare else None)
            if owner:
                self.papers[noun] = owner
                return owner
        if noun in word_set("story"):
            medium = self._carrier(core, end) or (self.papers.get(noun) if bare else None)
            if medium:
                self.papers[noun] = medium
                return medium
        in_mind = [referent for _, referent in self.discourse.ranked(words.sentence[core.head])]
        return self.cast.body(core, in_mind)

    def _author(self) -> Referent | None:
        """Whose "the statement" is: whoever spoke last, if they are one to make statements."""
        speaker = self.discourse.last_speaker
        return speaker if speaker and (speaker.kind == "person" or speaker.kind in BODIES) else None

    def _carrier(self, core: Core, end: int) -> Referent | None:
        """The medium that a story stands in: "a report in The Atlantic", "an article published by Reuters"."""
        for at in range(core.start, min(end, core.end + 5)):
            if self.words.mention[at] >= 0:
                referent = self.scene.mentioned(self.words.mention[at])
                if referent.kind == "medium":
                    return referent
            inner = phrase_core(self.words, at + 1, end) if self.words.lower[at] in ("in", "by", "from") else None
            if inner and body_kind(self.words.lower[inner.head]) == "medium" and self._names(inner):
                return self._body(inner, end, [])
        return None

    def _names(self, core: Core) -> bool:
        """Whether a name stands before a noun: "New York magazine", but not "a magazine"."""
        return any(self.words.mention[at] >= 0 for at in range(core.start, core.head))

    def _owner(self, core: Core, end: int, barred: list[Referent]) -> Referent | None:
        """Whose words they are: "X's statement", "his speech", "a statement released by X"."""
        words = self.words
        for at in range(core.start, core.head):
            if words.text[at] in POSSESSIVES and at > core.start:
                return self._resolve(core.start, at, barred)
            if words.lower[at] in SINGULAR:
                return self._pronoun(at, barred)
        for at in range(core.end, min(end, core.end + 4)):
            if words.lower[at] in ("by", "from", "of") and at + 1 < end:
                return self._resolve(at + 1, end, barred)
        return None
