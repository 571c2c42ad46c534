"""Articles in, corpus out: reads files, annotates what is new, and makes all of it visible at once."""

from __future__ import annotations

import ctypes
import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import polars as pl
from spacy.language import Language

from analysis.annotate import annotate
from analysis.articles import Duplicate, Rejected, iter_articles
from analysis.articles.files import Paths, find_outlets
from analysis.articles.languages import forget_identifier
from analysis.commits import CorpusError, Part, digest, existing_part, latest_commit, write_part
from analysis.corpus import Corpus, create_header, keep_outlets
from analysis.fingerprint import fingerprint
from analysis.intake import Known
from analysis.joining import join
from analysis.language import load_pipeline
from analysis.language.encoder import ModelError
from analysis.log import Log, Summary
from analysis.progress import Progress
from analysis.schema import ARTICLES, DUPLICATES, REJECTED

BATCH_ARTICLES = 100
BATCH_CHARACTERS = 1_000_000  # keeps memory flat where articles are long
STOPPING = (MemoryError, OSError, ModelError)  # no article's fault
REASONS = 3  # rejections that an error message spells out

Item = Mapping[str, Any] | Rejected | Duplicate


def sample_path() -> Path:
    """The sample articles that come with Parallax, in an installed package or a checkout."""
    package = Path(__file__).parent
    installed = package / "sample"
    return installed if installed.is_dir() else package.parent / "data" / "sample"


def build(
    paths: Paths,
    out: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    outlet_from: Literal["folder"] | None = None,
    story_from: Literal["folder"] | None = None,
    outlets: str | Path | None = None,
    name: str | None = None,
    base: str | None = None,
    threads: int = 0,
    batch_size: int = BATCH_ARTICLES,
    progress: bool = True,
) -> Corpus:
    """Build a corpus from files, or add the new articles among them to one that is there.

    Articles that the corpus has are not annotated again, and if nothing is new nothing is written. A build that is
    stopped leaves the corpus as it was; run again, it goes on with the batch after the last one it finished.

    Args:
        paths: files, folders and globs of articles, as for ``read_articles``.
        out: the corpus's folder.
        columns: column of the input for each field that usual names do not give, as {'text': 'Body'}.
        outlet_from: 'folder' takes the folder's name where a record has no outlet.
        story_from: 'folder' takes the folder's name as the story.
        outlets: a CSV file that maps outlets to names and adds columns about outlets; by default the ``outlets.csv``
            that lies directly in a folder given.
        name: what to call a new corpus; the folder's name by default.
        base: another spaCy pipeline to take tokens, trees and entities from; remembered by the corpus.
        threads: how many the model may use; 0 takes every core. It changes no table.
        batch_size: articles annotated and written at a time. It changes no table.
        progress: show a progress bar where standard error is a terminal.

    Returns:
        The corpus with the new articles in it.

    Raises:
        CorpusError: nothing could be read, or the folder is no corpus, or one of a newer version or another pipeline.
        ValueError: ``columns`` names no field, ``outlets`` lacks a column, or two folders have an ``outlets.csv``.
        OSError: ``outlets`` or the pipeline named by ``base`` is not there, or the disk is full.

    Example:
        >>> import tempfile
        >>> out = Path(tempfile.mkdtemp()) / "port.corpus"
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "port.txt").write_text("The port reopened on Monday. The mayor said the cranes are safe.")
        >>> build(folder, out).claims["content_text"].to_list()
        ['the cranes are safe']
    """
    outlets = find_outlets(paths) if outlets is None else outlets
    records = iter_articles(paths, columns=columns, outlet_from=outlet_from, story_from=story_from, outlets=outlets)
    corpus, _ = run_build(
        records,
        out,
        outlets=outlets,
        name=name,
        base=base,
        threads=threads,
        batch_size=batch_size,
        progress=progress,
    )
    return corpus


def run_build(
    records: Iterable[Item],
    out: str | Path,
    *,
    outlets: str | Path | None = None,
    name: str | None = None,
    base: str | None = None,
    threads: int = 0,
    batch_size: int = BATCH_ARTICLES,
    progress: bool | Progress = True,
) -> tuple[Corpus, Summary]:
    """Do what ``build`` does with records that are being read, and say what was done.

    Args:
        records: what ``iter_articles`` yields.
        out: as for ``build``.
        outlets: as for ``build``, as is all that follows.
        name: what to call a new corpus.
        base: another spaCy pipeline.
        threads: for the model.
        batch_size: articles annotated and written at a time.
        progress: show a progress bar; or what is told instead how far it is.

    Returns:
        The corpus, and what the build did.

    Raises:
        CorpusError: as for ``build``.
    """
    started = time.monotonic()
    root, log = Path(out), Log()
    stream = _from_first_article(records, log)
    if base is not None:
        load_pipeline(base, threads)  # one that is not installed must not become the corpus's
    base = _base_of(root, name, base)
    mark = fingerprint(base)
    head = latest_commit(root)
    known = Known.from_parts(root, head.parts if head else ())
    with progress if isinstance(progress, Progress) else Progress(progress) as shown:
        batches = _batches(_fresh(stream, known, log, shown), batch_size)
        parts = _annotated(root, batches, mark, cache(partial(load_pipeline, base, threads)), log, shown)
        _give_back_memory()
        shown.step("Linking", log.summary.read, log.summary.words)
        rejected = pl.DataFrame(log.rejected, schema=REJECTED.schema)
        duplicates = pl.DataFrame(log.duplicates, schema=DUPLICATES.schema)
        join(root, parts, replaced=known.replaced, files=log.files, rejected=rejected, duplicates=duplicates)
        if outlets is not None:
            keep_outlets(root, Path(outlets))
    log.summary.seconds = time.monotonic() - started
    return Corpus.open(root), log.summary


def _from_first_article(records: Iterable[Item], log: Log) -> Iterator[Item]:
    """Read up to the first article, so that a wrong path makes no corpus; what was read is not lost."""
    stream = iter(records)
    for item in stream:
        if not isinstance(item, Rejected):
            return chain([item], stream)
        log.reject(item)
    reasons = [
        f"\n  {row['origin']}{'#' + row['record'] if row['record'] else ''}: {row['reason']}" for row in log.rejected
    ]
    more = f"\n  ... and {len(reasons) - REASONS:,} more" if len(reasons) > REASONS else ""
    raise CorpusError(
        "no article could be read, nothing was written. Give files, folders or globs of articles."
        + "".join(reasons[:REASONS])
        + more
    )


def _base_of(root: Path, name: str | None, base: str | None) -> str | None:
    """The spaCy pipeline of a corpus: every build into it uses the one that the first used."""
    stored: str | None = create_header(root, name, {"base": base})["settings"].get("base")
    if base not in (None, stored):
        raise CorpusError(
            f"{root}: annotated with {stored or 'the shipped pipeline'}, not with {base}: entities would not compare. "
            "Give --out another folder, or leave --base away."
        )
    return stored


def _fresh(stream: Iterable[Item], known: Known, log: Log, shown: Progress) -> Iterator[Mapping[str, Any]]:
    """The articles to annotate; what becomes of all others goes to the log."""
    for item in stream:
        if isinstance(item, Rejected):
            log.reject(item)
            continue
        if isinstance(item, Duplicate):
            log.repeat(item)
            continue
        taken = known.take(item)
        log.take(taken)
        if taken.verdict in ("new", "changed"):
            yield taken.article
        shown.step("Reading", log.summary.read, log.summary.words)


def _batches(articles: Iterable[Mapping[str, Any]], size: int) -> Iterator[pl.DataFrame]:
    """Frames of at most ``size`` articles, and of few where they are long."""
    batch: list[Mapping[str, Any]] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article["text"])
        if len(batch) >= size or characters >= BATCH_CHARACTERS:
            yield pl.DataFrame(batch, schema=ARTICLES.schema)
            batch, characters = [], 0
    if batch:
        yield pl.DataFrame(batch, schema=ARTICLES.schema)


def _annotated(
    root: Path,
    batches: Iterable[pl.DataFrame],
    mark: str,
    pipeline: Callable[[], Language],
    log: Log,
    shown: Progress,
) -> list[Part]:
    """The parts of all batches, in order."""
    parts = []
    for articles in batches:
        shown.step("Annotating", log.summary.read, log.summary.words)
        parts.append(_annotate(root, articles, mark, pipeline, log))
        log.summary.words += int(articles["n_words"].sum())
    return parts


def _give_back_memory() -> None:
    """Let go of what reading and annotating leave behind; linking needs as much again.

    The model is held by circles only. What is free by then lies between what is not, and glibc keeps it unless asked.
    """
    forget_identifier()
    gc.collect()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def _annotate(root: Path, articles: pl.DataFrame, mark: str, pipeline: Callable[[], Language], log: Log) -> Part:
    """The part of a batch: the one on disk if a build that was stopped has made it, else a new one."""
    folder = f"parts/{digest(articles.to_dicts(), mark)}"
    if (root / folder).is_dir():
        return existing_part(root, folder, mark)
    nlp = pipeline()
    try:
        tables = annotate(articles, nlp)
    except STOPPING:
        raise
    except Exception:  # whatever is wrong with one article must not lose the others of a long build
        tables = annotate(_annotatable(articles, nlp, log), nlp)
    return write_part(root, folder, dict(tables.items()), mark)


def _annotatable(articles: pl.DataFrame, nlp: Language, log: Log) -> pl.DataFrame:
    """The articles of a batch that can be annotated, found one by one; the others are rejected."""
    sound = []
    for article in articles.iter_slices(1):
        try:
            annotate(article, nlp)
            sound.append(article)
        except STOPPING:
            raise
        except Exception as error:
            reason = f"annotating it failed ({type(error).__name__}: {error}); please report it with the text"
            file, _, record = article["origin"][0].partition("#")
            log.reject(Rejected(file, record or None, reason))
    return pl.concat([articles.clear(), *sound])
