"""The weekly report 「시원소통」: what was asked, what was missed, mood, changes, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from admin.insight.advice import advise
from admin.insight.changes import changed_topics
from admin.insight.figures import (
    Figures,
    MissedQuestion,
    Scope,
    TopQuestion,
    emotions,
    figures,
    missed_questions,
    top_questions,
    untouched_questions,
)
from admin.insight.labels import emotion_label
from admin.insight.moment import Period
from admin.insight.tables import STATE_LABELS
from admin.insight.topics import TopicNames

TITLE = "시원소통"
NOTHING = "–"  # no earlier data is not zero
ASKED, MISSED, CHANGED = 8, 6, 8  # lines that fit one page


@dataclass(frozen=True)
class Line:
    """One line of a list: what, how much, and a word about it."""

    text: str
    count: str = ""
    note: str = ""
    address: str = ""


@dataclass(frozen=True)
class Report:
    """One week, in words; every renderer shows the same."""

    week: Period
    district: str
    headline: str
    comparison: str
    figures: Sequence[tuple[str, str, str]]  # name, value, the week before
    asked: Sequence[Line]
    missed: Sequence[Line]
    mood: Sequence[Line]
    changed: Sequence[Line]
    more_changed: int
    advice: Sequence[str]

    @property
    def title(self) -> str:
        """The report's name with its week."""
        year, week, _ = self.week.first.isocalendar()
        return f"{TITLE} {year}년 {week}주"

    @property
    def name(self) -> str:
        """The file name without its ending."""
        return f"siwon-{self.week.first.isoformat()}"


def build_report(connection: sa.engine.Connection, names: TopicNames, district: str, day: date) -> Report:
    """Return the report of the week around `day`."""
    week = Period.week_of(day)
    changed = changed_topics(connection, week)
    scope, last = Scope(week), Scope(week.before())
    now, before = figures(connection, scope), figures(connection, last)
    asked = top_questions(connection, scope, ASKED)
    asked_before = {top.topic: top.count for top in top_questions(connection, last, 1000)}
    missed = [_assigned(question, names) for question in missed_questions(connection, scope, MISSED)]
    moods = emotions(connection, scope)
    return Report(
        week=week,
        district=district,
        headline=_headline(now),
        comparison=_comparison(now, before),
        figures=_figures(now, before),
        asked=[_asked(top, asked_before, names) for top in asked],
        missed=[_missed(question, names) for question in missed],
        mood=_mood(moods, now),
        changed=[Line(names.title(topic)) for topic in changed[:CHANGED]],
        more_changed=max(0, len(changed) - CHANGED),
        advice=advise(now, before, asked, missed, names, untouched_questions(connection, scope)),
    )


def _headline(now: Figures) -> str:
    if not now.questions:
        return "이번 주에는 들어온 질문이 없습니다."
    good = now.answered + now.next_best + now.elsewhere
    return (
        f"대화 {now.sessions:,}건에서 질문 {now.questions:,}개를 받아 "
        f"{good:,}개({_percent(good / now.questions)})에 답했고, {now.missed:,}개는 답하지 못했습니다."
    )


def _comparison(now: Figures, before: Figures) -> str:
    if not before.questions or not now.questions:
        return "지난주와 견줄 질문이 없습니다."
    more = now.questions - before.questions
    missed = (now.share("missed") - before.share("missed")) * 100
    amount = f"{abs(more):,}개 {'늘었고' if more > 0 else '줄었고'}" if more else "같고"
    rate = (
        f"{abs(missed):.1f}%포인트 {'늘었습니다' if missed > 0 else '줄었습니다'}"
        if abs(missed) >= 0.05
        else "같습니다"
    )
    return f"지난주보다 질문은 {amount}, 답하지 못한 비율은 {rate}."


def _figures(now: Figures, before: Figures) -> list[tuple[str, str, str]]:
    def count(name: str, value: Callable[[Figures], int], unit: str) -> tuple[str, str, str]:
        return name, f"{value(now):,}{unit}", f"{value(before):,}{unit}" if before.turns else NOTHING

    return [
        count("대화", lambda f: f.sessions, "건"),
        count("질문", lambda f: f.questions, "개"),
        ("바로 답함", _share(now, "answered"), _share(before, "answered")),
        ("비슷한 질문과 함께", _share(now, "next_best"), _share(before, "next_best")),
        ("답하지 못함", _share(now, "missed"), _share(before, "missed")),
        count("담당자 연결", lambda f: f.handoffs, "번"),
    ]


def _share(f: Figures, name: str) -> str:
    return _percent(f.share(name)) if f.questions else NOTHING


def _assigned(question: MissedQuestion, names: TopicNames) -> MissedQuestion:
    """Put the department of the article staff chose, which may be another than the disliked answer's."""
    return replace(question, department=names.belongs(question.topic)[1]) if question.topic else question


def _asked(top: TopQuestion, before: Mapping[str, int], names: TopicNames) -> Line:
    change = top.count - before.get(top.topic, 0)
    note = "새로 물음" if top.topic not in before else f"{change:+,}" if change else "그대로"
    return Line(names.title(top.topic), f"{top.count:,}번", note, top.topic)


def _missed(question: MissedQuestion, names: TopicNames) -> Line:
    department = names.department(question.department) if question.department else "부서 정하기"
    return Line(
        f"“{question.text}”",
        f"{question.count:,}번",
        f"{STATE_LABELS[question.state]} · {department}",
        f"/inbox/{question.group}",
    )


def _mood(moods: Mapping[str, int], now: Figures) -> list[Line]:
    felt = [
        Line(emotion_label(emotion), f"{count:,}번", _percent(count / now.turns))
        for emotion, count in moods.items()
        if emotion != "neutral"
    ]
    votes = Line("답이 도움 됨 / 도움 안 됨", f"{now.up:,} / {now.down:,}")
    rough = [Line("폭언", f"{now.abuse:,}번")] if now.abuse else []
    urgent = [Line("긴급 안내(119·112·109 등)", f"{now.crises:,}번")] if now.crises else []
    return [votes, *felt[:4], *rough, *urgent]


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%"
