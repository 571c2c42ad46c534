"""The command: train, report development scores behind every epoch, export the best one, check the 8-bit model."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from analysis.language.training.checkpoints import NAME, load_average
from analysis.language.training.choosing import choose
from analysis.language.training.config import SHIPPED, Config, load_config
from analysis.language.training.export import export_floats, export_integers
from analysis.language.training.network import Network, base_folder
from analysis.language.training.run import GUESSES, Earlier, train
from analysis.language.training.scores import measure, summary

MOST_LOST = 0.5  # points of who-said-what F1 that 8-bit integers may cost


def report(out: Path, corpora: Path, config: Config, epoch: int) -> float:
    """Export the averaged weights as floats, choose their decoder, measure them on the development sets and print that.

    Args:
        out: the run's folder; the model is written to ``float`` in it and a line to ``scores.jsonl``.
        corpora: the corpora.
        config: the run's settings.
        epoch: epochs done.

    Returns:
        Who-said-what F1, in per cent.
    """
    network = Network(config)
    load_average(out, network)
    export_floats(network, base_folder(config.base) / "tokenizer.json", out / "float")
    return _measured(out / "float", out, corpora, f"epoch {epoch}")


def _measured(model: Path, out: Path, corpora: Path, name: str) -> float:
    choice = choose(model, corpora / "polnear" / "dev")
    scores = summary(measure(model, corpora))
    table = Table("measure", "F1", "interval", title=f"{name} ({model})")
    for row in scores.iter_rows(named=True):
        table.add_row(row["measure"], f"{row['f1']:.1f}", f"{row['low']:.1f} to {row['high']:.1f}")
    table.add_row("calibration error, cross-validated", f"{choice.calibration_error:.3f}", "")
    Console().print(table)
    line = {"name": name, **dict(scores.select("measure", "f1").rows()), "calibration error": choice.calibration_error}
    with (out / "scores.jsonl").open("a", encoding="utf8") as file:
        file.write(json.dumps(line) + "\n")
    return float(line["who said what"])


def keep_best(out: Path) -> float:
    """Keep the epoch that read best so far in ``best``: the last one need not be it.

    Args:
        out: the run's folder, with ``float`` and a line of ``scores.jsonl`` of the epoch just done.

    Returns:
        Who-said-what F1 of the best epoch, in per cent.
    """
    lines = [json.loads(line) for line in (out / "scores.jsonl").read_text(encoding="utf8").splitlines()]
    scores = [float(line["who said what"]) for line in lines if line["name"].startswith("epoch")]
    if scores[-1] >= max(scores) or not (out / "best").exists():
        shutil.rmtree(out / "best", ignore_errors=True)
        shutil.copytree(out / "float", out / "best")
    return max(scores)


def settle(out: Path, chosen: Path | None, earlier: Path | None) -> Config:
    """The settings of a run, kept in its folder: whoever goes on with it goes on with the same ones.

    Args:
        out: the run's folder.
        chosen: a config file; by default the run's own, or the shipped one for a new run.
        earlier: the model whose guesses are to be learned along.

    Returns:
        The settings.

    Raises:
        ValueError: the run has begun with others.
    """
    stored, began = out / "config.toml", (out / NAME).exists()
    if began and chosen and load_config(chosen) != load_config(stored):
        raise ValueError(f"{out} holds a run with other settings than {chosen}: leave --config away, or change --out.")
    if began and bool(earlier) != (out / GUESSES).exists():
        raise ValueError(f"{out} holds a run {'without' if earlier else 'with'} an earlier model: go on with it so.")
    if not began and chosen != stored:
        shutil.copyfile(chosen or SHIPPED, stored)
    return load_config(stored)


def main() -> int:
    """Train from the command line; 1 where the 8-bit model loses too much."""
    parser = argparse.ArgumentParser(prog="python -m analysis.language.training", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="polnear, worldwide-ner, ud-ewt and ud-gum")
    parser.add_argument("--out", type=Path, required=True, help="the run's folder; what is there is gone on with")
    parser.add_argument("--config", type=Path, help="by default the run's own, or the shipped one for a new run")
    parser.add_argument("--earlier", type=Path, help="folder of an earlier model: its guesses are learned along")
    parser.add_argument("--news", type=Path, help="articles without annotations, for the earlier model to guess in")
    options = parser.parse_args()
    if options.news and not options.earlier:
        parser.error("--news needs --earlier: without a model nobody guesses what these articles hold.")
    out, corpora = options.out, options.corpora
    out.mkdir(parents=True, exist_ok=True)
    try:
        config = settle(out, options.config, options.earlier)
    except ValueError as error:
        parser.error(str(error))

    def behind_epoch(epoch: int) -> None:
        report(out, corpora, config, epoch)
        keep_best(out)

    train(corpora, out, config, behind_epoch, Earlier(options.earlier, options.news) if options.earlier else None)
    if not (out / "best").exists():  # stopped between the last epoch and its report
        behind_epoch(config.epochs)
    floats = keep_best(out)
    export_integers(out / "best", out / "model")
    lost = floats - _measured(out / "model", out, corpora, "8-bit")
    Console().print(f"8-bit integers cost {lost:.1f} points of who-said-what F1; the model is in {out / 'model'}")
    return int(lost > MOST_LOST)


if __name__ == "__main__":
    sys.exit(main())
