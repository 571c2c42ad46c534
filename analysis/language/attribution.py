"""What the model reads in a text: who (source), how (cue), what (content); stored on a Doc as spans.

Every pipeline, the shipped one or another, leaves attributions in ``doc.spans["attributions"]``: spans labelled
SOURCE, CUE or CONTENT, whose ``span_id`` is the attribution they belong to. Nothing is registered process-wide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, SpanGroup

KEY = "attributions"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: token spans ``(first, last + 1)`` of each role, in order of the text; a source may be empty.

    ``confidence`` is the share of attributions like it that are right; ``vector`` the direction of its content among
    others, as small integers in bytes (``analysis.language.encoder``).
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    confidence: float | None = None
    vector: bytes | None = None


def with_whole_source(doc: Doc, attribution: Attribution) -> Attribution:
    """Lead a source that ends within a hyphenated word on to the word's end, and to the name behind it.

    Args:
        doc: the Doc; tags are used, trees are not.
        attribution: one of its attributions.

    Returns:
        The attribution, its source not cut at a hyphen.

    Example:
        >>> import spacy
        >>> from spacy.tokens import Doc
        >>> words, spaces = ["stormed", "dad", "-", "of", "-", "two", "Pell", "."], [1, 0, 0, 0, 0, 1, 0, 0]
        >>> tags = ["VERB", "NOUN", "PUNCT", "ADP", "PUNCT", "NUM", "PROPN", "PUNCT"]
        >>> doc = Doc(spacy.blank("en").vocab, words, [bool(space) for space in spaces], pos=tags)
        >>> with_whole_source(doc, Attribution(((1, 2),), ((0, 1),), ())).source
        ((1, 7),)
    """
    if not attribution.source:
        return attribution
    start, end = attribution.source[-1]
    taken = {at for first, stop in (*attribution.cue, *attribution.content) for at in range(first, stop)}
    stop = end
    while stop + 1 < len(doc) and doc[stop].text == "-" and not (doc[stop - 1].whitespace_ or doc[stop].whitespace_):
        stop += 2
    while end < stop < len(doc) and doc[stop].pos_ == "PROPN":
        stop += 1
    if taken & set(range(end, stop)):
        return attribution
    return replace(attribution, source=(*attribution.source[:-1], (start, stop)))


def set_attributions(doc: Doc, found: Iterable[Attribution]) -> None:
    """Store attributions on a Doc, replacing those it had."""
    spans, confidence, vectors = [], [], []
    for number, attribution in enumerate(sorted(found, key=lambda a: (a.cue, a.content))):
        confidence.append(attribution.confidence)
        vectors.append(attribution.vector)
        for role in ("source", "cue", "content"):
            for start, end in getattr(attribution, role):
                spans.append(Span(doc, start, end, label=role.upper(), span_id=str(number)))
    doc.spans[KEY] = SpanGroup(doc, name=KEY, spans=spans, attrs={"confidence": confidence, "vectors": vectors})


def attributions(doc: Doc) -> list[Attribution]:
    """Read the attributions of a Doc, in order of their cues.

    Args:
        doc: a Doc that a pipeline from ``load_pipeline`` has read.

    Returns:
        Attributions; an empty list where the Doc has none.
    """
    if KEY not in doc.spans:
        return []
    group = doc.spans[KEY]
    confidence = group.attrs.get("confidence", [])
    vectors = group.attrs.get("vectors", [None] * len(confidence))
    roles: list[dict[str, list[tuple[int, int]]]] = [{"SOURCE": [], "CUE": [], "CONTENT": []} for _ in confidence]
    for span in group:
        roles[int(span.id_)][span.label_].append((span.start, span.end))
    return [
        Attribution(tuple(sorted(r["SOURCE"])), tuple(sorted(r["CUE"])), tuple(sorted(r["CONTENT"])), c, v)
        for r, c, v in zip(roles, confidence, vectors, strict=True)
    ]
