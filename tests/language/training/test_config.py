from pathlib import Path

import pytest

from analysis.language.training.config import SHIPPED, load_config


def test_the_shipped_config_is_whole() -> None:
    config = load_config()
    assert sum(config.windows.shares.values()) == pytest.approx(1)
    assert len(config.base.sha256) == 64


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("overlap = 0.2", "overlapping = 0.2", "overlap is missing"),
        ("seed = 0", "seed = 0\nseeds = 1", "seeds is not known"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(SHIPPED.read_text(encoding="utf8").replace(old, new), encoding="utf8")
    with pytest.raises(ValueError, match=f"own.toml.*{problem}"):
        load_config(path)
