"""Under which hosts people reach the server."""

from __future__ import annotations

import pytest

from dashboards.origins import OriginError, check_origins, hosts


@pytest.mark.parametrize("origin", ["parallax.example", "desk-pc:5006", "10.0.0.7", "[::1]:80", "localhost:5006"])
def test_hosts_are_taken(origin: str) -> None:
    assert check_origins([origin]) == [origin]


@pytest.mark.parametrize(
    "origin",
    ["*", "*:5006", "*.example", "", "https://parallax.example", "a.example/x", "a.example; script-src *", "a b", "a:"],
)
def test_what_is_no_host_is_refused(origin: str) -> None:
    with pytest.raises(OriginError, match="must be a host, with a port if need be"):
        check_origins(["fine.example", origin])


def test_a_server_that_listens_to_this_machine_alone_has_its_names() -> None:
    assert hosts("127.0.0.1") == hosts("localhost") == {"localhost", "127.0.0.1", "[::1]"}
    assert {"10.0.0.7", "localhost"} < hosts("10.0.0.7")
    assert "[fd00::1]" in hosts("fd00::1")
