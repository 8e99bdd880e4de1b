"""Real servers for the tests: the bot as `python -m serving` and the action server."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent / "project"
ROOT = Path(__file__).parents[2]
READY_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def request(url, body=None, method=None, headers=None):
    """Status and body of one HTTP request; a body that is not bytes is sent as JSON."""
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, data, headers or {}, method=method), timeout=60
        ) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@dataclass
class RunningBot:
    url: str
    directory: Path
    process: subprocess.Popen

    @property
    def webhook(self):
        return f"{self.url}/webhooks/rest/webhook"

    @property
    def database(self):
        return self.directory / "conversations.db"

    def say(self, text, sender):
        status, body = request(self.webhook, {"sender": sender, "message": text})
        assert status == 200, body
        return json.loads(body)

    def put_model(self, model):
        return request(f"{self.url}/model", {"model_file": str(model)}, "PUT")[0]

    def log(self):
        return (self.directory / "log").read_text(encoding="utf-8")

    def stop(self):
        """Exit code after SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextlib.contextmanager
def running_bot(model, directory, actions_url, **environment):
    port = free_port()
    (directory / "endpoints.yml").write_text(
        f"action_endpoint: {{url: '{actions_url}'}}\n"
        "tracker_store: {type: serving.tracker_store.DurableTrackerStore, dialect: sqlite, "
        f"db: {directory / 'conversations.db'}}}\n"
        "lock_store: {type: serving.lock_store.FifoLockStore}\n",
        encoding="utf-8",
    )
    (directory / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    command = [sys.executable, "-m", "serving", "--model", str(model), "--port", str(port)]
    command += ["--endpoints", str(directory / "endpoints.yml")]
    command += ["--credentials", str(directory / "credentials.yml")]
    process = _start(command, directory / "log", **environment)
    bot = RunningBot(f"http://127.0.0.1:{port}", directory, process)
    try:
        _wait(process, f"{bot.url}/health", directory / "log")
        yield bot
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def running_actions(directory):
    port = free_port()
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "project_actions", "--port", str(port)]
    process = _start(command, directory / "actions.log", SANIC_HOST="127.0.0.1")
    try:
        _wait(process, f"http://127.0.0.1:{port}/health", directory / "actions.log")
        yield f"http://127.0.0.1:{port}/webhook"
    finally:
        process.kill()
        process.wait()


def _start(command, log, **environment):
    path = os.pathsep.join([str(ROOT), str(PROJECT)])
    environment = {**os.environ, "PYTHONPATH": path, "KNOWLEDGE_DIR": str(ROOT / "knowledge"), **environment}
    with log.open("wb") as output:
        return subprocess.Popen(command, stdout=output, stderr=output, env=environment, cwd=log.parent)


def _wait(process, url, log):
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        with contextlib.suppress(OSError):
            if request(url)[0] == 200:
                return
        time.sleep(0.2)
    raise AssertionError(f"{url} did not get ready: {log.read_text(encoding='utf-8')}")
