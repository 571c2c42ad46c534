"""Who is who in one article: entities, and whom the source of each statement names, by name, pronoun or description."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from analysis.language.attribution import Attribution, attributions
from analysis.language.descriptions import (
    POSSESSIVES,
    QUANTITIES,
    RELATIVES,
    STOPS,
    Core,
    Description,
    describe,
    fits,
    phrase_core,
)
from analysis.language.discourse import FIRST, PLURAL, PRONOUNS, QUOTED, ROLES, SINGULAR, Discourse, Referent
from analysis.language.entities import Entity, group_mentions
from analysis.language.kinds import name_kind, name_side
from analysis.language.names import canonical_text, fold, parse_person, part_of
from analysis.language.nouns import body_kind, person_noun, singular
from analysis.language.words import Words, read_words

VAGUE = QUANTITIES | {
    "others",
    "other",
    "neither",
    "everyone",
    "everybody",
    "nobody",
    "someone",
    "somebody",
    "people",
    "those",
    "these",
}
SPEECH = frozenset(
    [
        "statement",
        "letter",
        "tweet",
        "post",
        "memo",
        "memorandum",
        "testimony",
        "email",
        "e-mail",
        "message",
        "speech",
        "remarks",
        "column",
        "announcement",
        "op-ed",
        "release",
        "words",
        "comments",
        "interview",
    ]
)
"""Documents that are somebody's own words: "a statement by X" has X as its source."""
NEIGHBOURS = 3
"""Sentences within which "the aide" can mean whoever spoke last."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The source of a statement, as far as its article tells.

    Attributes:
        name: fullest name; the description as printed for somebody unnamed.
        kind: person, organisation, government, medium, document, group or unnamed.
        anonymous: the outlet withholds the name of one or more people: officials, aides, "a person familiar with the matter".
            Groups that are cited as such (critics, voters, Republicans) are not anonymous, nor are bodies or documents.
        side: country, party or body that title, description or name ties it to.
        title: role as printed.
        aliases: other names in the article.
        complete: whether the name means the same in every article: a full name or a body's, no bare surname or description.
    """

    name: str
    kind: str
    anonymous: bool
    side: str | None
    title: str | None
    aliases: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity: its tokens ``start`` to ``end``, its label and the number of its entity."""

    start: int
    end: int
    label: str
    entity: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who in one article.

    Attributes:
        entities: in order of their first mention.
        mentions: in order of the text; the pipeline's entities, mended and added to.
        speakers: for each attribution, who its source is; None where the text gives no source.
    """

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    speakers: tuple[Speaker | None, ...]


def resolve(doc: Doc) -> Resolution:
    """Group the entity mentions of an article and name the source of each of its attributions.

    Args:
        doc: a Doc with tags, tree, entities and attributions, as the pipelines of ``load_pipeline`` leave it.

    Returns:
        The entities, and one speaker an attribution, in the order of ``attributions(doc)``.
    """
    found = attributions(doc)
    words = read_words(doc)
    entities, mentions = group_mentions(words)
    referents = _Article(words, entities, mentions, found).read()
    speakers: dict[int, Speaker] = {}
    for referent in referents:
        if referent is not None and id(referent) not in speakers:
            speakers[id(referent)] = _speaker(referent)
    named = tuple(None if referent is None else speakers[id(referent)] for referent in referents)
    spans = (
        Mention(start, end, "Person" if entities[number].person else label, number)
        for (start, end, label), number in zip(words.spans, mentions, strict=True)
    )
    return Resolution(tuple(entities), tuple(spans), named)


def _speaker(referent: Referent) -> Speaker:
    entity = referent.entity
    aliases = tuple(sorted(set(entity.aliases) - {referent.name})) if entity else ()
    complete = (
        entity.complete
        if entity
        else referent.kind in ("organisation", "government", "medium") and referent.name[:1].isupper()
    )
    return Speaker(referent.name, referent.kind, referent.anonymous, referent.side, referent.title, aliases, complete)


class _Article:
    """One article, read from its first word to its last."""

    def __init__(self, words: Words, entities: list[Entity], mentions: list[int], found: list[Attribution]) -> None:
        self.words = words
        self.entities = entities
        self.mentions = mentions
        self.found = found
        self.discourse = Discourse()
        self.named = [_referent(entity) for entity in entities]
        self.unnamed: list[Referent] = []
        self._asked: set[int] = set()
        self.sources: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for number, attribution in enumerate(found):
            if attribution.source:
                self.sources.setdefault(attribution.source, []).append(number)
        self.in_source = [False] * len(words.text)
        for spans in self.sources:
            for start, end in spans:
                self.in_source[start:end] = [True] * (end - start)
        self.first_token = {number: words.spans[entity.mentions[0]][0] for number, entity in enumerate(entities)}

    def read(self) -> list[Referent | None]:
        """Resolve every source; the referents come in the order of the attributions."""
        speakers: list[Referent | None] = [None] * len(self.found)
        for token, kind, payload in sorted(self._steps()):
            if kind == 0:
                self._meet_mention(payload)
            elif kind == 1:
                self._meet_word(token)
            else:
                spans = self._spans_at[payload]
                referent = self._source(spans)
                for number in self.sources[spans]:
                    speakers[number] = referent
        return speakers

    def _steps(self) -> list[tuple[int, int, int]]:
        words = self.words
        steps = [(start, 0, number) for number, (start, _, _) in enumerate(words.spans)]
        self._spans_at = list(self.sources)
        steps += [(spans[0][0], 2, number) for number, spans in enumerate(self._spans_at)]
        for at, word in enumerate(words.lower):
            if self.in_source[at] or words.mention[at] >= 0:
                continue
            if word in SINGULAR or (
                words.dep[at] in ("nsubj", "nsubj:pass") and words.pos[at] == "NOUN" and person_noun(word)
            ):
                steps.append((at, 1, 0))
        return steps

    def _meet_mention(self, number: int) -> None:
        """Note a named mention; the name that heads a source counts when the source is read."""
        start, end, _ = self.words.spans[number]
        referent = self.named[self.mentions[number]]
        self.discourse.meet(referent, start, self.words.sentence[start], self._weight(start, end))

    def _weight(self, start: int, end: int) -> float:
        words = self.words
        outside = [at for at in range(start, end) if not start <= words.head[at] < end] or [start]
        weight = ROLES.get(words.dep[outside[0]], 1.0)
        if self.in_source[start]:
            weight = 0.5
        return weight * (QUOTED if words.quoted[start] else 1.0)

    def _meet_word(self, at: int) -> None:
        """Note whom a pronoun or description outside any source means, so that they stay in mind."""
        words = self.words
        if words.quoted[at]:
            return
        if words.lower[at] in SINGULAR:
            referent = self.discourse.pronoun(words.lower[at], words.sentence[at])
        else:
            first, stop = self._phrase(at)
            referent = self._person(Core(first, at + 1, at, False, False, None), first, stop)
        if referent:
            self.discourse.meet(referent, at, words.sentence[at], ROLES.get(words.dep[at], 1.0))

    def _phrase(self, head: int) -> tuple[int, int]:
        """The noun phrase around a head: back over what belongs to it, forward to the next mark or verb."""
        words = self.words
        first = head
        while (
            first
            and head - first < 12
            and words.pos[first - 1] in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV")
        ) or (first and words.dep[first - 1] == "nmod:poss" and head - first < 12):
            first -= 1
        stop = head + 1
        while (
            stop < len(words.text)
            and stop - head < 15
            and words.text[stop] not in STOPS
            and words.pos[stop] not in ("VERB", "AUX")
        ):
            stop += 1
        return first, stop

    # -- one source -------------------------------------------------------------------------------------------------

    def _source(self, spans: tuple[tuple[int, int], ...]) -> Referent | None:
        """Whom a source's words mean."""
        start, end = spans[0]
        words = self.words
        while end - start > 1 and (words.text[end - 1] in STOPS or words.text[end - 1].isspace()):
            end -= 1
        referent = self._resolve(start, end, self._barred(spans))
        if referent:
            if not words.quoted[start]:
                self.discourse.speak(referent, start, words.sentence[start])
        return referent

    def _barred(self, spans: tuple[tuple[int, int], ...]) -> list[Referent]:
        """Those named within what this source says: nobody tells of themselves by name."""
        words = self.words
        barred = []
        for number in self.sources[spans]:
            for first, last in self.found[number].content:
                inside = {words.mention[at] for at in range(first, last) if words.mention[at] >= 0}
                barred += [self.named[self.mentions[mention]] for mention in sorted(inside)]
        return barred

    def _resolve(self, start: int, end: int, barred: list[Referent]) -> Referent | None:
        words = self.words
        core = phrase_core(words, start, end)
        if core is None:
            return None
        word = words.lower[core.head]
        if word in PRONOUNS and core.end - core.start <= 2:
            referent = self._pronoun(core.head, barred)
        elif word in RELATIVES and core.end - core.start == 1:
            referent = self._antecedent(core.head, barred)
        else:
            referent = self._phrase_referent(core, end, barred)
        joined = self._joined(core, end, barred)
        if joined is None:
            return referent
        return self._join(referent, words.join(core.start, core.end), joined)

    def _pronoun(self, at: int, barred: list[Referent]) -> Referent | None:
        words, word = self.words, self.words.lower[at]
        if word in FIRST:
            return self._speaker_around(at)
        found = self.discourse.pronoun(word, words.sentence[at], barred)
        if found is None and word in SINGULAR:
            found = self._next_person(at, word, barred)
        if found is None:
            kind = "unnamed" if word in SINGULAR else "group"
            found = self._introduce(Referent(words.text[at], kind, plural=word in PLURAL, anonymous=word in SINGULAR))
        return found

    def _speaker_around(self, at: int) -> Referent | None:
        """Whose words "I" and "we" stand in."""
        for number, attribution in enumerate(self.found):
            if attribution.source and any(first <= at < last for first, last in attribution.content):
                spans = attribution.source
                if not any(first <= at < last for first, last in spans) and number not in self._asked:
                    self._asked.add(number)
                    found = self._resolve(*spans[0], self._barred(spans))
                    self._asked.discard(number)
                    return found
        return self.discourse.last_speaker

    def _next_person(self, at: int, word: str, barred: list[Referent]) -> Referent | None:
        """A pronoun before the name it means: the next person of its gender in the article."""
        for number, entity in enumerate(self.entities):
            referent = self.named[number]
            if (
                referent.kind == "person"
                and entity.gender in ("", SINGULAR[word])
                and self.first_token[number] > at
                and referent not in barred
            ):
                return referent
        return None

    def _antecedent(self, at: int, barred: list[Referent]) -> Referent | None:
        """Whom "who" or "which" takes up: the noun that its clause belongs to, or the name right before it."""
        words = self.words
        verb = words.head[at]
        while words.dep[verb] in ("xcomp", "ccomp", "conj", "aux") and words.head[verb] != verb:
            verb = words.head[verb]
        noun = words.head[verb] if words.dep[verb].startswith("acl") and words.head[verb] < at else -1
        before = next((i for i in range(at - 1, max(-1, at - 4), -1) if words.text[i] not in STOPS), at)
        if words.mention[before] >= 0 and (noun < 0 or at - noun > 12):
            noun = before
        if noun < 0:
            return self.discourse.last_speaker if before == at else None
        if words.mention[noun] >= 0:
            start, end, _ = words.spans[words.mention[noun]]
            return self._resolve(start, end, barred)
        first, _ = self._phrase(noun)
        return self._phrase_referent(Core(first, noun + 1, noun, False, False, None), at, barred)

    # -- phrases ----------------------------------------------------------------------------------------------------

    def _phrase_referent(self, core: Core, end: int, barred: list[Referent]) -> Referent | None:
        words = self.words
        mention = words.mention[core.head]
        if words.lower[core.head] in PRONOUNS:
            return self._pronoun(core.head, barred)
        if mention >= 0:
            found = self._named(core, end, mention)
            if found:
                return found
        appositive = self._name_in_apposition(core, end)
        if appositive:
            return appositive
        if person_noun(fold(words.text[core.head])) or (mention >= 0 and words.spans[mention][2] == "NORP"):
            return self._person(core, core.start, self._complement_end(core, end))
        if words.lower[core.head] in VAGUE:
            return self._fresh(core, end, "group")
        if (
            words.pos[core.head] == "PROPN"
            and words.text[core.head][:1].isupper()
            and not body_kind(words.lower[core.head])
        ):
            return self._unlisted_name(core)
        return self._body(core, end, barred)

    def _named(self, core: Core, end: int, mention: int) -> Referent | None:
        words = self.words
        referent = self.named[self.mentions[mention]]
        label = referent.entity.label if referent.entity else ""
        first = words.spans[mention][0]
        if label in ("Date", "Money"):
            return None
        if label == "NORP":
            singular_one = words.lower[core.start] in ("the", "a", "an", "this") and not words.lower[
                core.head
            ].endswith("s")
            if singular_one and core.head > core.start:
                return None
            if core.one_of or (first > core.start and not core.possessor and words.pos[core.start] != "DET"):
                return self._fresh(core, end, "group")
        if (
            label == "Organization"
            and first > core.start
            and not core.possessor
            and words.pos[first - 1] in ("PROPN", "NOUN", "ADJ")
            and words.text[first - 1][:1].isupper()
        ):
            # "the Obama White House", "House Republican Conference": as printed, unless the part alone is a known name
            return referent
        return referent

    def _complement_end(self, core: Core, end: int) -> int:
        """Where what belongs to a head ("for the committee") ends: at the next mark or clause."""
        words = self.words
        stop = core.end
        while stop < end and words.text[stop] not in STOPS and words.lower[stop] not in RELATIVES:
            stop += 1
        return stop

    def _name_in_apposition(self, core: Core, end: int) -> Referent | None:
        """The name set beside a noun: "his lawyer, Jane Roe,"; past the end of the span too, where a comma stands there."""
        words = self.words
        found = person_noun(fold(words.text[core.head]))
        if core.possessor or core.one_of or (found and found[1]):
            return None
        limit = min(len(words.text), end + 6)
        for at in range(core.end, limit):
            if words.text[at] not in (",", "—", "–", "(") and not (
                at > core.end and words.text[at - 1] in ("named", "called")
            ):
                continue
            if at >= end and words.text[at] not in (","):
                break
            inner = phrase_core(words, at + 1, min(len(words.text), at + 14))
            if inner is None or inner.possessor:
                continue
            mention = words.mention[inner.head]
            if mention < 0:
                continue
            referent = self.named[self.mentions[mention]]
            person = referent.kind == "person"
            alone = all(
                words.mention[i] == mention or words.text[i][:1].isupper() for i in range(inner.start, inner.end)
            )
            if alone and (
                person if found or not body_kind(words.lower[core.head]) else not person and referent.kind != "group"
            ):
                return referent
            if at >= end:
                break
        return None

    def _unlisted_name(self, core: Core) -> Referent:
        """A name that the model marked as no entity: one of the article's people, else somebody of that name."""
        words = self.words
        first = core.head
        while first > core.start and words.pos[first - 1] == "PROPN" and words.text[first - 1][:1].isupper():
            first -= 1
        name = parse_person(words.join(first, core.head + 1))
        scored = [(part_of(name, e.person), e.number) for e in self.entities if e.person]
        best = max(scored, default=(0, 0))
        if best[0]:
            return self.named[best[1]]
        for entity in self.entities:
            if fold(entity.name) == fold(name.text):
                return self.named[entity.number]
        for known in self.unnamed:
            if known.name == canonical_text(name.text):
                return known
        text = canonical_text(words.join(first, core.head + 1))
        return self._introduce(Referent(text, name_kind(text, "Organization"), side=name_side(text)))

    def _introduce(self, referent: Referent) -> Referent:
        self.unnamed.append(referent)
        return referent

    def _fresh(self, core: Core, end: int, kind: str) -> Referent:
        """Somebody without a name, called as printed; the same words again are the same people."""
        words = self.words
        name = _without_article(words.join(core.start, self._complement_end(core, end)))
        for known in self.unnamed:
            if known.name.casefold() == name.casefold():
                return known
        return self._introduce(
            Referent(
                name, kind, plural=True, anonymous=kind == "unnamed", side=name_side(words.join(core.start, core.end))
            )
        )

    # -- people by description ---------------------------------------------------------------------------------------

    def _person(self, core: Core, first: int, stop: int) -> Referent | None:
        words = self.words
        wanted = describe(words, first, stop, core.head)
        if wanted is None:
            return self._fresh(core, stop, "group")
        if wanted.plural and not core.one_of:
            return self._people(core, wanted, stop)
        opening = words.lower[first]
        definite = (
            opening in ("the", "this", "that")
            or words.dep[first] == "nmod:poss"
            or words.mention[first] >= 0
            or any(words.text[i] in POSSESSIVES for i in range(first, core.head))
        )
        if opening in ("a", "an", "another") or core.one_of or not definite:
            return self._somebody(core, wanted, stop, first)
        known = self._described(wanted, first)
        if known is None and opening in ("the", "this", "that"):
            known = self._neighbour(wanted, words.sentence[first])
        return known or self._somebody(core, wanted, stop, first)

    def _described(self, wanted: Description, at: int) -> Referent | None:
        """The one whom a description fits best, among those named anywhere and those met without a name."""
        salience = {id(r): score for score, r in self.discourse.ranked(self.words.sentence[at])}
        best, top = None, 0.55
        for referent in [*self.named, *self.unnamed]:
            known = (
                referent.entity.descriptions if referent.entity and referent.kind == "person" else referent.descriptions
            )
            if not known or (wanted.gender and referent.gender and wanted.gender != referent.gender):
                continue
            score = max(fits(wanted, description) for description in known)
            if score > 0:
                score += min(1.0, salience.get(id(referent), 0.0) / 5)
            if score > top:
                best, top = referent, score
        return best

    def _neighbour(self, wanted: Description, sentence: int) -> Referent | None:
        """Whoever spoke just before, where nothing speaks against it."""
        speaker = self.discourse.last_speaker
        if speaker is None or sentence - self.discourse.last_spoke > NEIGHBOURS or speaker.plural:
            return None
        if speaker.kind not in ("person", "unnamed") or (
            wanted.gender and speaker.gender and wanted.gender != speaker.gender
        ):
            return None
        return speaker

    def _somebody(self, core: Core, wanted: Description, stop: int, first: int) -> Referent:
        """A person without a name: the one named later with the same role and tie, or else somebody new."""
        for entity in self.entities:
            later = entity.person is not None and self.first_token[entity.number] > first
            if (
                later
                and wanted.told
                and any(
                    fits(wanted, known) and _important(wanted.told) <= known.told | _FAINT
                    for known in entity.descriptions
                )
            ):
                return self.named[entity.number]
        name = _without_article(self.words.join(first, stop))
        for known in self.unnamed:
            if known.name.casefold() == name.casefold():
                return known
        return self._introduce(
            Referent(
                name,
                "unnamed",
                gender=wanted.gender,
                anonymous=True,
                side=wanted.side,
                title=None,
                descriptions=[wanted],
            )
        )

    def _people(self, core: Core, wanted: Description, stop: int) -> Referent:
        found = person_noun(fold(self.words.text[core.head]))
        kind = found[0].plural if found else "group"
        opening = self.words.lower[core.start]
        if opening in ("the", "those", "these"):
            for known in reversed(self.unnamed):
                if known.plural and any(fits(wanted, d) > 0.5 for d in known.descriptions):
                    return known
        referent = self._fresh(core, stop, kind)
        referent.descriptions = referent.descriptions or [wanted]
        referent.side = referent.side or wanted.side
        return referent

    # -- bodies and documents ----------------------------------------------------------------------------------------

    def _body(self, core: Core, end: int, barred: list[Referent]) -> Referent | None:
        """A source that is no person: "the agency", "the Perry campaign", "a Fox News poll"."""
        words = self.words
        noun = singular(words.lower[core.head])[0]
        kind = body_kind(noun) or "document"
        if noun in SPEECH or words.lower[core.head] in SPEECH:
            owner = self._owner(core, end, barred)
            if owner:
                return owner
        bare = core.end - core.start <= 2 and words.lower[core.start] in ("the", "this", "that", "its", "their")
        if bare and kind != "document":
            known = self._known_body(noun, words.sentence[core.head])
            if known:
                return known
        name = _without_article(words.join(core.start, core.end))
        for referent in self.unnamed:
            if referent.name.casefold() == name.casefold():
                return referent
        if bare:
            for referent in reversed(self.unnamed):
                if referent.kind == kind and fold(referent.name.split()[-1]) == noun:
                    return referent
        side = name_side(words.join(core.start, core.end))
        return self._introduce(Referent(name, kind, side=side, plural=words.lower[core.head] != noun))

    def _owner(self, core: Core, end: int, barred: list[Referent]) -> Referent | None:
        """Whose statement it is: "X's statement", "a statement by X"."""
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

    def _known_body(self, noun: str, sentence: int) -> Referent | None:
        """The most salient body whose name or apposition holds the noun."""
        for _, referent in self.discourse.ranked(sentence):
            if referent.kind in ("organisation", "government", "medium") and noun in fold(referent.name).split():
                return referent
        for _, referent in self.discourse.ranked(sentence):
            if referent.kind in ("organisation", "medium") and noun in _ANY_BODY:
                return referent
        return None

    # -- several together --------------------------------------------------------------------------------------------

    def _joined(self, core: Core, end: int, barred: list[Referent]) -> Core | None:
        if core.joined is None or core.possessor:
            return None
        second = phrase_core(self.words, core.joined, end)
        if second is None:
            return None
        words, head = self.words, second.head
        named = words.mention[head] >= 0 and words.spans[words.mention[head]][2] in (
            "Person",
            "Organization",
            "NORP",
            "Location",
        )
        found = person_noun(words.lower[head])
        several = bool(found and found[1]) or words.lower[second.start] in ("the", "a", "other", "his", "her")
        return second if named or several else None

    def _join(self, first: Referent | None, printed: str, second: Core) -> Referent:
        """Two sources of one statement: together they are a group, called by both names."""
        other = self._phrase_referent(second, second.end, [])
        names = [first.name if first else printed, other.name if other else self.words.join(second.start, second.end)]
        name = " and ".join(names)
        for known in self.unnamed:
            if known.name == name:
                return known
        side = first.side if first and other and first.side == other.side else None
        withheld = bool(first and first.anonymous) or bool(other and other.anonymous)
        return self._introduce(Referent(name, "group", plural=True, anonymous=withheld, side=side))


_ANY_BODY = frozenset(
    {
        "company",
        "firm",
        "organization",
        "organisation",
        "group",
        "agency",
        "newspaper",
        "paper",
        "network",
        "outlet",
        "magazine",
    }
)
_FAINT = frozenset(
    ["top", "key", "senior", "leading", "close", "longtime", "chief", "main", "prominent", "high-ranking"]
)


def _important(told: frozenset[str]) -> frozenset[str]:
    return told - _FAINT


def _without_article(text: str) -> str:
    bare = text.strip(' ,;:—–-"“”')
    for article in ("the ", "a ", "an "):
        if bare[: len(article)].casefold() == article:
            return bare[len(article) :]
    return bare


def _referent(entity: Entity) -> Referent:
    person = entity.label == "Person"
    kind = "person" if person else name_kind(entity.name, entity.label)
    told = [d for d in entity.descriptions if d.text[:2] not in ("R-", "D-", "I-")]
    title = _without_article(told[0].text) if told else None
    side = next((d.side for d in entity.descriptions if d.side), None) if person else name_side(entity.name)
    plural = entity.label == "NORP"
    return Referent(entity.name, kind, entity, entity.gender, plural, False, side, title, entity.descriptions)
