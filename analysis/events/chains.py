"""Which phrases of one article name the same event, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.events.nouns import GENERAL, classes_of
from analysis.events.reading import EventMention, read_event_mentions
from analysis.language.phrases import without_article
from analysis.language.words import Words

_POINTS = frozenset({"this", "that", "these", "those", "such", "my", "your", "his", "her", "its", "our", "their"})
"""First words of phrases that say nothing by themselves: "his decision"."""
_NEAR = 1  # sentences between "the move" and what it stands for
_SOON = 3  # sentences behind "a war" in which "the war on poverty" can be the same one
_SURROUNDED = 3  # names in its sentence by which "a surprise attack" is the one already told of


@dataclass(slots=True)
class Chain:
    """The phrases of an article that name one event.

    Attributes:
        members: which phrases, in order.
        heads: their nouns.
        names: words of the names in them.
        targets: those of them that stand behind their nouns.
        details: the other nouns in them.
        plural: whether it is several.
        kind: event or actor.
        sentence: where it was named last.
    """

    kind: str
    plural: bool
    members: list[int] = field(default_factory=list)
    heads: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    details: set[str] = field(default_factory=set)
    sentence: int = 0

    def add(self, number: int, mention: EventMention) -> None:
        """Take a phrase in."""
        self.members.append(number)
        self.heads[mention.head] += 1
        self.names.update(mention.names)
        self.targets.update(mention.targets)
        self.details.update(mention.details)
        self.sentence = mention.sentence

    @property
    def told(self) -> set[str]:
        """All that its phrases say of it besides their nouns."""
        return self.names | self.details

    @property
    def main(self) -> str:
        """Its commonest noun; of equally common ones the first."""
        return max(self.heads, key=self.heads.__getitem__)

    def related(self, classes: frozenset[str]) -> str | None:
        """A noun of its own that one of these classes can stand for; None unless half of its phrases have such."""
        fits = {head: n for head, n in self.heads.items() if (classes & classes_of(head)) - {GENERAL}}
        enough = 2 * sum(fits.values()) >= self.heads.total()
        return max(fits, key=lambda head: (fits[head], head)) if fits and enough else None


@dataclass(frozen=True, slots=True)
class EventName:
    """A phrase, the event it names and why.

    Attributes:
        phrase: the phrase.
        first: first character of the first phrase that names the same event.
        event: what most of these phrases call it.
        why: why it names the same as those before it; None for the first.
    """

    phrase: EventMention
    first: int
    event: str
    why: str | None


def name_events(words: Words) -> list[EventName]:
    """Find what an article calls its events and their nameless participants, and which phrases name the same.

    Args:
        words: the article's words.

    Returns:
        Its phrases in order, each with the event it names.

    Example:
        >>> from analysis.language import load_pipeline
        >>> from analysis.language.words import read_words
        >>> doc = load_pipeline()("Norland launched a raid on Saltmere. The attack failed, the mayor of Saltmere said.")
        >>> [(name.event, name.why) for name in name_events(read_words(doc))]
        [('raid on Saltmere', None), ('raid on Saltmere', "'the attack' after 'raid'")]
    """
    mentions = read_event_mentions(words)
    chains: list[Chain] = []
    of: list[tuple[Chain, str | None]] = []
    number = {mention.start: at for at, mention in enumerate(mentions)}
    for at, mention in enumerate(mentions):
        first = None if mention.same_as is None else number.get(mention.same_as)
        chain, why = (of[first][0], mention.tie) if first is not None else _match(mention, chains)
        if chain is None:
            chain = Chain(mention.kind, mention.plural)
            chains.append(chain)
        chain.add(at, mention)
        of.append((chain, why))
    printed = [words.doc_text[mention.start : mention.end] for mention in mentions]
    called = {chain.members[0]: call([(mentions[i].head, printed[i]) for i in chain.members]) for chain in chains}
    return [
        EventName(mention, mentions[chain.members[0]].start, called[chain.members[0]], why)
        for mention, (chain, why) in zip(mentions, of, strict=True)
    ]


def call(phrases: Iterable[tuple[str, str]]) -> str:
    """What to call an event that is named by several phrases.

    Args:
        phrases: the noun of each and the phrase as printed.

    Returns:
        Of the phrases that say more than a noun and name no owner by a pronoun, without their articles, the commonest
        one with the commonest noun; of equally common ones the shortest, then the first by alphabet.

    Example:
        >>> call([("raid", "the raid"), ("raid", "a raid on Saltmere"), ("raid", "The raid"), ("attack", "the attack")])
        'raid on Saltmere'
    """
    listed = [(head, without_article(" ".join(text.split()))) for head, text in phrases]
    telling = [(head, text) for head, text in listed if not _vague(text)] or listed
    heads = Counter(head for head, _ in listed)
    main = min((head for head, _ in telling), key=lambda head: (-heads[head], head))
    texts = Counter(text for head, text in telling if head == main)
    return min(texts, key=lambda text: (-texts[text], len(text), text))


def _vague(text: str) -> bool:
    first, _, rest = text.partition(" ")
    return not rest or first.lower() in _POINTS


def _match(mention: EventMention, chains: Iterable[Chain]) -> tuple[Chain | None, str | None]:
    """The chain that a phrase goes on with, and why: of those that fit best, one named twice before one named once."""
    best: tuple[tuple[int, bool, int, int], Chain, str] | None = None
    for chain in chains:
        judged = _judge(mention, chain) if _alike(mention, chain) else None
        if judged:
            rank = (judged[0], len(chain.members) > 1, chain.sentence, chain.members[-1])
            if best is None or rank > best[0]:
                best = (rank, chain, judged[1])
    return (best[1], best[2]) if best else (None, None)


def _alike(mention: EventMention, chain: Chain) -> bool:
    """Whether nothing sets a phrase apart from a chain: both one or several, and not in different places."""
    elsewhere = mention.targets and chain.targets and not chain.targets.intersection(mention.targets)
    return (mention.kind, mention.plural) == (chain.kind, chain.plural) and not elsewhere


def _judge(mention: EventMention, chain: Chain) -> tuple[int, str] | None:
    """How well a phrase goes with a chain, and why; None if it does not."""
    told = {*mention.names, *mention.details}
    shared = sorted(chain.names.intersection(mention.names))
    if mention.head in chain.heads:
        return _again(mention, chain, shared or sorted(told & chain.told))
    classes = classes_of(mention.head)
    near_by = mention.sentence - chain.sentence
    if related := chain.related(classes):
        if len(shared) > 1:
            return 3, f"'{mention.head}' and '{related}', {', '.join(shared)}"
        if mention.form == "definite" and not told:
            return 2, f"'the {mention.head}' after '{related}'"
        around = sorted(chain.names.intersection(mention.around))
        if not told and mention.form == "indefinite" and len(around) >= _SURROUNDED:
            return 1, f"'{mention.head}' and '{related}' in a sentence with {', '.join(around)}"
    elif GENERAL in classes and mention.plain and not mention.plural and near_by <= _NEAR:
        return 0, f"'the {mention.head}' right after '{chain.main}'"
    return None


def _again(mention: EventMention, chain: Chain, shared: list[str]) -> tuple[int, str] | None:
    """How well a phrase goes with a chain that has its noun: by what both say, or because nothing tells them apart."""
    foreign = mention.names and chain.names and not chain.names.intersection(mention.names)
    if shared and not foreign:
        return 5, f"'{mention.head}' again, {', '.join(shared)}"
    new = mention.names or mention.details
    apart = new and (chain.told or mention.sentence - chain.sentence > _SOON)
    if mention.form in ("definite", "owned") and not apart:
        return 4, f"'{mention.head}' again"
    return None
