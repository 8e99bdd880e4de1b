"""Every page on a phone: nothing but a table's own frame scrolls sideways."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.admin.insight.conftest import wait_until

LOST = "civil/passport_lost"
PATHS = (
    "/articles",
    f"/articles/{LOST}",
    f"/articles/{LOST}/history",
    "/articles/confirm",
    "/articles/new",
    "/articles/exchange",
    "/publish",
    "/inbox",
    "/inbox/1",
    "/conversations",
    "/conversations/read?id=kim",
    "/conversations/test?id=kim",
    "/statistics",
    "/reports?day=2026-11-23",
    "/users",
    "/audit",
)
# Frames that scroll by themselves do not count.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, .menu, .chart, pre"))
    .map((e) => e.outerHTML.slice(0, 120))"""


def test_no_page_scrolls_sideways_on_a_phone(chromium: str, chatting_screen: Any) -> None:
    client = chatting_screen.client("administrator")
    wait_until(lambda: "드론" in client.get("/inbox").text)
    put_draft(client)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(locale="ko-KR", viewport={"width": 375, "height": 800})
        page.goto(f"{chatting_screen.url}/sign-in")
        page.get_by_label("아이디").fill("administrator")
        page.get_by_label("비밀번호", exact=True).fill("correct-horse-7")
        page.get_by_role("button", name="로그인").click()
        expect(page.get_by_role("navigation", name="화면")).to_be_visible()
        wrong = {}
        for path in PATHS:
            page.goto(chatting_screen.url + path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            violations = [violation["id"] for violation in Axe().run(page).response["violations"]]
            if found := page.evaluate(TOO_WIDE) + violations:
                wrong[path] = found
        browser.close()
    assert wrong == {}


def put_draft(client: Any) -> None:
    """A draft with everything the page to publish can show."""
    client.get("/articles")
    now = client.session.get(f"{client.url}/articles/{LOST}/state", timeout=30).json()
    text = now["file_text"].replace("52,000원", "55,000원")
    body = {"text": text, "revision": now["revision"], "file_digest": now["file_digest"], "then": "review"}
    assert client.send(f"/articles/{LOST}/save", body).status_code == 200
