"""The figures of a period: how much was asked, how well it was answered, and how people felt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from admin.insight.moment import Period, week_start
from admin.insight.outcome import ANSWERED, ELSEWHERE, MISSED, NEXT_BEST, QUESTIONS
from admin.insight.tables import IGNORED, NEW, UNASSIGNED, groups, turns
from admin.insight.transcripts import IS_ABUSE, IS_CRISIS

_t = turns.c
TOP_QUESTIONS = 20
LONGEST_TREND_DAYS = 371


@dataclass(frozen=True)
class Scope:
    """Which part of the conversations is counted; empty means all of it."""

    period: Period
    domain: str = ""
    department: str = ""
    channel: str = ""

    def conditions(self) -> list[Any]:
        """Return the conditions on `insight_turns`."""
        wanted: list[Any] = [
            _t.day >= self.period.first.isoformat(),
            _t.day <= self.period.last.isoformat(),
        ]
        for name in ("domain", "department", "channel"):
            if value := getattr(self, name):
                wanted.append(_t[name] == value)
        return wanted


@dataclass(frozen=True)
class Figures:
    """Counts over turns; `sessions` are conversations."""

    sessions: int = 0
    turns: int = 0
    answered: int = 0
    next_best: int = 0
    missed: int = 0
    elsewhere: int = 0
    up: int = 0
    down: int = 0
    handoffs: int = 0
    abuse: int = 0
    crises: int = 0

    @property
    def questions(self) -> int:
        """How many questions were asked: greetings and the like are none."""
        return self.answered + self.next_best + self.missed + self.elsewhere

    def share(self, name: str) -> float:
        """Return a kind of question as a share of all, 0..1."""
        return float(getattr(self, name)) / self.questions if self.questions else 0.0

    @property
    def satisfaction(self) -> float | None:
        """The share of thumbs that are up; None without any."""
        votes = self.up + self.down
        return self.up / votes if votes else None


_COUNTED = {
    "sessions": sa.func.count(sa.distinct(_t.conversation)),
    "turns": sa.func.count(),
    "answered": sa.func.sum(sa.case((_t.outcome == ANSWERED, 1), else_=0)),
    "next_best": sa.func.sum(sa.case((_t.outcome == NEXT_BEST, 1), else_=0)),
    "missed": sa.func.sum(sa.case((_t.outcome == MISSED, 1), else_=0)),
    "elsewhere": sa.func.sum(sa.case((_t.outcome == ELSEWHERE, 1), else_=0)),
    "up": sa.func.sum(sa.case((_t.vote == "up", 1), else_=0)),
    "down": sa.func.sum(sa.case((_t.vote == "down", 1), else_=0)),
    "handoffs": sa.func.sum(sa.case((_t.handoff == sa.true(), 1), else_=0)),
    "abuse": sa.func.sum(sa.case((IS_ABUSE, 1), else_=0)),
    "crises": sa.func.sum(sa.case((IS_CRISIS, 1), else_=0)),
}


def figures(connection: sa.engine.Connection, scope: Scope) -> Figures:
    """Count everything once over the scope."""
    columns = [counted.label(name) for name, counted in _COUNTED.items()]
    row = connection.execute(sa.select(*columns).where(*scope.conditions())).mappings().one()
    return Figures(**{name: int(row[name] or 0) for name in _COUNTED})


def figures_by(connection: sa.engine.Connection, scope: Scope, column: str) -> dict[Any, Figures]:
    """Count by a column: domain, department, channel, hour, day or week; in the column's order.

    Sessions are left out: they belong to no part alone, and telling them apart takes as long as all the rest.
    """
    columns = [counted.label(name) for name, counted in _COUNTED.items() if name != "sessions"]
    query = sa.select(_t[column].label("key"), *columns).where(*scope.conditions())
    rows = connection.execute(query.group_by(_t[column]).order_by(_t[column])).mappings()
    return {
        row["key"]: Figures(**{name: int(count or 0) for name, count in row.items() if name != "key"})
        for row in rows
    }


def figures_by_week(connection: sa.engine.Connection, scope: Scope) -> dict[date, Figures]:
    """Count by week, silent weeks included; of more than a year, only from the first word to the last."""
    found = figures_by(connection, scope, "week")
    first, last = week_start(scope.period.first), week_start(scope.period.last)
    if (last - first).days > LONGEST_TREND_DAYS and found:
        first, last = date.fromisoformat(min(found)), date.fromisoformat(max(found))
    elif (last - first).days > LONGEST_TREND_DAYS:
        first = last
    mondays = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    return {monday: found.get(monday.isoformat(), Figures()) for monday in mondays}


def emotions(connection: sa.engine.Connection, scope: Scope) -> dict[str, int]:
    """Count turns by emotion, the most frequent first."""
    query = sa.select(_t.emotion, sa.func.count()).where(*scope.conditions()).group_by(_t.emotion)
    return dict(sorted(((e, n) for e, n in connection.execute(query)), key=lambda pair: -pair[1]))


@dataclass(frozen=True)
class TopQuestion:
    """A topic residents asked about."""

    topic: str
    count: int
    sessions: int
    down: int


def top_questions(
    connection: sa.engine.Connection, scope: Scope, most: int = TOP_QUESTIONS
) -> Sequence[TopQuestion]:
    """Return the topics asked about most."""
    count = sa.func.count()
    query = (
        sa.select(_t.topic, count, _COUNTED["sessions"], _COUNTED["down"])
        .where(*scope.conditions(), _t.topic != "", _t.outcome.in_(QUESTIONS))
        .group_by(_t.topic)
        .order_by(count.desc(), _t.topic)
        .limit(most)
    )
    return [TopQuestion(*row) for row in connection.execute(query)]


@dataclass(frozen=True)
class MissedQuestion:
    """A question of the inbox within a period, in the words it was first put."""

    group: int
    text: str
    count: int
    state: str
    department: str  # "" until staff chose an article
    topic: str  # the article they chose


def missed_questions(connection: sa.engine.Connection, scope: Scope, most: int) -> list[MissedQuestion]:
    """Return the questions most often missed in the scope."""
    count = sa.func.count()
    query = (
        sa.select(
            groups.c.id,
            sa.func.min(_t.id),
            count,
            groups.c.state,
            sa.func.coalesce(sa.func.max(sa.func.nullif(_t.department, UNASSIGNED)), ""),
            groups.c.topic,
        )
        .select_from(groups.join(turns, _t.group_id == groups.c.id))
        .where(*scope.conditions(), groups.c.state != IGNORED)
        .group_by(groups.c.id)
        .order_by(count.desc(), groups.c.id)
        .limit(most)
    )
    rows = connection.execute(query).all()
    texts = dict(
        connection.execute(sa.select(_t.id, _t.text).where(_t.id.in_([row[1] for row in rows]))).all()
    )
    return [MissedQuestion(row[0], texts[row[1]], *row[2:]) for row in rows]


def untouched_questions(connection: sa.engine.Connection, scope: Scope) -> int:
    """Return how many questions of the scope nobody has looked at yet."""
    query = sa.select(sa.func.count(sa.distinct(groups.c.id)))
    query = query.select_from(groups.join(turns, _t.group_id == groups.c.id))
    return int(connection.execute(query.where(*scope.conditions(), groups.c.state == NEW)).scalar() or 0)
