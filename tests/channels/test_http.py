"""The channel over HTTP, with the real bot behind it."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from channels.page_files import SECURITY_HEADERS
from knowledge import KnowledgeStore

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"


def test_the_page_is_at_the_root_under_a_strict_policy(website: Any) -> None:
    response = requests.get(f"{website.url}/", timeout=30)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="ko">' in response.text
    assert {name: response.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_the_page_names_its_modules_so_that_they_load_at_once(website: Any) -> None:
    named = requests.get(f"{website.url}/", timeout=30).headers["link"]
    for module in ("civic_chat", "chat", "cards"):
        assert f"</static/chat/{module}.js>; rel=modulepreload" in named


def test_a_file_goes_out_packed_to_whoever_can_unpack_it(website: Any) -> None:
    address = f"{website.url}/static/chat/chat.js"
    packed = requests.get(address, headers={"Accept-Encoding": "gzip"}, timeout=30)
    plain = requests.get(address, headers={"Accept-Encoding": "identity"}, timeout=30)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text


def test_a_script_of_the_page_is_served_as_one_and_not_sent_twice(website: Any) -> None:
    address = f"{website.url}/static/chat/chat.js"
    first = requests.get(address, timeout=30)
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    again = requests.get(address, headers={"If-None-Match": first.headers["etag"]}, timeout=30)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["nothing.js", "../web.py", "..%2fweb.py", "%2e%2e/settings.py"])
def test_no_other_file_can_be_had(website: Any, path: str) -> None:
    request = requests.Request("GET", f"{website.url}/static/").prepare()
    request.url = f"{website.url}/static/{path}"
    response = requests.Session().send(request, timeout=30)
    assert response.status_code == 404
    assert "WebSettings" not in response.text


def test_a_question_is_answered_by_one_object_with_everything_a_card_shows(
    website: Any, store: KnowledgeStore
) -> None:
    (answer,) = website.ask(QUESTION)
    known = store.answer("civil/passport_lost", "fee")
    assert known is not None
    assert (answer["type"], answer["title"], answer["facet_label"]) == ("answer", known.title, "비용")
    assert known.text in answer["text"]
    assert answer["department"]["phone"] == known.department.phone
    assert (answer["source"], answer["checked"]) == (" · ".join(known.sources), known.checked)


def test_a_button_of_an_answer_can_be_sent_back(website: Any) -> None:
    sender = uuid.uuid4().hex
    (answer,) = website.ask(QUESTION, sender)
    chip = next(c for c in answer["chips"] if c["title"] == "준비물")
    (documents,) = website.ask(chip["payload"], sender)
    assert (documents["topic"], documents["facet"]) == (answer["topic"], "documents")


def test_a_domain_of_the_start_page_opens_its_topics(website: Any) -> None:
    start = requests.get(f"{website.url}/webhooks/web/start", timeout=30).json()
    for domain in start["domains"]:
        (listed,) = website.ask(domain["payload"])
        assert listed["candidates"] or listed["chips"], domain["title"]


def test_a_message_sent_twice_is_answered_twice_but_heard_once(website: Any) -> None:
    sender = uuid.uuid4().hex
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: website.ask(QUESTION, sender, "m1"), range(4)))
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)
    assert website.questions_heard(sender) == [QUESTION]


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07"])
def test_an_empty_message_gets_a_gentle_notice(website: Any, text: str) -> None:
    (notice,) = website.ask(text)
    assert notice["type"] == "notice"


@pytest.mark.parametrize(
    "text", ["아", "😀😀😀", "ㅋ" * 1000, "'; DROP TABLE events; --", "/", "/no_such_thing{"]
)
def test_odd_messages_get_a_korean_reply_and_the_next_turn_works(website: Any, text: str) -> None:
    sender = uuid.uuid4().hex
    assert all(message["text"] for message in website.ask(text, sender))
    assert website.ask(QUESTION, sender)[0]["type"] == "answer"


def test_a_long_message_is_told_the_limit(website: Any) -> None:
    (notice,) = website.ask("가" * 1001)
    assert "1,000자" in notice["text"]


def test_a_body_of_100_kilobytes_is_refused_or_told_the_limit(website: Any) -> None:
    response = website.post({"sender": "a", "message": "가" * 35_000})
    said = response.json()
    assert "error" in said or said["messages"][0]["type"] == "notice"
    assert "Traceback" not in response.text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\xfa", b"[]", b'{"sender": "a b", "message": "x"}'])
def test_a_broken_body_is_refused_in_korean(website: Any, body: bytes) -> None:
    response = website.post(body)
    assert response.status_code == 400
    assert "다시" in response.json()["error"]["message"]


def test_a_flood_from_one_conversation_is_slowed_down_in_korean(website: Any) -> None:
    sender = uuid.uuid4().hex
    responses = [website.post({"sender": sender, "message": ""}) for _ in range(35)]
    refused = [response for response in responses if response.status_code == 429]
    assert refused
    assert int(refused[0].headers["Retry-After"]) >= 1
    assert "잠시" in refused[0].json()["error"]["message"]
    assert website.ask(QUESTION)[0]["type"] == "answer"


def test_replies_and_the_start_page_are_not_cached(website: Any) -> None:
    start = requests.get(f"{website.url}/webhooks/web/start", timeout=30)
    assert start.headers["cache-control"] == "no-store"
    assert "set-cookie" not in start.headers
