"""The tables of what is read: each row is one article's, or one record that became none."""

from __future__ import annotations

import polars as pl

from analysis.schema.table import SPANS, TIME, Column, Table

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
        Column("reworded", pl.Int64, "row of corrections.csv by which a person decided its content", null=True),
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
