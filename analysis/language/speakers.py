"""Who is who in one article: its entities, and the source of each of its statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from analysis.language.attribution import attributions
from analysis.language.cast import BODIES, Referent
from analysis.language.citing import Citations
from analysis.language.entities import Entity, group_mentions
from analysis.language.gender import told_genders, unnamed_gender
from analysis.language.kinds import stands_for
from analysis.language.words import Words, read_words


@dataclass(frozen=True, slots=True)
class Speaker:
    """The source of a statement, as far as its article tells.

    Attributes:
        name: fullest name; the description as printed for somebody unnamed.
        kind: person, organisation, government, medium, document, group or unnamed.
        anonymous: the outlet withholds the name of one or more people: officials, aides, "a person familiar with the
            matter". Groups that are cited as such (critics, voters, Republicans) are not anonymous, nor are bodies or
            documents.
        side: country, party or body that title, description or name ties it to.
        title: role as printed.
        aliases: other names in the article.
        represents: country whose government a place or seat of power stands for ("Moscow", "the White House").
        gender: 'female' or 'male' where the article's own words tell, 'both' where they disagree; never by first name.
        complete: whether the name means the same in every article: a full name or a body's, no bare surname, no
            description.
    """

    name: str
    kind: str
    anonymous: bool
    side: str | None
    title: str | None
    aliases: tuple[str, ...]
    complete: bool
    represents: str | None = None
    gender: str | None = None


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
        words: its tokens as lists.
        speakers: for each attribution, who its source is; None where the text gives no source.
    """

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    speakers: tuple[Speaker | None, ...]
    words: Words


def resolve(doc: Doc) -> Resolution:
    """Group the entity mentions of an article and name the source of each of its attributions.

    Args:
        doc: a Doc with tags, tree, entities and attributions, as the pipelines of ``load_pipeline`` leave it.

    Returns:
        The entities, and one speaker an attribution, in the order of ``attributions(doc)``.

    Example:
        >>> from analysis.language import load_pipeline
        >>> doc = load_pipeline()("Mayor Ada Bell opened the bridge. “It will hold,” she said.")
        >>> [speaker.name for speaker in resolve(doc).speakers]
        ['Ada Bell']
    """
    found = attributions(doc)
    words = read_words(doc)
    entities, mentions = group_mentions(words)
    referents = Citations(words, entities, mentions, found).read()
    told = told_genders(words, entities, mentions, found)
    speakers = {id(referent): _speaker(referent, told) for referent in referents if referent is not None}
    spans = (
        Mention(start, end, "PERSON" if entities[number].person else label, number)
        for (start, end, label), number in zip(words.spans, mentions, strict=True)
    )
    named = tuple(None if referent is None else speakers[id(referent)] for referent in referents)
    return Resolution(tuple(entities), tuple(spans), named, words)


def _speaker(referent: Referent, told: Mapping[int, str]) -> Speaker:
    entity = referent.entity
    aliases = tuple(sorted(set(entity.aliases) - {referent.name})) if entity else ()
    complete = entity.complete if entity else referent.kind in BODIES and referent.name[:1].isupper()
    represents = stands_for(referent.name) if referent.kind == "government" else None
    gender = (
        told.get(entity.number) if entity else unnamed_gender(referent.name, referent.plural, referent.descriptions)
    )
    return Speaker(
        referent.name,
        referent.kind,
        referent.anonymous,
        referent.side,
        referent.title,
        aliases,
        complete,
        represents,
        gender if referent.kind in ("person", "unnamed") else None,
    )
