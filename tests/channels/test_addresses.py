from __future__ import annotations

from channels.addresses import client_address


def test_without_a_proxy_the_caller_is_the_peer() -> None:
    assert client_address("203.0.113.9", "") == "203.0.113.9"


def test_a_stranger_cannot_claim_another_address() -> None:
    assert client_address("203.0.113.9", "198.51.100.1") == "203.0.113.9"


def test_a_proxy_on_this_machine_names_the_caller() -> None:
    assert client_address("127.0.0.1", "198.51.100.1") == "198.51.100.1"


def test_behind_a_proxy_only_the_part_the_proxy_added_counts() -> None:
    assert client_address("127.0.0.1", "1.2.3.4, 198.51.100.1") == "198.51.100.1"


def test_a_chain_of_trusted_proxies_is_followed_to_the_caller() -> None:
    assert client_address("127.0.0.1", "198.51.100.1, 10.0.0.7", {"10.0.0.7"}) == "198.51.100.1"


def test_a_local_caller_without_a_proxy_is_itself() -> None:
    assert client_address("::1", "") == "::1"
