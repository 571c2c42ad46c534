"""The network: one encoder, a small head for each task."""

from __future__ import annotations

import hashlib
import importlib.util
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from analysis.language.training.config import Base, Config
from analysis.language.training.labels import ATTRIBUTION, ENTITY, RELATION, TAG

CAPITALS = 5  # ways a word can be capitalised: the token types
POINTER, ARC, NAME = 128, 256, 96  # widths of the heads of pointers, arcs and arcs' names
FORBIDDEN = -1e4


def base_folder(base: Base) -> Path:
    """Where the base weights are installed.

    Raises:
        ModuleNotFoundError: they are not.
        ValueError: they are not the ones that the config names.
    """
    package = importlib.util.find_spec(base.package)
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError(f"{base.package} is not installed: pip install 'parallax-news[training]'")
    folder = Path(package.submodule_search_locations[0])
    found = hashlib.sha256((folder / base.weights).read_bytes()).hexdigest()
    if found != base.sha256:
        raise ValueError(f"{folder / base.weights} has sha256 {found}, not {base.sha256}: install the package again.")
    return (folder / base.weights).parent


def base_encoder(folder: Path, dropout: float, capitals: int = CAPITALS) -> BertModel:
    """The base encoder, its one token type copied to every way of writing capitals."""
    settings = BertConfig.from_json_file(str(folder / "config.json"))
    settings.type_vocab_size = capitals
    settings.hidden_dropout_prob = dropout
    settings.attention_probs_dropout_prob = 0.0
    encoder = BertModel(settings, add_pooling_layer=False)
    weights = {name: value for name, value in load_file(folder / "model.safetensors").items() if "pooler" not in name}
    types = "embeddings.token_type_embeddings.weight"
    weights[types] = weights[types][:1].repeat(capitals, 1)
    for module in list(encoder.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.Dropout) and child.p:
                setattr(module, name, SharedDropout(child.p))
    unfit = encoder.load_state_dict(weights, strict=False)
    if unfit.missing_keys:
        raise ValueError(f"the base weights lack {unfit.missing_keys}")
    return encoder


class SharedDropout(nn.Module):
    """Dropout with one mask for all examples of a batch: drawing random numbers one by one is what dropout costs."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, values: Tensor) -> Tensor:
        """Values with some set to zero and the rest raised."""
        if not self.training or not self.share:
            return values
        kept = torch.rand(values.shape[1:]) >= self.share
        return values * (kept / (1 - self.share)).to(values.dtype)


class Network(nn.Module):
    """Encoder and heads.

    Args:
        config: the training run.
    """

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.encoder = base_encoder(base_folder(config.base), config.rates.dropout)
        width = self.encoder.config.hidden_size
        self.dropout = SharedDropout(config.rates.dropout)
        self.att = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, len(ATTRIBUTION)))
        self.transitions = nn.Parameter(torch.zeros(len(ATTRIBUTION), len(ATTRIBUTION)))
        self.register_buffer("forbidden", forbidden_steps(), persistent=False)
        self.ner = nn.Linear(width, len(ENTITY))
        self.pos = nn.Linear(width, len(TAG))
        self.ss = nn.Linear(width, 2)
        self.link_from, self.link_to = nn.Linear(width, POINTER), nn.Linear(width, POINTER)
        self.antecedent_from, self.antecedent_to = nn.Linear(width, POINTER), nn.Linear(width, POINTER)
        self.arc_from, self.arc_to = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc_form = nn.Parameter(0.02 * torch.randn(ARC + 1, ARC))
        self.name_from, self.name_to = nn.Linear(width, NAME), nn.Linear(width, NAME)
        self.name_form = nn.Parameter(0.02 * torch.randn(len(RELATION), NAME + 1, NAME + 1))
        self.meaning = nn.Linear(width, width)
        nn.init.eye_(self.meaning.weight)
        nn.init.zeros_(self.meaning.bias)

    def read(self, ids: Tensor, mask: Tensor, types: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Hidden states of pieces and of words; a word is its first piece."""
        pieces = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        words = torch.gather(pieces, 1, first[:, :, None].expand(-1, -1, pieces.shape[-1]))
        return pieces, self.dropout(words)

    def links(self, words: Tensor) -> Tensor:
        """Scores of each word pointing at each other: content at cue, cue at source."""
        return _pointing(self.link_from(words), self.link_to(words))

    def antecedents(self, words: Tensor) -> Tensor:
        """Scores of each mention's head pointing at the mention before it.

        Not exported: on GUM it finds more antecedents than the rules of ``discourse``, but it changes hardly a speaker
        in news (the model card has the figures). It is learned along, for whoever reads other texts.
        """
        return _pointing(self.antecedent_from(words), self.antecedent_to(words))

    def arcs(self, words: Tensor) -> Tensor:
        """Scores of each word hanging on each other (Dozat & Manning 2017)."""
        dependent, head = with_one(functional.gelu(self.arc_from(words))), functional.gelu(self.arc_to(words))
        return dependent @ self.arc_form.to(dependent.dtype) @ head.transpose(1, 2)

    def relation_parts(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """What the bilinear form that names an arc reads of dependents and heads."""
        return functional.gelu(self.name_from(words)), functional.gelu(self.name_to(words))

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Scores of each relation between a word and its head."""
        dependent, head = self.relation_parts(words)
        head = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, head.shape[-1]))
        form = self.name_form.to(dependent.dtype)
        return torch.einsum("bid,rde,bie->bir", with_one(dependent), form, with_one(head))

    def steps(self) -> Tensor:
        """Scores of each tag behind each tag."""
        return self.transitions + self.forbidden


def forbidden_steps() -> Tensor:
    """A large cost where an I tag would follow anything but its own B or I."""
    costs = torch.zeros(len(ATTRIBUTION), len(ATTRIBUTION))
    for after, tag in enumerate(ATTRIBUTION):
        for before, other in enumerate(ATTRIBUTION):
            if tag[0] == "I" and other[1:] != tag[1:]:
                costs[before, after] = FORBIDDEN
    return costs


def with_one(values: Tensor) -> Tensor:
    """Values with a column of ones behind."""
    return torch.cat([values, torch.ones_like(values[..., :1])], -1)


def _pointing(origin: Tensor, target: Tensor) -> Tensor:
    return origin @ target.transpose(1, 2) / math.sqrt(origin.shape[-1])
