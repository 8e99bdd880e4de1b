"""The main paths in a real browser: sign in, mend an answer, see it live; mistakes, conflicts, no blocked parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from knowledge import KnowledgeSettings, KnowledgeStore

LOST = "civil/passport_lost"
RECORD_TROUBLE = """
  window.blocked = [];
  document.addEventListener("securitypolicyviolation", (event) => window.blocked.push(event.violatedDirective));
"""
SignIn = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium)
        yield launched
        launched.close()


@pytest.fixture
def sign_in(browser: Browser, edited: Any) -> Iterator[SignIn]:
    """Signs in as a role; at the end nothing may have been blocked or have failed."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def as_role(role: str, width: int = 1280) -> Page:
        context = browser.new_context(locale="ko-KR", viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_init_script(RECORD_TROUBLE)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{edited.url}/sign-in")
        page.get_by_label("아이디").fill(role)
        page.get_by_label("비밀번호", exact=True).fill("correct-horse-7")
        page.get_by_role("button", name="로그인").click()
        expect(page.get_by_role("navigation", name="화면")).to_be_visible()
        return page

    yield as_role
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("() => window.blocked") == []
        context.close()
    assert errors == []


def open_article(page: Page, edited: Any, key: str = LOST) -> None:
    page.goto(f"{edited.url}/articles/{key}")
    expect(page.get_by_label("제목 (단추에 보이는 이름)")).to_be_visible()


def test_an_answer_is_found_mended_and_live(sign_in: SignIn, edited: Any) -> None:
    page = sign_in("approver")
    page.get_by_role("link", name="상담 글").click()
    page.get_by_label("찾을 말").fill("여권 분실")
    page.get_by_role("button", name="찾기").click()
    page.get_by_role("link", name="여권 분실 신고·재발급").click()
    page.get_by_label("요약 — ").fill("가까운 여권 창구에 바로 신고하세요.")
    expect(page.locator(".answer .text")).to_have_text("가까운 여권 창구에 바로 신고하세요.")
    expect(page.get_by_text("바뀐 곳: 요약.")).to_be_visible()
    page.get_by_role("button", name="챗봇에 반영").click()
    expect(page.get_by_text("반영했습니다")).to_be_visible()
    answer = KnowledgeStore(KnowledgeSettings(root=edited.knowledge)).answer(LOST)
    assert answer is not None
    assert answer.text == "가까운 여권 창구에 바로 신고하세요."


def test_a_mistake_in_the_yaml_is_told_with_its_line_and_cannot_be_published(
    sign_in: SignIn, edited: Any
) -> None:
    page = sign_in("approver")
    open_article(page, edited)
    page.get_by_role("button", name="파일 그대로 (YAML)").click()
    text = page.locator("#yaml").input_value()
    page.locator("#yaml").fill(text.replace("title: 여권", 'title: "여권', 1))
    expect(page.get_by_text("고칠 곳이 1군데 있습니다.")).to_be_visible()
    expect(page.locator("#problems")).to_contain_text("1번째 줄")
    expect(page.get_by_role("button", name="챗봇에 반영")).to_be_disabled()
    page.locator("#yaml").fill(text)
    expect(page.get_by_text("바뀐 것이 없습니다.")).to_be_visible()


def test_typing_in_the_yaml_shows_in_the_form(sign_in: SignIn, edited: Any) -> None:
    page = sign_in("approver", width=1920)
    open_article(page, edited)
    text = page.locator("#yaml").input_value()
    page.locator("#yaml").fill(text.replace("title: 여권 분실 신고·재발급", "title: 여권을 잃었을 때"))
    expect(page.get_by_label("제목 (단추에 보이는 이름)")).to_have_value("여권을 잃었을 때")


def test_a_question_from_the_inbox_is_waiting_in_the_form(sign_in: SignIn, edited: Any) -> None:
    page = sign_in("approver")
    page.goto(f"{edited.url}/articles/{LOST}?question=여권이 감쪽같이 사라졌어요")
    expect(page.locator(".question.fresh input")).to_have_value("여권이 감쪽같이 사라졌어요")
    expect(page.locator("#problems")).to_contain_text("학습한 뒤 반영됩니다")
    expect(page.get_by_role("button", name="챗봇에 반영")).to_be_enabled()
    page.get_by_role("button", name="임시 저장").click()
    expect(page.get_by_text("임시 저장했습니다")).to_be_visible()


def test_a_file_edited_meanwhile_is_joined_with_what_was_typed(sign_in: SignIn, edited: Any) -> None:
    page = sign_in("approver")
    open_article(page, edited)
    page.get_by_label("요약 — ").fill("내가 고친 요약입니다.")
    expect(page.locator(".answer .text")).to_have_text("내가 고친 요약입니다.")
    path = edited.knowledge / "articles" / f"{LOST}.yml"
    path.write_text(path.read_text().replace("title: 여권 분실 신고·재발급", "title: 파일에서 고친 제목"))
    page.get_by_role("button", name="임시 저장").click()
    page.get_by_role("button", name="둘 다 살려 합치기").click()
    expect(page.get_by_text("두 사람이 고친 것이 모두 들어 있습니다")).to_be_visible()
    expect(page.get_by_label("제목 (단추에 보이는 이름)")).to_have_value("파일에서 고친 제목")
    expect(page.get_by_label("요약 — ")).to_have_value("내가 고친 요약입니다.")
    page.get_by_role("button", name="임시 저장").click()
    expect(page.get_by_text("임시 저장했습니다")).to_be_visible()


def test_an_editor_asks_for_review_and_a_viewer_only_reads(sign_in: SignIn, edited: Any) -> None:
    page = sign_in("editor")
    open_article(page, edited)
    page.get_by_label("요약 — ").fill("수수료가 올랐습니다.")
    expect(page.get_by_text("바뀐 곳: 요약.")).to_be_visible()
    page.get_by_role("button", name="검토 부탁").click()
    page.get_by_label("한마디").fill("봐 주세요")
    page.get_by_role("button", name="보내기").click()
    expect(page.get_by_text("검토를 부탁했습니다")).to_be_visible()
    viewer = sign_in("viewer")
    open_article(viewer, edited)
    expect(viewer.get_by_label("제목 (단추에 보이는 이름)")).to_be_disabled()
    expect(viewer.get_by_role("button", name="임시 저장")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 1920])
def test_every_page_is_accessible_and_fits_its_window(sign_in: SignIn, edited: Any, width: int) -> None:
    page = sign_in("administrator", width)
    paths = (
        "/articles",
        f"/articles/{LOST}",
        f"/articles/{LOST}/history",
        "/articles/confirm",
        "/articles/new",
    )
    for path in (*paths, "/articles/exchange", "/publish", "/users", "/audit", "/password"):
        page.goto(edited.url + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found = [v["id"] for v in Axe().run(page).response["violations"]]
        assert (path, found) == (path, [])
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path


def test_publishing_asks_for_an_article_first_and_a_draft_from_the_inbox_is_ticked(
    sign_in: SignIn, edited: Any
) -> None:
    page = sign_in("approver")
    page.goto(f"{edited.url}/articles/{LOST}?question=여권이 감쪽같이 사라졌어요")
    page.get_by_role("button", name="임시 저장").click()
    expect(page.get_by_text("임시 저장했습니다")).to_be_visible()
    page.goto(f"{edited.url}/publish")
    expect(page.get_by_role("button", name="고른 글 반영하기")).to_be_disabled()
    expect(page.get_by_text("글을 골라 주세요.")).to_be_visible()
    page.goto(f"{edited.url}/publish?key={LOST}")
    expect(page.get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_role("button", name="고른 글 반영하기")).to_be_enabled()


def test_the_preview_follows_the_field_and_warns_of_words_left_behind(sign_in: SignIn, edited: Any) -> None:
    page = sign_in("approver")
    open_article(page, edited)
    fee = page.get_by_label("비용 — ")
    fee.fill("새 여권은 60,000원입니다.")
    expect(page.get_by_role("button", name="비용", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".answer .text")).to_have_text("새 여권은 60,000원입니다.")
    expect(page.locator(".spoken .notice")).to_contain_text("말로 할 때’는 그대로입니다")
    expect(page.locator("#problems")).to_contain_text("52,000, 49,000, 27,000이(가) 말에는")
    page.get_by_label("비용 말로 할 때").fill("새 여권은 육만 원이에요.")
    expect(page.locator(".spoken .notice")).to_have_count(0)
    expect(page.locator(".spoken .aloud")).to_have_text("새 여권은 육만 원이에요.")


def test_a_session_that_ended_is_told_beside_the_buttons_and_nothing_is_lost(
    sign_in: SignIn, edited: Any
) -> None:
    page = sign_in("approver")
    open_article(page, edited)
    page.get_by_label("요약 — ").fill("바로 신고하세요.")
    expect(page.get_by_text("바뀐 곳: 요약.")).to_be_visible()
    page.context.clear_cookies()
    page.get_by_role("button", name="임시 저장").click()
    told = page.locator("#bar").get_by_role("alert")
    expect(told).to_contain_text("로그인이 끝났습니다")
    expect(told).to_be_in_viewport()
    with page.context.expect_page() as opened:
        told.get_by_role("link", name="새 창에서 로그인").click()
    again = opened.value
    again.get_by_label("아이디").fill("approver")
    again.get_by_label("비밀번호", exact=True).fill("correct-horse-7")
    again.get_by_role("button", name="로그인").click()
    expect(again.get_by_role("navigation", name="화면")).to_be_visible()
    page.get_by_role("button", name="임시 저장").click()
    expect(page.locator("#bar").get_by_text("임시 저장했습니다")).to_be_in_viewport()
    expect(page.get_by_label("요약 — ")).to_have_value("바로 신고하세요.")
