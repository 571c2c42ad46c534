"""The dashboard as a script for Panel: ``panel serve dashboards/coverage.py --args CORPUS``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dashboards.app import visit
from dashboards.desk import Desk
from dashboards.server import desk


def chosen() -> Desk:
    """Open the corpus that ``--args`` or the environment variable PARALLAX_CORPUS names."""
    path = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("PARALLAX_CORPUS")
    if not path:
        raise ValueError("No corpus was named. Serve with: panel serve dashboards/coverage.py --args CORPUS")
    return desk(Path(path).resolve())


visit(chosen).servable()
