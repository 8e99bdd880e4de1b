"""What tests share: one trained model and one running bot, made once per run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

ROOT = Path(__file__).parents[1]
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path, patience: float = 120.0) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not come up:\n{log.read_text(errors='replace')[-3000:]}")


@dataclass
class Bot:
    """A running bot on a port and a database of its own, with or without an action server beside it."""

    folder: Path
    action_server: bool = False
    port: int = field(default_factory=free_port)
    actions_port: int = field(default_factory=free_port)
    site_port: int = field(default_factory=free_port)  # of a website that may embed the chat
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "conversations.db"

    def start(self) -> None:
        endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text())
        if self.action_server:
            self.start_actions()
            endpoints["action_endpoint"]["url"] = f"http://127.0.0.1:{self.actions_port}/webhook"
        endpoints["tracker_store"]["db"] = str(self.database)
        (self.folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints))
        command = [
            "-m",
            "serving",
            "--port",
            str(self.port),
            "--endpoints",
            str(self.folder / "endpoints.yml"),
        ]
        self._run("bot", command, f"{self.url}/status")

    def start_actions(self) -> None:
        self._run("actions", ["-m", "actions"], f"http://127.0.0.1:{self.actions_port}/health")

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        process.kill()
        process.wait(10)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()

    def say(self, text: str, sender: str = "") -> list[dict[str, Any]]:
        body = {"sender": sender or uuid.uuid4().hex, "message": text}
        response = requests.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=30)
        response.raise_for_status()
        return list(response.json())

    def payloads(self, text: str, sender: str = "") -> list[dict[str, Any]]:
        return [m["custom"] for m in self.say(text, sender) if "custom" in m]

    def _run(self, name: str, command: list[str], health: str) -> None:
        log = self.folder / f"{name}.log"
        own = {
            "ACTIONS_PORT": str(self.actions_port),
            "WEB_ALLOWED_ORIGINS": f"http://127.0.0.1:{self.site_port}",
        }
        environment = {**os.environ, **QUIET, **own}
        with log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        self.processes[name] = process
        wait_for(health, process, log)


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The model of the product as it stands, trained once if anything changed."""
    result = subprocess.run(
        [sys.executable, "-m", "serving.training"],
        cwd=ROOT,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return max((ROOT / "models").glob("*.tar.gz"), key=lambda p: p.stat().st_mtime)


@pytest.fixture(scope="session")
def bot(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The whole bot over HTTP, shared by tests that do not break it."""
    running = Bot(tmp_path_factory.mktemp("bot"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def own_bot(trained_model: Path, tmp_path: Path) -> Iterator[Bot]:
    """A bot of the test's own and an action server beside it, to be broken on purpose."""
    running = Bot(tmp_path, action_server=True)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium; browser tests are skipped where there is none."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("Chromium is not installed: apt-get install chromium fonts-nanum")
