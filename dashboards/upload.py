"""The page where articles come in: dropped files, how they are read, and a build in the background."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any, ClassVar

import panel as pn
import param

from dashboards.claims import select
from dashboards.elements import Html, join, tag
from dashboards.jobs import Job
from dashboards.markup import Markup
from dashboards.page import plural
from dashboards.preview import Preview, preview
from dashboards.shelf import Shelf

LARGEST = 500  # megabytes, of all files together
POLL = 400  # milliseconds between two looks at a build
ASKED = {
    "text": "Text",
    "outlet": "Outlet",
    "title": "Headline",
    "published": "Published",
    "story": "Story",
    "url": "Address",
    "byline": "Byline",
}
NO, YES = "", "1"


class Dropper(pn.widgets.FileDropper):
    """A place for files that refuses what is too large at the server, too: a browser can be told to send anything."""

    too_large = param.Event(doc="More was sent than is taken.")

    _rename: ClassVar[dict[str, str | None]] = {"too_large": None}  # the browser's part knows nothing of it

    def _process_event(self, event: Any) -> None:
        """Take a piece of a file, unless it is one too many."""
        if event.event_name != "delete_event":
            waiting = sum(len(piece) for pieces in self._file_buffer.values() for piece in pieces)
            kept = sum(map(len, self.value.values()))
            if waiting + kept + len(event.data["data"]) > LARGEST * 1_000_000:
                self._file_buffer.clear()
                self.param.trigger("too_large")
                return
            if event.data["chunk"] != 1 and event.data["name"] not in self._file_buffer:
                return  # the rest of what was refused
        super()._process_event(event)


class Upload(pn.viewable.Viewer):
    """Drop files, see how they are read, say what is what, build, look."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._folder = Path(tempfile.mkdtemp(prefix="parallax-upload-"))
        self._preview: Preview | None = None
        self._columns: dict[str, str] = {}
        self._folders = False
        self._name = ""
        self._trouble = ""
        self._job: Job | None = None
        self._watch: Any = None
        self._dropper = Dropper(
            multiple=True, max_total_file_size=f"{LARGEST}MB", sizing_mode="stretch_width", height=200, margin=(16, 0)
        )
        self._dropper.param.watch(self._dropped, "value")
        self._dropper.param.watch(self._refused, "too_large")
        lead = tag(
            "p",
            "Drop CSV, JSON, JSON Lines, Parquet, HTML or text files, or a zip of them. They stay on the server; "
            "nothing is sent elsewhere.",
        )
        heading = Markup(tag("header", tag("h1", "Add articles"), lead, class_="page"))
        self._plan = Markup(tag("div"), on_field=self._take)
        self._layout = pn.Column(heading, self._dropper, self._plan, sizing_mode="stretch_width", margin=0)
        if pn.state.curdoc is not None:
            pn.state.on_session_destroyed(self._left)

    def __panel__(self) -> pn.viewable.Viewable:
        """Heading, dropper, plan."""
        return self._layout

    @property
    def _files(self) -> list[Path]:
        return sorted(path for path in self._folder.iterdir() if path.is_file())

    async def _dropped(self, event: Any) -> None:
        """Keep what was dropped on disk, let go what was taken back, and read the beginning."""
        wanted = {Path(name).name: content for name, content in event.new.items()}
        for path in self._files:
            if path.name not in wanted:
                path.unlink()
        for name, content in wanted.items():
            (self._folder / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        await self._read()

    def _refused(self, _: Any) -> None:
        """Say that it is too much."""
        self._trouble = f"More than {LARGEST} MB cannot be uploaded. Build larger corpora with: parallax build"
        self._draw()

    async def _read(self) -> None:
        self._trouble = ""
        files = self._files
        self._preview = None
        if files:
            self._plan.show(tag("p", "Reading …", role="status"))
            try:
                self._preview = await asyncio.to_thread(preview, files, dict(self._columns), self._folders)
            except (ValueError, OSError) as error:
                self._trouble = str(error)
        self._draw()

    async def _take(self, field: str, value: str) -> None:
        """Take over what a field says, or begin or stop the build."""
        kind, _, name = field.partition(":")
        if kind == "column" and name in ASKED:
            self._columns.pop(name, None)
            if value:
                self._columns[name] = value
            await self._read()
        elif field == "folders":
            self._folders = value == YES
            await self._read()
        elif field == "name":
            self._name = value
        elif field == "build":
            self._build()
        elif field == "stop" and self._job is not None:
            self._job.stop()

    def _build(self) -> None:
        """Begin to build, unless a build of these files is on its way."""
        if self._preview is None or not self._preview.articles or (self._job and not self._job.ended):
            return
        out = self._shelf.free(self._name or self._files[0].stem)
        self._job = Job(self._shelf, self._files, out, self._columns, self._folders)
        self._job.start()
        self._draw()
        self._watch = pn.state.add_periodic_callback(self._look, POLL)

    def _look(self) -> None:
        """Show how far the build is."""
        if self._job is not None and self._job.ended and self._watch is not None:
            self._watch.stop()
        self._draw()

    def _left(self, _: Any) -> None:
        """The visitor has gone: a build that is on its way still needs the files."""
        if self._job is None or self._job.ended:
            shutil.rmtree(self._folder, ignore_errors=True)
        else:
            self._job.then(lambda: shutil.rmtree(self._folder, ignore_errors=True))

    def _draw(self) -> None:
        trouble = tag("p", self._trouble, class_="trouble", role="alert") if self._trouble else ""
        shown = progress(self._job) if self._job is not None and not self._job.trouble else ""
        if self._job is not None and self._job.trouble:
            trouble = tag("p", self._job.trouble, class_="trouble", role="alert")
        planned = self._planned(self._preview) if self._preview is not None and not shown else ""
        self._plan.show(tag("div", trouble, shown, planned))

    def _planned(self, found: Preview) -> Html:
        """How the files are read, with what can be said otherwise."""
        names = list(dict.fromkeys(found.columns["column"]))
        chosen = {row["field"]: row["column"] for row in reversed(found.columns.rows(named=True)) if row["field"]}
        fields = [
            select(f"column:{field}", label, [(name, name) for name in names], chosen.get(field, ""), "not in the file")
            for field, label in ASKED.items()
        ]
        taken = YES if self._folders else NO
        folders = select("folders", "Outlet, if none", [(YES, "the folder’s name")], taken, "unknown")
        name = tag(
            "label",
            tag("span", "Call it"),
            tag("input", type="text", id="field-name", data_field="name", value=self._name or self._files[0].stem),
        )
        build = tag("button", "Build", type="button", id="build", data_field="build", value="1", class_="main")
        ready = tag("div", name, build, class_="fields") if found.articles else ""
        return join(found.html(), tag("div", fields if names else "", folders, class_="fields"), ready)


def progress(job: Job) -> Html:
    """What a build is doing, or the way to what it made."""
    if job.corpus:
        link = tag("a", "Look at it", href=f"./?corpus={job.corpus}", class_="button main", id="look")
        return tag("div", tag("h2", f"{job.corpus} is built."), link, role="status", class_="built")
    said = job.doing
    counts = ""
    if "articles" in said:
        counts = f"{plural(said['articles'], 'article')}, {plural(said['words'], 'word')}"
    elif "total" in said:
        counts = f"{said['done']:,} of {said['total']:,}"
    bar = tag("progress", max=said["total"], value=said["done"]) if "total" in said else tag("progress")
    stop = tag("button", "Stop", type="button", data_field="stop", value="1")
    doing = tag("h2", said.get("doing", "Linking"))
    return tag("div", doing, tag("p", counts), bar, stop, role="status", class_="built")
