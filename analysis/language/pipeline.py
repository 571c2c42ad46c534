"""Text to spaCy Doc: the shipped pipeline, or another one for tokens and trees with the shipped attributions."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, POS
from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.language.attribution import Attribution, set_attributions
from analysis.language.decode import decode_attributions, spans_of_tags
from analysis.language.encoder import MODEL, PARAGRAPH, Encoder, Integers, Reading
from analysis.language.relays import unwrap
from analysis.language.trees import decode_trees, sentence_starts

DOCS_AT_ONCE = 32  # enough windows to keep every core busy while the first ones are decoded


class Reader:
    """The spaCy component that runs the shipped model.

    Args:
        threads: windows read side by side; 0 takes every core. It never changes a result.
        only_attributions: leave tags, trees, sentences and entities to the other components.
    """

    def __init__(self, threads: int = 0, only_attributions: bool = False) -> None:
        self.threads = threads
        self.only_attributions = only_attributions

    @functools.cached_property
    def encoder(self) -> Encoder:
        """The model, loaded on first use."""
        return Encoder(MODEL, self.threads)

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = DOCS_AT_ONCE) -> Iterator[Doc]:
        """Read many Docs; each comes out as it would alone."""
        waiting = iter(stream)
        while docs := list(itertools.islice(waiting, batch_size)):
            words = [_words(doc) for doc in docs]
            texts = [[word for _, word in pairs] for pairs in words]
            readings = self.encoder.read([text for text in texts if text])
            for doc, pairs, text in zip(docs, words, texts, strict=True):
                if text:
                    self._annotate(doc, np.array([token for token, _ in pairs]), text, next(readings))
                yield doc

    def _annotate(self, doc: Doc, tokens: Integers, words: list[str], reading: Reading) -> None:
        labels = self.encoder.labels
        if not self.only_attributions:
            _set_tree(doc, tokens, words, reading, labels, self.encoder)
            tags = reading.gather("ner")
            tags[[word == PARAGRAPH for word in words], 0] = np.inf
            doc.set_ents(
                [
                    Span(doc, int(tokens[first]), int(tokens[stop - 1]) + 1, label=label)
                    for label, first, stop in spans_of_tags(tags.argmax(-1), labels["ner"])
                ]
            )

        def in_tokens(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
            return tuple((int(tokens[first]), int(tokens[stop - 1]) + 1) for first, stop in spans)

        found = (
            Attribution(in_tokens(a.source), in_tokens(a.cue), in_tokens(a.content), a.confidence)
            for a in decode_attributions(reading, words, labels["att"])
        )
        set_attributions(doc, [unwrap(doc, attribution) for attribution in found])


def _words(doc: Doc) -> list[tuple[int, str]]:
    """Tokens as the model reads them: white space left out, but a line break is a word of its own."""
    return [
        (token.i, PARAGRAPH if token.is_space else token.text)
        for token in doc
        if not token.is_space or "\n" in token.text
    ]


def _set_tree(
    doc: Doc, tokens: Integers, words: list[str], reading: Reading, labels: dict[str, list[str]], encoder: Encoder
) -> None:
    starts = sentence_starts(reading, words)
    heads, relations = decode_trees(reading, words, starts, labels["dep"], encoder.arc_labels)
    tags = reading.gather("pos").argmax(-1)
    strings = doc.vocab.strings
    columns = np.zeros((len(doc), 3), np.int64)
    # White space between words hangs on the token before, at the text's begin on the one after.
    skipped = np.setdiff1d(np.arange(len(doc)), tokens)
    columns[skipped, 1] = np.where(skipped < tokens[0], tokens[0] - skipped, -1)
    columns[tokens, 1] = tokens[heads] - tokens
    columns[:, 0] = spacy.symbols.SPACE
    columns[tokens, 0] = [
        spacy.symbols.SPACE if w == PARAGRAPH else strings[labels["pos"][t]] for w, t in zip(words, tags, strict=True)
    ]
    unsigned: Any = columns.astype(np.uint64)  # spaCy's stub knows other integers only
    unsigned[:, 2] = strings.add("dep")
    unsigned[tokens, 2] = np.array([strings.add("ROOT" if r == "root" else r) for r in relations], np.uint64)
    doc.from_array([POS, HEAD, DEP], unsigned)


@Language.factory(
    "parallax_reader",
    assigns=["token.pos", "token.dep", "token.head", "token.is_sent_start", "doc.ents", "doc.spans"],
    default_config={"threads": 0, "only_attributions": False},
)
def make_reader(nlp: Language, name: str, threads: int, only_attributions: bool) -> Reader:
    """Make the component for a pipeline's config."""
    return Reader(threads, only_attributions)


def load_pipeline(base: str | Path | None = None, threads: int = 0) -> Language:
    """Load a spaCy pipeline that reads news articles.

    Args:
        base: name or folder of another spaCy pipeline to take tokens, tags, trees, sentences and entities from;
            attributions still come from the shipped model. The shipped model does everything by default.
        threads: windows that are read side by side; 0 takes every core this process may use.

    Returns:
        A Language whose Docs have sentences, ``pos_``, ``dep_``, heads, ``ents`` and attributions.

    Raises:
        OSError: the pipeline named by ``base`` is not installed; the message says how to install it.

    Example:
        >>> doc = load_pipeline()("The mayor said the bridge is safe.")
        >>> from analysis.language import attributions
        >>> [doc[a.content[0][0] : a.content[0][1]].text for a in attributions(doc)]
        ['the bridge is safe']
    """
    if base is None:
        nlp = spacy.blank("en")
        nlp.max_length = 10**9  # spaCy's limit guards parsers that hold a text at once; windows do not
        nlp.add_pipe("parallax_reader", config={"threads": threads})
        return nlp
    try:
        nlp = spacy.load(base)
    except OSError as error:
        raise OSError(
            f"the spaCy pipeline '{base}' is not installed. Install it with: python -m spacy download {base} "
            "(or leave base away to use the pipeline that Parallax ships)"
        ) from error
    nlp.add_pipe("parallax_reader", last=True, config={"threads": threads, "only_attributions": True})
    return nlp
