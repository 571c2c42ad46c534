"""One article's Doc to its rows: what it says, in the columns of each table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import accumulate, groupby
from typing import Any

from spacy.tokens import Doc

from analysis.clauses import read_clauses
from analysis.clauses.reading import phrase_of
from analysis.events import name_events
from analysis.language.attribution import Attribution, attributions
from analysis.language.circumstances import read_circumstances
from analysis.language.cues import read_cue
from analysis.language.identity import entity_id, source_id
from analysis.language.quotation import quotation_kind, quoted_spans
from analysis.language.speakers import Resolution, Speaker, resolve
from analysis.quantities import read_quantities

Span = tuple[int, int]
Row = tuple[Any, ...]


class ArticleRows:
    """One article's Doc, and what several of its tables need."""

    def __init__(self, article_id: str, published_at: datetime | None, doc: Doc) -> None:
        self.id = article_id
        self.published_at = published_at
        self.doc = doc
        self.resolution: Resolution = resolve(doc)
        self.entity_ids = [entity_id(entity, article_id) for entity in self.resolution.entities]
        self.text = self.resolution.words.doc_text
        tokens, self.start = self.resolution.words.text, self.resolution.words.start
        self.end = [start + len(token) for start, token in zip(self.start, tokens, strict=True)]
        # A word is a token with a letter or digit; sums over tokens make counts of any span one subtraction.
        self.is_word = [token[0].isalnum() or any(map(str.isalnum, token)) for token in tokens]
        self.words = [0, *accumulate(self.is_word)]
        self.attributions = attributions(doc)
        self.spans = [span for first, last in self._sentences() if (span := self._trim(first, last))]
        self.sentence_starts = [start for start, _ in self.spans]

    def _sentences(self) -> Iterator[Span]:
        """The token spans of the sentences."""
        first = 0
        for _, tokens in groupby(self.resolution.words.sentence):
            last = first + sum(1 for _ in tokens)
            yield first, last
            first = last

    def _trim(self, first: int, last: int) -> Span | None:
        """Characters of a token span, without white space around them; None where nothing else is there."""
        while first < last and self.text[self.start[first] : self.end[first]].isspace():
            first += 1
        while last > first and self.text[self.start[last - 1] : self.end[last - 1]].isspace():
            last -= 1
        if first == last:
            return None
        start, end = self.start[first], self.end[last - 1]
        piece = self.text[start:end]
        return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())

    def _sentence_of(self, character: int) -> int:
        return max(0, bisect_right(self.sentence_starts, character) - 1)

    def _count(self, sums: Sequence[int], start: int, end: int) -> int:
        """Sum over the tokens that begin in a span of characters."""
        return sums[bisect_right(self.start, end - 1)] - sums[bisect_right(self.start, start - 1)]

    def sentences(self) -> list[Row]:
        """Rows of the table of sentences."""
        quoted = self._words_within(quoted_spans(self.text))
        contents = sorted((self.start[a], self.end[b - 1]) for found in self.attributions for a, b in found.content)
        attributed = self._words_within(contents)
        rows: list[Row] = []
        paragraph, breaks = 0, 0
        for number, (start, end) in enumerate(self.spans):
            if number and "\n" in self.text[breaks:start]:
                paragraph += 1
            breaks = end
            words = self._count(self.words, start, end)
            shares = [self._count(sums, start, end) / words if words else 0.0 for sums in (quoted, attributed)]
            rows.append((self.id, number, paragraph, start, end, words, start / len(self.text), *shares))
        return rows

    def _words_within(self, spans: Iterable[Span]) -> list[int]:
        """Running sum over tokens of the words that begin inside any of the spans."""
        inside = [False] * len(self.start)
        for start, end in spans:
            first, last = bisect_right(self.start, start - 1), bisect_right(self.start, end - 1)
            inside[first:last] = self.is_word[first:last]
        return [0, *accumulate(inside)]

    def entities(self) -> list[Row]:
        """Rows of the table of entities."""
        rows: list[Row] = []
        for mention in self.resolution.mentions:
            span = self._trim(mention.start, mention.end)
            if span is None:
                continue
            start, end = span
            entity = self.resolution.entities[mention.entity]
            where = (self.id, self._sentence_of(start), start, end, self.text[start:end], mention.label)
            rows.append((*where, self.entity_ids[mention.entity], entity.name))
        return rows

    def claims(self) -> list[Row]:
        """Rows of the table of claims."""
        return [
            self._claim(number, found, speaker, cue, pieces)
            for number, (found, speaker, cue, pieces) in enumerate(self._whole())
        ]

    def vectors(self) -> list[tuple[str, bytes]]:
        """Each claim's id and vector, where the pipeline gives one."""
        numbered = enumerate(found.vector for found, *_ in self._whole())
        return [(f"{self.id}#{number}", vector) for number, vector in numbered if vector]

    def event_names(self) -> list[Row]:
        """Rows of the table of names of events."""
        found = name_events(self.resolution.words)
        quoted = [self.resolution.words.quoted[bisect_right(self.start, name.phrase.start) - 1] for name in found]
        claims = self._claims_around([name.phrase.start for name in found])
        rows: list[Row] = []
        for name, claim, marked in zip(found, claims, quoted, strict=True):
            m = name.phrase
            where = (self.id, self._sentence_of(m.start), m.start, m.end, self.text[m.start : m.end])
            what = (m.head, m.kind, m.form, m.plural, list(m.names), list(m.targets), list(m.details))
            voice = "sources" if claim or marked else "outlet"
            rows.append((*where, *what, voice, claim, f"{self.id}@{name.first}", name.event, name.why))
        return rows

    def clauses(self) -> list[Row]:
        """Rows of the table of clauses."""
        words = self.resolution.words
        found = read_clauses(words)
        claims = self._claims_around([self.start[clause.verb[0]] for clause in found])
        rows: list[Row] = []
        for clause, claim in zip(found, claims, strict=True):
            verb = self.start[clause.verb[0]], self.end[clause.verb[1] - 1]
            actor, patient = self._participant(clause.actor), self._participant(clause.patient)
            edges = [edge for span in (verb, actor[:2], patient[:2]) for edge in span if edge is not None]
            where = (self.id, self._sentence_of(verb[0]), min(edges), max(edges), *verb)
            voice = "sources" if claim or words.quoted[clause.verb[0]] else "outlet"
            what = (clause.action.lemma, clause.action.kind, clause.form, *actor, *patient, clause.negated)
            rows.append((*where, *what, voice, claim))
        return rows

    def _participant(self, head: int | None) -> tuple[int | None, int | None, str | None, str | None]:
        """Start, end, words and canonical name of the phrase that a noun heads."""
        if head is None:
            return None, None, None, None
        first, last = phrase_of(self.resolution.words, head)
        start, end = self.start[first], self.end[last - 1]
        named = (m.entity for m in self.resolution.mentions if m.start <= head < m.end)
        entity = next(named, None)
        name = None if entity is None else self.resolution.entities[entity].name
        return start, end, self.text[start:end], name

    def quantities(self) -> list[Row]:
        """Rows of the table of quantities."""
        published = self.published_at.date() if self.published_at else None
        rows: list[Row] = []
        found = read_quantities(self.resolution.words, published)
        for q, claim in zip(found, self._claims_around([q.start for q in found]), strict=True):
            where = (self.id, self._sentence_of(q.start), q.start, q.end)
            rows.append((*where, q.value, q.value_high, q.unit, q.qualifier, q.counted, q.as_of, claim, *q.scope))
        return rows

    def _claims_around(self, places: Iterable[int]) -> Iterator[str | None]:
        """For each place, in order, the claim whose content holds it: the shortest of several."""
        numbered = enumerate(self._whole())
        waiting = sorted((*piece, number) for number, (*_, pieces) in numbered for piece in pieces)[::-1]
        around: list[tuple[int, int, int]] = []
        for place in places:
            while waiting and waiting[-1][0] <= place:
                around.append(waiting.pop())
            around = [piece for piece in around if piece[1] > place]
            shortest = min(around, key=lambda piece: (piece[1] - piece[0], piece), default=None)
            yield f"{self.id}#{shortest[2]}" if shortest else None

    def _whole(self) -> Iterator[tuple[Attribution, Speaker | None, Span, list[Span]]]:
        """The attributions that are claims, each with its speaker, its cue and the pieces of its content."""
        for found, speaker in zip(self.attributions, self.resolution.speakers, strict=True):
            pieces = [span for piece in found.content if (span := self._trim(*piece))]
            cue = self._outer(found.cue)
            if pieces and cue:
                yield found, speaker, cue, pieces

    def _outer(self, spans: Sequence[Span]) -> Span | None:
        return self._trim(spans[0][0], spans[-1][1]) if spans else None

    def _claim(self, number: int, found: Attribution, speaker: Speaker | None, cue: Span, pieces: list[Span]) -> Row:
        text = self.text
        source = self._outer(found.source)
        how = read_cue(self.doc, found)
        where = read_circumstances(self.doc, found, self.published_at)
        return (
            f"{self.id}#{number}",
            self.id,
            self._sentence_of(cue[0]),
            *(source or (None, None)),
            text[source[0] : source[1]] if source else None,
            *cue,
            pieces[0][0],
            pieces[-1][1],
            [{"start": start, "end": end} for start, end in pieces],
            " ... ".join(text[start:end] for start, end in pieces),
            sum(self._count(self.words, start, end) for start, end in pieces),
            source_id(speaker, self.id) if speaker else None,
            how.lemma,
            how.cue_class,
            how.act,
            quotation_kind(text, pieces),
            how.denied,
            how.hedged,
            where.medium,
            where.via,
            where.said_on,
            found.confidence,
            None,  # corrected and reworded: a person's, not ours
            None,
        )

    def sources(self) -> list[Row]:
        """Rows of the table of sources: those that the article's claims cite, one for each time."""
        return [
            (
                source_id(s, self.id),
                s.name,
                s.kind,
                s.anonymous,
                s.side,
                s.represents,
                list(s.aliases),
                s.title,
                s.gender,
                None,
            )
            for _, s, _, _ in self._whole()
            if s
        ]
