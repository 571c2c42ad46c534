"""Write expected.json anew from what reading the messy files gives; look at the difference before committing it.

python tests/golden/regenerate_articles.py
"""

import json
from pathlib import Path
from typing import Any

from analysis.articles import read_articles

FOLDER = Path(__file__).parent / "articles"
EXPECTED = FOLDER / "expected.json"


def read() -> dict[str, list[dict[str, Any]]]:
    """What reading the folder gives, with paths as they are below it."""
    files = sorted(path for path in FOLDER.iterdir() if path != EXPECTED)
    reading = read_articles(files)
    tables = {"articles": reading.articles, "rejected": reading.rejected, "duplicates": reading.duplicates}
    text = json.dumps({name: table.to_dicts() for name, table in tables.items()}, default=str, ensure_ascii=False)
    relative: dict[str, list[dict[str, Any]]] = json.loads(text.replace(f"{FOLDER.as_posix()}/", ""))
    return relative


if __name__ == "__main__":
    EXPECTED.write_text(json.dumps(read(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
