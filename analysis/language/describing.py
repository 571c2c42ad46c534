"""Whom a description means: somebody the article names before or after it, or somebody it leaves without a name."""

from __future__ import annotations

from dataclasses import replace

from analysis.language.cast import Referent
from analysis.language.descriptions import Description, describe, fits
from analysis.language.discourse import PRONOUNS, Scene
from analysis.language.names import fold
from analysis.language.nouns import person_noun, word_set
from analysis.language.phrases import POSSESSIVES, Core, complement_end
from analysis.language.words import Words

NEIGHBOURS = 3
"""Sentences within which "the aide" can mean whoever spoke last."""
LEAD = 1
"""Sentences from the first on that may describe somebody whom only the next ones name; a headline may be the first."""


def person(scene: Scene, core: Core, end: int) -> Referent | None:
    """Whom a phrase headed by a word for people means.

    Args:
        scene: the article, read up to the phrase.
        core: the phrase.
        end: one past the last token that may belong to it.

    Returns:
        Somebody named, or somebody left without a name; None where the head is no word for people.
    """
    words = scene.words
    wanted = describe(words, core.start, complement_end(words, core, end), core.head, guess=True)
    if wanted is None:
        return None
    if scene.gender and not wanted.gender:
        wanted = replace(wanted, gender=scene.gender)
    opening = words.lower[core.start]
    owned = (
        opening in PRONOUNS
        or words.dep[core.start] == "nmod:poss"
        or any(w in POSSESSIVES for w in words.text[core.start : core.head])
    )
    if wanted.plural and not core.one_of:
        return scene.cast.several(wanted, opening in ("the", "those", "these") and not owned)
    definite = opening in word_set("definite")
    if core.one_of or not (definite or owned):
        return _introduced(scene, wanted, core, definite=False) or scene.cast.somebody(wanted, core.start)
    sentence = words.sentence[core.start]
    salience = {id(referent): score for score, referent in scene.discourse.ranked(sentence)}
    if owned and (not definite or _somebody_s(words, core)):
        return _owned(scene, core, wanted, salience)
    known = scene.cast.described(wanted, salience)
    if known is None:
        known = _neighbour(scene, wanted.gender, sentence)
    if known is None and scene.in_source[core.start]:
        known = _undescribed(scene, wanted, sentence)
    known = known or _introduced(scene, wanted, core, definite=True)
    return known or scene.cast.somebody(wanted, core.start)


def _somebody_s(words: Words, core: Core) -> bool:
    """Whether a person owns whom a phrase describes: "the senator's lawyer", but not "the country's president"."""
    owners = [at - 1 for at in range(core.start + 1, core.head) if words.text[at] in POSSESSIVES]
    return any(person_noun(words.lower[at]) or words.label(at) == "PERSON" for at in owners)


def _owned(scene: Scene, core: Core, wanted: Description, salience: dict[int, float]) -> Referent:
    """Whom "his lawyer" or "the president's son" means: somebody whom the article ties to the same owner."""
    known = scene.cast.described(wanted, salience)
    if known and any(_same_owner(scene, core, description) for description in known.descriptions):
        return known
    return _introduced(scene, wanted, core, definite=True) or scene.cast.somebody(wanted, core.start)


def _introduced(scene: Scene, wanted: Description, core: Core, *, definite: bool) -> Referent | None:
    """Who is described in an article's first sentence and named as a source in the next ones, as news begins."""
    words = scene.words
    first = words.sentence[core.start]
    if first > LEAD or not scene.in_source[core.start]:
        return None
    for referent, at in zip(scene.cast.named, scene.cast.first_token, strict=True):
        if at < core.end or referent.kind != "person" or not scene.in_source[at] or words.quoted[at]:
            continue
        if words.sentence[at] - first > NEIGHBOURS or {wanted.gender, referent.gender} == {"m", "f"}:
            return None
        known = referent.descriptions
        alike = fits(wanted, known) and any(wanted.former == description.former for description in known)
        return referent if alike or (definite and not known) else None
    return None


def _same_owner(scene: Scene, core: Core, known: Description) -> bool:
    """Whether a known description has the possessor of a phrase: "his lawyer" and "his lawyer, Jane Roe"."""
    words = scene.words
    mine = [words.lower[at] for at in range(core.start, core.head)]
    if mine and mine[0] in PRONOUNS:
        return known.text.split(" ", 1)[0].casefold() == mine[0]
    return any(fold(word) in known.told for word in mine if word not in word_set("function"))


def _neighbour(scene: Scene, gender: str, sentence: int) -> Referent | None:
    """Whoever spoke just before, where nothing speaks against it.

    Those without a name are passed over: what is known of them is one description, and this is another.
    """
    for at, speaker in reversed(scene.discourse.spoke):
        if sentence - at > NEIGHBOURS:
            return None
        if speaker.entity or not speaker.descriptions:
            agrees = speaker.kind in ("person", "unnamed") and {gender, speaker.gender} != {"m", "f"}
            return speaker if agrees and not speaker.plural else None
    return None


def _undescribed(scene: Scene, wanted: Description, sentence: int) -> Referent | None:
    """The person just named, if the article has not said what they are: "Jane Roe smelled it. ..., said the baker"."""
    for _, referent in scene.discourse.ranked(sentence):
        if referent.kind == "person" and {wanted.gender, referent.gender} != {"m", "f"}:
            near_by = referent.entity and any(
                0 <= sentence - scene.words.sentence[scene.words.spans[at][0]] <= 1 for at in referent.entity.mentions
            )
            return referent if near_by and not referent.descriptions else None
    return None
