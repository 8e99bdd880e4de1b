"""Checks before the slow imports: a mistake is told in one line and at once."""

from __future__ import annotations

import importlib
import os
import socket
from pathlib import Path
from typing import Any

import yaml

from serving.errors import StartError
from serving.settings import ServingSettings

RASA_STORES = frozenset({"sql", "redis", "mongod", "dynamo", "in_memory"})
RASA_LOCKS = frozenset({"redis", "in_memory"})
ENDPOINTS = frozenset(
    {"action_endpoint", "tracker_store", "lock_store", "event_broker", "nlg", "nlu", "models"}
)

IN_PROCESS = "inproc"  # scheme of an action_endpoint whose actions run in the bot's process


def check_port(host: str, port: int) -> None:
    """Raise StartError if nothing can listen on `port`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            remedy = f"stop the other program or choose another with --port. ({error.strerror})"
            raise StartError(f"Port {port} on {host} is not free: {remedy}") from None


def find_model(path: str) -> Path:
    """Return the model archive at `path`, the newest one of a directory; raise StartError if none."""
    place = Path(path)
    if place.is_file():
        return place
    archives = sorted(place.glob("*.tar.gz"), key=lambda archive: archive.stat().st_mtime)
    if not archives:
        raise StartError(f'No trained model at {path}: run "make train" first.')
    return archives[-1]


def read_yaml_mapping(path: str) -> dict[str, Any]:
    """Return the mapping in a configuration file; raise StartError naming file and line if there is none."""
    try:
        content = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StartError(f"{path} does not exist.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(f"{path} cannot be read: {error}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise StartError(f"{path}{line}: not valid YAML ({getattr(error, 'problem', error)}).") from None
    if not isinstance(content, dict):
        raise StartError(f"{path} must be a mapping of names to settings.")
    return content


def check_endpoints(path: str) -> dict[str, Any]:
    """Return endpoints.yml; raise StartError if an entry is unknown or has no settings."""
    endpoints = read_yaml_mapping(path)
    for name, settings in endpoints.items():
        if name not in ENDPOINTS:
            raise StartError(f"{path}: unknown entry {name!r}; known are {', '.join(sorted(ENDPOINTS))}.")
        if not isinstance(settings, dict):
            raise StartError(f"{path}: {name} must be a mapping, with a url or a type.")
    return endpoints


def check_credentials(path: str) -> dict[str, Any]:
    """Return credentials.yml; raise StartError if it names no channel."""
    channels = read_yaml_mapping(path)
    if not channels:
        raise StartError(f"{path} names no channel, so nobody could talk to the bot.")
    for name, settings in channels.items():
        if settings is not None and not isinstance(settings, dict):
            raise StartError(f"{path}: {name} must be empty or a mapping.")
    return channels


def check_classes(endpoints: dict[str, Any], credentials: dict[str, Any]) -> None:
    """Import every custom class the files name; raise StartError if one cannot be.

    Rasa would only warn about a tracker store and then keep the conversations in memory.
    """
    for entry, known in (("tracker_store", RASA_STORES), ("lock_store", RASA_LOCKS)):
        kind = (endpoints.get(entry) or {}).get("type")
        if kind and str(kind).lower() not in known:
            import_class(str(kind), f"endpoints.yml: {entry}.type")
    for channel in credentials:
        if "." in channel:
            import_class(channel, "credentials.yml: channel")


def import_class(path: str, where: str) -> type:
    """Return the class at `path`; raise StartError naming `where` it was asked for."""
    module, _, name = path.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise StartError(f"{where} {path!r} cannot be imported: {error}") from error
    return found


def check_workers(endpoints: dict[str, Any], settings: ServingSettings) -> None:
    """Raise StartError if several processes were to share a lock that lives in one."""
    fifo = "FifoLockStore" in str((endpoints.get("lock_store") or {}).get("type"))
    workers = os.environ.get("SANIC_WORKERS", "1")
    if fifo and settings.enabled("lock") and workers not in ("", "1"):
        raise StartError(
            f"SANIC_WORKERS={workers} needs a Redis lock store; FifoLockStore serves one process."
        )
