"""Titles, domains and departments of topics, for pages that show many of them."""

from __future__ import annotations

from collections.abc import Iterator

from admin.insight.tables import UNASSIGNED
from knowledge import KnowledgeStore, find_agency

OTHER_AGENCY = "other_agency"


class TopicNames:
    """What a topic is called and whose business it is, from the knowledge base as it is now."""

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store

    def title(self, topic: str) -> str:
        """Return the staff-written title; a topic that is gone keeps its key."""
        article = self._store.article(topic) if topic else None
        if article is not None:
            return article.title
        agency = find_agency(self._store.other_agencies, topic)
        known = self._store.catalog.topic(topic)
        return agency.title if agency else known.title if known else topic

    def belongs(self, topic: str) -> tuple[str, str]:
        """Return domain and department id of a topic, empty where there is none."""
        article = self._store.article(topic) if topic else None
        if article is not None:
            return article.domain, article.department.id
        known = self._store.catalog.topic(topic)
        if known is not None:
            return known.domain, ""
        return (OTHER_AGENCY, "") if topic.startswith(f"{OTHER_AGENCY}/") else ("", "")

    def department(self, department: str) -> str:
        """Return the name of a department."""
        if department == UNASSIGNED:
            return "부서 정하기"
        known = self._store.district.departments.get(department)
        return known.name if known is not None else "담당 부서 없음"

    def domain(self, domain: str) -> str:
        """Return the title of a domain."""
        if domain == UNASSIGNED:
            return "분야 정하기"
        known = self._store.catalog.domain(domain)
        return known.title if known else "다른 기관" if domain == OTHER_AGENCY else "분야 모름"

    def topics(self, department: str) -> tuple[str, ...]:
        """Return the topics whose articles a department keeps."""
        articles = (self._store.article(key) for key in self._store.topics() if department)
        return tuple(article.key for article in articles if article and article.department.id == department)

    def questions(self) -> Iterator[str]:
        """Return every question staff wrote."""
        for topic in self._store.topics():
            article = self._store.article(topic)
            if article is not None:
                yield from article.questions
