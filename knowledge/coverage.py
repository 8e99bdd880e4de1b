"""A table of what is answered and checked: `python -m knowledge coverage` writes docs/coverage.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from knowledge.answer import needs_confirmation
from knowledge.article import Article
from knowledge.catalog import Catalog, Topic
from knowledge.facets import FACET_LABELS, FACETS

_LEGEND = """\
# 지식 현황표

`python -m knowledge coverage`가 만든 표입니다. 손으로 고치지 마세요.

- ● 답이 있고 출처를 확인함
- ○ 답이 있으나 확인 필요(출처나 확인한 날이 없거나 1년이 지남)
- ✕ 꼭 필요한데 답이 없음
- 빈칸: 이 주제에는 필요하지 않음
"""


def coverage_table(catalog: Catalog, articles: Mapping[str, Article], today: date) -> str:
    """Return the Markdown page: one table per domain, topics in rows, facets in columns."""
    lines = [_LEGEND, *_totals(catalog, articles, today)]
    for domain in catalog.domains:
        topics = [topic for topic in catalog.topics.values() if topic.domain == domain.id]
        lines += ["", f"## {domain.title}", ""]
        lines.append(
            "| 주제 | " + " | ".join(FACET_LABELS[facet] for facet in FACETS) + " | 질문 | 확인한 날 |"
        )
        lines.append("|---" * (len(FACETS) + 3) + "|")
        lines += [_row(topic, articles.get(topic.key), today) for topic in topics]
    return "\n".join(lines) + "\n"


def _totals(catalog: Catalog, articles: Mapping[str, Article], today: date) -> list[str]:
    marks = [
        _mark(topic, articles.get(topic.key), facet, today)
        for topic in catalog.topics.values()
        for facet in FACETS
    ]
    questions = sum(len(article.questions) for article in articles.values())
    return [
        f"글 {len(articles)}/{len(catalog.topics)}개, 질문 {questions:,}개, "
        f"답변 항목 ● {marks.count('●')} · ○ {marks.count('○')} · ✕ {marks.count('✕')}"
    ]


def _row(topic: Topic, article: Article | None, today: date) -> str:
    marks = " | ".join(_mark(topic, article, facet, today) for facet in FACETS)
    questions = len(article.questions) if article is not None else 0
    days = [source.checked for source in article.sources if source.checked] if article is not None else []
    checked = min(days).isoformat() if days else ""
    return f"| {topic.title} `{topic.id}` | {marks} | {questions} | {checked} |"


def _mark(topic: Topic, article: Article | None, facet: str, today: date) -> str:
    if article is None or facet not in article.facets:
        return "✕" if facet in topic.facets else ""
    return "○" if needs_confirmation(article, facet, today) else "●"
