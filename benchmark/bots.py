"""The bots that are compared: how each is trained and served."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from benchmark import accuracy, load
from benchmark.accuracy import Accuracy
from benchmark.load import LoadResult
from benchmark.machine import load_average
from benchmark.processes import Cost, Server, free_port, run, serve
from benchmark.project import Project
from benchmark.questions import Question, texts_to_send

WARM_UP = 16
IN_PROCESS = "inproc://actions"


@dataclass(frozen=True)
class BotResult:
    """Everything measured of one bot."""

    name: str
    topics: int
    training: Cost
    load_seconds: float
    idle_mb: float
    used_mb: float
    accuracy: Accuracy
    loads: tuple[LoadResult, ...]
    load_average: float
    """Load of the machine before the bot was asked anything."""


def train(project: Project, directory: Path) -> tuple[Path, Cost]:
    """Train from nothing; return the model and what it cost."""
    directory.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "rasa", "train", "--force", "--fixed-model-name", "bot"]
    command += ["--config", str(project.config), "--domain", str(project.domain), "--data", str(project.data)]
    command += ["--out", str(directory)]
    environment = {**_environment(project), "RASA_CACHE_DIRECTORY": str(directory / "cache")}
    return directory / "bot.tar.gz", run(command, directory / "train.log", environment)


def _environment(project: Project) -> dict[str, str]:
    return {"KNOWLEDGE_DIR": str(project.knowledge), "PYTHONPATH": str(Path.cwd())}


@contextmanager
def action_server(project: Project, directory: Path) -> Iterator[Server]:
    """Run the custom actions over HTTP."""
    port = free_port()
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
    with serve(command, port, "/health", directory / "actions.log", _environment(project)) as server:
        yield server


@contextmanager
def own_bot(project: Project, model: Path, actions: str, directory: Path) -> Iterator[Server]:
    """Serve our bot as `python -m serving` does, every turn synced to disk before its answer."""
    port = free_port()
    store = {
        "type": "serving.tracker_store.DurableTrackerStore",
        "dialect": "sqlite",
        "db": str(directory / "own.db"),
        "synchronous": "FULL",
    }
    files = _server_files(directory, actions, store, lock="serving.lock_store.FifoLockStore")
    command = [sys.executable, "-m", "serving", "--model", str(model), "--port", str(port), *files]
    with serve(command, port, "/health", directory / "bot.log", _environment(project)) as server:
        yield server


@contextmanager
def stock_bot(project: Project, model: Path, actions: str, directory: Path) -> Iterator[Server]:
    """Serve a model as stock `rasa run` does, with Rasa's own SQLite tracker store."""
    port = free_port()
    store = {"type": "SQL", "dialect": "sqlite", "db": str(directory / "stock.db")}
    files = _server_files(directory, actions, store, lock="")
    command = [sys.executable, "-m", "rasa", "run", "--enable-api", "--model", str(model)]
    command += ["--port", str(port), "--interface", "127.0.0.1", *files]
    with serve(command, port, "/status", directory / "bot.log", _environment(project)) as server:
        yield server


def _server_files(directory: Path, actions: str, store: Mapping[str, str], lock: str) -> list[str]:
    directory.mkdir(parents=True, exist_ok=True)
    endpoints: dict[str, object] = {"action_endpoint": {"url": actions}, "tracker_store": dict(store)}
    if lock:
        endpoints["lock_store"] = {"type": lock}
    (directory / "endpoints.yml").write_text(yaml.safe_dump(endpoints), encoding="utf-8")
    (directory / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    return [
        "--endpoints",
        str(directory / "endpoints.yml"),
        "--credentials",
        str(directory / "credentials.yml"),
    ]


def measure(
    name: str,
    topics: int,
    training: Cost,
    server: Server,
    questions: Sequence[Question],
    messages: int,
    senders: Sequence[int],
) -> BotResult:
    """Ask a running bot everything and load it; it is warmed up before it is timed."""
    busy = load_average()
    idle = server.rss_mb
    right = asyncio.run(accuracy.measure(server.url, questions))
    asyncio.run(load.talk(server.url, texts_to_send(questions, WARM_UP), 2))
    loads = tuple(_load(server, texts_to_send(questions, messages), count) for count in senders)
    return BotResult(name, topics, training, server.load_seconds, idle, server.rss_mb, right, loads, busy)


def _load(server: Server, texts: Sequence[str], senders: int) -> LoadResult:
    before = server.cpu_seconds
    result = asyncio.run(load.talk(server.url, texts, senders))
    return replace(result, cpu_ms=(server.cpu_seconds - before) * 1000 / len(texts))
