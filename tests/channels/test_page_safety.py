"""Attacks through a question, an answer and the address."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"


def test_markup_in_a_question_is_shown_as_typed(chat: Any) -> None:
    attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    chat.asked(attack)
    expect(chat.questions).to_contain_text(attack)
    chat.page.reload()
    expect(chat.questions).to_contain_text(attack)
    assert chat.page.evaluate("() => window.hacked") is None


def test_markup_and_bad_addresses_in_a_reply_do_nothing(chat: Any) -> None:
    attack = "<b onclick=hack()>굵게</b>"
    links = [
        {"title": attack, "url": "javascript:hack()"},
        {"title": "암호 없는 곳", "url": "http://example.org"},
        {"title": "안전한 곳", "url": "https://example.org/a"},
    ]
    buttons = [{"title": attack, "payload": attack}]
    department = {"name": attack, "phone": "javascript:1"}
    places = [{"name": attack, "url": "data:text/html,x", "phone": "javascript:2"}]
    chat.reply_with(
        {"type": '"><img>', "text": attack, "title": attack, "links": links, "candidates": buttons},
        {"text": attack, "department": department, "places": places, "source": attack, "checked": attack},
    )
    chat.asked(QUESTION, 2)
    expect(chat.log.locator("b, img")).to_have_count(0)
    expect(chat.cards.first.get_by_role("heading", level=2)).to_contain_text(attack)
    addresses = chat.log.get_by_role("link").evaluate_all("(links) => links.map((link) => link.href)")
    assert addresses == ["https://example.org/a", "tel:2", "tel:1"]


def test_an_attack_in_the_address_of_the_page_does_nothing(open_chat: Any) -> None:
    attack = "<img src=x onerror=window.hacked=1>"
    for path in (f"/?q=<script>window.hacked=1</script>#{attack}", f"/demo?mode={attack}&theme={attack}"):
        page = open_chat(path).page
        expect(page.locator("civic-chat, civic-chat-launcher")).to_have_count(1)
        assert page.evaluate("() => window.hacked") is None


def test_the_page_sets_no_cookie_and_keeps_nothing_beyond_the_tab(chat: Any) -> None:
    chat.asked(QUESTION)
    assert chat.page.context.cookies() == []
    assert chat.page.evaluate("() => localStorage.length") == 0
