"""Bad connections: nothing lost, nothing doubled."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Route, expect

from knowledge import KnowledgeStore

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"
MESSAGES = "**/webhooks/web/messages"


def test_answers_come_over_a_socket_and_without_sockets_over_http(open_chat: Any, website: Any) -> None:
    for sockets in (True, False):
        posts: list[str] = []
        chat = open_chat(sockets=sockets)
        chat.page.on("request", lambda r, posts=posts: posts.append(r.url) if r.method == "POST" else None)
        chat.asked(QUESTION)
        assert bool(posts) is not sockets
        assert website.questions_heard(chat.kept("sender")) == [QUESTION]


def test_a_socket_that_does_not_open_costs_nothing(chat: Any) -> None:
    chat.page.route_web_socket("**/webhooks/web/socket", lambda socket: socket.close())
    chat.asked(QUESTION)


def test_without_a_network_the_question_waits_and_is_sent_once_when_it_returns(
    chat: Any, website: Any
) -> None:
    chat.asked("등본 어디서 떼요?")
    chat.page.context.set_offline(True)
    chat.ask(QUESTION)
    expect(chat.page.get_by_role("button", name="다시 보내기")).to_be_visible()
    expect(chat.page.locator(".connection")).to_contain_text("끊겼어요")
    expect(chat.questions.last).to_contain_text("보낼 차례를 기다려요")
    chat.page.context.set_offline(False)
    expect(chat.cards).to_have_count(2)
    expect(chat.questions).to_have_count(2)
    expect(chat.page.locator(".connection")).to_be_empty()
    assert website.questions_heard(chat.kept("sender")) == ["등본 어디서 떼요?", QUESTION]


def test_an_answer_lost_on_its_way_is_fetched_again_and_asked_only_once(open_chat: Any, website: Any) -> None:
    chat = open_chat(sockets=False)
    lost: list[Route] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route)
            route.fetch()
            route.abort()

    chat.page.route(MESSAGES, lose_the_first)
    chat.asked(QUESTION)
    assert website.questions_heard(chat.kept("sender")) == [QUESTION]


def test_an_answer_that_comes_twice_is_shown_once(chat: Any) -> None:
    chat.reply_with({"text": "하나", "id": "same.0"}, {"text": "하나", "id": "same.0"}, {"text": "둘"})
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(2)


def test_a_second_question_waits_for_the_first_and_both_are_answered_in_order(open_chat: Any) -> None:
    chat = open_chat(sockets=False)
    held: list[Route] = []
    chat.page.route(MESSAGES, lambda route: route.continue_() if held else held.append(route))
    with chat.page.expect_request(MESSAGES):
        chat.ask(QUESTION)
    chat.ask("준비물은요?")
    expect(chat.questions.last).to_contain_text("앞 질문에 답한 뒤")
    held[0].continue_()
    expect(chat.cards).to_have_count(2)
    expect(chat.cards.nth(0)).to_contain_text("비용")
    expect(chat.cards.nth(1)).to_contain_text("준비물")


def test_when_there_are_too_many_questions_the_page_says_so_and_keeps_the_last(open_chat: Any) -> None:
    chat = open_chat(sockets=False)
    body = json.dumps({"error": {"code": "too_many", "message": "잠시 쉬었다가 보내 주세요."}})
    chat.page.route(
        MESSAGES, lambda route: route.fulfill(status=429, body=body, content_type="application/json")
    )
    chat.ask(QUESTION)
    expect(chat.questions).to_contain_text("잠시 쉬었다가")
    chat.page.unroute(MESSAGES)
    chat.page.get_by_role("button", name="다시 보내기").click()
    expect(chat.cards).to_have_count(1)


def test_a_resident_is_never_left_without_a_word_when_the_servers_die(
    open_chat: Any, own_bot: Any, store: KnowledgeStore
) -> None:
    chat = open_chat(url=own_bot.url)
    own_bot.kill("actions")
    chat.asked(QUESTION)
    number = chat.card.get_by_role("link", name=store.district.call_center.phone).first
    expect(number).to_be_visible()

    own_bot.kill("bot")
    chat.ask("등본 어디서 떼요?")
    expect(chat.page.get_by_role("button", name="다시 보내기")).to_be_visible(timeout=15_000)
    expect(chat.page.locator(".connection").get_by_role("link")).to_have_text(
        store.district.call_center.phone
    )

    own_bot.start()
    chat.page.get_by_role("button", name="다시 보내기").click()
    expect(chat.cards).to_have_count(2, timeout=15_000)
    expect(chat.questions).to_have_count(2)
