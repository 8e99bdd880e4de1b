"""Run the action server, on loopback unless ACTIONS_HOST says otherwise."""

from __future__ import annotations

import logging
import os
import socket
import sys

from rasa_sdk.endpoint import create_app

from actions.base import weather_desk
from actions.errors import ActionError
from actions.settings import ActionServerSettings
from actions.weather.settings import WeatherSettings

CONFIGURATION_PROBLEM = 2


def main() -> int:
    """Serve the custom actions until stopped; returns a process exit code."""
    try:
        settings = ActionServerSettings.from_env(os.environ)
        WeatherSettings.from_env(os.environ)
        refuse_busy_port(settings)
    except ActionError as problem:
        print(f"actions: {problem}", file=sys.stderr)
        return CONFIGURATION_PROBLEM
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    weather_desk().report()  # starts fetching, so that the first greeting knows the weather
    app = create_app("actions", cors_origins=[])
    app.run(settings.host, settings.port, access_log=False)
    return 0


def refuse_busy_port(settings: ActionServerSettings) -> None:
    """Raise ActionError when another program already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as problem:
            raise ActionError(
                "port_busy",
                f"port {settings.port} on {settings.host} is busy: stop that program or set ACTIONS_PORT",
            ) from problem


if __name__ == "__main__":
    sys.exit(main())
