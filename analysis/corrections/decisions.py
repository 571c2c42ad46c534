"""Rows of corrections to decisions: what each one means in a corpus, or why it means nothing there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.articles.dates import read_date
from analysis.corrections.content import Content, is_place
from analysis.corrections.finding import Claim, Finder, NotFoundError, Part, Source
from analysis.schema import ACTIONS, RELATIONS

SPLIT = "~split"
"""What the id of a source ends in that was split from another and not named: none that annotate() gives does."""
NOBODY = "none"
"""What stands for the speaker of a claim of whom nobody is named."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two sources are one, called as the second is."""

    source: Source
    into: Source


@dataclass(frozen=True, slots=True)
class Move:
    """Who is taken for a source in one article is another; ``apart`` if a person says that the two are not one."""

    part: Part
    target: Source
    apart: bool


@dataclass(frozen=True, slots=True)
class Speak:
    """Who made a claim; None if nobody is named."""

    claim: Claim
    speaker: Source | None


@dataclass(frozen=True, slots=True)
class Reword:
    """What a claim says."""

    claim: Claim
    content: Content


@dataclass(frozen=True, slots=True)
class Drop:
    """What is no claim."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, first the one whose id comes first, that belong together or do not."""

    a: Claim
    b: Claim
    relation: str | None
    linked: bool
    why: str


Decision = Merge | Move | Speak | Reword | Drop | Pair


def decide(rows: Iterable[Mapping[str, Any]], finder: Finder) -> tuple[dict[int, Decision], dict[int, str]]:
    """Find out what each row means.

    Args:
        rows: of ``read_corrections``.
        finder: the claims and sources of the corpus.

    Returns:
        Decisions by number of row, and for each row without one what is wrong with it and what would help.
    """
    listed = list(rows)
    for decision in _decide(listed, finder)[0].values():
        for source in (getattr(decision, name, None) for name in ("target", "speaker")):
            if source and source.new:
                finder.add(source)
    return _decide(listed, finder)  # again: rows may name sources that other rows make


def _decide(rows: Sequence[Mapping[str, Any]], finder: Finder) -> tuple[dict[int, Decision], dict[int, str]]:
    decisions: dict[int, Decision] = {}
    wrong: dict[int, str] = {}
    for row in rows:
        try:
            _check(row)
            decisions[row["row"]] = _MAKERS[row["action"]](row, finder)
        except NotFoundError as error:
            wrong[row["row"]] = str(error)
    return decisions, wrong


def _check(row: Mapping[str, Any]) -> None:
    if row["note"]:
        raise NotFoundError(row["note"])
    if row["action"] not in ACTIONS:
        raise NotFoundError(f"there is no action '{row['action'] or ''}': write one of {', '.join(ACTIONS)}")
    missing = [name for name in ("who", "when", "why") if not row[name]]
    if missing:
        raise NotFoundError(f"{' and '.join(missing)} missing: a correction says who decided it, when and why")
    if read_date(row["when"]).at is None:
        raise NotFoundError(f"when is no day: '{row['when']}'. Write it as 2025-03-04")
    if row["relation"] and row["relation"] not in RELATIONS:
        raise NotFoundError(f"there is no relation '{row['relation']}': write one of {', '.join(RELATIONS)}")


def _merge(row: Mapping[str, Any], finder: Finder) -> Decision:
    part = finder.part(row["item"], row["item_words"])
    into = finder.source(row["other"], row["other_words"], article="")
    if part is None:
        return Merge(finder.source(row["item"], row["item_words"]), into)
    return Merge(part.source, into) if _same_partial(row, part.source) else Move(part, into, apart=False)


def _same_partial(row: Mapping[str, Any], source: Source) -> bool:
    """Whether a partial name is still a source of its own, so that the row means all of it, in whatever articles.

    Partial names that are one go by the id of one article, now this one, now another. Where the machine has linked one
    to a full name since, the row means its own article alone: the person never spoke of the full name.
    """
    kind_and_name = str(row["item"]).partition("@")[0]
    named_alike = row["item_words"] == source.name
    return "@" in source.id and (named_alike or source.id.partition("@")[0] == kind_and_name)


def _split(row: Mapping[str, Any], finder: Finder) -> Decision:
    item = row["item"] or ""
    part = finder.part(item, row["item_words"])
    if part is None:
        raise NotFoundError(
            f"no source '{item}' is cited in one article: give SOURCE@ARTICLE, as 'person:ada-bell@herald-17'"
        )
    if row["other"]:
        target = finder.source(row["other"], row["other_words"], article=part.article_id)
        return Move(part, target, apart=True)
    return Move(part, Source(f"{part.place}{SPLIT}", part.source.name, part.source.kind, new=True), apart=True)


def _speak(row: Mapping[str, Any], finder: Finder) -> Decision:
    claim = finder.claim(row["item"], row["item_words"])
    if row["other"] == NOBODY:
        return Speak(claim, None)
    return Speak(claim, finder.source(row["other"], row["other_words"], article=claim.article_id))


def _reword(row: Mapping[str, Any], finder: Finder) -> Decision:
    claim = finder.claim(row["item"], row["item_words"])
    if not row["other_words"] and row["item"] not in (claim.place, claim.id) and is_place(row["other"] or ""):
        raise NotFoundError(f"the claim is now at {claim.place}: give the words that were said, not their place alone")
    return Reword(claim, finder.content(claim, row["other"], row["other_words"]))


def _drop(row: Mapping[str, Any], finder: Finder) -> Decision:
    return Drop(finder.claim(row["item"], row["item_words"]))


def _link(row: Mapping[str, Any], finder: Finder) -> Decision:
    if not row["relation"]:
        raise NotFoundError(f"the relation is missing: write one of {', '.join(RELATIONS)}")
    return _pair(row, finder, linked=True)


def _unlink(row: Mapping[str, Any], finder: Finder) -> Decision:
    return _pair(row, finder, linked=False)


def _pair(row: Mapping[str, Any], finder: Finder, *, linked: bool) -> Pair:
    claims = finder.claim(row["item"], row["item_words"]), finder.claim(row["other"], row["other_words"])
    first, second = sorted(claims, key=lambda claim: claim.id)
    if first == second:
        raise NotFoundError(f"both are the same claim, {first.place}: name the other one")
    return Pair(first, second, row["relation"], linked, row["why"])


_MAKERS = {
    "merge_sources": _merge,
    "split_source": _split,
    "set_speaker": _speak,
    "set_content": _reword,
    "drop_claim": _drop,
    "link_claims": _link,
    "unlink_claims": _unlink,
}
