"""Under which hosts people reach the server, and which of them can be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import ip_address
from socket import gethostname

from analysis.articles.records import UnreadableError

# A name or an IPv4 address, or an IPv6 address in brackets; then perhaps a port.
HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


class OriginError(UnreadableError):
    """A host cannot be one; the message says why and what to do."""


def check_origins(origins: Sequence[str]) -> list[str]:
    """See whether hosts are plain ones: a wildcard would let any page in the world read what a visitor may read.

    Args:
        origins: hosts, with a port where it is not the scheme's.

    Returns:
        The same.

    Raises:
        OriginError: one is a wildcard, an address with a scheme or path, or no host.

    Example:
        >>> check_origins(["parallax.example", "desk-pc:5006"])
        ['parallax.example', 'desk-pc:5006']
    """
    for origin in origins:
        if not HOST.fullmatch(origin):
            why = " A wildcard would let any page read what a visitor may read." if "*" in origin else ""
            raise OriginError(f"--allow-origin '{origin}': must be a host, with a port if need be: desk-pc:5006.{why}")
    return list(origins)


def loopback(address: str) -> bool:
    """Whether only this machine itself reaches an address.

    Example:
        >>> loopback("localhost"), loopback("127.0.0.1"), loopback("0.0.0.0")
        (True, True, False)
    """
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def hosts(address: str) -> frozenset[str]:
    """Names by which a machine that listens at an address is reached."""
    if loopback(address):
        return LOOPBACK
    return frozenset({in_url(address), "localhost", gethostname()})


def in_url(address: str) -> str:
    """An address as it stands in a URL.

    Example:
        >>> in_url("::1"), in_url("10.0.0.7")
        ('[::1]', '10.0.0.7')
    """
    return f"[{address}]" if ":" in address else address
