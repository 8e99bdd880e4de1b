"""Finding topics by what is typed so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

Find = Callable[[str, str], bool]
MODULE = "const { findTyped, searchable } = await import('/static/chat/choseong.js');"


@pytest.fixture(scope="module")
def find(browser: Browser, bot: Any) -> Iterator[Find]:
    page = browser.new_page()
    page.goto(f"{bot.url}/static/mark.svg")
    script = (
        f"async ([typed, name]) => {{ {MODULE} return findTyped(searchable(typed), searchable(name)) >= 0; }}"
    )
    yield lambda typed, name: bool(page.evaluate(script, [typed, name]))
    page.close()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("여권", "여권 분실 신고"),
        ("ㅇㄱ", "여권 분실 신고"),
        ("ㅇㄱㅂㅅ", "여권 분실 신고"),
        ("분실", "여권 분실 신고"),
        ("ㅂㅅ", "여권 분실 신고"),
        ("ㅄ", "여권 분실 신고"),
        ("여궈", "여권 분실 신고"),
        ("여ㄱ", "여권 분실 신고"),
        ("갑", "가방 분실"),
        ("여권분실", "여권 분실 신고"),
        ("aed", "자동심장충격기(AED)"),
    ],
)
def test_what_is_typed_so_far_finds_the_name(find: Find, typed: str, name: str) -> None:
    assert find(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"), [("ㅇㄴ", "여권 분실 신고"), ("여건", "여권"), ("여권재", "여권 분실"), ("", "여권"), ("  ", "여권")]
)  # fmt: skip
def test_what_does_not_fit_finds_nothing(find: Find, typed: str, name: str) -> None:
    assert not find(typed, name)


TOPICS = [
    {"title": "음식점 영업신고", "names": [], "payload": "food"},
    {"title": "공연·전시 일정", "names": ["연극 예매"], "payload": "show"},
    {"title": "여권 신청", "names": ["여권 만들기"], "payload": "issue"},
    {"title": "여권 분실", "names": [], "payload": "lost"},
    {"title": "인감증명서 발급", "names": [], "payload": "seal"},
    {"title": "아이의 여권", "names": [], "payload": "child"},
    {"title": "주민등록 서류", "names": ["등본"], "payload": "copy"},
]


@pytest.fixture(scope="module")
def best(browser: Browser, bot: Any) -> Iterator[Callable[[str], list[tuple[str, str]]]]:
    page = browser.new_page()
    page.goto(f"{bot.url}/static/mark.svg")
    script = """async ([typed, topics]) => {
      const { bestTopics, prepared } = await import('/static/chat/topic_search.js');
      return bestTopics(typed, prepared(topics), 6).map(({ topic, because }) => [topic.payload, because]); }"""
    yield lambda typed: [tuple(found) for found in page.evaluate(script, [typed, TOPICS])]
    page.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            "ㅇㄱ",
            ["issue", "seal", "lost", "child", "show"],
        ),  # one of each word first, titles before other names
        ("여", ["issue", "lost", "child", "food", "show"]),
        ("여권", ["issue", "lost", "child"]),
        ("여권수수료", ["issue", "lost", "child"]),
        ("여권 수수료", ["issue", "lost", "child"]),
        ("여권을 잃어버렸는데 어떻게 하나요", []),
    ],
)
def test_titles_that_begin_a_word_so_come_first(best: Any, typed: str, found: list[str]) -> None:
    assert [payload for payload, _ in best(typed)] == found


def test_another_name_that_fits_is_shown_as_the_reason(best: Any) -> None:
    assert best("등본") == [("copy", "등본")]
    assert best("연극") == [("show", "연극 예매")]
