"""Reads the sample once and keeps the reading, for notebooks whose numbers must be the same on every processor.

Run it as ``python data/read_sample.py`` after a change of the model, the schema or the sample, then
``python notebooks/execute.py``.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import analysis

HERE = Path(__file__).parent
READ = HERE / "sample-read"

if __name__ == "__main__":
    os.chdir(HERE)  # so that what is kept says where each article lay by a path of this folder alone
    shutil.rmtree(READ, ignore_errors=True)
    analysis.build(["sample"], READ, story_from="folder", outlets=Path("sample/outlets.csv"))
