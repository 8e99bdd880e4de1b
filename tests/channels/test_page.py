"""The chat page in a real browser, with the real bot behind it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from knowledge import FACET_LABELS, KnowledgeStore

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"
UNCLEAR = "신고"
MESSAGES = "**/webhooks/web/messages"
SMALLEST_TARGET = 44
RECORD_TROUBLE = """
  window.blocked = [];
  document.addEventListener("securitypolicyviolation", (event) => window.blocked.push(event.violatedDirective));
"""
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens the page in a browser of a given width; at the end nothing may have been blocked or have failed."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_at(url: str, width: int = 900, height: int = 1000, **options: Any) -> Page:
        size = {"width": width, "height": height}
        options = {"reduced_motion": "reduce", "locale": "ko-KR", "viewport": size, **options}
        context = browser.new_context(**options)
        contexts.append(context)
        context.add_init_script(RECORD_TROUBLE)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        expect(page.get_by_role("heading", level=3).first).to_be_visible()
        return page

    yield open_at
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("() => window.blocked") == []
        context.close()
    assert errors == []


@pytest.fixture
def page(open_page: OpenPage, bot: Any) -> Page:
    return open_page(bot.url)


def ask(page: Page, text: str) -> None:
    page.get_by_label("궁금한 점을 적어 주세요").fill(text)
    page.keyboard.press("Enter")


def last_card(page: Page) -> Any:
    return page.get_by_role("article").last


def asked(page: Page, question: str = QUESTION) -> Page:
    ask(page, question)
    expect(page.get_by_role("article")).to_have_count(1)
    return page


def reply_with(page: Page, **fields: Any) -> None:
    """Answer in the bot's place."""
    message = {"type": "answer", "text": "답", **fields}
    body = json.dumps({"messages": [message]})
    page.route(MESSAGES, lambda route: route.fulfill(body=body, content_type="application/json"))


def overflow(page: Page) -> int:
    return int(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))


def covered(page: Page, locator: Any) -> bool:
    """Whether the field at the bottom lies over the element."""
    return bool(locator.bounding_box()["y"] > page.locator(".composer-row").bounding_box()["y"])


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['help']} {[node['target'] for node in v['nodes']]}" for v in found]


# Asking


def test_the_page_greets_in_the_name_of_the_district(page: Page, store: KnowledgeStore) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(store.district.bot_name)
    expect(page).to_have_title(store.district.bot_name)


def test_a_question_asked_by_keyboard_is_answered_with_everything_staff_wrote(
    page: Page, store: KnowledgeStore
) -> None:
    answer = store.answer("civil/passport_lost", "fee")
    assert answer is not None
    asked(page)
    card = last_card(page)
    expect(card.get_by_role("heading", level=2)).to_contain_text(answer.title)
    expect(card.get_by_role("heading", level=2)).to_contain_text(FACET_LABELS["fee"])
    for line in answer.text.splitlines():
        expect(card).to_contain_text(line.removeprefix("- "))
    expect(card).to_contain_text(answer.department.name)
    phone = card.get_by_role("link", name=answer.department.phone)
    expect(phone).to_have_attribute("href", f"tel:{answer.department.phone}")
    expect(card).to_contain_text(answer.sources[0])
    expect(card.locator("time")).to_have_attribute("datetime", answer.checked)


def test_lines_with_dashes_become_a_list(page: Page) -> None:
    reply_with(page, text="둘이 필요해요.\n- 신분증\n- 사진\n1. 신청서를 써요\n2. 내요")
    asked(page)
    expect(last_card(page).get_by_role("listitem")).to_have_text(["신분증", "사진", "신청서를 써요", "내요"])


def test_the_focus_stays_in_the_question_field_after_sending(page: Page) -> None:
    asked(page)
    expect(page.get_by_label("궁금한 점을 적어 주세요")).to_be_focused()
    expect(page.get_by_label("궁금한 점을 적어 주세요")).to_have_value("")


def test_shift_and_enter_breaks_the_line_and_sends_nothing(page: Page) -> None:
    field = page.get_by_label("궁금한 점을 적어 주세요")
    field.fill("여권")
    field.press("Shift+Enter")
    field.press_sequentially("수수료")
    expect(field).to_have_value("여권\n수수료")
    expect(page.get_by_role("log")).to_be_empty()


def test_enter_that_ends_a_korean_syllable_sends_nothing(page: Page) -> None:
    page.get_by_label("궁금한 점을 적어 주세요").fill("여권")
    page.dispatch_event("#question", "keydown", {"key": "Enter", "isComposing": True})
    expect(page.get_by_role("log")).to_be_empty()


def test_sending_nothing_says_what_to_do(page: Page) -> None:
    page.get_by_role("button", name="보내기").click()
    expect(page.locator("#question-problem")).not_to_be_empty()
    expect(page.get_by_label("궁금한 점을 적어 주세요")).to_have_attribute("aria-invalid", "true")


def test_a_question_over_the_limit_is_kept_for_shortening(page: Page) -> None:
    ask(page, "가" * 1001)
    expect(page.locator("#question-problem")).to_contain_text("1,000자")
    expect(page.get_by_label("궁금한 점을 적어 주세요")).to_have_value("가" * 1001)
    expect(page.get_by_role("log")).to_be_empty()


# Buttons


def test_a_chip_asks_for_another_facet_and_shows_its_label_as_the_question(page: Page) -> None:
    asked(page)
    last_card(page).get_by_role("button", name="준비물").click()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(last_card(page).get_by_role("heading", level=2)).to_contain_text("준비물")
    expect(page.locator(".from-user").last).to_contain_text("준비물")
    expect(page.get_by_role("log")).not_to_contain_text("/choose")


def test_the_buttons_of_an_earlier_answer_stay_and_work(page: Page) -> None:
    asked(page)
    last_card(page).get_by_role("button", name="준비물").click()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("article").first.get_by_role("button", name="기간").click()
    expect(last_card(page).get_by_role("heading", level=2)).to_contain_text("기간")


def test_a_candidate_is_chosen_by_keyboard_and_answered(page: Page) -> None:
    asked(page, UNCLEAR)
    choice = last_card(page).get_by_role("button").first
    title = choice.inner_text()
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(2)
    expect(last_card(page).get_by_role("heading", level=2)).to_contain_text(title)
    expect(page.locator(".from-user").last).to_contain_text(title)


def test_unclear_questions_can_be_answered_with_none_of_these(page: Page) -> None:
    asked(page, UNCLEAR)
    last_card(page).get_by_role("button", name="해당 없음").click()
    expect(page.get_by_role("article")).to_have_count(2)


def test_next_best_choices_stand_under_the_heading_the_bot_gave(page: Page) -> None:
    choices = [{"title": "여권 재발급", "payload": "/choose"}]
    reply_with(page, prompt="혹시 이걸 물어보셨나요?", candidates=choices)
    asked(page)
    group = last_card(page).get_by_role("group", name="혹시 이걸 물어보셨나요?")
    expect(group.get_by_role("button")).to_have_text("여권 재발급")


def test_a_suggested_question_asks_itself(page: Page) -> None:
    suggestion = page.locator(".suggestion").first
    words = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".from-user")).to_contain_text(words)
    expect(page.get_by_role("article")).to_have_count(1)


def test_a_domain_tile_opens_its_topics(page: Page, store: KnowledgeStore) -> None:
    domain = store.topics()[0].split("/")[0]
    title = next(d.title for d in store.catalog.domains if d.id == domain)
    page.get_by_role("button", name=title, exact=True).click()
    expect(last_card(page).get_by_role("button").first).to_be_visible()


def test_a_crisis_reply_starts_with_numbers_to_dial(page: Page) -> None:
    asked(page, "죽고 싶어요")
    call = last_card(page).get_by_role("link", name="109 전화 걸기")
    expect(call).to_have_attribute("href", "tel:109")
    assert call.bounding_box()["height"] >= SMALLEST_TARGET  # type: ignore[index]


# Screen readers and keyboards


def test_each_message_enters_the_live_region_as_one_piece(page: Page) -> None:
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    page.evaluate(
        """() => { window.pieces = [];
        new MutationObserver((changes) => changes.forEach((c) => window.pieces.push(c.addedNodes.length)))
          .observe(document.getElementById("log"), {childList: true}); }"""
    )
    asked(page)
    assert page.evaluate("() => window.pieces") == [1, 1]


def test_waiting_is_told_politely_and_ends_with_the_answer(open_page: OpenPage, bot: Any) -> None:
    page = open_page(bot.url, 360, 740)
    held: list[Route] = []
    page.route(MESSAGES, lambda route: held.append(route))
    with page.expect_request(MESSAGES):
        ask(page, QUESTION)
    waiting = page.get_by_role("status").filter(has_text="답변을 찾고 있어요")
    expect(waiting).to_be_visible()
    assert not covered(page, waiting)
    held[0].continue_()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.locator("#progress")).to_be_empty()


def test_every_stop_of_the_tab_key_shows_where_the_focus_is(page: Page) -> None:
    asked(page)
    page.evaluate("() => { document.activeElement.blur(); }")
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const e = document.activeElement; if (e === document.body) return null;
            const ringed = [e, e.parentElement].some((x) => {
              const s = getComputedStyle(x); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; });
            return [e.id || e.textContent.trim().slice(0, 20), ringed]; }"""
        )
        if stop is None:
            break
        if not stop[1]:
            unseen.append(stop[0])
    assert unseen == []


def test_the_skip_link_is_the_first_stop_and_leads_to_the_question(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="질문 입력란으로 바로 가기")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("궁금한 점을 적어 주세요")).to_be_focused()


@pytest.mark.parametrize("state", ["start", QUESTION, UNCLEAR, "죽고 싶어요"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(open_page: OpenPage, bot: Any, state: str, scheme: str) -> None:
    page = open_page(bot.url, 400, 900, color_scheme=scheme)
    if state != "start":
        asked(page, state)
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_cut_off_sideways_whatever_the_letter_size(
    open_page: OpenPage, bot: Any, width: int
) -> None:
    page = open_page(bot.url, width, 740)
    assert overflow(page) <= 0
    asked(page)
    for _ in range(3):
        assert overflow(page) <= 0
        page.locator("#text-size").click()


def test_at_twice_the_zoom_and_the_largest_letters_nothing_is_cut_off(open_page: OpenPage, bot: Any) -> None:
    page = open_page(bot.url, 640, 360, device_scale_factor=2)
    asked(page)
    for _ in range(2):
        page.get_by_role("button", name="글씨").click()
    assert overflow(page) <= 0


def test_controls_are_large_enough_for_a_finger(open_page: OpenPage, bot: Any) -> None:
    page = asked(open_page(bot.url, 360, 740))
    small = page.evaluate(
        """(least) => [...document.querySelectorAll("button, a:not(.inline-link):not(.skip-link), textarea")]
        .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < least || box.height < least)).map(([name]) => name)""",
        SMALLEST_TARGET,
    )
    assert small == []


def test_letters_grow_twice_and_return_and_the_tab_remembers(page: Page) -> None:
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    sizes = [page.evaluate(size)]
    button = page.locator("#text-size")
    for _ in range(2):
        button.click()
        sizes.append(page.evaluate(size))
    assert sizes[0] < sizes[1] < sizes[2]
    page.reload()
    assert page.evaluate(size) == sizes[2]
    button.click()
    assert page.evaluate(size) == sizes[0]


# Safety


def test_markup_in_a_question_is_shown_as_typed(page: Page) -> None:
    attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    asked(page, attack)
    expect(page.locator(".from-user")).to_contain_text(attack)
    assert page.evaluate("() => window.hacked") is None


def test_markup_and_bad_addresses_in_a_reply_do_nothing(page: Page) -> None:
    attack = "<b onclick=hack()>굵게</b>"
    links = [
        {"title": attack, "url": "javascript:hack()"},
        {"title": "암호 없는 곳", "url": "http://example.org"},
        {"title": "안전한 곳", "url": "https://example.org/a"},
    ]
    buttons = [{"title": attack, "payload": attack}]
    department = {"name": attack, "phone": "javascript:1"}
    reply_with(page, text=attack, title=attack, links=links, candidates=buttons, department=department)
    asked(page)
    card = last_card(page)
    expect(card.locator("b")).to_have_count(0)
    expect(card.get_by_role("heading", level=2)).to_contain_text(attack)
    addresses = card.get_by_role("link").evaluate_all("(links) => links.map((link) => link.href)")
    assert addresses == ["tel:1", "https://example.org/a"]


def test_an_attack_in_the_address_of_the_page_does_nothing(open_page: OpenPage, bot: Any) -> None:
    page = open_page(f"{bot.url}/?q=<script>window.hacked=1</script>#<img src=x onerror=window.hacked=1>")
    assert page.evaluate("() => window.hacked") is None


def test_the_page_sets_no_cookie(page: Page) -> None:
    asked(page)
    assert page.context.cookies() == []


# Bad connections


def test_without_a_network_the_question_waits_and_is_sent_once_when_it_returns(page: Page) -> None:
    page.context.set_offline(True)
    ask(page, QUESTION)
    expect(page.get_by_role("button", name="다시 보내기")).to_be_visible()
    expect(page.locator("#connection")).to_contain_text("끊겼어요")
    page.context.set_offline(False)
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.locator(".from-user")).to_have_count(1)
    expect(page.get_by_role("button", name="다시 보내기")).to_have_count(0)


def test_an_answer_lost_on_the_way_is_fetched_again_and_the_bot_heard_the_question_once(
    page: Page, website: Any
) -> None:
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(json.loads(route.request.post_data or "{}")["sender"])
            route.fetch()
            route.abort()

    page.route(MESSAGES, lose_the_first_answer)
    asked(page)
    expect(last_card(page).get_by_role("heading", level=2)).to_contain_text("비용")
    assert website.questions_heard(lost[0]) == [QUESTION]


def test_questions_asked_while_one_is_waiting_are_answered_in_order(page: Page) -> None:
    held: list[Route] = []
    page.route(MESSAGES, lambda route: route.continue_() if held else held.append(route))
    with page.expect_request(MESSAGES):
        ask(page, QUESTION)
    ask(page, "준비물은요?")
    expect(page.locator(".from-user").last).to_contain_text("앞 질문에 답한 뒤")
    held[0].continue_()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("article").nth(0)).to_contain_text("비용")
    expect(page.get_by_role("article").nth(1)).to_contain_text("준비물")


def test_when_there_are_too_many_questions_the_page_says_so_and_keeps_the_last(page: Page) -> None:
    body = json.dumps({"error": {"code": "too_many", "message": "잠시 쉬었다가 보내 주세요."}})
    page.route(MESSAGES, lambda route: route.fulfill(status=429, body=body, content_type="application/json"))
    ask(page, QUESTION)
    expect(page.locator(".from-user")).to_contain_text("잠시 쉬었다가")
    page.unroute(MESSAGES)
    page.get_by_role("button", name="다시 보내기").click()
    expect(page.get_by_role("article")).to_have_count(1)


def test_a_reload_keeps_the_conversation_and_the_buttons_work(page: Page) -> None:
    asked(page)
    page.reload()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    last_card(page).get_by_role("button", name="준비물").click()
    expect(last_card(page).get_by_role("heading", level=2)).to_contain_text("준비물")


def test_starting_over_clears_the_talk_and_begins_another_conversation(page: Page) -> None:
    asked(page)
    before = page.evaluate("() => sessionStorage.getItem('sender')")
    page.get_by_role("button", name="처음으로").click()
    expect(page.get_by_role("log")).to_be_empty()
    expect(page.get_by_label("궁금한 점을 적어 주세요")).to_be_focused()
    assert page.evaluate("() => sessionStorage.getItem('sender')") != before
    page.reload()
    expect(page.get_by_role("log")).to_be_empty()


def test_two_tabs_are_two_conversations(open_page: OpenPage, bot: Any) -> None:
    first, second = open_page(bot.url), open_page(bot.url)
    asked(first)
    asked(second, UNCLEAR)
    expect(last_card(first).get_by_role("heading", level=2)).to_contain_text("여권")
    last_card(second).get_by_role("button").first.click()
    expect(second.get_by_role("article")).to_have_count(2)
    expect(first.get_by_role("article")).to_have_count(1)


def test_a_resident_is_never_left_without_a_word_when_the_servers_die(
    open_page: OpenPage, own_bot: Any, store: KnowledgeStore
) -> None:
    page = open_page(own_bot.url)
    own_bot.kill("actions")
    asked(page)
    number = last_card(page).get_by_role("link", name=store.district.call_center.phone).first
    expect(number).to_be_visible()

    own_bot.kill("bot")
    ask(page, "등본 어디서 떼요?")
    expect(page.get_by_role("button", name="다시 보내기")).to_be_visible(timeout=15_000)

    own_bot.start()
    page.get_by_role("button", name="다시 보내기").click()
    expect(page.get_by_role("article")).to_have_count(2, timeout=15_000)
    expect(page.locator(".from-user")).to_have_count(2)
