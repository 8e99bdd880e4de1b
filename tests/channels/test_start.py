from __future__ import annotations

from datetime import date, timedelta

from channels.start import LONGEST_SUGGESTION, SUGGESTIONS, start_content, suggested_questions
from knowledge import KnowledgeStore

TODAY = date(2026, 11, 21)


def test_the_page_learns_names_and_numbers_from_the_districts_profile(store: KnowledgeStore) -> None:
    start = start_content(store, TODAY, 1000)
    assert start["bot_name"] == store.district.bot_name
    assert start["district"] == store.district.name
    assert start["call_center"]["phone"] == store.district.call_center.phone
    assert start["max_chars"] == 1000


def test_every_domain_with_an_article_is_offered_by_its_title(store: KnowledgeStore) -> None:
    filled = {topic.split("/")[0] for topic in store.topics()}
    expected = [d.title for d in store.catalog.domains if d.id in filled]
    assert [d["title"] for d in start_content(store, TODAY, 1000)["domains"]] == expected


def test_suggestions_are_short_questions_staff_wrote(store: KnowledgeStore) -> None:
    written = {q for topic in store.topics() for q in getattr(store.article(topic), "questions", ())}
    questions = suggested_questions(store, TODAY)
    assert len(questions) == SUGGESTIONS
    assert set(questions) <= written
    assert all(len(q) <= LONGEST_SUGGESTION for q in questions)


def test_suggestions_change_from_day_to_day(store: KnowledgeStore) -> None:
    assert suggested_questions(store, TODAY) != suggested_questions(store, TODAY + timedelta(days=1))
