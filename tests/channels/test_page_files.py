from __future__ import annotations

import re
from pathlib import Path

import pytest

from channels.page_files import CONTENT_SECURITY_POLICY, INDEX, PAGE, SECURITY_HEADERS, load_page
from knowledge import KnowledgeStore


def test_the_files_of_the_page_are_found() -> None:
    assert {INDEX, "widget.js", "chat/civic_chat.js", "chat/card.css"} <= set(load_page())


def test_only_files_made_for_a_browser_are_served(tmp_path: Path) -> None:
    (tmp_path / "chat.js").write_text("1")
    (tmp_path / "notes.txt").write_text("private")
    (tmp_path / ".env").write_text("private")
    assert set(load_page(tmp_path)) == {"chat.js"}


def test_a_changed_file_gets_a_new_tag(tmp_path: Path) -> None:
    (tmp_path / "chat.js").write_text("1")
    before = load_page(tmp_path)["chat.js"].etag
    (tmp_path / "chat.js").write_text("2")
    assert load_page(tmp_path)["chat.js"].etag != before


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert SECURITY_HEADERS["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", sorted(load_page()))
def test_a_file_of_the_page_names_no_district(name: str, store: KnowledgeStore) -> None:
    text = (PAGE / name).read_text(encoding="utf-8")
    district = store.district
    names = [district.full_name, district.bot_name, district.call_center.name, district.call_center.phone]
    assert not [known for known in names if known in text]
    assert not re.search(rf"(?<![가-힣]){re.escape(district.name)}", text)


@pytest.mark.parametrize("name", [n for n in sorted(load_page()) if n.endswith(".js")])
def test_no_script_turns_text_into_markup(name: str) -> None:
    script = (PAGE / name).read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|document\.cookie", script
    )


def test_icons_are_drawings_not_letters() -> None:
    emoji = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
    assert not [n for n in load_page() if emoji.search((PAGE / n).read_text(encoding="utf-8"))]
