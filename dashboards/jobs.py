"""A build that goes on in the background, whoever watches it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dashboards.shelf import Shelf

_RUNNING: set[asyncio.Task[None]] = set()  # a task that nothing refers to may be collected


class Job:
    """One build: what it is doing, and what became of it."""

    def __init__(self, shelf: Shelf, paths: list[Path], out: Path, columns: Mapping[str, str], folders: bool) -> None:
        self.doing: dict[str, Any] = {"doing": "Waiting for another build"}
        self.trouble = ""
        self.corpus = ""
        self._shelf = shelf
        self._out = out
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopped = False
        paths_written = [str(path) for path in paths]
        self._asked = {"paths": paths_written, "out": str(out), "columns": dict(columns), "folders": folders}

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return bool(self.trouble or self.corpus)

    def start(self) -> None:
        """Begin, behind builds that began before."""
        task = asyncio.get_running_loop().create_task(self._run())
        self._task = task
        _RUNNING.add(task)
        task.add_done_callback(_RUNNING.discard)

    def stop(self) -> None:
        """Stop it; what it has read is kept, and the same build goes on from there."""
        self._stopped = True
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()

    def then(self, work: Callable[[], None]) -> None:
        """Do something when it has ended."""
        if self._task is None:
            work()
        else:
            self._task.add_done_callback(lambda _: work())

    async def _run(self) -> None:
        async with self._shelf.building:
            if not self._stopped:
                self.doing = {"doing": "Starting"}
                await self._build()
        if self._stopped:
            self.trouble = "Stopped. What was read is kept: the same build goes on from there."
        elif not self.trouble:
            self.corpus = self._shelf.add(self._out)

    async def _build(self) -> None:
        command = (sys.executable, "-m", "dashboards.building")
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)
        self._process = process
        given, told, complained = process.stdin, process.stdout, process.stderr
        if given is None or told is None or complained is None:
            raise RuntimeError("a process that was given pipes has none")
        given.write(json.dumps(self._asked).encode())
        given.close()
        complaints = asyncio.create_task(complained.read())
        trouble = ""
        async for line in told:
            said = json.loads(line)
            trouble = said.pop("trouble", "")
            self.doing = said or self.doing
        last = (await complaints).decode("utf-8", "replace").strip().rpartition("\n")[2]
        if await process.wait():
            self.trouble = trouble or f"The build ended unexpectedly. {last}"
