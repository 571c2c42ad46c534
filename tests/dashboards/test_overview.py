"""What is worked out before the first visitor comes."""

from __future__ import annotations

from types import ModuleType

import pytest

from dashboards import overview
from dashboards.desk import Desk
from dashboards.findings import found_already
from dashboards.state import Scope, State


def test_the_first_visitors_findings_are_there_already(stand_in: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(stand_in.ellis())
    assert not found_already(desk, Scope())
    overview.prepare(desk)
    assert found_already(desk, Scope())

    def asked_again(*_: object) -> None:
        raise AssertionError("the page works beside itself on what is known")

    monkeypatch.setattr(overview.Overview, "in_turn", asked_again)
    page = overview.Overview(desk, State())
    page.refresh()
    assert "Comparing" not in page._findings.html
