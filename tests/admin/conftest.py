"""A running staff screen with a small knowledge base of its own, and a browser-like client for each role."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import delete, select

from admin import accounts
from admin.database import Database
from admin.editing.tables import Draft, Version
from admin.publishing.tables import Publication
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
    clients: dict[str, Client] = field(default_factory=dict)

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
            "ADMIN_CONVERSATIONS": str(self.folder / "conversations.db"),
            "ADMIN_REPORTS": str(self.folder / "reports"),
            "ADMIN_STORIES": str(self.folder / "staff.yml"),
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

    def reset(self) -> None:
        """Back to the articles of the product, without drafts, versions and publications."""
        for article in ARTICLES:
            shutil.copy(
                ROOT / "knowledge" / "articles" / f"{article}.yml",
                self.knowledge / "articles" / f"{article}.yml",
            )
        database = self.database
        with database.session() as session:
            for table in (Draft, Version, Publication):
                session.execute(delete(table))
        database.close()

    def signed_in(self, username: str) -> Client:
        if username not in self.clients:
            self.clients[username] = self.client(username)
        return self.clients[username]

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


@dataclass
class FakeBot:
    """Stands in for the bot's control API: takes models, and refuses them on demand."""

    loaded: list[str] = field(default_factory=list)
    refuse: bool = False

    def serve(self) -> ThreadingHTTPServer:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if not fake.refuse:
                    fake.loaded.append(Path(body["model_file"]).name)
                self.send_response(400 if fake.refuse else 204)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


@dataclass
class Publisher:
    """A staff screen whose training takes no time and does what it is told (see fake_trainer.py)."""

    screen: Screen
    bot: FakeBot
    orders: Path

    @property
    def models(self) -> Path:
        return self.screen.folder / "project" / "models"

    def reset(self) -> None:
        self.order("")
        self.bot.loaded.clear()
        self.bot.refuse = False
        self.screen.reset()
        for made in self.models.iterdir():
            made.unlink()
        for made in (self.screen.folder / "first/models").iterdir():
            shutil.copy(made, self.models)

    def client(self, role: str) -> Client:
        return self.screen.signed_in(role)

    def order(self, what: str) -> None:
        self.orders.write_text(what)

    def newest_model(self) -> str:
        found = max(self.models.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime, default=None)
        return found.name if found else ""

    def article(self, key: str) -> Path:
        return self.screen.knowledge / "articles" / f"{key}.yml"

    def publish(self, client: Client, key: str, text: str) -> requests.Response:
        state = client.session.get(f"{client.url}/articles/{key}/state", timeout=30).json()
        body = {
            "text": text,
            "revision": state["revision"],
            "file_digest": state["file_digest"],
            "then": "publish",
        }
        return client.send(f"/articles/{key}/save", body)

    def statuses(self) -> list[str]:
        database = self.screen.database
        with database.session() as session:
            found = [
                row.status for row in session.execute(select(Publication).order_by(Publication.id)).scalars()
            ]
        database.close()
        return found

    def wait_until(self, *statuses: str) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.statuses() == list(statuses):
                return
            time.sleep(0.05)
        raise AssertionError(f"{self.statuses()} instead of {statuses}")


@pytest.fixture(scope="session")
def publishing_screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publisher]:
    tmp_path = tmp_path_factory.mktemp("publishing")
    bot, orders, project = FakeBot(), tmp_path / "orders", tmp_path / "project"
    server = bot.serve()
    project.mkdir()
    (project / "models").mkdir()
    (project / "knowledge").symlink_to(ROOT / "knowledge")
    (project / "evaluation").mkdir()
    (project / "evaluation/civil.tsv").write_text(
        "text\ttopic\n여권을 다시 찾으려면 어디로 가야 합니까\tcivil/passport_lost\n"
    )
    trainer = f"{sys.executable} {Path(__file__).parent / 'fake_trainer.py'}"
    screen = make_screen(
        tmp_path,
        {
            "ADMIN_PROJECT": str(project),
            "ADMIN_WORK_DIR": str(tmp_path / "work"),
            "ADMIN_EVALUATION_DIR": str(project / "evaluation"),
            "ADMIN_TRAIN_COMMAND": f"{trainer} train",
            "ADMIN_EVALUATE_COMMAND": f"{trainer} evaluate",
            "ADMIN_BOT_URL": f"http://127.0.0.1:{server.server_port}",
            "FAKE_ORDERS": str(orders),
            "PYTHONPATH": str(ROOT),
        },
    )
    environment = {**os.environ, **screen.environment}
    (tmp_path / "first/knowledge").parent.mkdir()
    shutil.copytree(screen.knowledge, tmp_path / "first/knowledge")
    subprocess.run([*trainer.split(), "train"], cwd=tmp_path / "first", env=environment, check=True)
    for made in (tmp_path / "first/models").iterdir():
        shutil.copy(made, project / "models")
    screen.start()
    yield Publisher(screen, bot, orders)
    screen.kill()
    server.shutdown()


@pytest.fixture
def publisher(publishing_screen: Publisher) -> Publisher:
    """A staff screen with the stand-in trainer, a stand-in bot and one model that is live."""
    publishing_screen.reset()
    return publishing_screen


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
def edited(screen: Screen) -> Iterator[Screen]:
    """The shared screen for tests that change articles; afterwards they are as before."""
    screen.reset()
    yield screen
    screen.reset()


@pytest.fixture(scope="session")
def signed_in(screen: Screen) -> Callable[[str], Client]:
    """A client signed in as a role: `signed_in("viewer")`."""
    return screen.signed_in
