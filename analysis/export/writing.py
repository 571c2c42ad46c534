"""Files that are there whole or not at all, and never in the place of something else unasked."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = frozenset({"README.md", "contents.csv", "dictionary.csv", "csv", "parquet"})
"""What an export to a folder holds."""


class ExportError(Exception):
    """An export cannot be written; the message says which file, why and what to do."""


@contextmanager
def whole(path: Path, names: tuple[str, ...], *, force: bool) -> Iterator[Path]:
    """Write files aside, and rename all of them once the block has ended without an error.

    Args:
        path: where the first of ``names`` goes; the others go beside it.
        names: what the block writes, files or folders.
        force: put them in the place of what an earlier export wrote.

    Yields:
        A folder to write them in.

    Raises:
        ExportError: one is there already and may not be replaced, or the folder for them is not there.
    """
    parent = path.resolve().parent
    targets = [parent / name for name in names]
    for target in targets:
        _refuse_to_lose(target, force=force)
    if not parent.is_dir():
        raise ExportError(f"{parent}: no such folder. Make it, or give --out another place.")
    aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=parent))
    try:
        for name in ("new", "old"):
            (aside / name).mkdir()
        yield aside / "new"
        _exchange(aside, targets)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse_to_lose(target: Path, *, force: bool) -> None:
    if not target.exists():
        return
    if not force:
        raise ExportError(f"{target}: is there already. Give --out another name, or --force to replace it.")
    if target.is_dir():
        held = {path.name for path in target.iterdir()}
        inner = [path for name in ("csv", "parquet") for path in (target / name).glob("*")]
        strange = sorted(held - FOLDER) + [p.name for p in inner if p.suffix not in (".csv", ".parquet")]
        if strange or "dictionary.csv" not in held:
            raise ExportError(f"{target}: holds what no export wrote, and is not replaced. Give --out another name.")


def _exchange(aside: Path, targets: list[Path]) -> None:
    """Put what is new in its places, and all of the old back if one of them cannot be taken."""
    missing = [target.name for target in targets if not (aside / "new" / target.name).exists()]
    if missing:
        raise ExportError(f"{missing[0]}: was not written; nothing was replaced. Please report it.")
    try:
        for target in targets:
            if target.exists():
                target.rename(aside / "old" / target.name)
            (aside / "new" / target.name).rename(target)
    except BaseException:
        for target in targets:
            fresh, old = (aside / place / target.name for place in ("new", "old"))
            if not fresh.exists() and target.exists():
                target.rename(fresh)
            if old.exists():
                old.rename(target)
        raise
