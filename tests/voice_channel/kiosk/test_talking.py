"""The whole way at the kiosk with the real bot: speech into the microphone, an answer on the screen and in the air."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

import psutil
from playwright.sync_api import Page, expect

from knowledge import KnowledgeStore
from voice_channel.replies import speech_sentences

QUESTION = "등본 수수료 얼마예요"
TOPIC = "civil/resident_copy"


def press_microphone(page: Page) -> None:
    page.locator("#microphone").click()


def likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def test_a_spoken_question_is_answered_on_the_screen_and_aloud(
    bot: Any, open_kiosk: Any, microphone_says: Any, heard: Any, state_of: Any
) -> None:
    answer = KnowledgeStore().answer(TOPIC, "fee")
    assert answer is not None
    microphone_says(QUESTION)
    page = open_kiosk(bot.url)
    press_microphone(page)
    expect(page.locator("#caption")).to_contain_text("등본")  # while it is being said
    expect(page.locator(".card")).to_contain_text(answer.title, timeout=20_000)
    expect(page.locator(".asked")).to_contain_text(QUESTION)
    state_of(page, "speaking")
    state_of(page, "listening", 30_000)  # the answer has been heard to its end, and the resident may go on
    said = letters("".join(speech_sentences([{"custom": {"speech": answer.speech}}])))
    assert likeness(heard(page), said) > 0.8
    order = [s for s in page.evaluate("() => window.states") if s in ("listening", "thinking", "speaking")]
    assert order[:3] == ["listening", "thinking", "speaking"]


def test_everything_is_reached_by_touch_alone(bot: Any, open_kiosk: Any, state_of: Any) -> None:
    page = open_kiosk(bot.url)
    page.locator(".tile", has_text="민원").click()
    title = KnowledgeStore().article(TOPIC).title  # type: ignore[union-attr]
    while not page.locator(".choice", has_text=title).count():
        page.get_by_role("button", name="다음").click()
    page.locator(".choice", has_text=title).click()
    expect(page.locator(".card h2")).to_contain_text(title)
    page.locator(".chip", has_text="비용").click()
    expect(page.locator(".facet")).to_have_text("비용")
    page.get_by_role("button", name="휴대전화에 담기").click()
    code = page.get_by_role("img", name="답이 담긴 네모 무늬(QR)")
    expect(code).to_be_visible()
    assert code.evaluate("async (image) => { await image.decode(); return image.naturalWidth > 0; }")
    assert page.evaluate("() => window.states").count("listening") == 0


def test_a_dead_speech_worker_does_not_end_the_conversation(bot: Any, open_kiosk: Any, state_of: Any) -> None:
    page = open_kiosk(bot.url)
    page.locator(".tile", has_text="교통").click()
    page.locator(".choice").first.click()
    state_of(page, "speaking")
    for worker in psutil.Process(bot.processes["bot"].pid).children(recursive=True):
        if "voice_channel.tts.worker" in worker.cmdline():
            worker.kill()
    expect(page.locator(".card")).to_be_visible()
    page.evaluate("() => { window.played = []; }")
    page.locator(".chip").first.click()
    state_of(page, "speaking")
    page.wait_for_function(
        "() => window.played.some((part) => part.some((sample) => Math.abs(sample) > 0.05))"
    )


def test_home_makes_the_server_forget_the_conversation(bot: Any, open_kiosk: Any) -> None:
    page = open_kiosk(bot.url)
    page.locator(".tile").first.click()
    page.locator(".choice").first.click()
    expect(page.locator(".card")).to_be_visible()
    with page.expect_response("**/webhooks/web/conversation") as forgotten:
        page.get_by_role("button", name="처음으로").click()
    assert forgotten.value.ok
    expect(page.locator(".tile").first).to_be_visible()


def test_the_cable_is_pulled_and_plugged_in_again(
    bot: Any, open_kiosk: Any, line_to: Callable[[int], Any], state_of: Any
) -> None:
    line = line_to(bot.port)
    page = open_kiosk(f"http://127.0.0.1:{line.port}")
    page.locator(".tile", has_text="민원").click()
    expect(page.locator(".choice").first).to_be_visible()
    line.pull()
    state_of(page, "offline")
    expect(page.locator("#state")).to_contain_text("연결이 끊겼어요")
    page.locator(".choice").first.click()  # asked without a connection: kept until there is one
    line.plug()
    expect(page.locator(".card")).to_be_visible(timeout=20_000)
