"""Every choice behind a training run, read from one file."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "config.toml"


@dataclass(frozen=True, slots=True)
class Base:
    """The weights that training starts from."""

    package: str
    weights: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Rates:
    """How fast weights move."""

    encoder: float
    heads: float
    warm_up: int
    last: float
    weight_decay: float
    clip: float
    dropout: float
    average: float


@dataclass(frozen=True, slots=True)
class Windows:
    """How texts are cut."""

    full: int
    long: int
    short: tuple[int, int]
    shares: dict[str, float]
    overlap: float
    hidden_words: float


@dataclass(frozen=True, slots=True)
class Breaks:
    """How line breaks are put in and taken out."""

    every_sentence: float
    some_sentences: float
    chance: float
    removed: float


@dataclass(frozen=True, slots=True)
class Marks:
    """How quotation marks are rewritten."""

    curly: float
    straight: float
    guillemets: float
    german: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each loss counts."""

    tags: float
    sequence: float
    links: float
    entities: float
    parts_of_speech: float
    sentences: float
    arcs: float
    relations: float
    antecedents: float
    meaning: float
    neighbours: float
    guesses: float


@dataclass(frozen=True, slots=True)
class Config:
    """One training run."""

    seed: int
    epochs: int
    batch_pieces: int
    lone_sentences: int
    news: int
    news_an_epoch: int
    threads: int
    base: Base
    rates: Rates
    windows: Windows
    breaks: Breaks
    marks: Marks
    weights: Weights


_PARTS = {
    "base": Base,
    "rates": Rates,
    "windows": Windows,
    "breaks": Breaks,
    "marks": Marks,
    "weights": Weights,
}


def load_config(path: Path = SHIPPED) -> Config:
    """Read a config file.

    Args:
        path: a TOML file with every setting of the shipped one.

    Returns:
        The settings.

    Raises:
        ValueError: a setting is missing or unknown; the message names file and setting.

    Example:
        >>> load_config().windows.full
        250
    """
    settings = tomllib.loads(path.read_text(encoding="utf8"))
    for part, kind in _PARTS.items():
        settings[part] = _filled(kind, settings.get(part, {}), f"{path}, [{part}]")
    settings["windows"] = dataclasses.replace(settings["windows"], short=tuple(settings["windows"].short))
    filled: Config = _filled(Config, settings, str(path))
    return filled


def _filled(kind: Any, values: dict[str, Any], where: str) -> Any:
    """An instance of a dataclass whose fields are exactly the keys of a table."""
    wanted = {field.name for field in dataclasses.fields(kind)}
    for problem, names in (("is missing", wanted - values.keys()), ("is not known", values.keys() - wanted)):
        if names:
            raise ValueError(f"{where}: {sorted(names)[0]} {problem}. Compare with {SHIPPED}.")
    return kind(**values)
