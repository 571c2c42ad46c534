"""Text to spaCy Doc: the shipped pipeline, or another one for tokens and trees with the shipped attributions."""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, IS_SPACE, ORTH, POS, SPACY
from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.language.attribution import Attribution, set_attributions, with_whole_source
from analysis.language.decode import Decoder, decode_attributions
from analysis.language.encoder import MODEL, Encoder, Floats, Integers, ModelError, Reading, as_read
from analysis.language.labels import entity_label
from analysis.language.marks import PARAGRAPH
from analysis.language.refusals import refusals
from analysis.language.relays import unwrap
from analysis.language.sentences import sentence_starts
from analysis.language.tagging import SURE, name_steps, shared_by_uses, spans_of_tags, tag_names
from analysis.language.trees import decode_trees

DOCS_AT_ONCE = 32  # enough windows to keep every core busy while the first ones are decoded
SEGMENT = 20_000  # words; a longer text is read in segments, so that memory does not grow with it


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a Doc as the model reads it: words, the token that each is, whether white space is before it."""

    tokens: Integers
    words: list[str]
    spaced: list[bool]


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the model says of a segment, in tokens of its Doc: ``heads``, ``relations`` and ``tags`` one a word.

    ``reading`` holds what claims' vectors need; they are made when all segments' attributions are known.
    """

    reading: Reading
    attributions: list[Attribution]
    heads: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    relations: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    entities: list[tuple[str, int, int]] = field(default_factory=list)


class Reader:
    """The spaCy component that runs the shipped model.

    Args:
        threads: windows read side by side; 0 takes every core. It never changes a result.
        only_attributions: leave tags, trees, sentences and entities to the other components.
        model: folder of the model; the shipped one where none is given.
    """

    def __init__(self, threads: int = 0, only_attributions: bool = False, model: str | Path | None = None) -> None:
        self.threads = threads
        self.model = Path(model) if model else MODEL
        self.only_attributions = only_attributions

    @functools.cached_property
    def encoder(self) -> Encoder:
        """The model, loaded on first use."""
        return Encoder(self.model, self.threads)

    @functools.cached_property
    def decoder(self) -> Decoder:
        """What turns this model's numbers into attributions."""
        return Decoder.load(self.model, self.encoder.labels["att"], self.encoder.steps)

    @functools.cached_property
    def name_steps(self) -> Floats:
        """Which entity tags may follow which."""
        return name_steps(self.encoder.labels["ner"])

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = DOCS_AT_ONCE) -> Iterator[Doc]:
        """Read many Docs; each comes out as it would alone."""
        waiting = iter(stream)
        while docs := list(itertools.islice(waiting, batch_size)):
            cut = [_segments(doc) for doc in docs]
            readings = self.encoder.read([segment.words for segments in cut for segment in segments])
            for doc, segments in zip(docs, cut, strict=True):
                decoded = [self._decode(segment, reading) for segment, reading in zip(segments, readings, strict=False)]
                self._write(doc, segments, decoded)
                yield doc

    def _decode(self, segment: Segment, reading: Reading) -> Decoded:
        """What a segment's numbers say, in tokens of its Doc."""
        labels, tokens, words = self.encoder.labels, segment.tokens, segment.words
        found = decode_attributions(reading, words, self.decoder)
        said = [
            replace(
                a,
                source=_in_tokens(a.source, tokens),
                cue=_in_tokens(a.cue, tokens),
                content=_in_tokens(a.content, tokens),
            )
            for a in found
        ]
        tags = [labels["pos"][tag] for tag in reading.gather("pos").argmax(-1)]
        if self.only_attributions:
            return Decoded(reading.only("pieces", "sizes"), said, tags=tags)
        starts = sentence_starts(reading, words, segment.spaced, tags)
        heads, relations = decode_trees(reading, words, starts, labels["dep"], self.encoder.arc_labels)
        names = shared_by_uses(reading.gather("ner"), words)
        names[[word == PARAGRAPH for word in words], 0] = SURE
        entities = [
            (label, int(tokens[first]), int(tokens[stop - 1]) + 1)
            for label, first, stop in spans_of_tags(tag_names(names, self.name_steps), labels["ner"])
        ]
        return Decoded(reading.only("pieces", "sizes"), said, tokens[heads], relations, tags, entities)

    def _write(self, doc: Doc, segments: list[Segment], decoded: list[Decoded]) -> None:
        """Put what was read on its Doc."""
        if not segments:
            return
        if not self.only_attributions:
            _set_tree(doc, segments, decoded)
            doc.set_ents(
                [
                    Span(doc, first, stop, label=entity_label(label, doc[first:stop].text))
                    for part in decoded
                    for label, first, stop in part.entities
                ]
            )
        read = (with_whole_source(doc, attribution) for part in decoded for attribution in part.attributions)
        found = [unwrap(doc, attribution) for attribution in read]
        set_attributions(doc, self._with_vectors([*found, *refusals(doc, found)], segments, decoded))

    def _with_vectors(
        self, found: list[Attribution], segments: list[Segment], decoded: list[Decoded]
    ) -> list[Attribution]:
        """Attributions with their vectors, each from the segment that holds its content's first token."""
        begins = [int(segment.tokens[0]) for segment in segments]
        owners = [max(0, bisect_right(begins, attribution.content[0][0]) - 1) for attribution in found]
        complete = list(found)
        for number, (segment, part) in enumerate(zip(segments, decoded, strict=True)):
            own = [at for at, owner in enumerate(owners) if owner == number]
            contents = [_in_words(found[at].content, segment.tokens) for at in own]
            for at, vector in zip(own, part.reading.embed(contents, self.encoder.meaning), strict=True):
                complete[at] = replace(found[at], vector=vector)
        return complete


def _segments(doc: Doc) -> list[Segment]:
    """Tokens as the model reads them: white space left out, but a line break is a word of its own."""
    read, spaced = [], True
    strings = doc.vocab.strings
    # Columns at once: making a Token for each word takes longer than reading it.
    for at, (form, is_space, followed) in enumerate(doc.to_array([ORTH, IS_SPACE, SPACY]).tolist()):
        word = strings[form]
        if not is_space or "\n" in word:
            read.append((at, as_read(word, bool(is_space)), spaced))
        spaced = bool(is_space or followed)
    segments = []
    while read:
        size = len(read) if len(read) <= SEGMENT else _cut([word for _, word, _ in read[:SEGMENT]])
        tokens, words, spaces = zip(*read[:size], strict=True)
        segments.append(Segment(np.array(tokens), list(words), list(spaces)))
        read = read[size:]
    return segments


def _cut(words: list[str]) -> int:
    """How many words to take before a cut: up to the last line break in their second half, else the last full stop."""
    half = len(words) // 2
    for mark in (PARAGRAPH, "."):
        if mark in words[half:]:
            return len(words) - words[::-1].index(mark)
    return len(words)


def _in_tokens(spans: tuple[tuple[int, int], ...], tokens: Integers) -> tuple[tuple[int, int], ...]:
    return tuple((int(tokens[first]), int(tokens[stop - 1]) + 1) for first, stop in spans)


def _in_words(spans: tuple[tuple[int, int], ...], tokens: Integers) -> list[tuple[int, int]]:
    """Spans of tokens as spans of the words that the model read, none of them empty."""
    found = [(int(np.searchsorted(tokens, first)), int(np.searchsorted(tokens, stop))) for first, stop in spans]
    return [(min(first, len(tokens) - 1), max(stop, first + 1)) for first, stop in found]


def _set_tree(doc: Doc, segments: list[Segment], decoded: list[Decoded]) -> None:
    tokens = np.concatenate([segment.tokens for segment in segments])
    heads = np.concatenate([part.heads for part in decoded])
    strings = doc.vocab.strings
    columns = np.zeros((len(doc), 3), np.int64)
    # White space between words hangs on the token before, at the text's begin on the one after.
    skipped = np.setdiff1d(np.arange(len(doc)), tokens)
    columns[skipped, 1] = np.where(skipped < tokens[0], tokens[0] - skipped, -1)
    columns[tokens, 1] = heads - tokens
    columns[:, 0] = spacy.symbols.SPACE
    columns[tokens, 0] = [
        spacy.symbols.SPACE if word == PARAGRAPH else strings[tag]
        for segment, part in zip(segments, decoded, strict=True)
        for word, tag in zip(segment.words, part.tags, strict=True)
    ]
    unsigned: Any = columns.astype(np.uint64)  # spaCy's stub knows other integers only
    unsigned[:, 2] = strings.add("dep")
    relations = [strings.add("ROOT" if r == "root" else r) for part in decoded for r in part.relations]
    unsigned[tokens, 2] = np.array(relations, np.uint64)
    doc.from_array([POS, HEAD, DEP], unsigned)


@Language.factory(
    "parallax_reader",
    assigns=["token.pos", "token.dep", "token.head", "token.is_sent_start", "doc.ents", "doc.spans"],
    default_config={"threads": 0, "only_attributions": False, "model": None},
)
def make_reader(nlp: Language, name: str, threads: int, only_attributions: bool, model: str | None) -> Reader:
    """Make the component for a pipeline's config."""
    return Reader(threads, only_attributions, model)


def load_pipeline(base: str | Path | None = None, threads: int = 0, model: str | Path | None = None) -> Language:
    """Load a spaCy pipeline that reads news articles.

    Args:
        base: name or folder of another spaCy pipeline to take tokens, tags, trees, sentences and entities from;
            attributions still come from the shipped model. The shipped model does everything by default.
        threads: windows that are read side by side; 0 takes every core this process may use.
        model: folder of a model trained with ``python -m analysis.language.training``; the shipped one by default.

    Returns:
        A Language whose Docs have sentences, ``pos_``, ``dep_``, heads, ``ents`` and attributions.

    Raises:
        OSError: the pipeline named by ``base`` is not installed; the message says how to install it.
        ModelError: ``model`` has no ``labels.json``, so that it is no model's folder.

    Example:
        >>> doc = load_pipeline()("The mayor said the bridge is safe.")
        >>> from analysis.language import attributions
        >>> [doc[a.content[0][0] : a.content[0][1]].text for a in attributions(doc)]
        ['the bridge is safe']
    """
    if model is not None and not (Path(model) / "labels.json").exists():
        raise ModelError(
            f"{model} is no model's folder: it has no labels.json. Name the folder 'model' that "
            "python -m analysis.language.training has written."
        )
    if base is None:
        nlp = spacy.blank("en")
        nlp.max_length = 10**9  # spaCy's limit guards parsers that hold a text at once; windows do not
        nlp.add_pipe("parallax_reader", config={"threads": threads, "model": str(model) if model else None})
        return nlp
    try:
        nlp = spacy.load(base)
    except OSError as error:
        raise OSError(
            f"the spaCy pipeline '{base}' is not installed. Install it with: python -m spacy download {base} "
            "(or leave base away to use the pipeline that Parallax ships)"
        ) from error
    nlp.add_pipe(
        "parallax_reader",
        last=True,
        config={"threads": threads, "only_attributions": True, "model": str(model) if model else None},
    )
    return nlp
