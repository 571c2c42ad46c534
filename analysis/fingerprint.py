"""What annotation is made of, as one short hash: articles read by the same pipeline have the same fingerprint."""

from __future__ import annotations

import importlib.metadata
from functools import cache
from importlib.resources import files
from pathlib import Path

from analysis.commits import digest, hash_of

# Code, weights and word lists that decide what annotate() writes.
MADE_OF = ("language", "lexicons", "events", "clauses", "quantities", "annotate.py", "article_rows.py", "schema")
NOT_MADE_OF = ("language/training", "language/english/README.md", "language/english/reliability.svg")
LIBRARIES = ("spacy", "onnxruntime", "tokenizers", "numpy", "rapidfuzz", "simplemma")


@cache
def fingerprint(base: str | None = None) -> str:
    """Name the pipeline that annotates, so that a change in it is seen.

    Args:
        base: the spaCy pipeline in use, as for ``load_pipeline``; the shipped one by default.

    Returns:
        32 hexadecimal digits; others as soon as code, model, word lists, a library or ``base`` change.
    """
    package = Path(str(files("analysis")))
    made_of = [
        (str(path.relative_to(package).as_posix()), hash_of(path))
        for name in MADE_OF
        for path in _files(package / name)
        if not path.relative_to(package).as_posix().startswith(NOT_MADE_OF)
    ]
    libraries = [(name, importlib.metadata.version(name)) for name in LIBRARIES]
    return digest(made_of, libraries, base, _version(base))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc")


def _version(base: str | None) -> object:
    """The version of another pipeline: of its package, or of the files in its folder."""
    if base is None:
        return None
    if Path(base).is_dir():
        return [(path.name, hash_of(path)) for path in _files(Path(base))]
    try:
        return importlib.metadata.version(base)
    except importlib.metadata.PackageNotFoundError:
        return None
