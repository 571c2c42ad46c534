"""Where a run stands, on disk: tensors as safetensors, counters as JSON, written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from analysis.language.training.network import Network

NAME = "checkpoint.safetensors"


def save_checkpoint(
    folder: Path, network: Network, average: dict[str, Tensor], optimiser: torch.optim.Optimizer, place: dict[str, Any]
) -> None:
    """Write where the run stands; an older checkpoint is replaced in one move.

    Args:
        folder: the run's folder.
        network: its weights.
        average: their moving average, by name.
        optimiser: its state is kept by parameter.
        place: counters that JSON can hold.
    """
    tensors = {f"weights/{name}": value for name, value in network.state_dict().items()}
    tensors |= {f"average/{name}": value for name, value in average.items()}
    names = {id(parameter): name for name, parameter in network.named_parameters()}
    for parameter, state in optimiser.state.items():
        tensors |= {f"optimiser/{names[id(parameter)]}/{key}": value for key, value in state.items()}
    tensors["random"] = torch.get_rng_state()
    write_whole(tensors, folder / NAME, {"place": json.dumps(place)})


def write_whole(tensors: dict[str, Tensor], path: Path, about: dict[str, str]) -> None:
    """Write tensors so that the file is there whole or not at all.

    Args:
        tensors: by name.
        path: an older file there is replaced in one move.
        about: what else the file tells.
    """
    partial = path.with_name(f"{path.name}.partial")
    save_file({name: value.contiguous() for name, value in tensors.items()}, partial, about)
    os.replace(partial, path)


def load_checkpoint(
    folder: Path, network: Network, average: dict[str, Tensor], optimiser: torch.optim.Optimizer
) -> dict[str, Any] | None:
    """Go back to the last checkpoint.

    Args:
        folder: the run's folder.
        network: gets the weights.
        average: gets the moving average.
        optimiser: gets its state.

    Returns:
        The counters, or None where there is no checkpoint.
    """
    if not (folder / NAME).exists():
        return None
    with safe_open(folder / NAME, "pt") as file:
        place: dict[str, Any] = json.loads(file.metadata()["place"])
        tensors = {name: file.get_tensor(name) for name in list(file.keys())}
    network.load_state_dict({name.partition("/")[2]: v for name, v in tensors.items() if name.startswith("weights/")})
    average.update({name.partition("/")[2]: v for name, v in tensors.items() if name.startswith("average/")})
    parameters = dict(network.named_parameters())
    for name, value in tensors.items():
        if name.startswith("optimiser/"):
            parameter, _, key = name.partition("/")[2].rpartition("/")
            optimiser.state[parameters[parameter]][key] = value
    torch.set_rng_state(tensors["random"])
    return place


def load_average(folder: Path, network: Network) -> None:
    """Give a network the averaged weights of a checkpoint."""
    with safe_open(folder / NAME, "pt") as file:
        names = [name for name in list(file.keys()) if name.startswith("average/")]
        weights = {name.partition("/")[2]: file.get_tensor(name) for name in names}
    network.load_state_dict(weights)
