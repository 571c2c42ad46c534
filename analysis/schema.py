"""Every table declared once: its columns, their dtypes, units and meaning.

Names of tables and columns are public. All offsets are half-open, in Unicode code points into ``articles.text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

SPANS = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64}))
TIME = pl.Datetime("us", "UTC")

AnyFrame: TypeAlias = IntoDataFrame | pl.LazyFrame | Mapping[str, Any]
"""What tables may come in as: polars (lazy too), pandas, pyarrow, or a dictionary of columns."""


class SchemaError(ValueError):
    """A frame lacks a column that its table has, or holds it in a dtype that cannot be converted."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, dtype, what it means (units and range included) and whether it may be null."""

    name: str
    dtype: Any
    meaning: str
    null: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns and the columns that identify a row."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pl.Schema:
        """The polars schema, in column order."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """A frame of this table without rows."""
        return pl.DataFrame(schema=self.schema)


FLAGS: dict[str, str] = {
    "starts_mid_sentence": "its beginning was cut off",
    "replaced_characters": "some bytes were no characters in its encoding",
    "unread_date": "the date given is none, or no complete one",
    "implausible_date": "the date given is before 1600 or after 2100",
    "ambiguous_date": "the date given is one like 3/4/2024, read as March 4",
    "id_clash": "another article has the id it came with",
    "not_annotated": "the pipeline does not read its language, or it is longer than any article",
}
"""What the flags of an article mean."""

ENTITY_LABELS: dict[str, str] = {
    "PERSON": "a person",
    "NORP": "people by nation, religion or politics ('Danes', 'Republican')",
    "FAC": "something built: a bridge, an airport, a building",
    "ORG": "an organisation: a company, ministry, party, team, outlet",
    "GPE": "a country, state or city",
    "LOC": "another place: a region, continent, sea, river or mountain",
    "PRODUCT": "a product: a vehicle, weapon, app",
    "EVENT": "a named event; the shipped model calls it MISC",
    "DATE": "a day, month, year, time or span of time",
    "MONEY": "an amount of money",
    "MISC": "another name: of a law, a work of art, a prize",
}
"""What the labels of entities mean. They are spaCy's; ``analysis.language.labels`` says what becomes of all others."""

ACTIONS: dict[str, str] = {
    "merge_sources": "item is the same source as other, and goes by its name; kind:Name gives a new one",
    "split_source": "item (SOURCE@ARTICLE) is somebody else in that article: other, or a source of its own",
    "set_speaker": "the claim item was made by the source other; 'none' if nobody is named",
    "drop_claim": "item is no claim",
    "link_claims": "the claims item and other belong together, by relation",
    "unlink_claims": "the claims item and other do not belong together; by relation, if one is given",
}
"""What a row of corrections.csv can do."""

VERDICTS: dict[str, str] = {
    "yes": "it is a claim, with the right speaker and the right words",
    "no": "it is no claim",
    "speaker": "it is a claim of somebody else",
    "span": "it is a claim of that speaker, but its words begin or end elsewhere",
    "skip": "the person could not tell; it counts nowhere",
}
"""What a row of reviews.csv can answer."""

RELATIONS: dict[str, str] = {
    "same_utterance": "the same words of the same speaker on the same occasion",
    "same_claim": "the same proposition, by another speaker or on another occasion",
    "contradicts": "they cannot both be true, or one denies the other",
}
"""How two claims can belong together."""

ARTICLES = Table(
    "articles",
    "one article",
    ("article_id",),
    (
        Column("article_id", pl.String, "the input's own id, or a hash of outlet, url and text"),
        Column("outlet", pl.String, "who published it; 'unknown' where nothing says"),
        Column("title", pl.String, "headline", null=True),
        Column("byline", pl.List(pl.String), "names of the authors, as printed, without 'By'"),
        Column("published_at", TIME, "time of publication, UTC; midnight UTC where only a day is known", null=True),
        Column("published_text", pl.String, "the date as it was printed or given", null=True),
        Column("url", pl.String, "address", null=True),
        Column("language", pl.String, "ISO 639-1 code detected from the text; 'und' where too short to tell"),
        Column("credits", pl.List(pl.String), "agencies and desks credited ('Reuters', 'JND')"),
        Column("dateline", pl.String, "place of the dateline ('KYIV')", null=True),
        Column(
            "story",
            pl.String,
            "which story it belongs to: the input's; in a corpus else that of story_links",
            null=True,
        ),
        Column("text", pl.String, "body text, leftovers removed; every offset counts in it"),
        Column("n_words", pl.Int64, "words in text"),
        Column("origin", pl.String, "the file it was read from ('%23' for '#' in its name), and after '#' the record"),
        Column("flags", pl.List(pl.String), "what is odd about it, from FLAGS"),
    ),
)
SENTENCES = Table(
    "sentences",
    "one sentence",
    ("article_id", "sentence"),
    (
        Column("article_id", pl.String, "its article"),
        Column("sentence", pl.Int64, "number within the article, from 0"),
        Column("paragraph", pl.Int64, "number of its paragraph, from 0"),
        Column("start", pl.Int64, "first character"),
        Column("end", pl.Int64, "one past its last character"),
        Column("n_words", pl.Int64, "words (tokens with a letter or digit)"),
        Column("position", pl.Float64, "where it begins in the article, 0 to 1, by characters"),
        Column("quoted", pl.Float64, "share of its words between quotation marks, 0 to 1"),
        Column("attributed", pl.Float64, "share of its words inside a claim's content, 0 to 1"),
    ),
)
ENTITIES = Table(
    "entities",
    "one mention of an entity",
    ("article_id", "start", "end"),
    (
        Column("article_id", pl.String, "its article"),
        Column("sentence", pl.Int64, "number of its sentence"),
        Column("start", pl.Int64, "first character"),
        Column("end", pl.Int64, "one past its last character"),
        Column("text", pl.String, "the mention as printed"),
        Column("label", pl.String, "what it is, from ENTITY_LABELS"),
        Column("entity_id", pl.String, "same for one entity in all articles that name it in full or can only mean it"),
        Column("entity", pl.String, "its name: the fullest in the article; in a corpus the one that most articles use"),
    ),
)
CLAIMS = Table(
    "claims",
    "one attributed statement",
    ("claim_id",),
    (
        Column("claim_id", pl.String, "article_id, '#' and the claim's number in the article"),
        Column("article_id", pl.String, "its article"),
        Column("sentence", pl.Int64, "number of the sentence that holds the cue"),
        Column("source_start", pl.Int64, "first character of the source's mention", null=True),
        Column("source_end", pl.Int64, "one past its last character", null=True),
        Column("source_text", pl.String, "the source's mention as printed ('he', 'the aide')", null=True),
        Column("cue_start", pl.Int64, "first character of the cue"),
        Column("cue_end", pl.Int64, "one past its last character"),
        Column("content_start", pl.Int64, "first character of what was said (outer bound)"),
        Column("content_end", pl.Int64, "one past its last character (outer bound)"),
        Column("content_spans", SPANS, "the pieces of the content, in order"),
        Column("content_text", pl.String, "the pieces joined by ' ... '"),
        Column("n_words", pl.Int64, "words in the pieces"),
        Column(
            "source_id",
            pl.String,
            "who said it, across articles (sources); null if nobody is named",
            null=True,
        ),
        Column("cue_lemma", pl.String, "the cue's base form ('say', 'according to')"),
        Column("cue_class", pl.String, "neutral, doubting, endorsing, confrontational, ...; 'other' if unlisted"),
        Column("act", pl.String, "said, thought, intention or document"),
        Column("quotation", pl.String, "direct, mixed or indirect"),
        Column("denied", pl.Boolean, "the source denies the content or declines to comment on it"),
        Column("hedged", pl.Boolean, "the outlet hedges that it was said (reportedly, is believed to have said)"),
        Column("medium", pl.String, "where it was said ('Telegram', 'TASS')", null=True),
        Column("via", pl.String, "who reported it first ('Izvestia')", null=True),
        Column("said_on", pl.String, "day it was said, ISO 8601; '--08-17' where the year is unknown", null=True),
        Column("confidence", pl.Float64, "share of claims like it that are right, 0 to 1 (calibrated)", null=True),
        Column(
            "corrected", pl.Int64, "row of corrections.csv by which a person decided its source; else null", null=True
        ),
    ),
)
CLAIM_VECTORS = Table(
    "claim_vectors",
    "where one claim's content stands among others: near ones say alike things",
    ("claim_id",),
    (
        Column("claim_id", pl.String, "the claim"),
        Column("vector", pl.Array(pl.Int8, 384), "a direction: cosines compare, lengths mean nothing; -127 to 127"),
    ),
)
EVENT_NAMES = Table(
    "event_names",
    "one phrase that names an event, or people without a name who take part in it",
    ("article_id", "start"),
    (
        Column("article_id", pl.String, "its article"),
        Column("sentence", pl.Int64, "number of its sentence"),
        Column("start", pl.Int64, "first character"),
        Column("end", pl.Int64, "one past its last character"),
        Column("text", pl.String, "the phrase as printed ('Norland's raid on Saltmere', 'the move')"),
        Column("head", pl.String, "base form of its noun ('raid')"),
        Column("kind", pl.String, "event or actor ('the protesters')"),
        Column("form", pl.String, "definite, owned (with a possessor), indefinite or bare"),
        Column("plural", pl.Boolean, "it names several"),
        Column("names", pl.List(pl.String), "names in it, folded; countries for their people and capitals"),
        Column("targets", pl.List(pl.String), "those of the names that stand behind the noun ('on Saltmere')"),
        Column("details", pl.List(pl.String), "other nouns in it, lower case"),
        Column("voice", pl.String, "outlet, or sources: within a claim's content or quotation marks"),
        Column("claim_id", pl.String, "the claim whose content it stands in, the shortest of several", null=True),
        Column("event_id", pl.String, "same for one event: in an article, and in a corpus in all articles of a story"),
        Column("event", pl.String, "what most phrases call the event"),
        Column("why", pl.String, "why it names the same as the phrases before it; null for the first", null=True),
    ),
)
CLAUSES = Table(
    "clauses",
    "one clause or noun by which somebody does something to somebody ('police shot a man', 'the attack on a bus')",
    ("article_id", "verb_start"),
    (
        Column("article_id", pl.String, "its article"),
        Column("sentence", pl.Int64, "number of its sentence"),
        Column("start", pl.Int64, "first character of its verb, actor or patient, whichever stands first"),
        Column("end", pl.Int64, "one past the last character of these"),
        Column("verb_start", pl.Int64, "first character of the verb, or of the noun that stands for it"),
        Column("verb_end", pl.Int64, "one past its last character"),
        Column("lemma", pl.String, "what is done, as a verb ('kill'), for nouns too"),
        Column("action", pl.String, "what kind of action that is (killing, detaining, attacking)"),
        Column(
            "form", pl.String, "active, passive (with 'by'), agentless passive, thing as actor (a bomb), nominalisation"
        ),
        Column("actor_start", pl.Int64, "first character of who does it", null=True),
        Column("actor_end", pl.Int64, "one past its last character", null=True),
        Column("actor", pl.String, "who does it, as printed; null where the clause names nobody", null=True),
        Column("actor_entity", pl.String, "canonical name of who does it, where it is a name", null=True),
        Column("patient_start", pl.Int64, "first character of whom it is done to", null=True),
        Column("patient_end", pl.Int64, "one past its last character", null=True),
        Column("patient", pl.String, "whom it is done to, as printed; null where a noun names nobody", null=True),
        Column("patient_entity", pl.String, "canonical name of whom it is done to, where it is a name", null=True),
        Column("negated", pl.Boolean, "it is said not to have been done"),
        Column("voice", pl.String, "outlet, or sources: within a claim's content or quotation marks"),
        Column("claim_id", pl.String, "the claim whose content it stands in, the shortest of several", null=True),
    ),
)
QUANTITIES = Table(
    "quantities",
    "one number in a text; dates, years, ordinals, times of day, scores and numbers in names are none",
    ("article_id", "start"),
    (
        Column("article_id", pl.String, "its article"),
        Column("sentence", pl.Int64, "number of its sentence"),
        Column("start", pl.Int64, "first character of the number with its qualifier and currency sign"),
        Column("end", pl.Int64, "one past the last character of the number with its unit"),
        Column("value", pl.Float64, "what it means; the lower one of a range; 24 for 'dozens', 200 for 'hundreds'"),
        Column("value_high", pl.Float64, "the higher one of a range ('10 to 15')", null=True),
        Column(
            "unit",
            pl.String,
            "people, %, percentage points, share (0 to 1: 'two-thirds of', 'one in five'), a currency (ISO 4217), "
            "km², years, ...; null for bare counts",
            null=True,
        ),
        Column("qualifier", pl.String, "at least, more than, about, nearly, up to, fewer than, exactly", null=True),
        Column(
            "counted",
            pl.String,
            "what is counted: base form of the noun, behind what tells it apart and before what is said of it "
            "('Russian soldier killed'); the unit's own where nothing else is ('square kilometre of territory')",
            null=True,
        ),
        Column(
            "as_of",
            pl.Date,
            "the day it holds for: the day named nearest in its sentence, else the last day of a month or year "
            "named in its clause, else the article's day",
            null=True,
        ),
        Column("claim_id", pl.String, "the claim whose content holds it; null where it is the outlet's own", null=True),
        Column("scope_start", pl.Int64, "first character of the clause around it"),
        Column("scope_end", pl.Int64, "one past its last character"),
    ),
)
SOURCES = Table(
    "sources",
    "one who is cited, across articles",
    ("source_id",),
    (
        Column("source_id", pl.String, "stable id made from kind and name (and the article, if unnamed)"),
        Column("name", pl.String, "fullest name given; the description as printed for unnamed ones"),
        Column("kind", pl.String, "person, organisation, government, medium, document, group or unnamed"),
        Column("anonymous", pl.Boolean, "the outlet withholds or does not give the name"),
        Column("side", pl.String, "country or body that title, description or name ties it to", null=True),
        Column("represents", pl.String, "country whose government a place stands for ('Moscow': Russia)", null=True),
        Column("aliases", pl.List(pl.String), "other names it goes by in the articles, sorted"),
        Column("title", pl.String, "role as printed ('deputy head of the security council')", null=True),
        Column(
            "gender",
            pl.String,
            "female or male, where titles, words or pronouns of the texts say so ('Ms.', 'spokesman', 'she'), never by "
            "first names; else null, as where texts disagree (in what annotate() gives: both)",
            null=True,
        ),
        Column(
            "corrected", pl.Int64, "row of corrections.csv by which a person decided who it is; else null", null=True
        ),
    ),
)
SOURCE_LINKS = Table(
    "source_links",
    "one source as annotate() names it, and the source it is across the corpus",
    ("source_id",),
    (
        Column("source_id", pl.String, "id that annotate() gave"),
        Column("linked_id", pl.String, "id in the corpus-wide sources"),
        Column("corrected", pl.Int64, "row of corrections.csv by which a person decided so; else null", null=True),
    ),
)
ENTITY_LINKS = Table(
    "entity_links",
    "one entity as annotate() names it, and the entity it is across the corpus",
    ("entity_id",),
    (
        Column("entity_id", pl.String, "id that annotate() gave"),
        Column("linked_id", pl.String, "id across the corpus, that of the source if it is cited"),
        Column("entity", pl.String, "its name across the corpus"),
    ),
)
STORY_LINKS = Table(
    "story_links",
    "one article that came without a story, and the story that it was grouped into",
    ("article_id",),
    (
        Column("article_id", pl.String, "the article; those that the input gave a story are not here"),
        Column(
            "story", pl.String, "terms that most of its articles share, and its first day: 'Cranes, port (2025-03-03)'"
        ),
        Column("shared", pl.List(pl.String), "terms that it shares with the others of its story, the strongest first"),
        Column("similarity", pl.Float64, "how alike it is to the others on average, 0 to 1; less from day to day"),
    ),
)
CLAIM_LINKS = Table(
    "claim_links",
    "two claims of one story that belong together",
    ("claim_a", "claim_b"),
    (
        Column("claim_a", pl.String, "the claim with the lower id"),
        Column("claim_b", pl.String, "the other claim"),
        Column("relation", pl.String, "same_utterance, same_claim (another source or occasion) or contradicts"),
        Column(
            "score",
            pl.Float64,
            "how likely that is, 0 to 1; of a denial the share that the other asserts, or how near they are",
        ),
        Column("why", pl.String, "what to check first: the sources, and the words in common; a person's own reason"),
        Column("corrected", pl.Int64, "row of corrections.csv by which a person decided so; else null", null=True),
    ),
)
UTTERANCES = Table(
    "utterances",
    "one version of an utterance that several claims report, and where it came from",
    ("utterance_id", "position"),
    (
        Column("utterance_id", pl.String, "the lowest id of its claims"),
        Column("claim_id", pl.String, "the claim that reports it"),
        Column("position", pl.Int64, "1 for the version published first; those without a date come last"),
        Column("chain", pl.Int64, "number of the chain that it belongs to; versions of one chain are not independent"),
        Column("pickup", pl.String, "none, credited, uncredited, shared (one medium or reporter) or same outlet"),
        Column("from_claim", pl.String, "the version that it was picked up from, or shares its origin with", null=True),
        Column("why", pl.String, "the evidence", null=True),
    ),
)
EVENT_LINKS = Table(
    "event_links",
    "one event as annotate() found it in an article, and the event it is in its story",
    ("event_id",),
    (
        Column("event_id", pl.String, "id that annotate() gave"),
        Column("linked_id", pl.String, "id in the story"),
        Column("event", pl.String, "what most phrases in the story call it"),
        Column("why", pl.String, "why it is the same as in the other articles; null where it begins", null=True),
    ),
)
PASSAGES = Table(
    "passages",
    "one stretch of text that two articles share, small edits included",
    ("article_a", "start_a", "article_b", "start_b"),
    (
        Column("article_a", pl.String, "the article with the lower id"),
        Column("start_a", pl.Int64, "first character in it"),
        Column("end_a", pl.Int64, "one past its last character"),
        Column("article_b", pl.String, "the other article"),
        Column("start_b", pl.Int64, "first character in it"),
        Column("end_b", pl.Int64, "one past its last character"),
        Column("similarity", pl.Float64, "twice the words in common over the words of both spans, 0 to 1"),
        Column("kind", pl.String, "wire (an agency's, or at three outlets), quotation or copy"),
    ),
)
CORRECTIONS = Table(
    "corrections",
    "one row of corrections.csv, and what became of it",
    ("row",),
    (
        Column("row", pl.Int64, "number of the row below the header, from 1"),
        Column("action", pl.String, "what to do, from ACTIONS", null=True),
        Column("item", pl.String, "the claim or source that it is about, as written in the file", null=True),
        Column("item_words", pl.String, "the claim's words or the source's name, to know it again", null=True),
        Column("other", pl.String, "the other claim or source", null=True),
        Column("other_words", pl.String, "its words or name", null=True),
        Column("relation", pl.String, "of two claims: same_utterance, same_claim or contradicts", null=True),
        Column("who", pl.String, "who decided it", null=True),
        Column("when", pl.String, "the day, as written", null=True),
        Column("why", pl.String, "the reason", null=True),
        Column("applied", pl.Boolean, "whether the tables follow it; false for a conflict"),
        Column("item_id", pl.String, "claim_id or source_id of the item in this commit", null=True),
        Column("other_id", pl.String, "claim_id or source_id of the other one in this commit", null=True),
        Column("n_claims", pl.Int64, "claims that it decides"),
        Column("note", pl.String, "of a conflict: what is wrong and what would help; else what is odd", null=True),
    ),
)
CLAIM_CORRECTIONS = Table(
    "claim_corrections",
    "one claim that a person dropped or whose speaker a person named",
    ("claim_id",),
    (
        Column("claim_id", pl.String, "the claim, as annotate() numbers it"),
        Column("dropped", pl.Boolean, "it is no claim: claims and claim_vectors of the corpus have no row for it"),
        Column("source_id", pl.String, "who said it; null if nobody is named, or it is dropped", null=True),
        Column("corrected", pl.Int64, "row of corrections.csv"),
    ),
)
SOURCE_CORRECTIONS = Table(
    "source_corrections",
    "one source as annotate() names it that a person took for somebody else in one article",
    ("article_id", "source_id"),
    (
        Column("article_id", pl.String, "the article"),
        Column("source_id", pl.String, "id that annotate() gave"),
        Column("linked_id", pl.String, "id in the corpus-wide sources"),
        Column("name", pl.String, "name of that source"),
        Column("corrected", pl.Int64, "row of corrections.csv"),
    ),
)
REVIEWS = Table(
    "reviews",
    "one answer of a person to whether a claim is right, from reviews.csv",
    ("row",),
    (
        Column("row", pl.Int64, "number of the row below the header, from 1"),
        Column("item", pl.String, "the claim's place, ARTICLE:START-END of its content", null=True),
        Column("item_words", pl.String, "the first of its words, to know it again", null=True),
        Column("verdict", pl.String, "what the person answered, from VERDICTS", null=True),
        Column("speaker", pl.String, "who said it, where the verdict is 'speaker': a source's id or name", null=True),
        Column("kind", pl.String, "the kind of that source; 'none' if nobody is named", null=True),
        Column("content", pl.String, "START-END of what was said, where the verdict is 'span'", null=True),
        Column("who", pl.String, "who answered", null=True),
        Column("when", pl.String, "when, UTC, ISO 8601", null=True),
        Column("claim_id", pl.String, "the claim in this commit; null where it is not found again", null=True),
        Column("note", pl.String, "why the row counts nowhere; else null", null=True),
    ),
)
NUMBER_LEDGER = Table(
    "number_ledger",
    "one version of a number that two or more articles of a story give",
    ("number_id", "version"),
    (
        Column("number_id", pl.String, "the story, '#' and the number's place in it: the same for all its versions"),
        Column("story", pl.String, "its story"),
        Column("about", pl.String, "what is counted, as most versions have it"),
        Column("version", pl.Int64, "place among the versions, from 0: by as_of, then published_at"),
        Column("article_id", pl.String, "its article"),
        Column("outlet", pl.String, "who published it"),
        Column("start", pl.Int64, "first character of the number, as in quantities"),
        Column("end", pl.Int64, "one past its last character"),
        Column("value", pl.Float64, "as in quantities, as are all columns to as_of"),
        Column("value_high", pl.Float64, "the higher one of a range", null=True),
        Column("unit", pl.String, "its unit", null=True),
        Column("qualifier", pl.String, "how it is meant", null=True),
        Column("counted", pl.String, "what is counted here"),
        Column("as_of", pl.Date, "the day it holds for", null=True),
        Column("published_at", TIME, "when the article came out", null=True),
        Column("claim_id", pl.String, "the claim that gives it; null where it is the outlet's own", null=True),
        Column("source_id", pl.String, "who gives it, across articles; null where nobody is named", null=True),
        Column(
            "relation",
            pl.String,
            "first; agreeing with the version in force (both can be true), updated (another number of a later day, or "
            "a higher 'at least'), disagreeing (another number of the same or an unknown day, or one replaced before)",
        ),
        Column("against", pl.Int64, "the version in force that it is compared with; null for the first", null=True),
    ),
)
REJECTED = Table(
    "rejected",
    "one record that could not be read",
    ("origin", "record"),
    (
        Column("origin", pl.String, "the file"),
        Column("record", pl.String, "which record in it (row, line or member name)", null=True),
        Column("reason", pl.String, "what is wrong with it, and what would help"),
    ),
)
DUPLICATES = Table(
    "duplicates",
    "one record left out because it repeats another",
    ("origin",),
    (
        Column("article_id", pl.String, "the article that was kept"),
        Column("origin", pl.String, "file, and record within it after '#', that was left out"),
        Column("kept_origin", pl.String, "file, and record within it after '#', that was kept"),
    ),
)

_READ_FROM_ARTICLES = (ARTICLES, SENTENCES, ENTITIES, CLAIMS, CLAIM_VECTORS, EVENT_NAMES, CLAUSES, QUANTITIES, SOURCES)
_LINKED = (STORY_LINKS, SOURCE_LINKS, ENTITY_LINKS, EVENT_LINKS, PASSAGES, CLAIM_LINKS, UTTERANCES)
_CORRECTED = (CORRECTIONS, CLAIM_CORRECTIONS, SOURCE_CORRECTIONS, REVIEWS)
_MADE_OF_THESE = (*_LINKED, *_CORRECTED, NUMBER_LEDGER, REJECTED, DUPLICATES)
TABLES: dict[str, Table] = {t.name: t for t in (*_READ_FROM_ARTICLES, *_MADE_OF_THESE)}


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that annotate() fills."""

    articles: pl.DataFrame
    sentences: pl.DataFrame
    entities: pl.DataFrame
    claims: pl.DataFrame
    claim_vectors: pl.DataFrame
    event_names: pl.DataFrame
    clauses: pl.DataFrame
    quantities: pl.DataFrame
    sources: pl.DataFrame

    def items(self) -> list[tuple[str, pl.DataFrame]]:
        """Pairs of table name and frame, in the order of the tables."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


def conform(frame: AnyFrame, table: str, *, columns: tuple[str, ...] | None = None) -> pl.DataFrame:
    """Turn any frame that narwhals knows into polars and check it against a table.

    Args:
        frame: polars (lazy too), pandas or pyarrow table, or a dictionary of columns.
        table: name of a table in ``TABLES``.
        columns: check only these columns of the table (a metric needs few); all by default.

    Returns:
        A polars frame with the table's columns first, in their order and dtypes; extra columns stay behind them.

    Raises:
        SchemaError: a column is missing, cannot be converted, or holds nulls where the table allows none.
        ValueError: ``columns`` names one that the table does not declare.

    Example:
        >>> conform({"source_id": ["a"]}, "sources", columns=("source_id",))["source_id"].to_list()
        ['a']
    """
    declared = TABLES[table]
    unknown = sorted(set(columns or ()) - {c.name for c in declared.columns})
    if unknown:
        raise ValueError(f"table '{table}' declares no {', '.join(unknown)}; see analysis.schema.TABLES['{table}'].")
    wanted = [c for c in declared.columns if columns is None or c.name in columns]
    if isinstance(frame, Mapping):
        data = pl.DataFrame(dict(frame))
    elif isinstance(frame, pl.LazyFrame):
        data = frame.collect()
    else:
        data = nw.from_native(frame, eager_only=True).to_polars()
    missing = [c.name for c in wanted if c.name not in data.columns]
    if missing:
        raise SchemaError(
            f"table '{table}' lacks {', '.join(missing)}; it has {', '.join(data.columns) or 'no columns'}. "
            f"A row is {declared.row}; see analysis.schema.TABLES['{table}']."
        )
    try:
        data = data.with_columns(pl.col(c.name).cast(c.dtype) for c in wanted if data.schema[c.name] != c.dtype)
    except pl.exceptions.PolarsError as error:
        raise SchemaError(f"table '{table}': {error}") from error
    for column in wanted:
        nulls = data[column.name].null_count()
        if nulls and not column.null:
            raise SchemaError(
                f"table '{table}': {column.name} is null in {nulls} of {data.height} rows; it never may be."
            )
    names = [c.name for c in wanted]
    return data.select(*names, *(n for n in data.columns if n not in names))
