from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from channels.errors import SettingsError


@dataclass(frozen=True)
class WebSettings:
    """Limits of the website's channel."""

    max_message_chars: int = 1000
    """Longest question passed on to the bot (WEB_MAX_MESSAGE_CHARS)."""
    sender_per_minute: int = 30
    """Messages one conversation may send in a minute (WEB_SENDER_PER_MINUTE)."""
    address_per_minute: int = 300
    """Messages one address may send in a minute; an office shares one (WEB_ADDRESS_PER_MINUTE)."""
    remember_seconds: int = 600
    """How long a message sent again gets the reply it got before (WEB_REMEMBER_SECONDS)."""
    trusted_proxies: frozenset[str] = frozenset()
    """Proxies whose X-Forwarded-For is believed, beside those on this machine (WEB_TRUSTED_PROXIES)."""

    allowed_origins: frozenset[str] = frozenset()
    """Sites whose pages may embed the chat, as `https://www.example.go.kr`, or `*` (WEB_ALLOWED_ORIGINS)."""
    max_sockets: int = 1000
    """Open websockets in all; who comes later uses plain HTTP (WEB_MAX_SOCKETS)."""
    max_sockets_per_address: int = 100
    """Open websockets of one address; an office shares one (WEB_MAX_SOCKETS_PER_ADDRESS)."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> WebSettings:
        """Read the settings; raises SettingsError when a number is none or below one."""
        return cls(
            max_message_chars=_count(env, "WEB_MAX_MESSAGE_CHARS", cls.max_message_chars),
            sender_per_minute=_count(env, "WEB_SENDER_PER_MINUTE", cls.sender_per_minute),
            address_per_minute=_count(env, "WEB_ADDRESS_PER_MINUTE", cls.address_per_minute),
            remember_seconds=_count(env, "WEB_REMEMBER_SECONDS", cls.remember_seconds),
            trusted_proxies=_names(env, "WEB_TRUSTED_PROXIES"),
            allowed_origins=frozenset(
                origin.rstrip("/").lower() for origin in _names(env, "WEB_ALLOWED_ORIGINS")
            ),
            max_sockets=_count(env, "WEB_MAX_SOCKETS", cls.max_sockets),
            max_sockets_per_address=_count(env, "WEB_MAX_SOCKETS_PER_ADDRESS", cls.max_sockets_per_address),
        )


def _names(env: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(part.strip() for part in env.get(name, "").split(",") if part.strip())


def _count(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "").strip() or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(f"{name} must be a whole number from 1 up, not {text!r}.")
    return int(text)
