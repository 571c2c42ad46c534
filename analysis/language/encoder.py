"""Run the shipped encoder over texts of any length: words in, numbers for each word out.

Long texts are read in overlapping windows, and every word's numbers come from the window in which it stands most
central. Each window is one run of the model: its int8 activations take their scale from everything in a run, so
windows that share a run would change each other's results. Speed comes from running windows side by side instead.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from analysis.language.marks import PARAGRAPH, with_plain_marks
from analysis.language.runtime import errors, onnxruntime

MODEL = Path(__file__).parent / "english"
SECTION = "§"  # stands for a ¶ that is printed
PARAGRAPH_PIECE, UNKNOWN_PIECE, START_PIECE, END_PIECE = 1, 100, 101, 102
LONGEST_WORD = 12  # pieces; the rest of a longer one is not read, as in training
WINDOW = 250  # pieces in a window, as in training
OVERLAP = 0.25  # share of a window that the next one reads again
REMEMBERED_WORDS = 200_000
WINDOWS_AHEAD = 200  # read before their text is asked for: each holds half a megabyte until then
WEIGHTS = ("model.int8.onnx", "model.onnx")  # the first that a folder has: 8-bit as shipped, floats before that
# What the libraries raise where a file is missing, cut off or something else; ONNX Runtime's have no base of their own.
_UNLOADABLE = (
    *(OSError, EOFError, ValueError),
    *(errors.NoSuchFile, errors.InvalidProtobuf, errors.InvalidArgument, errors.InvalidGraph),
    *(errors.Fail, errors.NotImplemented, errors.RuntimeException),
)

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


class ModelError(RuntimeError):
    """The shipped model is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Window:
    """The model's numbers for words ``start`` to ``stop`` of one text, and which of them are kept from this window."""

    start: int
    stop: int
    kept: Integers  # positions in the text
    out: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Reading:
    """All windows of one text of ``n`` words."""

    n: int
    windows: tuple[Window, ...]

    def gather(self, name: str) -> Floats:
        """One output for every word: shape ``(n, width)``."""
        width = self.windows[0].out[name].shape[-1]
        values = np.zeros((self.n, width), np.float32)
        for window in self.windows:
            values[window.kept] = window.out[name][window.kept - window.start]
        return values

    def only(self, *names: str) -> Reading:
        """The same windows with some of their outputs: the others' memory can go."""
        kept = (replace(window, out={name: window.out[name] for name in names}) for window in self.windows)
        return Reading(self.n, tuple(kept))

    def embed(self, pieces: Sequence[Sequence[tuple[int, int]]], form: Floats) -> list[bytes]:
        """Where claims stand among others: the mean of their pieces, passed through ``form``, as directions.

        Args:
            pieces: of each claim its spans of words.
            form: the model's ``meaning`` table.

        Returns:
            Each claim's direction as signed bytes, the largest component 127 or -127: a cosine needs no more.
        """
        if not pieces:
            return []
        words, sizes = self.gather("pieces"), self.gather("sizes")[:, 0]
        sums = np.stack([sum(words[first:stop].sum(0) for first, stop in spans) for spans in pieces])
        counts = np.array([[sum(sizes[first:stop].sum() for first, stop in spans)] for spans in pieces])
        vectors = sums / counts @ form[:-1] + form[-1]
        scaled = np.rint(vectors * (127 / np.abs(vectors).max(-1, keepdims=True)))
        return [row.tobytes() for row in scaled.astype(np.int8)]


def as_read(form: str, is_space: bool) -> str:
    r"""A token as the model reads it: white space is a line break, and a printed ¶ is none.

    Example:
        >>> as_read("\n\n", True), as_read("¶", False), as_read("said", False)
        ('¶', '§', 'said')
    """
    return PARAGRAPH if is_space else SECTION if form == PARAGRAPH else form


def capitals(word: str) -> int:
    """How a word is capitalised, 0 to 4: the token type that shows a lower-case vocabulary what a name is."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[:1].isupper() and word[1:].islower():
        return 2
    return 4 if any(character.isupper() for character in word) else 0


def window_bounds(sizes: Sequence[int], window: int = WINDOW, overlap: float = OVERLAP) -> list[tuple[int, int]]:
    """Cut a text into overlapping windows of at most ``window`` pieces.

    Args:
        sizes: pieces of each word.
        window: pieces in a window; a single longer word gets a window of its own.
        overlap: share of a window that the next one reads again, 0 to below 1.

    Returns:
        ``(first, last + 1)`` word of each window, covering every word. The last one begins early enough to be full.

    Example:
        >>> window_bounds([1] * 9, window=4, overlap=0.5)
        [(0, 4), (2, 6), (4, 8), (5, 9)]
    """
    ends = np.cumsum(sizes)
    bounds, start = [], 0
    while start < len(sizes):
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + window, side="right")))
        if stop >= len(sizes):
            full = int(np.searchsorted(ends, ends[-1] - window)) + 1 if ends[-1] > window else 0
            bounds.append((min(start, full), stop))
            break
        if bounds and stop == bounds[-1][1]:  # a long word ahead: nothing new fits yet
            start += 1
            continue
        bounds.append((start, stop))
        start = max(start + 1, stop - int((stop - start) * overlap))
    return bounds


def most_central(bounds: Sequence[tuple[int, int]], n: int) -> list[Integers]:
    """For each window the words that stand further from its cut edges than in any other window."""
    best, owner = np.full(n, -1), np.zeros(n, np.int64)
    for number, (start, stop) in enumerate(bounds):
        size = stop - start
        left = np.arange(size) if start else np.full(size, n)
        right = np.arange(size)[::-1] if stop < n else np.full(size, n)
        central = np.minimum(left, right)
        better = central > best[start:stop]
        best[start:stop][better] = central[better]
        owner[start:stop][better] = number
    return [np.flatnonzero(owner == number) for number in range(len(bounds))]


def _collect(n: int, bounds: list[tuple[int, int]], jobs: list[Future[dict[str, Floats]]]) -> Reading:
    """Wait for the windows of one text."""
    kept = most_central(bounds, n)
    windows = (Window(*bound, keep, job.result()) for bound, keep, job in zip(bounds, kept, jobs, strict=True))
    return Reading(n, tuple(windows))


def _table(path: Path) -> Floats:
    """One of the tables beside the weights."""
    return np.asarray(np.load(path, allow_pickle=False), np.float32)


def _cores() -> int:
    """Cores this process may use, where the system tells; a container may have fewer than the machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Encoder:
    """The shipped English model.

    Args:
        folder: where the weights, tokenizer.json, labels.json, decoder.json and the tables beside them lie.
        threads: windows that run side by side; 0 takes every core this process may use.

    Raises:
        ModelError: a file is missing or damaged.
    """

    def __init__(self, folder: Path = MODEL, threads: int = 0) -> None:
        self.threads = threads or _cores()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # Processors that cannot multiply bytes without overflow (those without VNNI) would read other claims.
        options.add_session_config_entry("session.x64quantprecision", "1")
        weights = next((name for name in WEIGHTS if (folder / name).exists()), WEIGHTS[0])
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / weights), options, providers=["CPUExecutionProvider"]
            )
            self.tokenizer = Tokenizer.from_buffer((folder / "tokenizer.json").read_bytes())
            self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf8"))
            self.arc_labels = _table(folder / "rel_bilinear.npy")
            self.meaning = _table(folder / "meaning.npy")
            self.steps = _table(folder / "steps.npy")
        except _UNLOADABLE as error:
            remedy = (
                "Install parallax-news again: its wheel holds it."
                if folder == MODEL
                else "Name the folder 'model' that python -m analysis.language.training has written."
            )
            raise ModelError(f"cannot load the language model in {folder}: {error}. {remedy}") from error
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self._names = [output.name for output in self._session.get_outputs()]
        self._pieces: dict[str, list[int]] = {}
        self._pool: ThreadPoolExecutor | None = None
        self._process = os.getpid()

    def read(self, texts: Sequence[Sequence[str]]) -> Iterator[Reading]:
        """Read texts given as words.

        Args:
            texts: the words of each text; a line break is the word ``¶``.

        Yields:
            One Reading a text, in order. It is the same whatever the other texts are.
        """
        if not self._pieces or len(self._pieces) > REMEMBERED_WORDS:
            self._pieces = {PARAGRAPH: [PARAGRAPH_PIECE]}
        pieces = self._pieces  # another reading may forget them while this one goes on
        waiting: deque[tuple[int, list[tuple[int, int]], list[Future[dict[str, Floats]]]]] = deque()
        ahead, pool = 0, self._workers()
        for printed in texts:
            words = with_plain_marks(printed)
            bounds = self._plan(words, pieces)
            jobs = [pool.submit(self._run, words[start:stop], pieces) for start, stop in bounds]
            waiting.append((len(words), bounds, jobs))
            ahead += len(bounds)
            while len(waiting) > 1 and ahead > WINDOWS_AHEAD:
                ahead -= len(waiting[0][1])
                yield _collect(*waiting.popleft())
        while waiting:
            yield _collect(*waiting.popleft())

    def _workers(self) -> ThreadPoolExecutor:
        if self._pool is None or self._process != os.getpid():  # a forked process has the pool, but not its threads
            self._process = os.getpid()
            self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="parallax-encoder")
        return self._pool

    def _plan(self, words: Sequence[str], pieces: dict[str, list[int]]) -> list[tuple[int, int]]:
        """Cut words into pieces, which are remembered, and the text into windows."""
        new = sorted({word for word in words if word not in pieces})
        for word, encoded in zip(new, self.tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            pieces[word] = encoded.ids[:LONGEST_WORD] or [UNKNOWN_PIECE]
        return window_bounds([len(pieces[word]) for word in words])

    def _run(self, words: Sequence[str], pieces: Mapping[str, list[int]]) -> dict[str, Floats]:
        """Run the model over one window."""
        ids, types, first = [START_PIECE], [0], []
        for word in words:
            first.append(len(ids))
            ids += pieces[word]
            types += [capitals(word)] * len(pieces[word])
        ids.append(END_PIECE)
        types.append(0)
        feed: dict[str, Any] = {
            "input_ids": np.array([ids]),
            "attention_mask": np.ones((1, len(ids)), np.int64),
            "token_type_ids": np.array([types]),
            "first": np.array([first]),
        }
        outputs = self._session.run(self._names, feed)
        out = {name: value[0] for name, value in zip(self._names, outputs, strict=True)}
        ends = [*first[1:], len(ids) - 1]
        # Half the memory: windows wait for their text, and sums of a few pieces need no more than these digits.
        out["pieces"] = np.add.reduceat(out["pieces"][: len(ids) - 1], first).astype(np.float16)
        out["sizes"] = np.subtract(ends, first).astype(np.float32)[:, None]
        return out
