"""One quotation as several outlets print it: what each kept, cut, changed, spliced, and turned into its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import polars as pl
from rapidfuzz.distance import Indel

from analysis.metrics.outlets import outlets_of
from analysis.schema import AnyFrame, conform

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_OMISSION = re.compile(r"…|\.\.\.|\. \. \.|[“”„«»\"]")
_MARKS = {"cut": "[-{}-]", "spliced": "[-{}-]", "added": "{{+{}+}}", "kept": "{}"}
_PIECES = {
    "utterance_id": pl.String,
    "claim_id": pl.String,
    "reference": pl.String,
    "outlet": pl.String,
    "quotation": pl.String,
    "reference_quotation": pl.String,
    "cue_lemma": pl.String,
    "reference_cue": pl.String,
    "piece": pl.Int64,
    "change": pl.String,
    "reference_start": pl.Int64,
    "reference_end": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
    "reference_text": pl.String,
    "text": pl.String,
}
_VERSION = tuple(_PIECES)[: tuple(_PIECES).index("piece")]


@dataclass(frozen=True, slots=True)
class _Printed:
    """The words of a claim's content with where they stand, ``span`` being the piece of content that each is in."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    span: list[int]

    def between(self, first: int, stop: int) -> tuple[int | None, int | None, str | None]:
        """Where some of the words stand, and what is printed there."""
        if first == stop:
            return None, None, None
        spans = [list(places) for _, places in groupby(range(first, stop), key=self.span.__getitem__)]
        printed = [self.text[self.starts[places[0]] : self.ends[places[-1]]] for places in spans]
        return self.starts[first], self.ends[stop - 1], " ... ".join(printed)


def quotation_versions(utterances: AnyFrame, claims: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """Align the versions of each utterance word by word with the fullest quotation of it.

    The reference is a direct quotation before a mixed and an indirect one; the longest of direct ones, the first of
    others, where a longer one is as likely the outlet's comment. Words are compared without case and marks; the
    alignment leaves as many as possible in place (longest common subsequence).

    Args:
        utterances: the table of a corpus (utterance_id, position, claim_id).
        claims: its claims (claim_id, article_id, content_spans, quotation, cue_lemma, n_words).
        articles: its articles (article_id, outlet, text).

    Returns:
        utterance_id, claim_id, reference (a claim), outlet, quotation and cue_lemma of the version (turned into
        indirect speech? claimed, not said?) and of the reference, piece (number in the version), change,
        reference_start, reference_end, start, end (characters in the article of either; null where it has nothing),
        reference_text, text. One row a piece; ``change`` is kept, added, changed, cut, or spliced: cut from between
        words that are printed as if they followed each other, with no mark of omission. The reference has no rows.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> said = ["“We will not pay for it,”", "“We will never pay,”"]
        >>> claims = pl.DataFrame({"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "n_words": [6, 4],
        ...     "quotation": "direct", "cue_lemma": "say",
        ...     "content_spans": [[{"start": 0, "end": len(text)}] for text in said]})
        >>> articles = pl.DataFrame({"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "text": said})
        >>> utterances = pl.DataFrame({"utterance_id": "a#0", "position": [1, 2], "claim_id": ["a#0", "b#0"]})
        >>> versions = quotation_versions(utterances, claims, articles)
        >>> versions.select("change", "reference_text", "text").rows()[1:]
        [('changed', 'not', 'never'), ('kept', 'pay', 'pay'), ('cut', 'for it', None)]
        >>> version_diffs(versions)["diff"].to_list()
        ['We will [-not-] {+never+} pay [-for it-]']
    """
    told = conform(utterances, "utterances", columns=("utterance_id", "position", "claim_id"))
    needed = ("claim_id", "article_id", "content_spans", "quotation", "cue_lemma", "n_words")
    rows = (
        told.select("utterance_id", "position", "claim_id")
        .join(conform(claims, "claims", columns=needed).select(needed), on="claim_id")
        .join(outlets_of(articles, "text"), on="article_id")
        .with_columns(full=pl.col("quotation").replace_strict({"direct": 0, "mixed": 1, "indirect": 2}, default=3))
        .sort("utterance_id", "full", pl.when(full=0).then(-pl.col("n_words")), "position")
    )
    pieces = [row for _, versions in rows.group_by("utterance_id", maintain_order=True) for row in _aligned(versions)]
    return pl.DataFrame(pieces, schema=_PIECES, orient="row")


def version_diffs(versions: pl.DataFrame) -> pl.DataFrame:
    """Print each version beside its reference as one text: ``[-cut-]``, ``{+added+}``, the rest kept.

    Args:
        versions: from ``quotation_versions``.

    Returns:
        utterance_id, claim_id, reference, outlet, quotation, reference_quotation, cue_lemma, reference_cue, diff, kept
        (share of the reference's words that the version keeps, 0 to 1), n (words of the reference), cut, spliced,
        changed, added (pieces of each kind). One row a version.

    Example:
        >>> row = {"utterance_id": "a#0", "claim_id": "b#0", "reference": "a#0", "outlet": "Globe", "piece": 0}
        >>> row |= {"change": "cut", "reference_text": "Well", "text": None, "quotation": "mixed", "cue_lemma": "say"}
        >>> row |= {"reference_quotation": "direct", "reference_cue": "say"}
        >>> version_diffs(pl.DataFrame([row])).select("diff", "kept", "n").row(0)
        ('[-Well-]', 0.0, 1)
    """
    printed = [_printed(*row) for row in versions.select("change", "reference_text", "text").iter_rows()]
    counted = words_of_reference(versions).with_columns(diff=pl.Series(printed, dtype=pl.String))
    all_words = pl.col("words").sum()
    kept = pl.when(all_words > 0).then(pl.col("words").filter(change="kept").sum() / all_words)
    return counted.group_by(*_VERSION, maintain_order=True).agg(
        pl.col("diff").str.join(" "),
        kept=kept,
        n=pl.col("words").sum(),
        **{name: (pl.col("change") == name).sum().cast(pl.Int64) for name in ("cut", "spliced", "changed", "added")},
    )


def words_of_reference(versions: pl.DataFrame) -> pl.DataFrame:
    """Count the words of the reference in each piece.

    Args:
        versions: from ``quotation_versions``.

    Returns:
        The same with a column ``words``.
    """
    words = [len(_WORD.findall(text or "")) for text in versions["reference_text"]]
    return versions.with_columns(words=pl.Series(words, dtype=pl.Int64))


def _printed(change: str, reference: str | None, text: str | None) -> str:
    if change == "changed":
        return f"{_MARKS['cut'].format(reference)} {_MARKS['added'].format(text)}"
    return _MARKS[change].format(text if change in ("kept", "added") else reference)


def _aligned(versions: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    """The rows of one utterance, whose versions are sorted, the reference first."""
    told = list(versions.iter_rows(named=True))
    reference = _words_of(told[0]["text"], told[0]["content_spans"])
    for row in told[1:]:
        version = _words_of(row["text"], row["content_spans"])
        for number, (found, a, b) in enumerate(_pieces(reference, version)):
            change = "cut" if found == "spliced" and row["quotation"] == "indirect" else found
            (start, end, text), (ours, until, printed) = reference.between(*a), version.between(*b)
            where = (row["utterance_id"], row["claim_id"], told[0]["claim_id"], row["outlet"])
            how = (row["quotation"], told[0]["quotation"], row["cue_lemma"], told[0]["cue_lemma"])
            yield (*where, *how, number, change, start, end, ours, until, text, printed)


def _words_of(text: str, spans: Sequence[dict[str, int]]) -> _Printed:
    found = [
        (match, number)
        for number, span in enumerate(spans)
        for match in _WORD.finditer(text, span["start"], span["end"])
    ]
    return _Printed(
        text,
        [match[0].casefold().replace("’", "'") for match, _ in found],
        [match.start() for match, _ in found],
        [match.end() for match, _ in found],
        [number for _, number in found],
    )


def _pieces(reference: _Printed, version: _Printed) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """What became of the reference, in order: the change, and the words of both that it is about."""
    at_a = at_b = 0
    for block in Indel.editops(reference.words, version.words).as_matching_blocks():
        if at_a < block.a or at_b < block.b:
            yield _change(version, (at_a, block.a), (at_b, block.b)), (at_a, block.a), (at_b, block.b)
        at_a, at_b = block.a + block.size, block.b + block.size
        if block.size:
            yield "kept", (block.a, at_a), (block.b, at_b)


def _change(version: _Printed, a: tuple[int, int], b: tuple[int, int]) -> str:
    if a[0] == a[1]:
        return "added"
    if b[0] < b[1]:
        return "changed"
    if b[0] == 0 or b[0] == len(version.words):
        return "cut"
    before, behind = b[0] - 1, b[0]
    marked = version.span[before] != version.span[behind] or _OMISSION.search(
        version.text, version.ends[before], version.starts[behind]
    )
    return "cut" if marked else "spliced"
