"""What the page shows before the first question."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from knowledge import Article, Domain, KnowledgeStore

T = TypeVar("T")

SUGGESTIONS = 4
LONGEST_SUGGESTION = 26  # characters; a longer one breaks into three lines on a phone
POLITE = ("나요?", "까?", "가요?", "어요?")
MOST_ASKED = 1  # the catalogue's priority of topics that are asked most


def start_content(store: KnowledgeStore, today: date, max_chars: int) -> dict[str, Any]:
    """Return names, greeting, suggested questions and domains: the page itself names no district."""
    district = store.district
    greeting = store.small_talk.get("greet")
    return {
        "district": district.name,
        "bot_name": district.bot_name,
        "greeting": greeting.text[0] if greeting else district.bot_name,
        "suggestions": [{"title": q, "payload": q} for q in suggested_questions(store, today)],
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


def suggested_questions(store: KnowledgeStore, today: date) -> list[str]:
    """Return questions staff wrote for the most asked topics, one a domain, others every day."""
    by_domain: dict[str, list[Article]] = {}
    for topic in store.topics():
        article = store.article(topic)
        entry = store.catalog.topic(topic)
        if article is not None and entry is not None and entry.priority == MOST_ASKED:
            by_domain.setdefault(article.domain, []).append(article)
    day = today.toordinal()
    ordered = [by_domain[domain.id] for domain in store.catalog.domains if domain.id in by_domain]
    questions = (_first_question(_turned(articles, day)) for articles in _turned(ordered, day))
    return [question for question in questions if question][:SUGGESTIONS]


def browse_payload(domain: str) -> str:
    """Return the message that asks the bot for a domain's topics."""
    return "/browse" + json.dumps({"domain": domain}, ensure_ascii=False)


def _turned(items: Sequence[T], places: int) -> list[T]:
    start = places % len(items) if items else 0
    return [*items[start:], *items[:start]]


def _first_question(articles: Iterable[Article]) -> str | None:
    """Return the first question that reads well alone: short, polite, and naming its subject."""
    for article in articles:
        subject = re.split(r"[\s·(),/]+", article.title)[0]
        for question in article.questions:
            if _stands_alone(question, subject):
                return question
    return None


def _stands_alone(question: str, subject: str) -> bool:
    return len(question) <= LONGEST_SUGGESTION and question.endswith(POLITE) and subject in question


def _domains_with_articles(store: KnowledgeStore) -> Iterator[Domain]:
    filled = {topic.split("/")[0] for topic in store.topics()}
    return (domain for domain in store.catalog.domains if domain.id in filled)
