"""What a resident can do with a talk: vote, copy, print, restart, delete, come back."""

from __future__ import annotations

import sqlite3
from typing import Any

from playwright.sync_api import expect

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"


def rows(bot: Any, sender: str) -> int:
    with sqlite3.connect(bot.database) as database:
        return int(
            database.execute("SELECT COUNT(*) FROM events WHERE sender_id = ?", (sender,)).fetchone()[0]
        )


def votes(website: Any, sender: str) -> list[tuple[str, str]]:
    values = [e["value"] for e in website.events(sender) if e.get("name") == "feedback"]
    return [(value["vote"], value["reason"]) for value in values]


def test_a_thumb_is_one_tap_takes_a_reason_and_can_be_taken_back(chat: Any, website: Any) -> None:
    sender = chat.asked(QUESTION).kept("sender")
    chat.button("아쉬워요").click()
    expect(chat.said_about_itself).to_contain_text("고맙습니다")
    expect(chat.button("아쉬워요")).to_be_focused()
    with chat.page.expect_response("**/webhooks/web/feedback"):
        chat.button("오래된 내용이에요").click()
    chat.page.reload()
    expect(chat.button("아쉬워요")).to_have_attribute("aria-pressed", "true")
    with chat.page.expect_response("**/webhooks/web/feedback"):
        chat.button("되돌리기").click()
    expect(chat.button("아쉬워요")).to_have_attribute("aria-pressed", "false")
    assert votes(website, sender) == [("down", ""), ("down", "오래된 내용이에요"), ("none", "")]


def test_a_vote_that_does_not_arrive_is_not_shown_as_given(chat: Any) -> None:
    chat.asked(QUESTION)
    chat.page.route("**/webhooks/web/feedback", lambda route: route.abort())
    chat.button("도움이 됐어요").click()
    expect(chat.said_about_itself).to_contain_text("보내지 못했어요")
    expect(chat.button("도움이 됐어요")).to_have_attribute("aria-pressed", "false")


def test_an_answer_is_copied_with_its_department_and_source(open_chat: Any) -> None:
    chat = open_chat(permissions=["clipboard-read", "clipboard-write"])
    chat.asked(QUESTION)
    chat.button("복사").click()
    expect(chat.said_about_itself).to_contain_text("복사했어요")
    copied = chat.page.evaluate("() => navigator.clipboard.readText()")
    for part in ("비용", "담당:", "출처:", "확인한 날:"):
        assert part in copied


def test_one_card_is_printed_alone_and_all_of_it(open_chat: Any) -> None:
    chat = open_chat(scripts=("window.print = () => {};",))
    chat.asked(QUESTION).asked("대형폐기물 버리는 법", 2)
    chat.cards.first.get_by_role("button", name="인쇄").click()
    chat.page.emulate_media(media="print")
    cards = chat.page.locator(".from-bot")
    expect(cards.first).to_be_visible()
    expect(cards.last).to_be_hidden()
    expect(chat.field).to_be_hidden()
    chat.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(cards.last).to_be_visible()


def test_starting_over_clears_the_talk_and_begins_another_conversation(chat: Any) -> None:
    before = chat.asked(QUESTION).kept("sender")
    chat.button("처음으로").click()
    expect(chat.log).to_be_empty()
    expect(chat.field).to_be_focused()
    assert chat.kept("sender") != before
    chat.page.reload()
    expect(chat.log).to_be_empty()


def test_deleting_removes_the_talk_from_the_screen_and_the_server(chat: Any, bot: Any) -> None:
    sender = chat.asked(QUESTION).kept("sender")
    assert rows(bot, sender) > 0
    chat.button("대화 지우기").click()
    chat.button("그대로 두기").click()
    assert rows(bot, sender) > 0
    chat.button("대화 지우기").click()
    chat.button("지우기").click()
    expect(chat.said_about_itself).to_contain_text("서버에도 남아 있지 않아요")
    expect(chat.log).to_be_empty()
    assert rows(bot, sender) == 0


def test_without_a_network_nothing_is_said_to_be_deleted(chat: Any) -> None:
    chat.asked(QUESTION)
    chat.page.context.set_offline(True)
    chat.button("대화 지우기").click()
    chat.button("지우기").click()
    expect(chat.said_about_itself).to_contain_text("지우지 못했어요")
    expect(chat.cards).to_have_count(1)


def test_a_reload_keeps_the_conversation_and_the_buttons_work(chat: Any) -> None:
    chat.asked(QUESTION)
    chat.page.reload()
    expect(chat.cards).to_have_count(1)
    expect(chat.log).to_have_attribute("aria-live", "polite")
    chat.card.get_by_role("button", name="준비물").click()
    expect(chat.cards).to_have_count(2)
    expect(chat.card.get_by_role("heading", level=2)).to_contain_text("준비물")


def test_two_tabs_are_two_conversations_even_when_one_is_a_copy(chat: Any) -> None:
    chat.asked(QUESTION)
    with chat.page.context.expect_page() as opened:
        chat.page.evaluate("() => { window.open(location.href, '_blank'); }")
    copy = type(chat)(opened.value)
    expect(copy.page.locator(".suggestion").first).to_be_visible()
    expect(copy.log).to_be_empty()
    assert copy.kept("sender") != chat.kept("sender")
    copy.asked("신고")
    copy.card.get_by_role("button").first.click()
    expect(copy.cards).to_have_count(2)
    expect(chat.cards).to_have_count(1)
