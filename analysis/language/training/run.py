"""The training loop: epochs of batches from all corpora in turn, with checkpoints to go on from."""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from rich.progress import track
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from analysis.language.training.checkpoints import load_checkpoint, save_checkpoint, write_whole
from analysis.language.training.config import Config, Rates
from analysis.language.training.corpora import Text, read_polnear, read_treebank, read_worldwide
from analysis.language.training.examples import Example, Pieces, batches, examples_of, is_sentence, lone_sentence
from analysis.language.training.guesses import read_news, with_guesses
from analysis.language.training.losses import collate, loss_of
from analysis.language.training.network import Network, base_folder
from analysis.language.training.teacher import embed

SAVED_EVERY = 300  # batches
LOGGED_EVERY = 50
GUESSES = "guesses.safetensors"


@dataclass(frozen=True, slots=True)
class Material:
    """All that is learned from: texts by corpus, and of each text the rows of its meanings in the teacher's table."""

    texts: dict[str, list[Text]]
    rows: dict[str, dict[tuple[int, int], int]]
    teacher: Tensor


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier model, whose guesses are learned along, and articles that only it has read."""

    model: Path
    news: Path | None = None


def read_material(corpora: Path, out: Path, config: Config, pieces: Pieces, earlier: Earlier | None = None) -> Material:
    """Read the corpora, embed their sentences and let an earlier model guess in them, which is done once a run folder.

    Args:
        corpora: folder with polnear, worldwide-ner, ud-ewt and ud-gum.
        out: the run's folder.
        config: names the base weights.
        pieces: the tokenizer.
        earlier: a model that guesses what the corpora do not tell.

    Returns:
        The material.

    Raises:
        FileNotFoundError: a corpus is not there.
    """
    needed = ("polnear/train/text", "worldwide-ner/train.tsv", "ud-ewt/train.conllu", "ud-gum/train.conllu")
    for name in needed:
        if not (corpora / name).exists():
            raise FileNotFoundError(f"{corpora / name} is not there: --corpora needs {', '.join(needed)}.")
    texts = {
        "polnear": read_polnear(corpora / "polnear" / "train"),
        "worldwide": read_worldwide(corpora / "worldwide-ner" / "train.tsv"),
        "ewt": read_treebank(corpora / "ud-ewt" / "train.conllu"),
        "gum": read_treebank(corpora / "ud-gum" / "train.conllu"),
    }
    sentences: list[list[str]] = []
    rows: dict[str, dict[tuple[int, int], int]] = {}
    for corpus, some in texts.items():
        for text in some:
            spans = sorted(set(text.meanings))
            rows[f"{corpus}/{text.name}"] = {span: len(sentences) + at for at, span in enumerate(spans)}
            sentences += [text.words[first:stop] for first, stop in spans]
    stored = out / "teacher.safetensors"
    if not stored.exists():
        write_whole({"embeddings": embed(sentences, base_folder(config.base), pieces)}, stored, {})
    teacher = load_file(stored)["embeddings"]
    if len(teacher) != len(sentences):
        raise ValueError(f"{stored} belongs to other corpora: delete it, or choose another --out.")
    if earlier:
        news = {"news": read_news(earlier.news, config.news, config.seed)} if earlier.news else {}
        open_ones = {name: texts[name] for name in ("polnear", "worldwide")} | news
        texts |= with_guesses(open_ones, earlier.model, out / GUESSES, config.threads)
    return Material(texts, rows, teacher)


def plan_epoch(material: Material, config: Config, pieces: Pieces, epoch: int) -> list[list[Example]]:
    """All batches of one epoch, the same ones whenever it is planned."""
    chance = random.Random(f"{config.seed}/{epoch}")
    news = material.texts.get("news", [])
    own = material.texts | {"news": chance.sample(news, min(len(news), config.news_an_epoch))}
    plan = []
    for corpora in (("polnear",), ("worldwide",), ("ewt", "gum"), ("news",)):
        examples = [
            example
            for corpus in corpora
            for text in own[corpus]
            for example in examples_of(text, material.rows.get(f"{corpus}/{text.name}", {}), config, pieces, chance)
        ]
        plan += batches(examples, config.batch_pieces, chance)
    for examples in _lone_sentences(material, config.lone_sentences, pieces, chance):
        plan += batches(examples, config.batch_pieces, chance)
    chance.shuffle(plan)
    return plan


def _lone_sentences(material: Material, most: int, pieces: Pieces, chance: random.Random) -> list[list[Example]]:
    """Some of the sentences that the base model has embedded, each by itself, by corpus."""
    every = [
        (corpus, text, span, row)
        for corpus, texts in material.texts.items()
        for text in texts
        for span, row in material.rows.get(f"{corpus}/{text.name}", {}).items()
        if is_sentence(text, span)
    ]
    found: dict[str, list[Example]] = defaultdict(list)
    for corpus, text, span, row in chance.sample(every, min(most, len(every))):
        found[corpus].append(lone_sentence(text, span, row, pieces))
    return list(found.values())


def rate(step: int, epochs: float, config: Config) -> float:
    """Share of the full rate: a rise over the first batches, then a straight fall.

    Args:
        step: batches done.
        epochs: epochs done, with what is done of the present one.
        config: the settings.

    Example:
        >>> from analysis.language.training.config import load_config
        >>> [round(rate(9999, epochs, load_config()), 2) for epochs in (0, 4, 8)]
        [1.0, 0.5, 0.02]
    """
    return min(1.0, (step + 1) / config.rates.warm_up) * max(config.rates.last, 1 - epochs / config.epochs)


def train(
    corpora: Path, out: Path, config: Config, report: Callable[[int], object], earlier: Earlier | None = None
) -> None:
    """Train, from the last checkpoint in ``out`` where there is one.

    Args:
        corpora: folder with polnear, worldwide-ner, ud-ewt and ud-gum.
        out: the run's folder.
        config: every choice.
        report: called behind every epoch with the number of epochs done.
        earlier: a model that guesses what the corpora do not tell.
    """
    torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    network = Network(config)
    network.train()
    pieces = Pieces(Tokenizer.from_file(str(base_folder(config.base) / "tokenizer.json")))
    material = read_material(corpora, out, config, pieces, earlier)
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    optimiser = _optimiser(network, config.rates)
    place = load_checkpoint(out, network, average, optimiser) or {"epoch": 0, "batch": 0, "step": 0}
    while place["epoch"] < config.epochs:
        plan = plan_epoch(material, config, pieces, place["epoch"])
        losses: dict[str, list[float]] = defaultdict(list)
        began = time.monotonic()
        rest = plan[place["batch"] :]
        for examples in track(rest, f"epoch {place['epoch'] + 1} of {config.epochs}"):
            share = rate(place["step"], place["epoch"] + place["batch"] / len(plan), config)
            loss = _learn(network, optimiser, examples, config, material.teacher, share)
            losses[_kind(examples)].append(loss)
            _follow(average, network, min(config.rates.average, (1 + place["step"]) / (10 + place["step"])))
            place["batch"] += 1
            place["step"] += 1
            if place["step"] % LOGGED_EVERY == 0:
                _log(out, place, losses, time.monotonic() - began)
            if place["batch"] % SAVED_EVERY == 0:
                save_checkpoint(out, network, average, optimiser, place)
        place |= {"epoch": place["epoch"] + 1, "batch": 0}
        save_checkpoint(out, network, average, optimiser, place)
        report(place["epoch"])


def _kind(examples: Sequence[Example]) -> str:
    labels = examples[0].labels
    return next((name for name in ("att", "ner", "pos", "link") if name in labels), "alone")


def _optimiser(network: Network, rates: Rates) -> torch.optim.Optimizer:
    inner = {id(parameter) for parameter in network.encoder.parameters()}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in inner]
    groups = [
        {"params": list(network.encoder.parameters()), "lr": rates.encoder, "full": rates.encoder},
        {"params": heads, "lr": rates.heads, "full": rates.heads},
    ]
    return torch.optim.AdamW(groups, weight_decay=rates.weight_decay, fused=True)


def _learn(
    network: Network,
    optimiser: torch.optim.Optimizer,
    examples: Sequence[Example],
    config: Config,
    teacher: Tensor,
    share: float,
) -> float:
    """One step; the loss before it."""
    for group in optimiser.param_groups:
        group["lr"] = group["full"] * share
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss = loss_of(network, collate(examples), config.weights, teacher)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), config.rates.clip)
    optimiser.step()
    return loss.item()


@torch.no_grad()
def _follow(average: dict[str, Tensor], network: Network, kept: float) -> None:
    """Move the average towards the weights."""
    now = network.state_dict()
    names = [name for name, value in now.items() if value.is_floating_point()]
    torch._foreach_lerp_([average[name] for name in names], [now[name] for name in names], 1 - kept)


def _log(out: Path, place: dict[str, int], losses: dict[str, list[float]], seconds: float) -> None:
    means = {name: round(sum(last := values[-LOGGED_EVERY:]) / len(last), 4) for name, values in sorted(losses.items())}
    with (out / "losses.jsonl").open("a", encoding="utf8") as file:
        file.write(json.dumps(place | means | {"seconds": round(seconds)}) + "\n")
