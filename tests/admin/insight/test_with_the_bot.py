"""The whole way with the real bot in a real browser: missed, found in the inbox, added with one click; deleted."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.admin.conftest import make_screen
from tests.admin.insight.conftest import environment_of
from tests.dialogue.test_stories import STYLES, play

ROOT = Path(__file__).parents[3]
UNKNOWN = ("드론 날려도 되는 곳이 어디예요", "공원에서 드론 날려도 되나요")
PATIENCE = 30_000  # ms until the screen has read what the bot stored


def ask(bot: Any, text: str, sender: str, message: str = "") -> list[dict[str, Any]]:
    body = {"sender": sender, "message": text, "id": message or uuid.uuid4().hex}
    response = requests.post(f"{bot.url}/webhooks/web/messages", json=body, timeout=30)
    response.raise_for_status()
    return list(response.json()["messages"])


def heard(bot: Any, sender: str) -> list[str]:
    tracker = requests.get(f"{bot.url}/conversations/{sender}/tracker", timeout=30).json()
    return [event["text"] for event in tracker["events"] if event["event"] == "user"]


@pytest.fixture(scope="module")
def office(bot: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("office")
    environment = {
        **environment_of(folder),
        "ADMIN_CONVERSATIONS": str(bot.database),
        "ADMIN_BOT_URL": bot.url,
    }
    screen = make_screen(folder, environment)
    shutil.copytree(ROOT / "knowledge" / "articles", screen.knowledge / "articles", dirs_exist_ok=True)
    screen.start()
    yield screen
    screen.kill()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium)
        yield launched
        launched.close()


def sign_in(browser: Browser, office: Any, role: str) -> Page:
    page = browser.new_context(locale="ko-KR").new_page()
    page.goto(f"{office.url}/sign-in")
    page.get_by_label("아이디").fill(role)
    page.get_by_label("비밀번호", exact=True).fill("correct-horse-7")
    page.get_by_role("button", name="로그인").click()
    expect(page.get_by_role("navigation", name="화면")).to_be_visible()
    return page


def wait_for(page: Page, address: str, words: str) -> None:
    """Load the page again until it shows the words."""
    page.goto(address)
    for _ in range(PATIENCE // 500):
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"{words} did not show up")


def test_what_the_bot_missed_is_added_to_an_article_with_one_click(
    bot: Any, browser: Browser, office: Any
) -> None:
    for words in UNKNOWN:
        replies = ask(bot, words, uuid.uuid4().hex)
        assert replies[0]["type"] in ("candidates", "handoff", "out_of_scope"), (
            "choose words the bot cannot answer"
        )
    page = sign_in(browser, office, "approver")
    wait_for(page, f"{office.url}/inbox?words=드론", UNKNOWN[0])
    row = page.locator(".questions > li").filter(has_text=UNKNOWN[0])
    expect(row).to_contain_text("2번", timeout=PATIENCE)
    button = row.get_by_role("button", name="에 넣기").first
    title = button.inner_text().removesuffix("에 넣기").strip("「」")
    button.click()
    expect(page.get_by_text("글의 초안에 질문을 넣었습니다")).to_be_visible()
    page.get_by_role("link", name="초안 보기").click()
    expect(page.get_by_label("제목 (단추에 보이는 이름)")).to_have_value(title)
    assert UNKNOWN[0] in page.content()


def test_a_thumb_down_on_the_website_reaches_the_inbox(bot: Any, browser: Browser, office: Any) -> None:
    sender, message = uuid.uuid4().hex, uuid.uuid4().hex
    # The whole suite asks this bot; a question nobody else asks is a row of its own.
    words = "장난감도서관 연회비가 얼마인지요"
    reply = ask(bot, words, sender, message)[0]
    vote = {"sender": sender, "message_id": reply["id"], "vote": "down", "reason": "너무 길어요"}
    requests.post(f"{bot.url}/webhooks/web/feedback", json=vote, timeout=30).raise_for_status()
    page = sign_in(browser, office, "viewer")
    wait_for(page, f"{office.url}/inbox?reason=down&words=연회비", words)
    page.get_by_role("link", name=words).click()
    expect(page.get_by_text("너무 길어요")).to_be_visible()


def test_a_deleted_conversation_is_gone_from_the_bots_memory_too(
    bot: Any, browser: Browser, office: Any
) -> None:
    sender = uuid.uuid4().hex
    ask(bot, "여권을 잃어버렸어요", sender)
    page = sign_in(browser, office, "administrator")
    address = f"{office.url}/conversations/read?id={sender}"
    wait_for(page, address, "여권을 잃어버렸어요")
    page.get_by_text("이 대화 지우기").click()
    page.get_by_role("button", name="네, 지웁니다").click()
    expect(page.get_by_text("대화를 지웠습니다")).to_be_visible()
    assert heard(bot, sender) == []
    ask(bot, "안녕하세요", sender)
    assert heard(bot, sender) == ["안녕하세요"]


def test_the_words_of_somebody_in_danger_are_not_on_any_page(bot: Any, browser: Browser, office: Any) -> None:
    sender = uuid.uuid4().hex
    assert ask(bot, "너무 힘들어서 죽고 싶어요", sender)[0]["type"] == "crisis"
    page = sign_in(browser, office, "viewer")
    wait_for(page, f"{office.url}/conversations/read?id={sender}", "남기지 않습니다")
    assert "죽고" not in page.content()


def test_every_page_passes_the_accessibility_check(bot: Any, browser: Browser, office: Any) -> None:
    sender = uuid.uuid4().hex
    ask(bot, "여권을 잃어버렸어요", sender)
    page = sign_in(browser, office, "administrator")
    wait_for(page, f"{office.url}/conversations/read?id={sender}", "여권을 잃어버렸어요")
    talk = f"?id={sender}"
    for path in (
        "/inbox",
        f"/conversations/read{talk}",
        f"/conversations/test{talk}",
        "/statistics",
        "/reports",
    ):
        page.goto(office.url + path)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    assert page.goto(f"{office.url}/statistics").ok
    expect(page.locator(".chart canvas")).to_have_count(2)


def test_a_conversation_made_into_a_story_plays_with_the_bot(bot: Any, browser: Browser, office: Any) -> None:
    sender = uuid.uuid4().hex
    choices = ask(bot, "등본", sender)[0]["candidates"]
    ask(bot, choices[0]["payload"], sender)
    ask(bot, "수수료는요?", sender)
    ask(bot, "고맙습니다", sender)
    page = sign_in(browser, office, "editor")
    wait_for(page, f"{office.url}/conversations/read?id={sender}", "고맙습니다")
    page.get_by_role("link", name="이 대화로 시험 만들기").click()
    page.get_by_label("시험 이름").fill("등본을 고르고 수수료를 물음")
    page.get_by_role("button", name="시험으로 저장").click()
    expect(page.get_by_text("이 대화를 시험으로 저장했습니다")).to_be_visible()
    (story,) = yaml.safe_load((office.folder / "staff.yml").read_text())
    assert [next(iter(turn)) for turn in story["turns"]] == ["say", "press", "say", "say"]
    assert story["style"] in STYLES
    assert play(bot, story) == ""
