"""A progress bar for people at a terminal; nothing for logs, pipes and notebooks."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress


class Progress:
    """Counts articles and words on standard error while a ``with`` block runs.

    Args:
        shown: show it where standard error is a terminal; False never shows it.
    """

    def __init__(self, shown: bool = True) -> None:
        console = Console(stderr=True)
        self._bar = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[counts]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not (shown and console.is_terminal),
            redirect_stdout=False,  # what is printed belongs where it is sent, not above the bar
            redirect_stderr=False,
        )
        self._task = self._bar.add_task("Reading", total=None, counts="")

    def __enter__(self) -> Progress:
        """Start to show it."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Take it away."""
        self._bar.stop()

    def step(self, doing: str, articles: int, words: int) -> None:
        """Say what is being done and how much of it is behind us.

        Args:
            doing: one word, such as 'Annotating'.
            articles: articles read so far.
            words: words annotated so far.
        """
        elapsed = self._bar.tasks[0].elapsed or 0.0
        speed = f" · {words / elapsed:,.0f} words/s" if words and elapsed > 1 else ""
        self._bar.update(self._task, description=doing, counts=f"{articles:,} articles · {words:,} words{speed}")

    def part(self, doing: str, done: int, total: int) -> None:
        """Say what is being done and how many of all parts are behind us.

        Args:
            doing: what is being done, such as 'Making claims'.
            done: parts that are done.
            total: all parts.
        """
        self._bar.update(self._task, description=doing, completed=done, total=total, counts=f"{done:,} of {total:,}")
