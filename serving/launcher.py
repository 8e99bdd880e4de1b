"""`python -m serving`: check what is cheap to check, then start Rasa with this package's pieces."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from serving.environment import prepare_environment, quiet_warnings
from serving.errors import ServingError
from serving.preflight import check_credentials, check_endpoints, check_port, check_workers, find_model
from serving.settings import ServingSettings


def parse_arguments(argv: Sequence[str] | None, settings: ServingSettings) -> argparse.Namespace:
    """Return the command line's values, with the settings' as defaults."""
    parser = argparse.ArgumentParser(prog="python -m serving", description="Serve the bot over HTTP.")
    parser.add_argument(
        "--model", default="models", help="model archive, or the directory to take the newest of"
    )
    parser.add_argument("--host", default=settings.host, help="address to listen on")
    parser.add_argument("--port", type=int, default=settings.port, help="port to listen on")
    parser.add_argument("--endpoints", default="endpoints.yml", help="actions, tracker store, lock store")
    parser.add_argument("--credentials", default="credentials.yml", help="channels")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the server until it is told to stop; return the exit code, 2 with one line when it cannot start."""
    prepare_environment(os.environ)
    quiet_warnings()
    try:
        settings = ServingSettings.from_env()
        arguments = parse_arguments(argv, settings)
        settings = replace(settings, host=arguments.host, port=arguments.port)
        check_port(settings.host, settings.port)
        model = find_model(arguments.model)
        endpoints = check_endpoints(arguments.endpoints)
        credentials = check_credentials(arguments.credentials)
        check_workers(endpoints, settings)
        # Rasa takes seconds to import: only after everything above is known to be right.
        from serving.server import serve

        serve(str(model), arguments.endpoints, arguments.credentials, settings, endpoints, credentials)
    except ServingError as error:
        print(f"serving: {error}", file=sys.stderr)
        return 2
    return 0
