"""A Doc's words as plain lists: what the rules about names and speakers look at, read once per article."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.attrs import DEP, HEAD, IDX, ORTH, POS, SENT_START, SPACY
from spacy.tokens import Doc

from analysis.language.labels import Found
from analysis.language.mentions import find_mentions, name_tags
from analysis.language.quotation import quoted_spans
from analysis.language.relations import universal


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists over a Doc's tokens.

    ``dep`` and ``head`` are the tree in Universal Dependencies, whatever labels the Doc has; ``mention`` is the number
    of the entity mention a token is in, or -1.
    """

    doc_text: str
    text: list[str]
    lower: list[str]
    start: list[int]
    pos: list[str]
    dep: list[str]
    head: list[int]
    sentence: list[int]
    mention: list[int]
    quoted: list[bool]
    spans: list[Found]

    def join(self, start: int, end: int) -> str:
        """The words of a span as printed, on one line."""
        if start >= end:
            return ""
        return " ".join(self.doc_text[self.start[start] : self.start[end - 1] + len(self.text[end - 1])].split())

    def label(self, at: int) -> str:
        """The label of the mention that a token is in; empty where it is in none."""
        return self.spans[self.mention[at]][2] if self.mention[at] >= 0 else ""

    def glued(self, at: int) -> bool:
        """Whether a token stands between two others without a space: the hyphen of "two-term"."""
        return (
            0 < at < len(self.text) - 1
            and self.start[at - 1] + len(self.text[at - 1]) == self.start[at]
            and self.start[at] + len(self.text[at]) == self.start[at + 1]
            and self.text[at - 1][-1:].isalnum()
            and self.text[at + 1][:1].isalnum()
        )


def read_words(doc: Doc) -> Words:
    """Read a Doc's tokens, tree, sentences, entity mentions and quotation marks into lists."""
    size, names = len(doc), doc.vocab.strings
    if not size:
        return Words("", [], [], [], [], [], [], [], [], [], [])
    # Columns at once: making a Token for each word takes longer than all that is done with it.
    table = doc.to_array([ORTH, IDX, POS, DEP, HEAD, SENT_START, SPACY])
    text = [names[value] for value in table[:, 0].tolist()]
    whole = "".join([f"{word} " if space else word for word, space in zip(text, table[:, 6].tolist(), strict=True)])
    lower = [word.lower() for word in text]
    start = table[:, 1].tolist()
    pos = [names[value] if value else "" for value in table[:, 2].tolist()]
    dep = [names[value] if value else "" for value in table[:, 3].tolist()]
    head = [at + offset for at, offset in enumerate(table[:, 4].astype("int64").tolist())]
    dep, head = universal(lower, pos, dep, head)
    sentence, number = [], -1
    for at, begins in enumerate(table[:, 5].tolist()):
        number += begins == 1 or at == 0
        sentence.append(number)
    entities = [(span.start, span.end, span.label_) for span in doc.ents]
    pos = name_tags(text, pos, entities)
    spans = find_mentions(text, pos, sentence, entities)
    mention = [-1] * size
    for number, (first, end, _) in enumerate(spans):
        mention[first:end] = [number] * (end - first)
    return Words(whole, text, lower, start, pos, dep, head, sentence, mention, _quoted(whole, start), spans)


def _quoted(text: str, starts: list[int]) -> list[bool]:
    spans = quoted_spans(text)
    if not spans:
        return [False] * len(starts)
    opens = [start for start, _ in spans]
    inside = []
    for start in starts:
        at = bisect_right(opens, start) - 1
        inside.append(at >= 0 and start < spans[at][1])
    return inside
