"""What the command prints: tables for people, lines of JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text
from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.annotate import NOT_ANNOTATED, READ, annotate
from analysis.articles import Duplicate, Rejected, iter_articles
from analysis.corpus import Corpus
from analysis.corrections.file import COLUMNS, FILE
from analysis.fingerprint import fingerprint
from analysis.joining import corrections_of
from analysis.language import attributions
from analysis.language.labels import entity_label
from analysis.log import SHOWN, Summary
from analysis.schema import ARTICLES


def claims_line(name: str, doc: Doc) -> str:
    """The attributions of a text as one line of JSON.

    Args:
        name: what to call the text.
        doc: the text, read by a pipeline.

    Returns:
        ``{"article", "attributions": [{"source", "cue", "content"}]}``, each role a list of [start, end] in characters.
    """
    found = [
        {role: [_characters(doc, span) for span in getattr(each, role)] for role in ("source", "cue", "content")}
        for each in attributions(doc)
    ]
    return json.dumps({"article": name, "attributions": found})


def entities_line(name: str, doc: Doc) -> str:
    """The entities of a text as one line of JSON.

    Args:
        name: what to call the text.
        doc: the text, read by a pipeline.

    Returns:
        ``{"article", "entities": [{"start", "end", "label"}]}``: offsets in characters, labels as in the table.
    """
    found = [{"start": span.start_char, "end": span.end_char, "label": label} for span, label in _entities(doc)]
    return json.dumps({"article": name, "entities": found})


def _entities(doc: Doc) -> list[tuple[Span, str]]:
    """What a pipeline found, under the labels of the table of entities."""
    found = [(span, entity_label(span.label_, span.text)) for span in doc.ents]
    return [(span, label) for span, label in found if label]


def _characters(doc: Doc, span: tuple[int, int]) -> list[int]:
    piece = doc[span[0] : span[1]]
    return [piece.start_char, piece.end_char]


def print_entities(name: str, doc: Doc) -> None:
    """Print the entities of one text as a table."""
    rows = ([label, span.text, f"{span.start_char}-{span.end_char}"] for span, label in _entities(doc))
    _print_table(name, ("label", "entity", "characters"), rows)


def print_claims(files: Iterable[Path], nlp: Language) -> bool:
    """Print the claims of files as tables, one an article; what cannot be read goes to standard error.

    Args:
        files: files of articles.
        nlp: a pipeline from ``load_pipeline``.

    Returns:
        Whether there was an article, and everything could be read.
    """
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    articles = rejected = 0
    for item in iter_articles([str(file) for file in files]):
        if isinstance(item, Rejected):
            rejected += 1
            errors.print(Text(_harmless(f"parallax: {item.origin}: {item.reason}")))
        elif not isinstance(item, Duplicate):
            articles += 1
            _print_article(pl.DataFrame([item], schema=ARTICLES.schema), nlp)
    if not (articles or rejected):
        errors.print(Text("parallax: no article there: give files of articles, or folders that hold some"))
    return bool(articles) and not rejected


def _print_article(article: pl.DataFrame, nlp: Language) -> None:
    tables = annotate(article, nlp)
    named = tables.claims.join(tables.sources, on="source_id", how="left", maintain_order="left")
    cue = pl.col("cue_lemma")
    rows = named.select(
        pl.col("source_text").fill_null("-"), pl.col("name").fill_null("-"), cue, "quotation", "content_text"
    ).rows()
    if not rows:
        unread = NOT_ANNOTATED in tables.articles["flags"][0]
        language = article["language"][0]
        why = f"its language is '{language}'" if language not in READ else "it is longer than any article"
        reason = f"not read: {why}" if unread else "nobody is reported to say anything"
        Console(soft_wrap=True, highlight=False).print(Text(_harmless(f"{article['origin'][0]}: {reason}")))
        return
    _print_table(article["origin"][0], ("source", "speaker", "cue", "quotation", "content"), rows)


def print_summary(corpus: Corpus, summary: Summary) -> None:
    """Say what a build did.

    Args:
        corpus: the corpus after it.
        summary: what ``run_build`` returned.
    """
    console = Console(soft_wrap=True, highlight=False)
    done = [(summary.new, "new"), (summary.changed, "changed"), (summary.known, "there already")]
    parts = ", ".join(f"{count:,} {what}" for count, what in done if count) or "none new"
    left_out = f"{_counted(summary.duplicates, 'duplicate')} left out, {_counted(summary.rejected, 'record')} rejected"
    console.print(Text(f"Read {_counted(summary.read, 'article')} ({parts}); {left_out}."))
    for reason in summary.reasons:
        console.print(Text(_harmless(f"  rejected: {reason}")))
    more = summary.rejected - len(summary.reasons)
    if more:
        console.print(Text(f"  ... and {more:,} more: the table 'rejected' of the corpus has all."))
    if summary.words:
        speed = summary.words / summary.seconds
        console.print(Text(f"Annotated {summary.words:,} words in {summary.seconds:,.0f} s ({speed:,.0f} words/s)."))
    if {part.fingerprint for part in corpus.commit.parts} - {fingerprint(corpus.settings.get("base"))}:
        console.print(
            Text("Some articles were annotated by another version: build into a new folder to read them again.")
        )
    print_conflicts(corpus)
    counts = ", ".join(_counted(_rows(corpus, f"{row}s"), row) for row in ("article", "sentence", "claim", "source"))
    console.print(Text(f"{corpus.path} holds {counts}."))


def print_info(corpus: Corpus) -> None:
    """Say what is in a corpus: its size, the days it covers, its outlets and who is cited.

    Args:
        corpus: an open corpus.
    """
    articles, claims = corpus.articles, corpus.claims
    days = articles["published_at"].drop_nulls().dt.strftime("%Y-%m-%d").sort()
    pipelines = {part.fingerprint for part in corpus.commit.parts}
    covered = f"{days[0]} to {days[-1]}" if days.len() else "no dates"
    unnamed = claims["source_id"].null_count()
    stories, grouped = articles["story"].drop_nulls().n_unique(), corpus.story_links["story"].n_unique()
    lines = [
        ("name", corpus.name),
        ("commit", str(corpus.commit.number)),
        ("articles", f"{articles.height:,} ({articles['n_words'].sum():,} words)"),
        ("published", covered),
        ("stories", f"{stories:,} ({grouped:,} of them grouped, as the input names none)"),
        ("languages", _shares(articles["language"])),
        ("outlets", _shares(articles["outlet"])),
        ("sentences", f"{_rows(corpus, 'sentences'):,}"),
        ("entities", f"{_rows(corpus, 'entities'):,} mentions"),
        ("claims", f"{claims.height:,} ({unnamed:,} without a source)"),
        ("event names", f"{_rows(corpus, 'event_names'):,} of {corpus.event_names['event_id'].n_unique():,} events"),
        ("clauses", f"{_rows(corpus, 'clauses'):,} of who does what to whom"),
        ("quantities", f"{_rows(corpus, 'quantities'):,}"),
        ("number ledger", _ledger(corpus)),
        ("sources", f"{corpus.sources.height:,}: {_shares(corpus.sources['kind'])}"),
        ("claim links", f"{corpus.claim_links.height:,}: {_shares(corpus.claim_links['relation'])}"),
        ("utterances", f"{corpus.utterances['utterance_id'].n_unique():,} in several versions"),
        ("passages", f"{corpus.passages.height:,} shared: {_shares(corpus.passages['kind'])}"),
        ("corrections", _corrected(corpus)),
        ("not read", f"{_unread(corpus)} (in another language, or too long)"),
        ("duplicates", f"{_rows(corpus, 'duplicates'):,} left out"),
        ("rejected", _counted(_rows(corpus, "rejected"), "record")),
        ("annotated by", f"{_counted(len(pipelines), 'version')} of the pipeline"),
    ]
    _print_table(str(corpus.path), ("", ""), lines, heads=False)
    print_conflicts(corpus)


def print_corrections(corpus: Corpus) -> None:
    """Say what became of the corrections of a corpus.

    Args:
        corpus: an open corpus.
    """
    Console(soft_wrap=True, highlight=False).print(Text(f"{corpus.path / FILE}: {_corrected(corpus)}."))
    print_conflicts(corpus)


def print_conflicts(corpus: Corpus) -> None:
    """Say which corrections were not applied, and why; and whether the file says more than the tables follow.

    Args:
        corpus: an open corpus.
    """
    console = Console(soft_wrap=True, highlight=False)
    conflicts = corpus.corrections.filter(~pl.col("applied"))
    for row, note in conflicts.head(SHOWN).select("row", "note").iter_rows():
        console.print(Text(_harmless(f"  conflict: {FILE}, row {row}: {note}")))
    if conflicts.height > SHOWN:
        left = f"  ... and {conflicts.height - SHOWN:,} more: the table 'corrections' of the corpus has all."
        console.print(Text(left))
    written = corrections_of(corpus.path).select("row", *COLUMNS)
    if not written.equals(corpus.corrections.select("row", *COLUMNS)):
        console.print(Text(f"  {FILE} has changed since: run parallax correct {corpus.path}"))


def _corrected(corpus: Corpus) -> str:
    applied = corpus.corrections["applied"]
    return f"{int(applied.sum()):,} applied, {_counted(int((~applied).sum()), 'conflict')}"


def _unread(corpus: Corpus) -> str:
    return _counted(int(corpus.articles["flags"].list.contains(NOT_ANNOTATED).sum()), "article")


def _ledger(corpus: Corpus) -> str:
    """How many numbers several articles give, and how their versions stand to each other."""
    ledger = corpus.number_ledger
    versions = f": {_shares(ledger['relation'])}" if ledger.height else ""
    return _counted(ledger["number_id"].n_unique(), "number") + " that several articles give" + versions


def _shares(values: pl.Series, most: int = 12) -> str:
    """The commonest values with their counts."""
    counted = values.value_counts().sort("count", values.name, descending=[True, False])
    named = ", ".join(f"{value} {count:,}" for value, count in counted.head(most).iter_rows())
    return named + (f" and {counted.height - most:,} more" if counted.height > most else "")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _rows(corpus: Corpus, table: str) -> int:
    return sum(file.rows for _, file in corpus.commit.files(table))


def _print_table(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]], *, heads: bool = True) -> None:
    """Print a table whose cells are plain text, whatever brackets they hold."""
    table = Table(title=Text(title), title_justify="left", show_header=heads)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_harmless(cell)) for cell in row))
    Console().print(table)


def _harmless(cell: str) -> str:
    """Text without control characters: a terminal obeys them, and articles come from strangers."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in cell.replace("\r", ""))


def print_export(out: Path, contents: pl.DataFrame) -> None:
    """Say what an export holds and what is left out.

    Args:
        out: where it is.
        contents: as ``export_corpus`` returns it.
    """
    there = contents.filter(pl.col("left_out").is_null())
    print(f"Wrote {there.height} tables with {there['rows'].sum():,} rows to {out}")
    for name, reason in contents.filter(pl.col("left_out").is_not_null()).select("table", "left_out").iter_rows():
        print(f"left out: {name}: {reason}")
