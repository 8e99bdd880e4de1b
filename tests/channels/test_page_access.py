"""Keyboard, screen readers, zoom and colours."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"
SMALLEST_TARGET = 44
STATES = (QUESTION, "신고", "죽고 싶어요", "담당자와 통화하고 싶어요")


def test_each_message_enters_the_live_region_once_and_as_one_piece(chat: Any) -> None:
    expect(chat.log).to_have_attribute("aria-live", "polite")
    chat.inside(
        """(root) => { window.pieces = [];
        new MutationObserver((changes) => changes.forEach((c) => window.pieces.push(c.addedNodes.length)))
          .observe(root.querySelector(".log"), {childList: true}); }"""
    )
    chat.asked(QUESTION)
    assert chat.page.evaluate("() => window.pieces") == [1, 1]


def test_a_whole_consultation_needs_no_mouse(chat: Any) -> None:
    keyboard = chat.page.keyboard
    keyboard.press("Tab")
    expect(chat.button("질문 입력란으로 바로 가기")).to_be_focused()
    keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    keyboard.type(QUESTION)
    keyboard.press("Enter")
    expect(chat.cards).to_have_count(1)
    stops = walk(chat, back=True, until="처음으로")
    for wanted in ("인쇄", "아쉬워요", "준비물", "032-120", "더보기", "대화 지우기"):
        assert any(wanted in stop for stop in stops), (wanted, stops)
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(chat.button("그대로 두기")).to_be_focused()
    keyboard.press("Escape")
    expect(chat.button("대화 지우기")).to_be_focused()


def walk(chat: Any, back: bool, until: str) -> list[str]:
    """Press Tab until a stop of that name; every stop must show the focus."""
    stops: list[str] = []
    for _ in range(80):
        chat.page.keyboard.press("Shift+Tab" if back else "Tab")
        name, ringed = chat.inside(
            """(root) => { const e = root.activeElement; if (!e) return ["", true];
            const ringed = [e, e.parentElement].some((x) => {
              const s = getComputedStyle(x); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; });
            return [e.getAttribute("aria-label") || e.textContent.trim() || e.id, ringed]; }"""
        )
        stops.append(name)
        assert ringed, f"nothing shows the focus on {name}"
        if name == until:
            return stops
    raise AssertionError(f"{until} was never reached: {stops}")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_wrong_in_any_state(open_chat: Any, theme: str) -> None:
    chat = open_chat(width=400, height=900)
    chat.page.evaluate("(t) => sessionStorage.setItem('civic-chat:theme', JSON.stringify(t))", theme)
    chat.page.reload()
    expect(chat.page.locator(".suggestion").first).to_be_visible()
    found = {"start": chat.violations()}
    chat.button("사용 방법 보기").click()
    found["tour"] = chat.violations()
    for opener in ("더보기", "대화 지우기"):
        chat.button(opener).click()
        found[opener] = chat.violations()
    chat.page.keyboard.press("Escape")
    chat.field.fill("여권")
    expect(chat.page.locator(".topic").first).to_be_visible()
    chat.field.fill("")
    for number, question in enumerate(STATES, 1):
        chat.asked(question, number)
    chat.cards.first.get_by_role("button", name="아쉬워요").click()
    expect(chat.said_about_itself).to_contain_text("고맙습니다")
    chat.field.fill("여권")
    chat.page.context.set_offline(True)
    expect(chat.page.locator(".connection")).not_to_be_empty()
    found["talk"] = chat.violations()
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_nothing_is_cut_off_sideways_whatever_the_letter_size(open_chat: Any, width: int) -> None:
    chat = open_chat(width=width, height=740)
    expect(chat.page.locator(".suggestion").first).to_be_visible()
    assert chat.overflow() <= 0
    chat.asked(QUESTION)
    for _ in range(3):
        chat.page.locator(".tool-size").click()
        assert chat.overflow() <= 0


def test_wider_letters_and_lines_fit_as_well(open_chat: Any) -> None:
    chat = open_chat(width=360, height=740)
    chat.asked(QUESTION)
    chat.inside(
        """(root) => { const wide = new CSSStyleSheet();
        wide.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
          + " p { margin-bottom: 2em !important; }");
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, wide]; }"""
    )
    assert chat.overflow() <= 0
    cut = """(root) => [...root.querySelectorAll("button, .said, .card-title, dd, li")]
      .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline").map((e) => e.className)"""
    assert chat.inside(cut) == []


def test_at_four_times_the_zoom_everything_scrolls_and_nothing_covers_the_answer(open_chat: Any) -> None:
    chat = open_chat(width=320, height=256, device_scale_factor=4)
    chat.asked(QUESTION)
    assert chat.overflow() <= 0
    title = chat.card.get_by_role("heading", level=2)
    title.scroll_into_view_if_needed()
    box = title.bounding_box()
    assert chat.inside("(root, [x, y]) => root.elementFromPoint(x, y).closest('.card-title') !== null",
                       [box["x"] + 5, box["y"] + 5])  # fmt: skip
    chat.field.scroll_into_view_if_needed()
    expect(chat.field).to_be_in_viewport()


def test_controls_are_large_enough_for_a_finger(open_chat: Any) -> None:
    chat = open_chat(width=360, height=740)
    chat.asked(QUESTION)
    chat.card.get_by_role("button", name="아쉬워요").click()
    chat.button("더보기").click()
    small = chat.inside(
        """(root, least) => [...root.querySelectorAll("button, label.theme, a:not(.inline-link):not(.skip-link), textarea")]
        .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < least || box.height < least)).map(([name]) => name)""",
        SMALLEST_TARGET,
    )
    assert small == []


def test_letters_grow_twice_and_return_and_the_tab_remembers(chat: Any) -> None:
    size = "(root) => parseFloat(getComputedStyle(root.querySelector('.frame')).fontSize)"
    sizes = [chat.inside(size)]
    for _ in range(2):
        chat.page.locator(".tool-size").click()
        sizes.append(chat.inside(size))
    assert sizes[0] < sizes[1] < sizes[2]
    chat.page.reload()
    expect(chat.page.locator(".suggestion").first).to_be_visible()
    assert chat.inside(size) == sizes[2]
    chat.button("글씨 보통").click()
    assert chat.inside(size) == sizes[0]


def test_the_tour_can_be_walked_left_and_called_again(chat: Any) -> None:
    chat.button("사용 방법 보기").click()
    for step in range(2, 5):
        chat.button("다음").click()
        expect(chat.page.get_by_text(f"4단계 중 {step}단계")).to_be_visible()
    chat.button("시작하기").click()
    expect(chat.field).to_be_focused()
    chat.page.reload()
    expect(chat.page.locator(".suggestion").first).to_be_visible()
    expect(chat.page.locator(".tour")).to_be_hidden()
    chat.button("더보기").click()
    chat.button("사용 방법 보기").click()
    expect(chat.page.get_by_text("4단계 중 1단계")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator(".tour")).to_be_hidden()


def test_nothing_moves_for_those_who_want_it_calm(chat: Any) -> None:
    moving = chat.inside(
        "(root) => root.getAnimations().filter((a) => a.effect.getComputedTiming().duration > 0).length"
    )
    assert moving == 0


def test_a_place_is_told_in_words_beside_the_link_to_its_map(chat: Any) -> None:
    place = {"name": "행정복지센터", "address": "가정로 1", "url": "https://map.example.kr/1"}
    chat.reply_with({"places": [place]})
    chat.asked(QUESTION)
    expect(chat.card).to_contain_text("가정로 1")
    expect(chat.card.get_by_role("link", name="지도 보기 행정복지센터")).to_be_visible()
