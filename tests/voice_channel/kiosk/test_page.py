"""The kiosk's page with a server whose bot says what the test wants: everything that happens to a resident there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.voice_channel.kiosk.said import (
    ANSWER,
    CANDIDATES,
    CRISIS,
    reply_to_topics,
    tap_a_topic,
    violations,
)
from voice_channel.errors import VoiceError
from voice_channel.kiosk.settings import KioskSettings

PORTRAIT, LANDSCAPE, SMALL = (1080, 1920), (1920, 1080), (1280, 800)
LETTER_MM, TARGET_MM, CONTRAST = 12, 20, 7
HELLO = "안녕하세요"  # what the recogniser of these tests understands


# Hearing


def test_a_voice_interrupts_the_answer_and_asks_the_next_question(
    kiosk: Any, store: Any, open_kiosk: Any, state_of: Any, spoken: Any, say: Any, synthesizer: Any
) -> None:
    synthesizer.seconds = 8
    kiosk.bot.replies[HELLO] = [ANSWER]
    page = open_kiosk(kiosk.page, browser_has="microphone")
    page.locator("#microphone").click()
    state_of(page, "listening")
    say(page, spoken("여권 수수료"))
    state_of(page, "speaking")
    say(page, spoken("준비물이요"))
    state_of(page, "speaking")
    assert page.evaluate("() => window.states.join()").endswith("speaking,listening,thinking,speaking")
    assert [m.text for m in kiosk.bot.asked] == [HELLO, HELLO]


def test_who_has_said_all_need_not_wait_for_the_silence(
    make_kiosk: Any, open_kiosk: Any, state_of: Any, spoken: Any, say: Any
) -> None:
    server = make_kiosk(kiosk_silence=5.0)
    server.bot.replies[HELLO] = [ANSWER]
    page = open_kiosk(server.page, browser_has="microphone")
    page.locator("#microphone").click()
    state_of(page, "listening")
    say(page, spoken("여권 수수료"))
    page.get_by_role("button", name="다 말했어요").click()
    expect(page.locator(".card")).to_be_visible()


def test_noise_alone_is_no_turn(kiosk: Any, open_kiosk: Any, state_of: Any, say: Any) -> None:
    page = open_kiosk(kiosk.page, browser_has="microphone")
    page.locator("#microphone").click()
    state_of(page, "listening")
    noise = (
        np.random.default_rng(1).normal(0, 1500, 22050 * 5 // 2).clip(-32768, 32767).astype("<i2").tobytes()
    )
    say(page, noise)
    expect(page.locator("#microphone")).to_have_text("그만 듣기")
    assert page.evaluate("() => window.states.filter((s) => s !== 'connecting').join()") == "idle,listening"
    assert kiosk.bot.asked == []


def test_who_says_nothing_is_asked_to_speak_and_then_the_microphone_closes(
    make_kiosk: Any, open_kiosk: Any, state_of: Any
) -> None:
    server = make_kiosk(KioskSettings(listen_seconds=2), kiosk_no_speech=0.8)
    page = open_kiosk(server.page)
    page.locator("#microphone").click()
    expect(page.locator("#state")).to_contain_text("말씀해 주세요")
    expect(page.locator("#state")).to_contain_text("마이크를 눌러 주세요", timeout=20_000)
    state_of(page, "idle")


def test_two_kiosks_do_not_hear_each_other(
    kiosk: Any, store: Any, open_kiosk: Any, state_of: Any, spoken: Any, say: Any
) -> None:
    kiosk.bot.replies[HELLO] = [ANSWER]
    reply_to_topics(kiosk, store, CANDIDATES)
    first, second = (open_kiosk(kiosk.page, browser_has="microphone") for _ in range(2))
    for page in (first, second):
        page.locator("#microphone").click()
        state_of(page, "listening")
    say(first, spoken("여권 수수료"))
    expect(first.locator(".card")).to_be_visible()
    expect(second.locator(".tile").first).to_be_visible()
    tap_a_topic(second)
    expect(second.locator(".candidates-screen")).to_be_visible()
    expect(first.locator(".card")).to_be_visible()
    assert len({message.sender_id for message in kiosk.bot.asked}) == 2


def test_a_doubtful_question_is_confirmed_with_two_large_buttons(
    kiosk: Any, store: Any, open_kiosk: Any
) -> None:
    chips = [{"title": word, "payload": word} for word in ("네", "아니요")]
    reply_to_topics(
        kiosk, store, {"type": "notice", "text": "‘여권’이라고 들었어요. 맞으세요?", "chips": chips}
    )
    kiosk.bot.replies["네"] = [ANSWER]
    page = open_kiosk(kiosk.page)
    tap_a_topic(page)
    page.get_by_role("button", name="네", exact=True).click()
    expect(page.locator(".card")).to_be_visible()


def test_a_browser_with_a_korean_voice_may_read_instead(
    make_kiosk: Any, store: Any, open_kiosk: Any, state_of: Any
) -> None:
    server = make_kiosk(KioskSettings(voice="browser"))
    reply_to_topics(server, store, {**ANSWER, "speech": "수수료는 3만 원이에요."})
    page = open_kiosk(server.page, browser_has="korean-voice")
    tap_a_topic(page)
    expect(page.locator(".card")).to_be_visible()
    page.wait_for_function("() => window.read.length > 0")
    assert page.evaluate("() => window.read") == ["수수료는 삼만 원이에요."]
    state_of(page, "idle")
    page.get_by_role("button", name="다시 듣기").click()
    page.wait_for_function("() => window.read.length > 1")


# What is missing


def test_without_permission_for_the_microphone_the_screen_says_so_and_touch_works(
    kiosk: Any, store: Any, open_kiosk: Any, state_of: Any
) -> None:
    reply_to_topics(kiosk, store, ANSWER)
    page = open_kiosk(kiosk.page, browser_has="no-microphone")
    page.locator("#microphone").click()
    state_of(page, "no-microphone")
    expect(page.locator("#state")).to_contain_text("허락되지 않았어요")
    tap_a_topic(page)
    expect(page.locator(".card")).to_be_visible()
    assert violations(page) == []


def test_a_microphone_that_is_unplugged_is_missed_and_found_again(
    kiosk: Any, open_kiosk: Any, state_of: Any
) -> None:
    page = open_kiosk(kiosk.page, browser_has="microphone")
    page.locator("#microphone").click()
    state_of(page, "listening")
    page.evaluate("() => window.unplug()")
    state_of(page, "no-microphone")
    expect(page.locator("#state")).to_contain_text("마이크가 연결되지 않았어요")
    page.get_by_role("button", name="마이크 다시 켜기").click()
    state_of(page, "listening")


def test_a_caption_takes_no_words_from_the_answer(
    kiosk: Any, store: Any, open_kiosk: Any, state_of: Any
) -> None:
    reply_to_topics(kiosk, store, {**ANSWER, "facet": "fee", "text": "수수료는 창구에서 냅니다. " * 12})
    page = open_kiosk(kiosk.page, browser_has="microphone")
    tap_a_topic(page)
    expect(page.locator(".card")).to_be_visible()
    page.locator("#microphone").click()
    state_of(page, "listening")
    page.evaluate("() => { document.getElementById('caption').textContent = '여권 '.repeat(30); }")
    whole = (
        "() => { const p = document.querySelector('.page'); return p.scrollHeight <= p.clientHeight + 1; }"
    )
    page.wait_for_function(whole)


def test_without_a_speech_model_the_screen_says_so_and_touch_works(
    make_kiosk: Any, store: Any, open_kiosk: Any, state_of: Any
) -> None:
    def missing() -> Any:
        raise VoiceError("model_missing", "no model")

    server = make_kiosk(load=missing)
    reply_to_topics(server, store, ANSWER)
    page = open_kiosk(server.page)
    state_of(page, "no-microphone")
    expect(page.locator("#state")).to_contain_text("음성 인식을 준비하지 못했어요")
    tap_a_topic(page)
    expect(page.locator(".card")).to_be_visible()


def test_when_a_sentence_cannot_be_spoken_the_answer_is_still_on_the_screen(
    kiosk: Any, store: Any, open_kiosk: Any, state_of: Any
) -> None:
    reply_to_topics(kiosk, store, {**ANSWER, "speech": "고장 났어요."})
    page = open_kiosk(kiosk.page)
    tap_a_topic(page)
    expect(page.locator("#state")).to_contain_text("소리로 읽어 드리지 못해요")
    expect(page.locator(".card")).to_be_visible()


def test_the_test_model_is_named_as_one(kiosk: Any, open_kiosk: Any) -> None:
    expect(open_kiosk(kiosk.page).locator("#notice")).to_contain_text("시험용")


# Answers


def test_steps_are_shown_one_at_a_time(kiosk: Any, store: Any, open_kiosk: Any) -> None:
    reply_to_topics(kiosk, store, ANSWER)
    page = open_kiosk(kiosk.page)
    tap_a_topic(page)
    expect(page.locator(".page")).to_have_text("1창구에서 신청서를 씁니다.")
    expect(page.locator(".where")).to_have_text("3단계 중 1단계")
    for _ in range(2):
        page.get_by_role("button", name="다음").click()
    expect(page.locator(".page")).to_contain_text("찾으러 옵니다")
    page.get_by_role("button", name="다음").click()
    expect(page.locator(".page")).to_contain_text("사진은")
    page.get_by_role("button", name="이전", exact=True).click()
    expect(page.locator(".where")).to_have_text("3단계 중 3단계")


def test_candidates_have_the_numbers_that_are_read_out(kiosk: Any, store: Any, open_kiosk: Any) -> None:
    reply_to_topics(kiosk, store, CANDIDATES)
    kiosk.bot.replies["/choose2"] = [ANSWER]
    page = open_kiosk(kiosk.page)
    tap_a_topic(page)
    choices = page.locator(".candidates-screen .choice")
    expect(choices).to_have_text(["1번사망신고", "2번출생신고", "해당 없음"])
    choices.nth(1).click()
    expect(page.locator(".card")).to_be_visible()
    page.get_by_role("button", name="이전 화면").click()
    expect(choices).to_have_count(3)


def test_a_second_answer_waits_behind_a_button(kiosk: Any, store: Any, open_kiosk: Any) -> None:
    reply_to_topics(kiosk, store, ANSWER, {**ANSWER, "title": "대형 폐기물", "facet": "fee"})
    page = open_kiosk(kiosk.page)
    tap_a_topic(page)
    page.get_by_role("button", name="다음 답: 대형 폐기물").click()
    expect(page.locator(".title")).to_contain_text("대형 폐기물")


def test_a_crisis_covers_the_screen_with_the_number_and_nobody_sees_what_was_said(
    kiosk: Any, open_kiosk: Any, state_of: Any, spoken: Any, say: Any
) -> None:
    hotlines = [{"name": "상담전화", "number": "109"}, {"name": "구급·구조", "number": "119"}]
    kiosk.bot.replies[HELLO] = [{**CRISIS, "hotlines": hotlines}]
    page = open_kiosk(kiosk.page, PORTRAIT, browser_has="microphone")
    page.locator("#microphone").click()
    state_of(page, "listening")
    say(page, spoken("여권 수수료"))
    card = page.get_by_role("alertdialog", name="지금 바로 전화하세요")
    expect(card).to_be_visible()
    number = card.get_by_text("109", exact=True)
    assert number.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)") > 150
    expect(card.get_by_text("119", exact=True)).to_be_visible()
    expect(card).to_contain_text("상담전화")
    assert violations(page) == []
    card.get_by_role("button", name="직원 부르기").click()
    expect(page.get_by_role("dialog", name="직원에게 물어보세요")).to_be_visible()
    page.keyboard.press("Escape")
    card.get_by_role("button", name="닫기").click()
    expect(card).to_have_count(0)
    assert HELLO not in page.content()


def test_staff_are_called_by_their_number(kiosk: Any, store: Any, open_kiosk: Any) -> None:
    page = open_kiosk(kiosk.page)
    page.get_by_role("button", name="직원 부르기").click()
    sheet = page.get_by_role("dialog", name="직원에게 물어보세요")
    expect(sheet).to_contain_text(store.district.call_center.phone)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


# Leaving


def test_a_left_kiosk_warns_and_then_clears_everything(
    kiosk: Any, store: Any, open_kiosk: Any, state_of: Any
) -> None:
    reply_to_topics(kiosk, store, ANSWER)
    page = open_kiosk(kiosk.page, clock=True)
    page.get_by_role("button", name="글씨 크게").click()
    tap_a_topic(page)
    state_of(page, "idle")
    page.clock.fast_forward(61_000)
    warning = page.get_by_role("alertdialog", name="더 쓰시겠어요?")
    expect(warning).to_contain_text("초 뒤에")
    assert violations(page) == []
    warning.get_by_role("button", name="더 쓰기").click()
    expect(warning).to_have_count(0)
    expect(page.locator(".card")).to_be_visible()
    page.clock.fast_forward(61_000)
    expect(warning).to_be_visible()
    page.clock.fast_forward(21_000)
    expect(page.locator(".tile").first).to_be_visible()
    assert ANSWER["title"] not in page.content()
    expect(page.get_by_role("button", name="글씨 크게")).to_be_visible()  # letters are as before
    expect(page.locator("#caption")).to_be_empty()
    tap_a_topic(page)
    expect(page.locator(".card")).to_be_visible()
    first, second = (message.sender_id for message in kiosk.bot.asked)
    assert first != second


def test_nobody_at_the_first_screen_is_warned_of_nothing(kiosk: Any, open_kiosk: Any) -> None:
    page = open_kiosk(kiosk.page, clock=True)
    page.clock.fast_forward(600_000)
    expect(page.get_by_role("alertdialog")).to_have_count(0)


# For everybody


# Of all words and buttons in sight: which letters, targets and contrasts are too small.
TOO_SMALL = """([letter, target, contrast]) => {
  const draw = document.createElement("canvas").getContext("2d");
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => rgb(colour).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if ((rgb(c)[3] ?? 1) === 1) return c; } return "rgb(255, 255, 255)"; };
  const seen = (e) => e.getClientRects().length && getComputedStyle(e).visibility === "visible" && !e.closest(".for-ears");
  const words = [...document.querySelectorAll("body *")].filter(
    (e) => seen(e) && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
  const low = words.filter((e) => { const s = getComputedStyle(e);
    draw.font = `${s.fontWeight} ${s.fontSize} ${s.fontFamily}`;
    const m = draw.measureText("글"); return m.actualBoundingBoxAscent + m.actualBoundingBoxDescent < letter; });
  const pale = words.filter((e) => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => x - y);
    return (b + 0.05) / (a + 0.05) < contrast; });
  const narrow = [...document.querySelectorAll("button")].filter(seen).filter((e) => {
    const box = e.getBoundingClientRect(); return box.width < target || box.height < target; });
  return Object.entries({ low, pale, narrow }).flatMap(([fault, found]) => found.map((e) => [fault, e.textContent.trim()]));
}"""


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, SMALL])
def test_letters_are_twelve_millimetres_targets_twenty_and_contrasts_seven(
    kiosk: Any, store: Any, open_kiosk: Any, size: tuple[int, int]
) -> None:
    page = open_kiosk(kiosk.page, size)
    mm = (size[0] ** 2 + size[1] ** 2) ** 0.5 / 24 / 25.4
    faults: list[Any] = []

    def look() -> None:
        for colours in ("진한 화면", "보통 화면"):
            faults.extend(page.evaluate(TOO_SMALL, [LETTER_MM * mm * 0.98, TARGET_MM * mm, CONTRAST]))
            page.get_by_role("button", name=colours).click()

    look()
    for reply, screen in ((ANSWER, ".card"), (CANDIDATES, ".candidates-screen")):
        reply_to_topics(kiosk, store, reply)
        tap_a_topic(page)
        expect(page.locator(screen)).to_be_visible()
        look()
        page.get_by_role("button", name="처음으로").click()
    reply_to_topics(kiosk, store, CRISIS)
    tap_a_topic(page)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    faults.extend(page.evaluate(TOO_SMALL, [LETTER_MM * mm * 0.98, TARGET_MM * mm, CONTRAST]))
    assert faults == []


@pytest.mark.parametrize(("contrast", "size"), [("normal", LANDSCAPE), ("high", PORTRAIT)])
def test_axe_finds_nothing_wrong_on_any_screen(
    kiosk: Any, store: Any, open_kiosk: Any, contrast: str, size: tuple[int, int]
) -> None:
    reply_to_topics(
        kiosk, store, {**ANSWER, "candidates": CANDIDATES["candidates"], "prompt": "혹시 이걸 물어보셨나요?"}
    )
    page = open_kiosk(kiosk.page, size)
    if contrast == "high":
        page.get_by_role("button", name="진한 화면").click()
    found = {"home": violations(page)}
    page.locator(".tile").first.click()
    expect(page.locator(".choice").first).to_be_visible()
    found["topics"] = violations(page)
    page.locator(".choice").first.click()
    expect(page.locator(".card")).to_be_visible()
    found["answer"] = violations(page)
    page.get_by_role("button", name="휴대전화에 담기").click()
    found["take"] = violations(page)
    page.get_by_role("button", name="처음으로").click()
    reply_to_topics(kiosk, store, CANDIDATES)
    tap_a_topic(page)
    expect(page.locator(".candidates-screen")).to_be_visible()
    found["candidates"] = violations(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_largest_letters_cut_nothing_off(kiosk: Any, store: Any, open_kiosk: Any) -> None:
    reply_to_topics(kiosk, store, ANSWER)
    page = open_kiosk(kiosk.page, PORTRAIT)
    page.get_by_role("button", name="글씨 크게").click()
    page.get_by_role("button", name="글씨 더 크게").click()
    for screen in (".tile", ".choice", ".card"):
        expect(page.locator(screen).first).to_be_visible()
        out = page.evaluate(
            """() => [...document.querySelectorAll("button, p, h2")].filter((e) => e.getClientRects().length && !e.closest(".for-ears, .page[data-scrolls]"))
            .filter((e) => { const b = e.getBoundingClientRect(); return b.right > innerWidth + 1 || b.left < -1 || b.bottom > innerHeight + 1; })
            .map((e) => e.textContent.trim())"""
        )
        assert out == []
        if screen != ".card":
            page.locator(screen).first.click()
    assert violations(page) == []
    page.get_by_role("button", name="더 알아보기").click()
    expect(page.locator(".choice").first).to_be_visible()


def test_everything_works_by_keyboard_alone(kiosk: Any, store: Any, open_kiosk: Any) -> None:
    reply_to_topics(kiosk, store, ANSWER)
    page = open_kiosk(kiosk.page)

    def reach(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "() => [document.activeElement.textContent.trim(), parseFloat(getComputedStyle(document.activeElement).outlineWidth)]"
            )
            if focused[0] == name:
                assert focused[1] >= 3
                page.keyboard.press("Enter")
                return
        raise AssertionError(f"{name} is not reached by the Tab key")

    reach("민원")
    expect(page.locator(".choice").first).to_be_visible()
    reach(page.locator(".choice").first.inner_text())
    expect(page.locator(".card")).to_be_visible()
    reach("다음")
    expect(page.locator(".where")).to_have_text("3단계 중 2단계")
    reach("직원 부르기")
    expect(page.get_by_role("dialog")).to_be_visible()
    reach("닫기")
    reach("처음으로")
    expect(page.locator(".tile").first).to_be_visible()
