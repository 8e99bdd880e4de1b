"""What the page shows before the first question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from channels.buttons import browse_payload
from channels.popularity import Popularity
from knowledge import Article, Domain, KnowledgeStore, Topic

T = TypeVar("T")

SUGGESTIONS = 4
SEASONAL = 2  # of the suggestions
LONGEST_SUGGESTION = 26  # characters; a longer one breaks into three lines on a phone
POLITE = ("나요?", "까?", "가요?", "어요?")
SUGGESTED = "suggestions"  # entry of small_talk.yml with questions to show first


def start_content(
    store: KnowledgeStore, today: date, max_chars: int, popularity: Popularity
) -> dict[str, Any]:
    """Return names, greeting, suggested questions and domains: the page itself names no district."""
    district = store.district
    greeting = store.small_talk.get("greet")
    return {
        "district": district.name,
        "bot_name": district.bot_name,
        "office": {"name": district.office.name, "address": district.office.address},
        "greeting": greeting.text[0] if greeting else district.bot_name,
        "suggestions": [{"title": q, "payload": q} for q in suggested_questions(store, today, popularity)],
        "domains": [
            {"id": domain.id, "title": domain.title, "payload": browse_payload(domain.id)}
            for domain in _domains_with_articles(store)
        ],
        "call_center": {
            "name": district.call_center.name,
            "phone": district.call_center.phone,
            "hours": district.call_center.hours,
        },
        "max_chars": max_chars,
    }


def suggested_questions(store: KnowledgeStore, today: date, popularity: Popularity) -> list[str]:
    """Return short questions: of the season first, then what is asked most, then those staff suggest.

    Those of the season and the suggested ones change from day to day.
    """
    asked = [article for article, _ in _articles(store) if popularity.asked(article.key)]
    asked.sort(key=lambda article: -popularity.asked(article.key))
    seasonal = _turned(_of_month(store, today.month), today.toordinal())
    chosen: dict[str, str] = {}
    for articles, most in ((seasonal, SEASONAL), (asked, SUGGESTIONS)):
        for article in articles:
            question = _question_alone(article)
            if question and article.domain not in chosen and len(chosen) < most:
                chosen[article.domain] = question
    suggested = store.small_talk.get(SUGGESTED)
    others = _turned(suggested.text, today.toordinal() * SUGGESTIONS) if suggested else []
    return list(dict.fromkeys([*chosen.values(), *others]))[:SUGGESTIONS]


def _of_month(store: KnowledgeStore, month: int) -> list[Article]:
    return [article for article, topic in _articles(store) if month in topic.months]


def _articles(store: KnowledgeStore) -> Iterator[tuple[Article, Topic]]:
    for key in store.topics():
        article, topic = store.article(key), store.catalog.topic(key)
        if article is not None and topic is not None:
            yield article, topic


def _turned(items: Sequence[T], places: int) -> list[T]:
    start = places % len(items) if items else 0
    return [*items[start:], *items[:start]]


def _question_alone(article: Article) -> str | None:
    """Return the first question that reads well alone: short, polite, and naming its subject."""
    subject = re.split(r"[\s·(),/]+", article.title)[0]
    return next((question for question in article.questions if _stands_alone(question, subject)), None)


def _stands_alone(question: str, subject: str) -> bool:
    return len(question) <= LONGEST_SUGGESTION and question.endswith(POLITE) and subject in question


def _domains_with_articles(store: KnowledgeStore) -> Iterator[Domain]:
    filled = {topic.split("/")[0] for topic in store.topics()}
    return (domain for domain in store.catalog.domains if domain.id in filled)
