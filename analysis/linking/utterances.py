"""Who had an utterance first, and from whom the others have it: chains of what credits, copied text and media show.

Two versions are of one chain if one was picked up from the other, or both from the same place. What nothing ties to
another version counts as a chain of its own, so the number of chains is the most that may be independent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from analysis.articles.dates import is_known_before
from analysis.articles.outlets import UNKNOWN
from analysis.linking.clusters import connected
from analysis.linking.publishers import credited_publishers, is_named
from analysis.schema import UTTERANCES

COVERED = 0.5
"""Share of a claim's content that a passage must hold for the claim to be copied with it."""

Span = tuple[int, int]
Shared = Mapping[tuple[str, str], Sequence[tuple[Span, Span]]]


@dataclass(frozen=True, slots=True)
class _Version:
    """An utterance as one article tells it."""

    claim: str
    article: str
    outlet: str
    published: datetime | None
    span: Span
    via: str | None
    medium: str | None
    credited: tuple[str, ...]

    @property
    def teller(self) -> str:
        """Who tells it, for a person to read."""
        return "an unknown outlet" if self.outlet == UNKNOWN else self.outlet

    @property
    def order(self) -> tuple[bool, float, str, Span]:
        """Earlier ones first, those without a date last."""
        return self.published is None, self.published.timestamp() if self.published else 0, self.article, self.span


def trace_utterances(
    claim_links: pl.DataFrame,
    claims: pl.DataFrame,
    articles: pl.DataFrame,
    passages: pl.DataFrame,
    sources: pl.DataFrame,
) -> pl.DataFrame:
    """Trace for each utterance that several claims report which of them were picked up from which.

    A version was picked up from an earlier one

    - ``credited``, if it names that outlet as the one that reported it first (``via``, or as its source: "the Globe
      reports that"), or stands in text that both share and its article credits that outlet, or both credit one agency;
    - ``uncredited``, if it stands in text that both share and credits nobody for it; quotations that both print count
      as such only with text around them (passages of the kind ``quotation`` do not);
    - ``shared``, if both name the same first reporter or the same medium (a post, a broadcast), or share text and the
      earlier one credits the later, or nothing tells which was first;
    - ``same outlet``, if the outlet has told it before: in the same article, a corrected version or another one.
      Articles that name no outlet are not known to be of one.

    Args:
        claim_links: the table; only ``same_utterance`` is read.
        claims: columns ``claim_id``, ``article_id``, ``content_start``, ``content_end``, ``source_id``, ``via`` and
            ``medium``.
        articles: columns ``article_id``, ``outlet``, ``published_at`` and ``credits``.
        passages: the table.
        sources: columns ``source_id``, ``name`` and ``kind``.

    Returns:
        The table ``utterances``, sorted by its key.

    Example:
        >>> links = pl.DataFrame({"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]})
        >>> claims = pl.DataFrame({"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "content_start": [0, 0],
        ...     "content_end": [9, 9], "via": [None, "the Post"], "medium": [None, None], "source_id": ["bell"] * 2})
        >>> articles = pl.DataFrame({"article_id": ["a", "b"], "outlet": ["The Post", "Globe"],
        ...     "published_at": [None, None], "credits": [[], []]})
        >>> from analysis.schema import PASSAGES
        >>> sources = pl.DataFrame({"source_id": ["bell"], "name": ["Ada Bell"], "kind": ["person"]})
        >>> traced = trace_utterances(links, claims, articles, PASSAGES.empty(), sources)
        >>> traced.select("claim_id", "chain", "pickup").rows()
        [('a#0', 1, 'none'), ('b#0', 1, 'credited')]
    """
    pairs = claim_links.filter(relation="same_utterance").select("claim_a", "claim_b")
    media = sources.filter(kind="medium").select("source_id", told_by="name")
    reported = claims.join(media, on="source_id", how="left").with_columns(via=pl.coalesce("via", "told_by"))
    versions = _versions(pairs, reported, articles)
    shared = _shared(passages)
    rows = [
        row for group in connected(pairs.iter_rows()) for row in _traced([versions[claim] for claim in group], shared)
    ]
    return pl.DataFrame(rows, schema=UTTERANCES.schema, orient="row").sort(UTTERANCES.key)


def _versions(pairs: pl.DataFrame, claims: pl.DataFrame, articles: pl.DataFrame) -> dict[str, _Version]:
    linked = pl.concat([pairs["claim_a"], pairs["claim_b"]]).unique()
    outlets = sorted(articles["outlet"].unique())
    rows = claims.filter(pl.col("claim_id").is_in(linked.implode())).join(articles, on="article_id")
    columns = ("claim_id", "article_id", "outlet", "published_at", "content_start", "content_end", "via", "medium")
    versions = {}
    for *row, parties in rows.select(*columns, "credits").iter_rows():
        claim, article, outlet, published, start, end, via, medium = row
        credited = tuple(credited_publishers(outlet, parties, outlets))
        versions[claim] = _Version(claim, article, outlet, published, (start, end), via, medium, credited)
    return versions


def _shared(passages: pl.DataFrame) -> Shared:
    """Spans of copied text in both articles, by the two articles, either way round."""
    found: dict[tuple[str, str], list[tuple[Span, Span]]] = defaultdict(list)
    copied = passages.filter(pl.col("kind") != "quotation")
    columns = ("article_a", "start_a", "end_a", "article_b", "start_b", "end_b")
    for a, start_a, end_a, b, start_b, end_b in copied.select(columns).iter_rows():
        found[a, b].append(((start_a, end_a), (start_b, end_b)))
        found[b, a].append(((start_b, end_b), (start_a, end_a)))
    return found


def _traced(
    versions: list[_Version], shared: Shared
) -> Iterator[tuple[str, str, int, int, str, str | None, str | None]]:
    """The rows of one utterance."""
    versions = sorted(versions, key=lambda version: version.order)
    utterance = min(version.claim for version in versions)
    chains: dict[str, int] = {}
    for position, version in enumerate(versions, 1):
        ties = [(tie, earlier) for earlier in versions[: position - 1] if (tie := _tie(earlier, version, shared))]
        (_, pickup, why), origin = min(ties, key=lambda tie: tie[0][0], default=((0, "none", None), None))
        chain = chains[origin.claim] if origin else max(chains.values(), default=0) + 1
        chains[version.claim] = chain
        yield utterance, version.claim, position, chain, pickup, origin.claim if origin else None, why


def _tie(earlier: _Version, later: _Version, shared: Shared) -> tuple[int, str, str] | None:
    """What ties a version to an earlier one: how strong (less is stronger), of which kind, and the evidence."""
    if earlier.article == later.article or earlier.outlet == later.outlet != UNKNOWN:
        return 0, "same outlet", f"{earlier.teller} has told it before"
    if later.via and is_named(earlier.outlet, later.via):
        return 1, "credited", f"names {later.via} as the first to report it"
    if earlier.via and is_named(later.outlet, earlier.via):
        return 1, "shared", f"{earlier.teller} names {earlier.via} as the first to report it"
    spans = shared.get((earlier.article, later.article), ())
    if any(_held(earlier.span, one) and _held(later.span, other) for one, other in spans):
        return _copied(earlier, later)
    for what, (one, other) in {
        "reported first by": (earlier.via, later.via),
        "said in": (earlier.medium, later.medium),
    }.items():
        if one and one == other:
            return 4, "shared", f"both: {what} {one}"
    return None


def _copied(earlier: _Version, later: _Version) -> tuple[int, str, str]:
    """What ties two versions within the same text; without two different times nobody is said to have copied."""
    text = f"the same text as in {earlier.teller}"
    for party in later.credited:
        if is_named(earlier.outlet, party) or any(is_named(party, other) for other in earlier.credited):
            return 2, "credited", f"{text}, credits {party}"
    for party in earlier.credited:
        if is_named(later.outlet, party):
            return 2, "shared", f"{text}, which credits {party}"
    if not is_known_before(earlier.published, later.published):
        return 3, "shared", f"{text}; which was first is not known"
    return 3, "uncredited", text


def _held(claim: Span, passage: Span) -> bool:
    inside = min(claim[1], passage[1]) - max(claim[0], passage[0])
    return inside >= COVERED * (claim[1] - claim[0])
