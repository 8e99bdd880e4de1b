from __future__ import annotations

from collections.abc import Set
from ipaddress import ip_address


def client_address(peer: str, forwarded_for: str, trusted: Set[str] = frozenset()) -> str:
    """Return the address a request came from.

    A proxy adds the address it was called from to the right end of X-Forwarded-For; what stands further left
    is the caller's own claim. So: from the right, the first address that is not one of our proxies.
    """
    address = peer
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    while hops and _is_proxy(address, trusted):
        address = hops.pop()
    return address


def _is_proxy(address: str, trusted: Set[str]) -> bool:
    if address in trusted:
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
