"""Whom a noun phrase names: the name it ends in, or the one set beside it."""

from __future__ import annotations

from analysis.language.cast import BODIES, Referent
from analysis.language.discourse import Scene
from analysis.language.kinds import name_side
from analysis.language.labels import PLAIN
from analysis.language.names import fold
from analysis.language.nouns import body_kind, person_noun
from analysis.language.phrases import Core, complement_end, phrase_core, without_article


def named(scene: Scene, core: Core) -> Referent | None:
    """The entity whose mention a phrase ends in."""
    words = scene.words
    mention = words.mention[core.head]
    if mention < 0 or words.label(core.head) in PLAIN:
        return None
    referent = scene.mentioned(mention)
    more = words.spans[mention][0] > core.start and words.pos[core.start] != "DET"
    if referent.plural and not core.possessor and (core.one_of or more):
        return None if person_noun(words.lower[core.head]) else unnamed_group(scene, core, core.end)
    return referent


def beside(scene: Scene, core: Core, end: int) -> Referent | None:
    """The name set beside a noun: "his lawyer, Jane Roe,"; the comma may be where the span ends."""
    words = scene.words
    found = person_noun(fold(words.text[core.head]))
    if core.possessor or core.one_of or (found and found[1]) or not (found or body_kind(words.lower[core.head])):
        return None
    for at in range(core.end, min(len(words.text), end + 2)):
        if words.text[at] not in (",", "—", "–", "(") and words.lower[at] not in ("named", "called"):
            continue
        inner = phrase_core(words, at + 1, min(len(words.text), at + 14))
        party = inner and words.text[inner.start] in ("R", "D", "I")  # "Jane Roe's office (D-Nev.)"
        if inner and not party and not inner.possessor and words.mention[inner.head] >= 0:
            mention = words.mention[inner.head]
            referent = scene.mentioned(mention)
            alone = all(
                words.text[i][:1].isupper() or words.text[i] == "-" or words.mention[i] == mention
                for i in range(inner.start, inner.end)
            )
            fitting = referent.kind == "person" if found else referent.kind in BODIES
            if alone and fitting:
                return referent
        if at >= end:
            return None
    return None


def unlisted(scene: Scene, core: Core) -> Referent:
    """Whom a name means that nothing marked as one."""
    words, first = scene.words, core.head
    while first > core.start and words.pos[first - 1] == "PROPN" and words.text[first - 1][:1].isupper():
        first -= 1
    return scene.cast.unlisted(words.join(first, core.head + 1))


def unnamed_group(scene: Scene, core: Core, end: int) -> Referent:
    """People not told apart ("some in the crowd"), under the words they are called by."""
    words = scene.words
    name = words.join(core.start, complement_end(words, core, end))
    return scene.cast.introduce(Referent(without_article(name), "group", plural=True, side=name_side(name)))
