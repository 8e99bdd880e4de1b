"""Facts to confirm: unsourced, never checked, checked long ago, or due soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge import FACET_LABELS, Article, KnowledgeStore
from knowledge.answer import STALE_AFTER, needs_confirmation

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Confirmation:
    """One thing to confirm, by whom and until when; `due` None means it never was."""

    key: str
    title: str
    department: str  # id
    department_name: str
    what: str
    why: str
    due: date | None
    source: int | None = None  # index of the source in the article
    overdue: bool = True


def to_confirm(store: KnowledgeStore, today: date) -> list[Confirmation]:
    """Return everything to confirm: never checked first, then by due date."""
    found = [
        item for key in store.topics() if (article := store.article(key)) for item in _of(article, today)
    ]
    return sorted(found, key=lambda item: (item.due or date.min, item.key))


def _of(article: Article, today: date) -> Iterator[Confirmation]:
    unsourced = [
        FACET_LABELS[facet]
        for facet in article.facets
        if not article.sources_for(facet) and needs_confirmation(article, facet, today)
    ]
    if unsourced:
        yield _item(article, ", ".join(unsourced), "근거가 적혀 있지 않습니다", None)
    for index, source in enumerate(article.sources):
        if source.checked is None:
            yield _item(article, source.title, "확인한 날이 없습니다", None, index)
            continue
        due = source.checked + STALE_AFTER
        if due <= today + SOON:
            why = f"{source.checked}에 확인했습니다"
            yield _item(article, source.title, why, due, index, due < today)


def _item(
    article: Article, what: str, why: str, due: date | None, source: int | None = None, overdue: bool = True
) -> Confirmation:
    department = article.department
    return Confirmation(
        article.key, article.title, department.id, department.name, what, why, due, source, overdue
    )
