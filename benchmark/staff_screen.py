"""The staff screen over ten thousand conversations: how long its server takes for each page.

Alone: `python -m benchmark.staff_screen [CONVERSATIONS]` prints the table.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import requests

from benchmark.conversations import seed_conversations
from benchmark.errors import BenchmarkError
from benchmark.processes import Server, free_port, serve

CONVERSATIONS = 10_000
REPEATS = 15
LIMIT_MS = 300
USER, PASSWORD = "benchmark", "correct-horse-7"
INDEXING_SECONDS = 600
TOKEN = re.compile(r'name="form[_-]token" (?:value|content)="([^"]+)"')
PAGES = {
    "inbox": "/inbox",
    "inbox, searched": "/inbox?words=드론",
    "inbox, one question": "/inbox/{question}",
    "conversations": "/conversations",
    "conversations, searched": "/conversations?words=여권",
    "conversations, filtered": "/conversations?special=questions&emotion=anger&channel=kiosk",
    "conversations, last page": "/conversations?page={last}",
    "one transcript": "/conversations/read?id=bench-{middle}",
    "statistics, four weeks": "/statistics",
    "statistics, everything": "/statistics?first=2000-01-01&last=2100-01-01",
    "weekly report": "/reports",
    "articles": "/articles",
    "publish": "/publish",
    "users": "/users",
    "audit log": "/audit",
}


@dataclass(frozen=True)
class PageTime:
    """Milliseconds from the request to the whole page, over loopback, and of CPU in the server."""

    name: str
    p50_ms: float
    worst_ms: float
    cpu_ms: float


@dataclass(frozen=True)
class ScreenResult:
    """What the staff screen took for `conversations` conversations of `events` events."""

    conversations: int
    events: int
    indexing_seconds: float
    memory_mb: float
    pages: tuple[PageTime, ...]


def measure(directory: Path, conversations: int = CONVERSATIONS) -> ScreenResult:
    """Seed a bot's database, let the staff screen index it, and time every page."""
    directory.mkdir(parents=True, exist_ok=True)
    database = directory / "conversations.db"
    events = seed_conversations(database, conversations, time.time())
    port = free_port()
    environment = {
        "ADMIN_PORT": str(port),
        "ADMIN_DATABASE": str(directory / "admin.db"),
        "ADMIN_CONVERSATIONS": str(database),
        "ADMIN_BOT_URL": "http://127.0.0.1:9",
        "ADMIN_REPORTS": str(directory / "reports"),
    }
    _add_user(environment)
    command = [sys.executable, "-m", "admin"]
    with serve(command, port, "/health", directory / "admin.log", environment) as server:
        session = _sign_in(server)
        seconds = _wait_for_index(session, server, conversations)
        places = {
            "question": _question(session, server),
            "last": conversations // 30,
            "middle": conversations // 2,
        }
        pages = [_time(session, server, name, path.format(**places)) for name, path in PAGES.items()]
        return ScreenResult(conversations, events, seconds, server.rss_mb, tuple(pages))


def _add_user(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "admin", "user", "--username", USER, "--name", USER, "--password-stdin"]
    subprocess.run(
        command,
        input=PASSWORD,
        text=True,
        check=True,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
    )


def _sign_in(server: Server) -> requests.Session:
    session = requests.Session()
    token = TOKEN.search(session.get(f"{server.url}/sign-in").text)
    fields = {"form_token": token[1] if token else "", "username": USER, "password": PASSWORD}
    if not session.post(f"{server.url}/sign-in", data=fields).url.endswith("/sign-in"):
        return session
    raise BenchmarkError("The staff screen did not let the benchmark in.")


def _wait_for_index(session: requests.Session, server: Server, conversations: int) -> float:
    """Wait until every conversation is indexed; return the seconds since the server was ready."""
    started = time.monotonic()
    while time.monotonic() - started < INDEXING_SECONDS:
        page = session.get(f"{server.url}/conversations").text
        found = re.search(r"대화 ([\d,]+)건", page)
        if found and int(found[1].replace(",", "")) >= conversations:
            return time.monotonic() - started
        time.sleep(0.5)
    raise BenchmarkError("The staff screen did not index the conversations in time.")


def _question(session: requests.Session, server: Server) -> str:
    found = re.search(r'href="/inbox/(\d+)"', session.get(f"{server.url}/inbox").text)
    if found is None:
        raise BenchmarkError("The inbox is empty: nothing was missed.")
    return found[1]


def _time(session: requests.Session, server: Server, name: str, path: str) -> PageTime:
    taken = []
    before = server.cpu_seconds
    for _ in range(REPEATS):
        started = time.perf_counter()
        response = session.get(server.url + path)
        taken.append((time.perf_counter() - started) * 1000)
        if response.status_code != 200:
            raise BenchmarkError(f"{path} answered {response.status_code}.")
    cpu = (server.cpu_seconds - before) * 1000 / REPEATS
    return PageTime(name, statistics.median(taken), max(taken), cpu)


def describe(result: ScreenResult) -> str:
    """Return the measurements as Markdown."""
    slowest = max(result.pages, key=lambda page: page.p50_ms)
    kept = "kept" if slowest.p50_ms < LIMIT_MS else "**not kept**"
    rows = [
        f"| {page.name} | {page.p50_ms:.0f} ms | {page.worst_ms:.0f} ms | {page.cpu_ms:.0f} ms |"
        for page in result.pages
    ]
    return "\n".join(
        [
            f"Promise: every page under {LIMIT_MS} ms. Slowest at the median: {slowest.name}, "
            f"{slowest.p50_ms:.0f} ms ({kept}). {result.conversations:,} conversations, "
            f"{result.events:,} events read in {result.indexing_seconds:.0f} s, {result.memory_mb:.0f} MB.",
            "",
            f"| page | p50 of {REPEATS} | slowest | CPU |",
            "| --- | --- | --- | --- |",
            *rows,
        ]
    )


def main() -> int:
    """Measure alone and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CONVERSATIONS
    with tempfile.TemporaryDirectory(prefix="benchmark-") as directory:
        print(describe(measure(Path(directory), count)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
