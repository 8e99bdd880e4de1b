"""Who reaches what: nothing unsigned, each role its own pages, forms only with their token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ROLES = ("viewer", "editor", "approver", "administrator")
EVERYBODY = ("/inbox", "/articles", "/conversations", "/statistics", "/reports", "/publish")
ADMINISTRATORS = ("/users", "/audit")


@pytest.mark.parametrize("path", [*EVERYBODY, *ADMINISTRATORS, "/", "/password", "/no-such-page"])
def test_a_stranger_is_sent_to_the_sign_in_page(screen: Any, path: str) -> None:
    response = screen.client().get(path)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("path", ["/users", "/password", "/sign-out"])
def test_a_stranger_changes_nothing(screen: Any, path: str) -> None:
    assert screen.client().post(path).status_code in (302, 401)


def test_the_sign_in_page_and_the_health_check_are_open(screen: Any) -> None:
    assert screen.client().get("/sign-in").status_code == 200
    assert screen.client().get("/health").json() == {"status": "ok"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", EVERYBODY)
def test_every_role_reads_the_pages_of_its_work(
    signed_in: Callable[[str], Any], role: str, path: str
) -> None:
    assert signed_in(role).get(path).status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ADMINISTRATORS)
def test_only_administrators_see_users_and_the_audit_log(
    signed_in: Callable[[str], Any], role: str, path: str
) -> None:
    assert signed_in(role).get(path).status_code == (200 if role == "administrator" else 403)


@pytest.mark.parametrize("role", ["viewer", "editor", "approver"])
def test_nobody_else_makes_accounts(signed_in: Callable[[str], Any], role: str) -> None:
    fields = {"username": "intruder", "name": "침입자", "role": "administrator"}
    assert signed_in(role).post("/users", fields).status_code == 403


def test_a_form_without_its_token_is_refused(screen: Any) -> None:
    client = screen.client("administrator")
    fields = {"username": "someone", "name": "누군가", "role": "viewer"}
    assert client.post("/users", {**fields, "form_token": ""}).status_code == 403
    assert client.post("/users", {**fields, "form_token": screen.client("viewer").token}).status_code == 403
    assert "someone" not in client.get("/users").text


def test_a_sign_in_form_without_its_token_is_refused(screen: Any) -> None:
    client = screen.client()
    client.get("/sign-in")
    fields = {"username": "viewer", "password": "correct-horse-7", "form_token": "guess"}
    assert client.post("/sign-in", fields).status_code == 403


def test_every_response_carries_the_security_headers(screen: Any) -> None:
    for path in ("/sign-in", "/health", "/users", "/static/admin.css"):
        headers = screen.client().get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_the_cookie_is_hidden_from_scripts_and_other_sites(screen: Any) -> None:
    client = screen.client()
    cookie = client.sign_in("viewer").headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_never_leads_to_another_site(screen: Any, target: str) -> None:
    client = screen.client()
    client.get("/sign-in")
    fields = {"username": "viewer", "password": "correct-horse-7", "next": target}
    assert client.post("/sign-in", fields).headers["Location"] == "/"


LOST = "/articles/civil/passport_lost"
EDITORS = ("editor", "approver", "administrator")
APPROVERS = ("approver", "administrator")
# What each role may send; 403 for everybody else. The bodies are empty, so that nothing is really changed.
SENDING = {
    f"{LOST}/save": EDITORS,
    f"{LOST}/merge": EDITORS,
    f"{LOST}/draft": EDITORS,
    f"{LOST}/history/999999": EDITORS,
    "/articles/new": EDITORS,
    "/articles/confirm": EDITORS,
    "/articles/import": EDITORS,
    "/articles/import/save": EDITORS,
    "/publish/999999/go-on": APPROVERS,
    "/publish/999999/give-up": APPROVERS,
    "/publish": APPROVERS,
    "/publish/999999/revert": APPROVERS,
    "/publish/999999/again": APPROVERS,
    "/users/999999": ("administrator",),
    "/users/999999/password": ("administrator",),
}
READING = (
    LOST,
    f"{LOST}/state",
    f"{LOST}/history",
    "/articles/confirm",
    "/articles/exchange",
    "/articles/export/csv",
    "/publish/progress",
)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", SENDING)
def test_each_role_sends_only_what_it_may(signed_in: Callable[[str], Any], role: str, path: str) -> None:
    status = signed_in(role).send(path, {}).status_code
    assert (status == 403) == (role not in SENDING[path])
    assert status < 500


@pytest.mark.parametrize("path", SENDING)
def test_nothing_is_sent_without_the_forms_token(screen: Any, path: str) -> None:
    client = screen.signed_in("administrator")
    response = client.session.post(
        screen.url + path, json={}, headers={"Accept": "application/json"}, timeout=30
    )
    assert (response.status_code, response.json()["error"]["code"]) == (403, "form_expired")


@pytest.mark.parametrize("path", [*SENDING, *READING])
def test_a_stranger_reaches_none_of_it(screen: Any, path: str) -> None:
    stranger = screen.client()
    assert stranger.get(path).status_code == 302
    assert stranger.send(path, {}).status_code == 401


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", READING)
def test_every_role_reads_articles(signed_in: Callable[[str], Any], role: str, path: str) -> None:
    assert signed_in(role).get(path).status_code == 200
