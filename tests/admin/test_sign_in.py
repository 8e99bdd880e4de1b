"""Signing in: lock-out, idle time-out, passwords, and what the log keeps."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from admin import accounts, sessions
from admin.database import Database
from admin.errors import InputError, SignInError
from admin.passwords import check_rules
from admin.roles import Role
from admin.settings import AdminSettings

SETTINGS = AdminSettings()
PASSWORD = "correct-horse-7"
HERE = "10.0.0.1"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "admin.db")
    made.migrate()
    with made.session() as session:
        accounts.create(session, "kim", "김 주무관", Role.ADMINISTRATOR, PASSWORD)
    yield made
    made.close()


def attempt(
    database: Database, password: str, now: float, username: str = "kim", address: str = HERE
) -> bool:
    with database.session() as session:
        return sessions.check_password(session, username, password, address, now, SETTINGS) is not None


def test_five_wrong_passwords_lock_the_name_and_time_opens_it(database: Database) -> None:
    for _ in range(5):
        assert not attempt(database, "wrong", 1000.0)
    with pytest.raises(SignInError, match="잠겼습니다"):
        attempt(database, PASSWORD, 1001.0)
    assert attempt(database, PASSWORD, 1000.0 + 15 * 60 + 1)


def test_a_name_that_does_not_exist_locks_the_same_way(database: Database) -> None:
    for _ in range(5):
        assert not attempt(database, "wrong", 1000.0, username="nobody")
    with pytest.raises(SignInError):
        attempt(database, "wrong", 1001.0, username="nobody")


def test_one_address_trying_many_names_is_locked(database: Database) -> None:
    for number in range(30):
        attempt(database, "wrong", 1000.0, username=f"name{number}")
    with pytest.raises(SignInError):
        attempt(database, PASSWORD, 1001.0)
    assert attempt(database, PASSWORD, 1001.0, address="10.0.0.2")


def test_an_idle_session_ends(database: Database) -> None:
    with database.session() as session:
        user = accounts.find(session, "kim")
        assert user is not None
        cookie = sessions.begin(session, user, 1000.0)
    with database.session() as session:
        assert sessions.visit(session, cookie, 1000.0 + 29 * 60, SETTINGS) is not None
    with database.session() as session:
        assert sessions.visit(session, cookie, 1000.0 + 60 * 60, SETTINGS) is None
    with database.session() as session:
        assert sessions.visit(session, cookie, 1001.0, SETTINGS) is None


def test_a_switched_off_account_is_out_at_once(database: Database) -> None:
    with database.session() as session:
        lee = accounts.create(session, "lee01", "이 주무관", Role.VIEWER, PASSWORD)
        cookie = sessions.begin(session, lee, time.time())
        accounts.change(session, lee.id, "이 주무관", Role.VIEWER, "", active=False)
    with database.session() as session:
        assert sessions.visit(session, cookie, time.time(), SETTINGS) is None
    assert not attempt(database, PASSWORD, time.time(), username="lee01")


def test_the_last_administrator_stays_one(database: Database) -> None:
    with database.session() as session:
        kim = accounts.find(session, "kim")
        assert kim is not None
        with pytest.raises(InputError, match="관리자가 한 명도"):
            accounts.change(session, kim.id, "김", Role.VIEWER, "", active=True)


@pytest.mark.parametrize(
    "password", ["short1", "onlyletters", "1234567890", "kim-has-1-name", "aaaa111122bb"]
)
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(InputError):
        check_rules(password, "kim")


def test_a_first_password_has_to_be_changed_before_anything_else(screen: Any) -> None:
    boss = screen.client("administrator")
    boss.get("/users")
    page = boss.post("/users", {"username": "newcomer", "name": "새 직원", "role": "viewer"}).text
    first = page.split('class="secret">')[1].split("<")[0]
    client = screen.client()
    assert client.sign_in("newcomer", first).status_code == 302
    assert client.get("/articles").headers["Location"] == "/password"
    wrong = client.post("/password", {"old": first, "new": "short", "again": "short"})
    assert "10자" in wrong.text
    client.post("/password", {"old": first, "new": "brand-new-42x", "again": "brand-new-42x"})
    assert client.get("/articles").status_code == 200


def test_signing_out_ends_the_session(screen: Any) -> None:
    client = screen.client("viewer")
    cookies = dict(client.session.cookies)
    client.post("/sign-out")
    client.session.cookies.update(cookies)
    assert client.get("/articles").status_code == 302


def test_sign_ins_and_failures_are_in_the_audit_log(signed_in: Callable[[str], Any], screen: Any) -> None:
    screen.client("viewer")
    screen.client().sign_in("viewer", "wrong-password-1")
    log = signed_in("administrator").get("/audit?username=viewer").text
    assert "로그인 실패" in log


def test_the_first_administrator_is_made_on_the_command_line(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "admin",
        "user",
        "--username",
        "first",
        "--name",
        "첫 관리자",
        "--password-stdin",
    ]
    environment = {"ADMIN_DATABASE": str(tmp_path / "admin.db")}
    result = subprocess.run(command, input=f"{PASSWORD}\n", env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    made = Database(tmp_path / "admin.db")
    assert attempt(made, PASSWORD, time.time(), username="first")
    made.close()
