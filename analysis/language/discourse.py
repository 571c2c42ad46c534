"""Who has been spoken of so far in an article, and whom a pronoun means: agreement first, then salience.

Salience follows Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution" (Computational Linguistics
20:4, 1994): every mention adds weight by its grammatical role, and the weight fades sentence by sentence. Being the
source of a statement counts most, being named inside somebody's words least.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from analysis.language.cast import Cast, Referent
from analysis.language.words import Words

FADE = 0.45
"""What a mention's weight is multiplied by for every sentence since."""
REACH = 14
"""Sentences after which a mention no longer counts."""
ROLES = {
    "nsubj": 3.0,
    "nsubj:pass": 3.0,
    "root": 2.0,
    "obj": 1.5,
    "iobj": 1.5,
    "obl": 1.0,
    "nmod:poss": 1.2,
    "nmod": 0.7,
    "appos": 1.0,
}
SOURCE = 4.0
OWNER = 0.4
"""What a possessor counts that only tells who somebody else is ("Roe's lawyer"), of what it would count elsewhere."""
QUOTED = 0.25
"""What a mention within quotation marks counts, of what it would count outside."""

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves", "mine", "ours"})
SECOND = frozenset({"you", "your", "yours", "yourself", "yourselves"})
PRONOUNS = frozenset(SINGULAR) | PLURAL | NEUTER | FIRST | SECOND


class Discourse:
    """The mentions met so far, in order, with their weights."""

    def __init__(self) -> None:
        self._met: list[tuple[int, Referent, float]] = []
        self.spoke: list[tuple[int, Referent]] = []

    @property
    def last_speaker(self) -> Referent | None:
        """Whoever was the source of the last statement."""
        return self.spoke[-1][1] if self.spoke else None

    def meet(self, referent: Referent, sentence: int, weight: float) -> None:
        """Note a mention."""
        self._met.append((sentence, referent, weight))

    def speak(self, referent: Referent, sentence: int) -> None:
        """Note that somebody was the source of a statement."""
        self.meet(referent, sentence, SOURCE)
        self.spoke.append((sentence, referent))

    def ranked(self, sentence: int, barred: Collection[Referent] = ()) -> list[tuple[float, Referent]]:
        """Everybody met within reach, the most salient first; of equally salient ones, the one met last."""
        score: dict[int, float] = {}
        order: dict[int, tuple[int, Referent]] = {}
        for at in range(len(self._met) - 1, -1, -1):
            where, referent, weight = self._met[at]
            if sentence - where > REACH:
                break
            if referent in barred:
                continue
            key = id(referent)
            score[key] = score.get(key, 0.0) + weight * FADE ** (sentence - where)
            order.setdefault(key, (at, referent))
        ranking = sorted(order, key=lambda key: (-score[key], -order[key][0]))
        return [(score[key], order[key][1]) for key in ranking]

    def pronoun(self, word: str, sentence: int, barred: Collection[Referent] = ()) -> Referent | None:
        """Whom a third-person pronoun means.

        Args:
            word: the pronoun, lower case.
            sentence: number of its sentence.
            barred: those who cannot be meant, as they are named within what the pronoun's owner says.

        Returns:
            The most salient referent that agrees in gender and number; None where nobody does.
        """
        best: Referent | None = None
        top = 0.0
        for score, referent in self.ranked(sentence, barred):
            agrees = agreement(word, referent)
            if agrees and score * agrees > top:
                best, top = referent, score * agrees
        return best


@dataclass(slots=True)
class Scene:
    """An article as far as it has been read.

    Attributes:
        words: all its words.
        mentions: for each mention, the number of its entity.
        cast: those it names, and those without a name met so far.
        in_source: for each token, whether a source holds it.
        discourse: who has been spoken of so far.
        gender: of the source being read, as the pronouns in what it says give it: 'm', 'f' or ''.
    """

    words: Words
    mentions: list[int]
    cast: Cast
    in_source: list[bool]
    discourse: Discourse = field(default_factory=Discourse)
    gender: str = ""

    def mentioned(self, mention: int) -> Referent:
        """Whom a mention means."""
        return self.cast.named[self.mentions[mention]]


def agreement(word: str, referent: Referent) -> float:
    """How well a pronoun agrees with a referent, 0 (not at all) to 1."""
    person = referent.kind in ("person", "unnamed") and not referent.plural
    if word in SINGULAR:
        if not person or (referent.gender and referent.gender != SINGULAR[word]):
            return 0.0
        return 1.0 if referent.gender else 0.8
    if word in PLURAL:
        if referent.plural:
            return 1.0
        if referent.kind in ("organisation", "government", "group", "medium"):
            return 0.5
        return 0.25 if person and referent.entity is None and not referent.gender else 0.0
    if word in NEUTER and not referent.plural:
        return 1.0 if referent.kind in ("organisation", "government", "medium", "document") else 0.0
    return 0.0
