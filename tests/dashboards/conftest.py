"""The stand-in corpus, for tests without a browser."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dashboards.desk import Desk


def stand_in_module() -> ModuleType:
    """Load stand_in.py, which lies beside the tests and in no package."""
    name = "dashboard_stand_in"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("stand_in.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def stand_in() -> ModuleType:
    return stand_in_module()


@pytest.fixture(scope="session")
def desk(stand_in: ModuleType) -> Desk:
    return Desk(stand_in.ellis())
