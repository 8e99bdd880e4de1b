"""Asking and reading answers in a real browser, with the real bot behind it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Route, expect

from knowledge import FACET_LABELS, KnowledgeStore

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"
UNCLEAR = "신고"


def test_the_page_greets_in_the_name_of_the_district(chat: Any, store: KnowledgeStore) -> None:
    expect(chat.page.get_by_role("heading", level=1)).to_have_text(store.district.bot_name)
    expect(chat.page).to_have_title(store.district.bot_name)


def test_a_question_is_answered_with_everything_staff_wrote_and_the_focus_stays(
    chat: Any, store: KnowledgeStore
) -> None:
    answer = store.answer("civil/passport_lost", "fee")
    assert answer is not None
    card = chat.asked(QUESTION).card
    expect(card.get_by_role("heading", level=2)).to_contain_text(answer.title)
    expect(card.get_by_role("heading", level=2)).to_contain_text(FACET_LABELS["fee"])
    for line in answer.text.splitlines():
        expect(card).to_contain_text(line.removeprefix("- "))
    expect(card).to_contain_text(answer.department.name)
    phone = card.get_by_role("link", name=answer.department.phone)
    expect(phone).to_have_attribute("href", f"tel:{answer.department.phone}")
    expect(card).to_contain_text(answer.sources[0])
    expect(card.locator("time")).to_have_attribute("datetime", answer.checked)
    expect(chat.field).to_be_focused()
    expect(chat.field).to_have_value("")


def test_lines_with_dashes_become_a_list(chat: Any) -> None:
    chat.reply_with({"text": "둘이 필요해요.\n- 신분증\n- 사진\n1. 신청서를 써요\n2. 내요"})
    chat.asked(QUESTION)
    expect(chat.card.get_by_role("listitem")).to_have_text(["신분증", "사진", "신청서를 써요", "내요"])


def test_a_long_answer_folds_and_unfolds(chat: Any) -> None:
    chat.reply_with({"text": "첫 문장이에요.\n" + "- 가운데 문장이 여기에 있어요.\n" * 40 + "끝 문장이에요."})
    chat.asked(QUESTION)
    expect(chat.card.get_by_text("첫 문장")).to_be_visible()
    expect(chat.card.get_by_text("끝 문장")).to_be_hidden()
    chat.button("답변 모두 보기").click()
    expect(chat.card.get_by_text("끝 문장")).to_be_visible()
    expect(chat.button("답변 접기")).to_have_attribute("aria-expanded", "true")


def test_what_is_typed_wrongly_is_explained_and_kept(chat: Any) -> None:
    chat.button("보내기").click()
    expect(chat.page.locator("#question-problem")).not_to_be_empty()
    expect(chat.field).to_have_attribute("aria-invalid", "true")
    chat.ask("가" * 1001)
    expect(chat.page.locator("#question-problem")).to_contain_text("1,000자")
    expect(chat.field).to_have_value("가" * 1001)
    expect(chat.log).to_be_empty()


def test_pressing_enter_twice_is_no_mistake_and_a_question_from_a_button_clears_one(chat: Any) -> None:
    problem = chat.page.locator("#question-problem")
    chat.reply_with({})
    chat.field.fill(QUESTION)
    chat.inside(
        """(root) => { for (let i = 0; i < 2; i += 1) root.querySelector("form").requestSubmit(); }"""
    )
    expect(chat.cards).to_have_count(1)
    expect(chat.questions).to_have_count(1)
    expect(problem).to_be_empty()
    chat.page.evaluate(
        "() => { const now = performance.now; performance.now = () => now.call(performance) + 5000; }"
    )
    chat.button("보내기").click()
    expect(problem).not_to_be_empty()
    chat.page.locator(".suggestion").first.click()
    expect(problem).to_be_empty()


def test_a_double_click_asks_once(chat: Any, website: Any) -> None:
    chat.page.locator(".tile").first.evaluate("(tile) => { tile.click(); tile.click(); }")
    expect(chat.cards).to_have_count(1)
    chat.asked(QUESTION, 2)
    chat.card.get_by_role("button", name="준비물").evaluate("(chip) => { chip.click(); chip.click(); }")
    expect(chat.cards).to_have_count(3)
    expect(chat.questions).to_have_count(3)
    assert len(website.questions_heard(chat.kept("sender"))) == 3


def test_the_room_left_is_told_before_a_question_is_too_long(chat: Any) -> None:
    count = chat.page.locator(".question-count")
    chat.field.fill("가" * 800)
    expect(count).to_be_empty()
    chat.field.fill("가" * 950)
    expect(count).to_have_text("950 / 1,000자")


def test_a_question_not_understood_leads_to_the_domains(chat: Any) -> None:
    chat.asked("으어어 부엉부엉 랄라")
    expect(
        chat.card.get_by_role("group", name="골라 보세요").get_by_role("button", name="민원")
    ).to_be_visible()


def test_enter_sends_nothing_while_a_line_or_a_korean_syllable_goes_on(chat: Any) -> None:
    chat.field.fill("여권")
    chat.field.press("Shift+Enter")
    chat.field.press_sequentially("수수료")
    expect(chat.field).to_have_value("여권\n수수료")
    chat.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(chat.log).to_be_empty()


def test_a_chip_asks_for_another_facet_and_earlier_buttons_go_on_working(chat: Any) -> None:
    chat.asked(QUESTION)
    chat.card.get_by_role("button", name="준비물").click()
    expect(chat.cards).to_have_count(2)
    expect(chat.card.get_by_role("heading", level=2)).to_contain_text("준비물")
    expect(chat.questions.last).to_contain_text("준비물")
    expect(chat.log).not_to_contain_text("/choose")
    chat.cards.first.get_by_role("button", name="기간").click()
    expect(chat.cards).to_have_count(3)
    expect(chat.card.get_by_role("heading", level=2)).to_contain_text("기간")


def test_a_candidate_is_chosen_by_keyboard_and_answered(chat: Any) -> None:
    choice = chat.asked(UNCLEAR).card.get_by_role("button").first
    title = choice.inner_text()
    choice.focus()
    chat.page.keyboard.press("Enter")
    expect(chat.cards).to_have_count(2)
    expect(chat.card.get_by_role("heading", level=2)).to_contain_text(title)
    expect(chat.questions.last).to_contain_text(title)


def test_unclear_questions_can_be_answered_with_none_of_these(chat: Any) -> None:
    chat.asked(UNCLEAR)
    chat.card.get_by_role("button", name="해당 없음").click()
    expect(chat.cards).to_have_count(2)


def test_next_best_choices_stand_under_the_heading_the_bot_gave(chat: Any) -> None:
    choices = [{"title": "여권 재발급", "payload": "/choose"}]
    chat.reply_with({"prompt": "혹시 이걸 물어보셨나요?", "candidates": choices})
    chat.asked(QUESTION)
    group = chat.card.get_by_role("group", name="혹시 이걸 물어보셨나요?")
    expect(group.get_by_role("button")).to_have_text("여권 재발급")


def test_suggestions_and_domains_ask_by_themselves(chat: Any) -> None:
    suggestion = chat.page.locator(".suggestion").first
    words = suggestion.inner_text()
    suggestion.click()
    expect(chat.questions).to_contain_text(words)
    expect(chat.cards).to_have_count(1)
    chat.page.locator(".tile").first.click()
    expect(chat.cards).to_have_count(2)
    expect(chat.card.get_by_role("button").first).to_be_visible()


def test_a_crisis_reply_starts_with_numbers_to_dial_and_the_sentence_is_not_kept(chat: Any) -> None:
    chat.asked("죽고 싶어요")
    call = chat.card.get_by_role("link", name="109 자살예방 상담전화 전화 걸기")
    expect(call).to_have_attribute("href", "tel:109")
    assert call.bounding_box()["height"] >= 44
    assert "죽고" not in str(chat.kept("entries"))


def test_personal_numbers_are_covered_on_the_screen_too(chat: Any) -> None:
    chat.ask("900101-1234567 여권 수수료")
    expect(chat.questions).to_contain_text("●●●●●●-●●●●●●●")
    assert "1234567" not in str(chat.kept("entries"))


def test_topics_are_offered_while_typing_and_chosen_by_keyboard(chat: Any, store: KnowledgeStore) -> None:
    article = store.article("civil/passport_issue")
    assert article is not None
    chat.field.press_sequentially("ㅇㄱ")
    topics = chat.page.get_by_role("group", name="비슷한 주제")
    expect(topics.get_by_role("button", name=article.title)).to_be_visible()
    chat.field.press("Escape")
    expect(topics).to_be_hidden()
    chat.field.fill(article.title)
    expect(topics.get_by_role("button")).to_have_text([article.title])
    for key in ("ArrowDown", "ArrowUp"):
        chat.field.fill("여권")
        chat.field.press(key)
        expect(topics.get_by_role("button").first).to_be_focused()
        chat.field.focus()
    chat.field.fill(article.title)
    chat.page.keyboard.press("ArrowUp")
    expect(topics.get_by_role("button")).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(chat.cards).to_have_count(1)
    expect(chat.card.get_by_role("heading", level=2)).to_contain_text(article.title)


def test_waiting_is_told_politely_above_the_question_field_and_ends_with_the_answer(open_chat: Any) -> None:
    chat = open_chat(width=360, height=740, sockets=False)
    held: list[Route] = []
    chat.page.route("**/webhooks/web/messages", lambda route: held.append(route))
    with chat.page.expect_request("**/webhooks/web/messages"):
        chat.ask(QUESTION)
    waiting = chat.page.get_by_role("status").filter(has_text="답변을 찾고 있어요")
    expect(waiting).to_be_visible()
    assert waiting.bounding_box()["y"] < chat.page.locator(".composer-row").bounding_box()["y"]
    held[0].continue_()
    expect(chat.cards).to_have_count(1)
    expect(waiting).to_have_count(0)


@pytest.mark.parametrize("mode", ["children"])
def test_children_get_words_of_their_own(chat: Any, mode: str) -> None:
    chat.button("더보기").click()
    chat.button("쉬운 말 (어린이)").click()
    expect(chat.page.get_by_label("궁금한 걸 적어 봐요")).to_be_visible()
    assert chat.kept("mode") == mode
