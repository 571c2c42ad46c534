"""One short run from texts to a model that reads: on texts written here, with the base weights."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from analysis.language import load_pipeline
from analysis.language.encoder import MODEL
from analysis.language.training import run
from analysis.language.training.__main__ import keep_best, settle
from analysis.language.training.checkpoints import NAME, load_average
from analysis.language.training.choosing import choose
from analysis.language.training.config import SHIPPED, Config, load_config
from analysis.language.training.export import export_floats, export_integers
from analysis.language.training.network import Network, base_folder
from analysis.language.training.run import GUESSES

SENTENCE = "The mayor said that the bridge is safe.\n\nIt was built of stone."
BRAT = "T1\tSource 0 9\tx\nT2\tCue 10 14\tx\nT3\tContent 15 38\tx\nE1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\n"
TREE = (
    "# newdoc id = {n}\n# text = Ada sang\n"
    "1\tAda\tAda\tPROPN\t_\t_\t2\tnsubj\t_\t_\n2\tsang\tsing\tVERB\t_\t_\t0\troot\t_\t_\n"
)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    for part in ("train", "dev"):
        for kind in ("text", "attributions"):
            (folder / "polnear" / part / kind).mkdir(parents=True)
        for number in range(6):
            (folder / "polnear" / part / "text" / f"{number}.txt").write_text(SENTENCE, encoding="utf8", newline="")
            (folder / "polnear" / part / "attributions" / f"{number}.ann").write_text(BRAT, encoding="utf8")
    (folder / "worldwide-ner").mkdir()
    names = "".join(
        f"# article = {n}\nAda\tB-Person\nBell\tI-Person\nleft\tO\nKalmar\tB-Location\ntoday\tB-Date\n.\tO\n\n"
        for n in range(6)
    )
    (folder / "worldwide-ner" / "train.tsv").write_text(names, encoding="utf8")
    for bank in ("ud-ewt", "ud-gum"):
        (folder / bank).mkdir()
        trees = "\n".join(TREE.format(n=n) for n in range(3))
        (folder / bank / "train.conllu").write_text(trees, encoding="utf8")
    return folder


@pytest.fixture(scope="module")
def config() -> Config:
    shipped = load_config()
    return replace(shipped, epochs=2, batch_pieces=60, threads=1, lone_sentences=4)


def averages(folder: Path) -> dict[str, torch.Tensor]:
    return {name: value for name, value in load_file(folder / NAME).items() if name.startswith("average/")}


def test_a_run_that_was_stopped_ends_as_one_that_was_not(
    corpora: Path, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SAVED_EVERY", 2)
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps({"outlet": "Post", "title": "Bridge", "text": SENTENCE}) + "\n", encoding="utf8")
    earlier = run.Earlier(MODEL, news)
    epochs: list[int] = []
    for folder in (whole, stopped):
        folder.mkdir()
    run.train(corpora, whole, config, epochs.append, earlier)
    assert epochs == [1, 2]
    steps = iter(range(100))
    learn = run._learn

    def interrupted(*arguments: object) -> float:
        if next(steps) == 3:  # behind the first checkpoint, before the second
            raise KeyboardInterrupt
        return learn(*arguments)

    monkeypatch.setattr(run, "_learn", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.train(corpora, stopped, config, epochs.append, earlier)
    assert epochs == [1, 2]
    monkeypatch.setattr(run, "_learn", learn)
    run.train(corpora, stopped, config, epochs.append, earlier)
    assert epochs == [1, 2, 1, 2]
    expected = averages(whole)
    assert expected.keys() == averages(stopped).keys()
    for name, value in averages(stopped).items():
        torch.testing.assert_close(value, expected[name], msg=name)

    network = Network(config)
    load_average(stopped, network)
    export_floats(network, base_folder(config.base) / "tokenizer.json", tmp_path / "float")
    export_integers(tmp_path / "float", tmp_path / "model")
    assert (tmp_path / "model" / "model.int8.onnx").stat().st_size < 30e6
    choose(tmp_path / "model", corpora / "polnear" / "dev")
    doc = load_pipeline(model=tmp_path / "model")(SENTENCE)
    assert doc.text == SENTENCE
    assert all(token.pos_ for token in doc)


def test_weights_other_than_the_config_names_are_refused(config: Config) -> None:
    with pytest.raises(ValueError, match="sha256"):
        base_folder(replace(config.base, sha256="0" * 64))
    with pytest.raises(ModuleNotFoundError, match="training"):
        base_folder(replace(config.base, package="no_such_package"))


def test_a_run_goes_on_with_the_settings_it_began_with(config: Config, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(SHIPPED.read_text(encoding="utf8").replace("seed = 0", "seed = 7"), encoding="utf8")
    out = tmp_path / "out"
    out.mkdir()
    assert settle(out, own, None).seed == 7
    assert settle(out, None, None).seed == 0  # it has not begun: a new run
    assert settle(out, own, None).seed == 7
    (out / NAME).touch()
    assert settle(out, None, None).seed == 7
    with pytest.raises(ValueError, match="holds a run with other settings than"):
        settle(out, SHIPPED, None)
    with pytest.raises(ValueError, match="holds a run without an earlier model: go on with it so"):
        settle(out, None, MODEL)
    (out / GUESSES).touch()
    with pytest.raises(ValueError, match="holds a run with an earlier model: go on with it so"):
        settle(out, None, None)


def test_a_corpus_that_is_missing_is_named(config: Config, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"polnear/train/text is not there: --corpora needs"):
        run.train(tmp_path, tmp_path, config, print)


def test_the_best_epoch_is_kept_not_the_last(tmp_path: Path) -> None:
    (tmp_path / "float").mkdir()
    kept = []
    for name, score in (("epoch 1", 60.0), ("epoch 2", 75.0), ("8-bit", 99.0), ("epoch 3", 74.0)):
        with (tmp_path / "scores.jsonl").open("a", encoding="utf8") as file:
            file.write(json.dumps({"name": name, "who said what": score}) + "\n")
        if name != "8-bit":
            (tmp_path / "float" / "weights").write_text(name, encoding="utf8")
            kept.append((keep_best(tmp_path), (tmp_path / "best" / "weights").read_text(encoding="utf8")))
    assert kept == [(60.0, "epoch 1"), (75.0, "epoch 2"), (75.0, "epoch 2")]


def test_the_settings_of_both_rounds_are_read() -> None:
    first, second = load_config(SHIPPED.with_name("round_one.toml")), load_config()
    assert (first.lone_sentences, second.lone_sentences) == (0, 10_000)
    assert first.base == second.base
