from __future__ import annotations

from datetime import date, timedelta

from channels.popularity import Popularity
from channels.start import LONGEST_SUGGESTION, SEASONAL, SUGGESTIONS, start_content, suggested_questions
from knowledge import KnowledgeStore

TODAY = date(2026, 11, 21)


def test_the_page_learns_names_and_numbers_from_the_districts_profile(store: KnowledgeStore) -> None:
    start = start_content(store, TODAY, 1000, Popularity())
    assert start["bot_name"] == store.district.bot_name
    assert start["district"] == store.district.name
    assert start["call_center"]["phone"] == store.district.call_center.phone
    assert start["max_chars"] == 1000


def test_every_domain_with_an_article_is_offered_by_its_title(store: KnowledgeStore) -> None:
    filled = {topic.split("/")[0] for topic in store.topics()}
    expected = [d.title for d in store.catalog.domains if d.id in filled]
    assert [d["title"] for d in start_content(store, TODAY, 1000, Popularity())["domains"]] == expected


def test_suggestions_are_short_questions_staff_wrote(store: KnowledgeStore) -> None:
    written = {q for topic in store.topics() for q in getattr(store.article(topic), "questions", ())}
    written |= set(store.small_talk.get("suggestions").text)
    questions = suggested_questions(store, TODAY, Popularity())
    assert len(questions) == SUGGESTIONS
    assert set(questions) <= written
    assert all(len(q) <= LONGEST_SUGGESTION for q in questions)


def test_suggestions_change_from_day_to_day(store: KnowledgeStore) -> None:
    assert suggested_questions(store, TODAY, Popularity()) != suggested_questions(
        store, TODAY + timedelta(days=1), Popularity()
    )


def test_questions_of_the_season_come_first(store: KnowledgeStore) -> None:
    def months(question: str) -> tuple[int, ...]:
        topics = (t for t in store.topics() if question in getattr(store.article(t), "questions", ()))
        return next(entry.months for t in topics if (entry := store.catalog.topic(t)))

    summer = suggested_questions(store, date(2026, 7, 20), Popularity())
    assert all(7 in months(question) for question in summer[:SEASONAL])


def test_a_topic_asked_often_is_suggested(store: KnowledgeStore) -> None:
    popularity = Popularity()
    for _ in range(3):
        popularity.count("culture/toy_library")
    article = store.article("culture/toy_library")
    assert article is not None
    assert set(article.questions) & set(suggested_questions(store, TODAY, popularity))
