"""The command ``parallax``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer
from spacy.tokens import Doc

from analysis import printing
from analysis.articles import iter_articles
from analysis.articles.columns import check_columns
from analysis.articles.files import find_outlets
from analysis.articles.records import UnreadableError
from analysis.builder import run_build
from analysis.commits import CorpusError
from analysis.corpus import Corpus
from analysis.correcting import add_correction, replay_corrections
from analysis.export import ExportError, export_corpus
from analysis.language import load_pipeline
from analysis.progress import Progress
from analysis.report import write_report
from analysis.schema import ACTIONS, RELATIONS, SchemaError

app = typer.Typer(
    help="See how outlets differ when they cover the same story.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CorpusFolder = Annotated[Path, typer.Argument(metavar="CORPUS", help="Folder of a corpus that parallax build made.")]
TextFiles = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Text files in UTF-8.")]
ArticleFiles = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Files of articles; with --json text files in UTF-8.")
]
Base = Annotated[
    str | None, typer.Option(help="Another spaCy pipeline for tokens, trees and entities, as en_core_web_trf.")
]
Threads = Annotated[int, typer.Option(min=0, help="Cores for the model; 0 takes all.")]
Json = Annotated[
    bool, typer.Option("--json", help="One line of JSON per file, offsets into the file as it is on disk.")
]


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders and globs of articles.")],
    out: Annotated[Path, typer.Option(help="Folder of the corpus: made, or added to if it is there.")],
    column: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=NAME", help="Column of the input for a field, as text=Body.")
    ] = None,
    outlet_from: Annotated[
        Literal["folder"] | None, typer.Option(help="Take the folder's name where a record has no outlet.")
    ] = None,
    story_from: Annotated[Literal["folder"] | None, typer.Option(help="Take the folder's name as the story.")] = None,
    outlets: Annotated[
        Path | None, typer.Option(help="CSV file that names outlets; else outlets.csv in the folder.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="What to call a new corpus; else its folder's name.")] = None,
    base: Base = None,
    threads: Threads = 0,
) -> None:
    """Read articles and make a corpus of them, or add the new ones to it."""
    with plainly(f"What was annotated is kept: the same command goes on from there. {out} is as it was before."):
        columns = _columns(column or [])
        try:
            outlets = find_outlets(paths) if outlets is None else outlets
            records = iter_articles(
                paths, columns=columns, outlet_from=outlet_from, story_from=story_from, outlets=outlets
            )
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--outlets") from error
        corpus, summary = run_build(records, out, outlets=outlets, name=name, base=base, threads=threads)
        printing.print_summary(corpus, summary)


@app.command()
def claims(files: ArticleFiles, as_json: Json = False, base: Base = None, threads: Threads = 0) -> None:
    """Print who says what in articles."""
    with plainly():
        if as_json:
            for file, doc in _read(files, base, threads):
                print(printing.claims_line(file.stem, doc))
        elif not printing.print_claims(files, load_pipeline(base, threads)):
            raise typer.Exit(1)


@app.command()
def entities(files: TextFiles, as_json: Json = False, base: Base = None, threads: Threads = 0) -> None:
    """Print the people, organisations and places named in text files."""
    with plainly():
        for file, doc in _read(files, base, threads):
            if as_json:
                print(printing.entities_line(file.stem, doc))
            else:
                printing.print_entities(file.stem, doc)


@app.command()
def info(corpus: CorpusFolder) -> None:
    """Say what is in a corpus, and check that its files are whole."""
    with plainly():
        opened = Corpus.open(corpus)
        opened.verify()
        printing.print_info(opened)


@app.command()
def correct(
    corpus: CorpusFolder,
    action: Annotated[
        str | None,
        typer.Argument(metavar="ACTION", help=f"{', '.join(ACTIONS)}. Without one the file is read again."),
    ] = None,
    item: Annotated[
        str | None,
        typer.Argument(metavar="ITEM", help="A claim_id or ARTICLE:START-END; a source_id, name or SOURCE@ARTICLE."),
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(metavar="OTHER", help="The other claim or source (kind:Name, none for nobody); the words."),
    ] = None,
    relation: Annotated[str | None, typer.Option(help=f"Of two claims: {', '.join(RELATIONS)}.")] = None,
    who: Annotated[str, typer.Option(help="Who decided it.")] = "",
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    when: Annotated[str | None, typer.Option(help="The day, as 2025-03-04; else today.")] = None,
) -> None:
    """Correct what was read: add a row to corrections.csv, or follow those that were written by hand."""
    with plainly("The corpus is as it was before."):
        if action is None:
            corrected = replay_corrections(corpus)
        else:
            corrected = add_correction(
                corpus, action, item or "", other, relation=relation, who=who, why=why, when=when
            )
        printing.print_corrections(corrected)


@app.command()
def export(
    corpus: CorpusFolder,
    to: Annotated[Literal["folder", "sqlite", "duckdb", "xlsx"], typer.Option(help="The format.")],
    out: Annotated[Path, typer.Option(help="The file, or with --to folder the folder, to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Write the tables and metrics of a corpus for other tools, each column explained."""
    with plainly(f"Nothing was written to {out}."):
        contents = export_corpus(Corpus.open(corpus), to, out, force=force)
        printing.print_export(out, contents)


@app.command()
def report(
    corpus: CorpusFolder,
    out: Annotated[Path, typer.Option(help="The HTML file.")],
    story: Annotated[
        str | None, typer.Option(help="Name of the story; may be left out where the corpus has one.")
    ] = None,
    notebook: Annotated[Path | None, typer.Option(help="Write the same as a notebook, too.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write what outlets differ in on a story as one HTML file that needs no network."""
    with plainly("Nothing was written."):
        for path in write_report(Corpus.open(corpus), out, story=story, notebook_out=notebook, force=force):
            print(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")


@app.command()
def serve(
    corpora: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[CORPUS]...", help="Folders that parallax build made; none to begin with uploads."),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes a free port.")] = 5006,
    address: Annotated[
        str, typer.Option(help="Of this machine; by default nobody else can reach it. 0.0.0.0 is everybody.")
    ] = "localhost",
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST[:PORT]", help="Host under which people reach it otherwise, as behind a proxy."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nobody may review claims.")] = False,
    auth: Annotated[
        Path | None, typer.Option(metavar="USERS.json", help="Ask for a name and password that the file holds.")
    ] = None,
    uploads: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where corpora are built of what people upload. By default beside the first corpus if nobody else can "
            "reach this machine's page, and otherwise nothing can be uploaded.",
        ),
    ] = None,
    show: Annotated[bool, typer.Option(help="Open a browser.")] = False,
) -> None:
    """Serve the dashboard of one corpus or several; docs/deployment.md says how for others."""
    with plainly("The dashboard is no longer served."):
        # Imported here: panel takes seconds to load, and only this command needs it.
        from dashboards.server import serve as serve_dashboard

        serve_dashboard(
            corpora or [],
            port,
            address=address,
            allow_origin=allow_origin or (),
            read_only=read_only,
            auth=auth,
            uploads=uploads,
            show=show,
        )


def main() -> None:
    """Run the command with the arguments of the process."""
    app()


@contextmanager
def plainly(kept: str = "") -> Iterator[None]:
    """Turn what can go wrong for people into one line on standard error and an exit code.

    Args:
        kept: what to say when it is stopped with Ctrl-C.

    Raises:
        typer.Exit: with code 1 after an error, 130 after Ctrl-C.
    """
    try:
        yield
    except KeyboardInterrupt:
        print(f"Stopped. {kept}".strip(), file=sys.stderr)
        raise typer.Exit(130) from None
    except BrokenPipeError:
        raise  # the reader of a pipe has enough: typer ends quietly
    except OSError as error:
        print(f"parallax: {_told(error)}", file=sys.stderr)
        raise typer.Exit(1) from None
    except (CorpusError, ExportError, SchemaError, UnreadableError) as error:
        print(f"parallax: {error}", file=sys.stderr)
        raise typer.Exit(1) from None


def _told(error: OSError) -> str:
    """What is wrong with which file, and what would help."""
    if not (error.filename and error.strerror):
        return str(error)
    remedy = ""
    if isinstance(error, FileNotFoundError):
        remedy = ": check the path"
    elif isinstance(error, IsADirectoryError):
        remedy = ": give the files in it"
    elif isinstance(error, PermissionError):
        remedy = ": check its permissions"
    return f"{error.filename}: {error.strerror}{remedy}"


def _columns(pairs: Iterable[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        field, equals, name = pair.partition("=")
        if not (field and equals and name):
            raise typer.BadParameter(f"'{pair}' is not FIELD=NAME, as text=Body", param_hint="--column")
        columns[field] = name
    try:
        return check_columns(columns)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--column") from error


def _read(files: list[Path], base: str | None, threads: int) -> Iterator[tuple[Path, Doc]]:
    """Read text files in order, with a bar on standard error where what is printed goes elsewhere."""
    words = 0
    with Progress(shown=not sys.stdout.isatty()) as progress:
        docs = load_pipeline(base, threads).pipe(_texts(files))
        for number, (file, doc) in enumerate(zip(files, docs, strict=True), 1):
            words += len(doc)
            progress.step("Reading", number, words)
            yield file, doc


def _texts(files: Iterable[Path]) -> Iterator[str]:
    """Texts exactly as on disk: offsets must count carriage returns too."""
    for file in files:
        try:
            with file.open(encoding="utf8", newline="") as handle:
                yield handle.read()
        except UnicodeDecodeError as error:
            raise UnreadableError(
                f"{file}: not UTF-8 ({error.reason} at byte {error.start}). Convert it first."
            ) from error


if __name__ == "__main__":
    main()
