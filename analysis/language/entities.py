"""Which mentions in one article are the same entity, its fullest name there, and what the article calls it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from analysis.language.descriptions import Description, describe_person
from analysis.language.names import (
    PersonName,
    acronyms,
    canonical_text,
    fold,
    gender_of,
    honorifics,
    is_acronym,
    organisation_key,
    parse_person,
    part_of,
    same_full,
)
from analysis.language.nouns import sides
from analysis.language.spelling import near, spelling_key
from analysis.language.words import Words

NAMES = frozenset({"ORG", "MISC", "GPE", "LOC", "FAC", "PRODUCT", "EVENT"})
"""Labels besides PERSON that a surname may wrongly have."""


@dataclass(slots=True)
class Entity:
    """One entity of an article: what it is called, which mentions are of it, and how the article describes it."""

    number: int
    label: str
    name: str
    gender: str = ""
    aliases: Counter[str] = field(default_factory=Counter)
    mentions: list[int] = field(default_factory=list)
    descriptions: list[Description] = field(default_factory=list)
    person: PersonName | None = None

    @property
    def complete(self) -> bool:
        """Whether its name is one that means the same in another article: not a bare surname."""
        return self.person is None or self.person.full


def group_mentions(words: Words) -> tuple[list[Entity], list[int]]:
    """Group an article's entity mentions into entities.

    Args:
        words: the article's words.

    Returns:
        The entities, in order of their first mention, and for each mention the number of its entity.
    """
    labels = [label for _, _, label in words.spans]
    texts = [words.join(start, end) for start, end, _ in words.spans]
    people = _People(words, texts, labels)
    groups: list[object] = [people.group(at) for at in range(len(texts))]
    others = _group_others([(at, texts[at], labels[at]) for at, found in enumerate(groups) if found is None])
    groups = [others[at] if found is None else found for at, found in enumerate(groups)]
    entities: list[Entity] = []
    number_of: dict[object, int] = {}
    for at, key in enumerate(groups):
        if key not in number_of:
            number_of[key] = len(entities)
            label = "PERSON" if isinstance(key, PersonName) else labels[at]
            entities.append(Entity(len(entities), label, "", person=key if isinstance(key, PersonName) else None))
        entity = entities[number_of[key]]
        entity.mentions.append(at)
        entity.aliases[parse_person(texts[at]).text if entity.person else canonical_text(texts[at])] += 1
    for entity in entities:
        _name(entity, words, labels)
    return entities, [number_of[key] for key in groups]


def _name(entity: Entity, words: Words, labels: list[str]) -> None:
    entity.aliases.pop("", None)
    if entity.person:
        # "BORIS Johnson" in a headline is Boris Johnson in the text.
        spelled = [alias for alias in entity.aliases if parse_person(alias).words == entity.person.words]
        shouted = {alias: any(len(w) > 2 and w.isupper() for w in alias.split()) for alias in spelled}
        entity.name = min(spelled, key=lambda a: (shouted[a], -entity.aliases[a], a), default=entity.person.text)
        entity.descriptions = [d for at in entity.mentions for d in describe_person(words, words.spans[at][:2])]
        told = Counter(d.gender for d in entity.descriptions if d.gender)
        entity.gender = gender_of(entity.person) or (told.most_common(1)[0][0] if told else "")
    else:
        entity.label = Counter(labels[at] for at in entity.mentions).most_common(1)[0][0]
        # The fullest form; of equally long ones the most used, then the first in the alphabet.
        best = max(entity.aliases.items(), key=lambda item: (len(item[0]), item[1], item[0]), default=("", 0))[0]
        first, end, _ = words.spans[entity.mentions[0]]
        entity.name = best or words.join(first, end)


class _People:
    """The people of an article: full names first, then each partial name to the full one that it fits best."""

    def __init__(self, words: Words, texts: list[str], labels: list[str]) -> None:
        self.words, self.texts, self.labels = words, texts, labels
        self.names: dict[int, PersonName] = {}
        for at, label in enumerate(labels):
            if label == "PERSON":
                name = parse_person(self._with_title(at, texts[at]))
                if name.words:
                    self.names[at] = name
        self.full: list[PersonName] = []
        self.merged: dict[PersonName, PersonName] = {}
        self.counts = Counter(name.words for name in self.names.values())
        # Of two alike the one with "Mr." or "Mrs." first, which tells more; the order of a set must decide nothing.
        for name in sorted(
            set(self.names.values()),
            key=lambda n: (-len(n.words), -len(n.text), n.text, not gender_of(n), n.honorifics),
        ):
            if name.full:
                self._add_full(name)
        self.first: dict[PersonName, int] = {}
        for at, name in self.names.items():
            if name.full:
                self.first.setdefault(self.merged[name], at)
        # By spelling: "Zelensky" and "President Zelenskiy" are one, even where nobody gives a first name.
        self.surnames: dict[tuple[str, ...], PersonName] = {}
        # "Mr. Trump" says of every "Trump" in the article that no Melania is meant.
        self.told: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in self.names.values():
            if not name.full and gender_of(name):
                self.told[name.words].add(gender_of(name))

    def _with_title(self, at: int, text: str) -> str:
        """A mention's text with the title that stands before it ("Mr." is often outside the mention)."""
        start = self.words.spans[at][0]
        before = self.words.text[start - 1] if start else ""
        return f"{before} {text}" if before[:1].isupper() and fold(before) in honorifics() else text

    def _add_full(self, name: PersonName) -> None:
        fits = [known for known in self.full if same_full(name, known)]
        if fits:
            self.merged[name] = fits[0]
        else:
            self.full.append(name)
            self.merged[name] = name

    def group(self, at: int) -> PersonName | None:
        """The fullest name of the person a mention is of; None where it is of no person."""
        name = self.names.get(at)
        if name is not None:
            return self.merged[name] if name.full else self._partial(name)
        # A bare surname with another label, where the full name got its own from a title.
        stray = parse_person(self.texts[at])
        if self.labels[at] not in NAMES or stray.full or is_acronym(stray.text):
            return None
        fits = [full for full in self.full if part_of(stray, full) == 3]
        return self._pick(fits, stray) if fits else None

    def _partial(self, name: PersonName) -> PersonName:
        told = self.told[name.words] if len(self.told[name.words]) == 1 else {""}
        gender = gender_of(name) or min(told)
        open_to = [full for full in self.full if {gender, gender_of(full)} != {"f", "m"}]
        scored = [(part_of(name, full), full) for full in open_to]
        best = max((score for score, _ in scored), default=0)
        spelling = tuple(map(spelling_key, name.words))
        if best >= 2 or (best == 1 and spelling not in self.surnames):
            # "Mr. Trump" means the one without "Jr." unless only he is there.
            fits = [full for score, full in scored if score == best]
            return self._pick(fits, name)
        close = [full for full in open_to if len(name.words) == 1 and near(name.words[0], full.words[-1])]
        if len(close) == 1 and spelling not in self.surnames:
            return close[0]
        return self.surnames.setdefault(spelling, name)

    def _pick(self, fits: list[PersonName], name: PersonName) -> PersonName:
        """Of several with the surname: one of the title's gender, the first unless another is named far more."""
        gender = gender_of(name)
        if gender and len(fits) > 1:
            fits = [full for full in fits if gender_of(full) == gender] or fits
        most = max(self.counts[full.words] for full in fits)
        return min((full for full in fits if 2 * self.counts[full.words] >= most), key=lambda full: self.first[full])


def _group_others(mentions: list[tuple[int, str, str]]) -> dict[int, object]:
    """A key for each mention that is no person's: acronyms with what they stand for, spellings of one country."""
    # Laws and plans (MISC) have acronyms too, which look like an organisation's.
    organisations = {text for _, text, label in mentions if label in ("ORG", "MISC")}
    long_of: dict[str, str] = {}
    for text in sorted(organisations, key=lambda t: (len(t), t)):
        for acronym in acronyms(canonical_text(text)):
            long_of.setdefault(acronym, text)
    keys: dict[int, object] = {}
    for at, text, label in mentions:
        bare = canonical_text(text)
        side, sort = sides().get(bare, ("", ""))
        if sort in ("country", "union") and label in ("GPE", "LOC", "ORG", "NORP"):
            keys[at] = ("place", side)
        elif label in ("ORG", "MISC"):
            whole = long_of.get(bare.replace(".", "").casefold(), "") if is_acronym(bare) else ""
            keys[at] = ("body", organisation_key(whole or text) or text)
        elif label == "NORP":
            keys[at] = (label, fold(bare).removesuffix("s"))
        else:
            keys[at] = (label, fold(bare) or text)
    return keys
