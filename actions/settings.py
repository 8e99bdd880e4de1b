from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.errors import ActionError


@dataclass(frozen=True)
class ActionServerSettings:
    """Where the action server listens; loopback unless an operator says otherwise."""

    host: str = "127.0.0.1"
    port: int = 5055

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> ActionServerSettings:
        """Read ACTIONS_HOST and ACTIONS_PORT; raises ActionError when the port is not a number."""
        port = env.get("ACTIONS_PORT", str(cls.port))
        if not port.isdigit():
            raise ActionError("settings", f"ACTIONS_PORT must be a port number, not {port!r}")
        return cls(env.get("ACTIONS_HOST", cls.host), int(port))
