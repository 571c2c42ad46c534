"""Reports as files: all of one is written, or nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from analysis.corpus import Corpus
from analysis.report.notebook import notebook
from analysis.report.page import page
from analysis.report.selection import choose_story


def write_report(
    corpus: Corpus, out: Path, *, story: str | None = None, notebook_out: Path | None = None, force: bool = False
) -> list[Path]:
    """Write the report of a story, and the same as a notebook.

    Args:
        corpus: where the story is.
        out: the HTML file.
        story: the story's name; may be left out where there is one.
        notebook_out: the notebook, if one is wanted.
        force: whether files that are there are replaced.

    Returns:
        The files written.

    Raises:
        CorpusError: no such story.
        FileExistsError: a file is there.
        OSError: a file cannot be written.
    """
    wanted = [path for path in (out, notebook_out) if path is not None]
    for path in wanted:
        if path.exists() and (not force or path.is_dir()):
            raise FileExistsError(f"{path}: is there already. Give another name, or --force.")
    chosen = choose_story(corpus, story)
    texts = [page(corpus, chosen)]
    if notebook_out is not None:
        texts.append(notebook(corpus, chosen, notebook_out))
    for path, text in zip(wanted, texts, strict=True):
        _write(path, text, force)
    return wanted


def _write(path: Path, text: str, force: bool) -> None:
    """Write a file under another name, and give it its own once all is on the disk."""
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        if force:
            Path(name).replace(path)
        else:
            Path(path).hardlink_to(name)  # fails where somebody else was first
    finally:
        Path(name).unlink(missing_ok=True)
