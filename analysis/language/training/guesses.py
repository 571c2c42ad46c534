"""What an earlier model reads in texts that nobody has annotated: soft labels for the next one (Xie et al. 2020).

Each corpus knows one task only. An earlier model's probabilities for the others, and for news that is in no corpus,
keep the next one from fitting one genre.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import spacy
import torch
from rich.progress import track
from safetensors import safe_open

from analysis.articles import read_articles
from analysis.language.decode import Decoder, decode_attributions
from analysis.language.encoder import WEIGHTS, Encoder, as_read
from analysis.language.tagging import probabilities
from analysis.language.training.checkpoints import write_whole
from analysis.language.training.corpora import NONE, Text, guessed_starts, point

GUESSED = ("att", "ner")
LONGEST_ARTICLE = 20_000  # characters; longer ones are transcripts more often than news


def read_news(path: Path, most: int, seed: int) -> list[Text]:
    """Articles without annotations, as the model will read them.

    Args:
        path: articles in any format that ``read_articles`` knows.
        most: how many to take, drawn by chance.
        seed: decides which.

    Returns:
        Texts without labels.
    """
    articles = read_articles(path).articles.sort("article_id")
    chosen = [row for row in articles.select("article_id", "text").rows() if 0 < len(row[1]) <= LONGEST_ARTICLE]
    random.Random(seed).shuffle(chosen)
    nlp = spacy.blank("en")
    texts = []
    for name, text in chosen[:most]:
        tokens = [token for token in nlp.make_doc(text) if not token.is_space or "\n" in token.text]
        words = [as_read(token.text, token.is_space) for token in tokens]
        if words:
            texts.append(Text(name, words, {}, guessed_starts(words)))
    return texts


def with_guesses(texts: dict[str, list[Text]], model: Path, stored: Path, threads: int) -> dict[str, list[Text]]:
    """Texts with an earlier model's probabilities for the tags that their corpus does not know.

    Args:
        texts: texts by corpus; those of a corpus have the same labels.
        model: folder of the earlier model.
        stored: a file that keeps the guesses, so that a run that goes on need not make them again.
        threads: windows read side by side.

    Returns:
        The same texts with ``guesses`` and, where attributions are guessed, ``link``.

    Raises:
        ValueError: ``stored`` belongs to other texts or another model.
    """
    weights = next(path for name in WEIGHTS if (path := model / name).exists())
    about = {"model": hashlib.sha256(weights.read_bytes()).hexdigest()}
    tables: dict[str, np.ndarray] = {}
    if stored.exists():
        with safe_open(stored, "np") as file:
            if file.metadata() != about:
                raise ValueError(f"{stored} holds the guesses of another model: delete it, or choose another --out.")
            tables = {name: file.get_tensor(name) for name in list(file.keys())}
    else:
        encoder = Encoder(model, threads)
        decoder = Decoder.load(model, encoder.labels["att"], encoder.steps)
        for corpus, some in texts.items():
            tables |= {f"{corpus}/{name}": table for name, table in _read(some, encoder, decoder, corpus).items()}
        write_whole({name: torch.from_numpy(table) for name, table in tables.items()}, stored, about)
    guessed = {}
    for corpus, some in texts.items():
        own = {name.partition("/")[2]: table for name, table in tables.items() if name.startswith(f"{corpus}/")}
        if any(len(table) != sum(len(text.words) for text in some) for table in own.values()):
            raise ValueError(f"{stored} belongs to other texts: delete it, or choose another --out.")
        guessed[corpus] = list(_apart(some, own))
    return guessed


def _read(texts: Sequence[Text], encoder: Encoder, decoder: Decoder, corpus: str) -> dict[str, np.ndarray]:
    """Guesses for the texts of one corpus, one behind the other."""
    wanted = [name for name in GUESSED if texts and name not in texts[0].labels]
    found: dict[str, list[np.ndarray]] = {name: [] for name in [*wanted, *(["link"] if "att" in wanted else [])]}
    readings = encoder.read([text.words for text in texts])
    for text, reading in track(zip(texts, readings, strict=True), f"guessing in {corpus}", total=len(texts)):
        for name in wanted:
            found[name].append(probabilities(reading.gather(name)).astype(np.float16))
        if "att" in wanted:
            link = np.full(len(text.words), NONE)
            for attribution in decode_attributions(reading, text.words, decoder):
                roles = (attribution.source, attribution.cue, attribution.content)
                point(link, *([range(*span) for span in spans] for spans in roles))
            found["link"].append(link)
    return {name: np.concatenate(parts) for name, parts in found.items()}


def _apart(texts: Sequence[Text], tables: dict[str, np.ndarray]) -> Iterable[Text]:
    place = 0
    for text in texts:
        own = {name: table[place : place + len(text.words)] for name, table in tables.items()}
        place += len(text.words)
        labels = text.labels | ({"link": own.pop("link").astype(np.int64)} if "link" in own else {})
        yield replace(text, labels=labels, guesses=own)
