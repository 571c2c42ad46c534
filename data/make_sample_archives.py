"""Pack ``archives/<story>`` into the zip files of ``sample/<story>``; the same texts give the same bytes everywhere.

Run from anywhere: ``python data/make_sample_archives.py``. Members are stored, not compressed, because compressed
bytes differ between versions of zlib.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

DATA = Path(__file__).resolve().parent
ARCHIVES = {"sample/saltmere-leak/meridian-wire.zip": "archives/saltmere-leak"}
WRITTEN = (2025, 3, 5, 0, 0, 0)
"""The date that every member carries: the one thing that would otherwise differ between runs."""


def pack(folder: Path) -> bytes:
    """The bytes of a zip with a folder and every text in it, in the order of their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.glob("*.txt")):
            member = zipfile.ZipInfo(f"{folder.name}/{path.name}", WRITTEN)
            member.create_system = 3  # otherwise the platform's own, which is not the same on Windows
            member.external_attr = 0o644 << 16
            archive.writestr(member, path.read_bytes())
    return packed.getvalue()


def main() -> None:
    """Write every archive of the sample."""
    for archive, folder in ARCHIVES.items():
        (DATA / archive).write_bytes(pack(DATA / folder))


if __name__ == "__main__":
    main()
