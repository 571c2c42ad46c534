"""The model's runtime tells nobody what it does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

READ = "from analysis.language.encoder import Encoder; Encoder(threads=1); print('read')"


def test_loading_the_model_leaves_no_number_of_the_machine(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    # Where tests are run by a service the runtime is silent of itself: that must not be what makes this pass.
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    environment = kept | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(root)}
    said = subprocess.run([sys.executable, "-c", READ], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert said.stdout == "read\n", said.stderr
    assert [path.name for path in tmp_path.rglob("*") if "onnx" in path.name.lower()] == []
    assert "telemetry" not in said.stderr.lower()
