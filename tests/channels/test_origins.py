from __future__ import annotations

import pytest

from channels.origins import is_allowed, sharing_headers

HOST = "chat.example.kr:5005"
ALLOWED = frozenset({"https://www.example.go.kr"})
ANSWER = "Access-Control-Allow-Origin"


@pytest.mark.parametrize(
    "origin", ["", "http://chat.example.kr:5005", "https://www.example.go.kr", "https://WWW.example.go.kr/"]
)
def test_the_own_page_listed_sites_and_programs_may_talk_to_the_bot(origin: str) -> None:
    assert is_allowed(origin, HOST, ALLOWED)


@pytest.mark.parametrize(
    "origin", ["https://example.go.kr", "http://www.example.go.kr", "null", "http://chat.example.kr"]
)
def test_other_sites_may_not(origin: str) -> None:
    assert not is_allowed(origin, HOST, ALLOWED)
    assert ANSWER not in sharing_headers("/webhooks/web/messages", origin, HOST, ALLOWED)


def test_a_star_opens_the_bot_to_every_site() -> None:
    assert is_allowed("https://anywhere.example", HOST, {"*"})


def test_a_listed_site_is_named_in_the_answer() -> None:
    headers = sharing_headers("/webhooks/web/feedback", "https://www.example.go.kr", HOST, ALLOWED)
    assert headers[ANSWER] == "https://www.example.go.kr"
    assert "DELETE" in headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("path", ["/widget.js", "/static/chat.css"])
def test_the_files_of_the_widget_are_for_everybody(path: str) -> None:
    assert sharing_headers(path, "https://anywhere.example", HOST, frozenset())[ANSWER] == "*"


@pytest.mark.parametrize("path", ["/conversations/a/tracker", "/model/parse", "/webhooks/rest/webhook"])
def test_nothing_else_is_opened_by_this_channel(path: str) -> None:
    assert sharing_headers(path, "https://www.example.go.kr", HOST, ALLOWED) == {}
