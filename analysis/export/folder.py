"""A folder with each table as CSV and as Parquet, a dictionary and a page to begin with."""

from __future__ import annotations

from pathlib import Path

from analysis.export.cells import harmless, join, plain
from analysis.export.contents import Content
from analysis.export.keys import contents_of, dictionary_of

ABOUT = """# {title}

`contents.csv` lists the tables, and the metrics that are left out with the reason; `dictionary.csv` says of every
column what it means. `parquet/` has the tables as they are, `csv/` as UTF-8 text: lists and structs as JSON, times in
ISO 8601, an empty cell for null. Offsets count characters from 0 in `articles.text`: `text[start:end]`.

In `csv/`, a text that a spreadsheet may take for a formula has an apostrophe before it; take one apostrophe off a cell
that begins with apostrophes and one of = + - @, a tab or a line end. Offsets count without it. The articles belong to
those who published them: see what you may pass on.

| table | rows | a row is |
|---|---|---|
{rows}
"""


def write_folder(content: Content, folder: Path, name: str) -> None:
    """Write the folder into another.

    Args:
        content: all tables.
        folder: where to write.
        name: of the folder.
    """
    target = folder / name
    for part in ("csv", "parquet"):
        (target / part).mkdir(parents=True)
    notes = {}
    for sheet in content.sheets.values():
        sheet.frame.write_parquet(target / "parquet" / f"{sheet.name}.parquet")
        frame, changed = plain(sheet.frame)
        frame, marked = harmless(frame)
        frame.write_csv(target / "csv" / f"{sheet.name}.csv", quote_style="non_numeric")
        for column, note in join(changed, marked).items():
            notes[sheet.name, column] = f"in csv: {note}"
    for extra, frame in (("dictionary", dictionary_of(content, notes)), ("contents", contents_of(content))):
        harmless(frame)[0].write_csv(target / f"{extra}.csv", quote_style="non_numeric")
    rows = "\n".join(f"| {s.name} | {s.frame.height:,} | {s.row} |" for s in content.sheets.values())
    (target / "README.md").write_text(ABOUT.format(title=content.title, rows=rows), encoding="utf8")
