"""Everything the statistics page shows, counted once, as figures and as tables to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from admin.insight.figures import (
    Figures,
    Scope,
    TopQuestion,
    emotions,
    figures,
    figures_by,
    figures_by_week,
    top_questions,
)
from admin.insight.labels import channel_label, emotion_label
from admin.insight.moment import korean_date
from admin.insight.spreadsheet import Table
from admin.insight.topics import TopicNames

HEADING = (
    "질문",
    "바로 답함",
    "비슷한 질문과 함께",
    "답하지 못함",
    "다른 기관",
    "👍 도움 됨",
    "👎 도움 안 됨",
    "담당자 연결",
)


@dataclass(frozen=True)
class Overview:
    """The figures of a scope."""

    scope: Scope
    now: Figures
    before: Figures
    domains: Mapping[str, Figures]
    departments: Mapping[str, Figures]
    channels: Mapping[str, Figures]
    hours: Mapping[int, Figures]
    weeks: Mapping[date, Figures]
    emotions: Mapping[str, int]
    top: Sequence[TopQuestion]


def count_overview(connection: sa.engine.Connection, scope: Scope) -> Overview:
    """Count everything of a scope, and the period before it for comparison."""
    earlier = Scope(scope.period.before(), scope.domain, scope.department, scope.channel)
    hours = figures_by(connection, scope, "hour")
    return Overview(
        scope=scope,
        now=figures(connection, scope),
        before=figures(connection, earlier),
        domains=_asked(figures_by(connection, scope, "domain")),
        departments=_asked(figures_by(connection, scope, "department")),
        channels=figures_by(connection, scope, "channel"),
        hours={hour: hours.get(hour, Figures()) for hour in range(24)},
        weeks=figures_by_week(connection, scope),
        emotions=emotions(connection, scope),
        top=top_questions(connection, scope),
    )


def overview_tables(overview: Overview, names: TopicNames) -> list[Table]:
    """Return the overview as tables for a spreadsheet."""

    def by(title: str, rows: Mapping[Any, Figures], label: Callable[[Any], str]) -> Table:
        return Table(title, [(title, *HEADING), *((label(key), *_cells(f)) for key, f in rows.items())])

    scope = overview.scope
    votes = [(names.title(t.topic), t.count, t.sessions, t.down) for t in overview.top]
    return [
        Table(
            "전체",
            [
                ("기간", "대화", *HEADING, "폭언", "긴급"),
                (
                    str(scope.period),
                    overview.now.sessions,
                    *_cells(overview.now),
                    overview.now.abuse,
                    overview.now.crises,
                ),
                (
                    str(scope.period.before()),
                    overview.before.sessions,
                    *_cells(overview.before),
                    overview.before.abuse,
                    overview.before.crises,
                ),
            ],
        ),
        by("주", overview.weeks, lambda monday: f"{korean_date(monday)}부터"),
        by("시간", overview.hours, lambda hour: f"{hour}시"),
        by("분야", overview.domains, names.domain),
        by("부서", overview.departments, names.department),
        by("창구", overview.channels, channel_label),
        Table("마음", [("마음", "말"), *((emotion_label(e), n) for e, n in overview.emotions.items())]),
        Table("많이 물은 것", [("글", "질문", "대화", "👎 도움 안 됨"), *votes]),
    ]


def _cells(f: Figures) -> tuple[int, ...]:
    return (f.questions, f.answered, f.next_best, f.missed, f.elsewhere, f.up, f.down, f.handoffs)


def _asked(found: Mapping[str, Figures]) -> dict[str, Figures]:
    """Only where something was asked, the most asked first; small talk belongs nowhere."""
    asked = {key: f for key, f in found.items() if f.questions}
    return dict(sorted(asked.items(), key=lambda pair: -pair[1].questions))
