"""Shaking hands, broken lines and questions nobody understands, at the kiosk's page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from knowledge import KnowledgeStore
from tests.voice_channel.kiosk.said import ANSWER, reply_to_topics, tap_a_topic, violations
from voice_channel.kiosk.settings import KioskSettings

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
FORGET = "**/webhooks/web/conversation"


def test_the_second_tap_of_a_shaking_hand_chooses_nothing(kiosk: Any, store: Any, open_kiosk: Any) -> None:
    reply_to_topics(kiosk, store, ANSWER)
    page = open_kiosk(kiosk.page, clock=True)
    box = page.locator(".tile").nth(2).bounding_box()
    page.clock.pause_at(datetime.now() + timedelta(hours=1))
    page.clock.run_for(600)
    where = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*where)
    expect(page.locator(".choice").first).to_be_visible()
    page.clock.run_for(180)
    page.mouse.click(*where)
    page.keyboard.press("Tab")  # the keyboard is not held up
    expect(page.locator(".choice:focus, .turn:focus")).to_have_count(1)
    page.clock.run_for(500)
    assert kiosk.bot.asked == []
    page.locator(".choice").first.click()
    expect(page.locator(".card")).to_be_visible()
    assert len(kiosk.bot.asked) == 1


def test_a_button_pressed_twice_in_a_row_counts_once(kiosk: Any, open_kiosk: Any, state_of: Any) -> None:
    page = open_kiosk(kiosk.page, browser_has="microphone")
    page.get_by_role("button", name="글씨 크게").dblclick()
    expect(page.get_by_role("button", name="글씨 더 크게")).to_be_visible()
    page.locator("#microphone").dblclick()
    expect(page.locator("#microphone")).to_have_text("그만 듣기")
    state_of(page, "listening")


def test_a_telephone_number_is_never_broken_in_two(kiosk: Any, store: Any, open_kiosk: Any) -> None:
    text = "문의는 02-000-0001이나 1588-0000으로 전화해 주세요. " * 3
    reply_to_topics(kiosk, store, {**ANSWER, "facet": "contact", "text": text})
    page = open_kiosk(kiosk.page, PORTRAIT)
    page.get_by_role("button", name="글씨 크게").click()
    tap_a_topic(page)
    expect(page.locator(".card .telephone").first).to_have_text("02-000-0001")
    lines = page.locator(".card .telephone").evaluate_all(
        "(all) => all.map((e) => e.getClientRects().length)"
    )
    assert set(lines) == {1}
    assert text.split(". ")[0] in page.locator(".page").inner_text()


def test_after_a_dropped_line_the_topics_come_and_nothing_speaks_of_it(
    kiosk: Any, open_kiosk: Any, line_to: Any, state_of: Any
) -> None:
    line = line_to(kiosk.port)
    page = open_kiosk(f"http://127.0.0.1:{line.port}")
    line.pull()
    page.locator(".tile").first.click()
    state_of(page, "offline")
    line.plug()
    expect(page.locator(".choice").first).to_be_visible()
    state_of(page, "idle")
    expect(page.locator("#state")).not_to_contain_text("연결되지 않아요")
    page.get_by_role("button", name="처음으로").click()
    icons = """() => [...document.querySelectorAll(".tile use")].map((use) => use.getBBox().width > 0)"""
    drawn = page.evaluate(icons)
    assert drawn and all(drawn)


def test_without_its_server_the_page_still_has_its_labels_and_a_number(
    kiosk: Any, browser: Any, store: KnowledgeStore
) -> None:
    with browser.new_context(viewport={"width": 1920, "height": 1080}) as context:
        page = context.new_page()
        page.route("**/kiosk/start", lambda route: route.abort())
        page.goto(f"{kiosk.page}/kiosk")
        expect(page.locator("#notice")).to_contain_text("저절로 다시 연결")
        expect(page.get_by_text(store.district.call_center.phone)).to_be_visible()
        assert [b for b in page.get_by_role("button").all_inner_texts() if not b.strip()] == []
        assert violations(page) == []
        page.get_by_role("button", name="직원 부르기").click()
        sheet = page.get_by_role("dialog", name="직원에게 물어보세요")
        expect(sheet).to_contain_text(store.district.call_center.phone)
        page.keyboard.press("Escape")
        page.unroute("**/kiosk/start")
        expect(page.locator(".tile").first).to_be_visible()


def test_a_conversation_is_called_erased_only_when_the_server_has_erased_it(
    kiosk: Any, store: Any, open_kiosk: Any
) -> None:
    reply_to_topics(kiosk, store, ANSWER)
    page = open_kiosk(kiosk.page)
    page.route(FORGET, lambda route: route.abort())
    tap_a_topic(page)
    expect(page.locator(".card")).to_be_visible()
    page.get_by_role("button", name="처음으로").click()
    expect(page.locator("#announcement")).to_contain_text("다시 연결되면 지워요")
    (sender,) = {message.sender_id for message in kiosk.bot.asked}
    told: list[str] = []

    def erase(route: Route) -> None:
        told.append(route.request.post_data_json["sender"])
        route.fulfill(json={})

    page.unroute(FORGET)
    page.route(FORGET, erase)
    with page.expect_response(FORGET):
        page.evaluate("() => dispatchEvent(new Event('online'))")
    assert told == [sender]
    page.locator(".tile").first.click()
    page.get_by_role("button", name="처음으로").click()
    expect(page.locator("#announcement")).to_contain_text("나눈 이야기를 모두 지웠어요")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_what_is_taken_home_is_whole_at_every_size_of_letters(
    kiosk: Any, store: Any, open_kiosk: Any, size: tuple[int, int]
) -> None:
    reply_to_topics(kiosk, store, ANSWER)
    page = open_kiosk(kiosk.page, size)
    tap_a_topic(page)
    page.get_by_role("button", name="휴대전화에 담기").click()
    for larger in ("글씨 크게", "글씨 더 크게", "글씨 보통"):
        expect(page.get_by_role("button", name=larger)).to_be_visible()
        words, cut = "", False
        previous = page.get_by_role("button", name="이전", exact=True)
        while previous.is_visible():
            previous.click()
        while True:
            words += page.locator(".page").inner_text()
            cut = cut or page.locator(".page").evaluate("(p) => p.scrollHeight > p.clientHeight + 1")
            following = page.get_by_role("button", name="다음")
            if not following.is_visible():
                break
            following.click()
        assert ANSWER["department"]["phone"] in words
        assert not cut
        assert violations(page) == []
        page.get_by_role("button", name=larger).click()


def test_a_question_not_understood_leads_to_the_domains_and_a_person(
    kiosk: Any, store: Any, open_kiosk: Any
) -> None:
    reply_to_topics(kiosk, store, {"type": "candidates", "text": "잘 알아듣지 못했어요.\n전화하셔도 됩니다."})
    page = open_kiosk(kiosk.page)
    tap_a_topic(page)
    expect(page.get_by_role("heading", name="잘 알아듣지 못했어요.")).to_be_visible()
    page.locator(".screen").get_by_role("button", name="직원 부르기").click()
    expect(page.get_by_role("dialog")).to_contain_text(store.district.call_center.phone)
    page.keyboard.press("Escape")
    page.locator(".choice", has_text="민원").click()
    expect(page.get_by_role("heading", name="민원 — 어떤 일로 오셨어요?")).to_be_visible()


def test_who_asks_for_larger_letters_goes_on_reading(kiosk: Any, store: Any, open_kiosk: Any) -> None:
    words = "글씨를 키웠어요."
    reply_to_topics(kiosk, store, ANSWER)
    kiosk.bot.replies[ANSWER["chips"][0]["payload"]] = [
        {"type": "chitchat", "act": "bigger_text", "text": words, "speech": words}
    ]
    page = open_kiosk(kiosk.page)
    tap_a_topic(page)
    page.locator(".chip").first.click()
    expect(page.locator("#state")).to_contain_text(words)
    expect(page.locator(".card")).to_be_visible()
    expect(page.get_by_role("button", name="글씨 더 크게")).to_be_visible()


def test_a_kiosk_that_calls_says_that_somebody_comes(make_kiosk: Any, open_kiosk: Any) -> None:
    page = open_kiosk(make_kiosk(KioskSettings(staff_call_url="http://127.0.0.1:9/call")).page)
    page.route("**/kiosk/staff", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="직원 부르기").click()
    expect(page.get_by_role("dialog", name="직원이 도와드릴게요")).to_contain_text("불렀어요")
