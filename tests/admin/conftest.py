"""A running staff screen with a small knowledge base of its own, and a browser-like client for each role."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from admin import accounts
from admin.database import Database
from admin.roles import Role

ROOT = Path(__file__).parents[2]
PASSWORD = "correct-horse-7"
DEPARTMENT = "civil_service"
ARTICLES = (
    "civil/passport_lost",
    "civil/passport_issue",
    "environment/large_waste",
    "traffic/illegal_parking_fine",
)
TOKEN = re.compile(r'name="form[_-]token" (?:value|content)="([^"]+)"')


@dataclass
class Client:
    """A browser without scripts: keeps cookies and sends the token of the last page with each form."""

    url: str
    token: str = ""
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **options: Any) -> requests.Response:
        response = self.session.get(self.url + path, timeout=30, allow_redirects=False, **options)
        if found := TOKEN.search(response.text):
            self.token = found[1]
        return response

    def post(self, path: str, fields: dict[str, Any] | None = None, **options: Any) -> requests.Response:
        data = {"form_token": self.token, **(fields or {})}
        return self.session.post(self.url + path, data=data, timeout=60, allow_redirects=False, **options)

    def send(self, path: str, body: Any) -> requests.Response:
        headers = {"X-Form-Token": self.token, "Accept": "application/json"}
        return self.session.post(self.url + path, json=body, headers=headers, timeout=60)

    def sign_in(self, username: str, password: str = PASSWORD) -> requests.Response:
        self.get("/sign-in")
        response = self.post("/sign-in", {"username": username, "password": password})
        if response.status_code == 302:
            self.get("/password")
        return response


@dataclass
class Screen:
    """The staff screen as its own process."""

    folder: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def knowledge(self) -> Path:
        return self.folder / "knowledge"

    @property
    def database(self) -> Database:
        return Database(self.folder / "admin.db")

    def start(self) -> None:
        environment = {
            **os.environ,
            "ADMIN_PORT": str(self.port),
            "ADMIN_DATABASE": str(self.folder / "admin.db"),
            "KNOWLEDGE_DIR": str(self.knowledge),
            **self.environment,
        }
        log = self.folder / "admin.log"
        with log.open("ab") as output:
            command = [sys.executable, "-m", "admin"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(log.read_text(errors="replace")[-3000:])

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)

    def add_user(self, username: str, role: Role, department: str = "") -> None:
        database = self.database
        with database.session() as session:
            accounts.create(session, username, f"{username} 주무관", role, PASSWORD, department)
        database.close()

    def client(self, username: str = "") -> Client:
        client = Client(self.url)
        if username:
            assert client.sign_in(username).status_code == 302
        return client


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_knowledge(target: Path) -> None:
    """The real profile files and a few articles: enough for every page, quick to load."""
    target.mkdir()
    for path in (ROOT / "knowledge").glob("*.yml"):
        shutil.copy(path, target)
    for article in ARTICLES:
        file = target / "articles" / f"{article}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "knowledge" / "articles" / f"{article}.yml", file)


def make_screen(folder: Path, environment: dict[str, str] | None = None) -> Screen:
    """A screen with one user of each role, named like the role; not yet started."""
    copy_knowledge(folder / "knowledge")
    screen = Screen(folder, _free_port(), environment or {})
    database = screen.database
    database.migrate()
    database.close()
    for role in Role:
        screen.add_user(role.value, role, DEPARTMENT if role is Role.EDITOR else "")
    return screen


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """One staff screen shared by tests that leave it as it was."""
    running = make_screen(tmp_path_factory.mktemp("admin"))
    running.start()
    yield running
    running.kill()


@pytest.fixture
def own_screen(tmp_path: Path) -> Iterator[Callable[..., Screen]]:
    """Starts a staff screen of the test's own, with settings of its own."""
    started: list[Screen] = []

    def start(**environment: str) -> Screen:
        running = make_screen(tmp_path, environment)
        running.start()
        started.append(running)
        return running

    yield start
    for running in started:
        running.kill()


@pytest.fixture(scope="session")
def signed_in(screen: Screen) -> Callable[[str], Client]:
    """A client signed in as a role: `signed_in("viewer")`."""
    clients: dict[str, Client] = {}

    def client(role: str) -> Client:
        if role not in clients:
            clients[role] = screen.client(role)
        return clients[role]

    return client
