"""Settings of the serving package, read from the environment once at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from serving.errors import SettingsError

PIECES = ("validator", "events", "store", "lock", "runner", "rules", "apology", "guard")


@dataclass(frozen=True)
class ServingSettings:
    """How the Rasa server is run."""

    host: str = "127.0.0.1"
    """Address to listen on (SERVING_HOST)."""
    port: int = 5005
    """Port to listen on (SERVING_PORT)."""
    disabled: frozenset[str] = frozenset()
    """Pieces replaced by Rasa's own (SERVING_DISABLE, comma separated, of PIECES)."""
    auth_token: str | None = None
    """Token Rasa's control API asks for (SERVING_AUTH_TOKEN); without one it answers only this machine."""
    cors_origins: tuple[str, ...] = ()
    """Websites whose pages may talk to this server (SERVING_CORS, comma separated)."""
    max_body_bytes: int = 64 * 1024
    """Largest body a webhook accepts (SERVING_MAX_BODY_BYTES)."""
    max_message_chars: int = 1000
    """Longest message the REST channel passes on (SERVING_MAX_MESSAGE_CHARS)."""
    action_timeout: float = 10.0
    """Seconds an action may take before the resident gets an apology (SERVING_ACTION_TIMEOUT)."""
    action_connect_timeout: float = 1.0
    """Seconds to wait for a connection to the action server (SERVING_ACTION_CONNECT_TIMEOUT)."""

    def enabled(self, piece: str) -> bool:
        """Tell whether our `piece` is used instead of Rasa's own."""
        return piece not in self.disabled

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> ServingSettings:
        """Read the settings from `env` (default: the process environment)."""
        source = os.environ if env is None else env
        return cls(
            host=source.get("SERVING_HOST", cls.host),
            port=_number(source, "SERVING_PORT", cls.port, int),
            disabled=_pieces(source.get("SERVING_DISABLE", "")),
            auth_token=source.get("SERVING_AUTH_TOKEN") or None,
            cors_origins=_names(source.get("SERVING_CORS", "")),
            max_body_bytes=_number(source, "SERVING_MAX_BODY_BYTES", cls.max_body_bytes, int),
            max_message_chars=_number(source, "SERVING_MAX_MESSAGE_CHARS", cls.max_message_chars, int),
            action_timeout=_number(source, "SERVING_ACTION_TIMEOUT", cls.action_timeout, float),
            action_connect_timeout=_number(
                source, "SERVING_ACTION_CONNECT_TIMEOUT", cls.action_connect_timeout, float
            ),
        )


Number = TypeVar("Number", int, float)


def _number(env: Mapping[str, str], name: str, default: Number, kind: type[Number]) -> Number:
    try:
        value = kind(env.get(name, default))
    except ValueError:
        raise SettingsError(f"{name} must be a number, not {env[name]!r}.") from None
    if value <= 0:
        raise SettingsError(f"{name} must be greater than zero, not {value}.")
    return value


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _pieces(text: str) -> frozenset[str]:
    names = frozenset(_names(text))
    unknown = sorted(names - set(PIECES))
    if unknown:
        raise SettingsError(f"SERVING_DISABLE names {', '.join(unknown)}; known are {', '.join(PIECES)}.")
    return names
