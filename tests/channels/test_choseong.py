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
