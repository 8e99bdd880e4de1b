"""The inbox: questions the bot missed, one row for all wordings of one question."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from admin.errors import InputError, NotFoundError
from admin.insight.outcome import REASON_LABELS
from admin.insight.rows import read_ranking
from admin.insight.tables import NEW, STATE_LABELS, UNASSIGNED, groups, turns

PAGE_SIZE = 30
SUGGESTED = 3
CHOSEN_WEIGHT = 2.0  # a resident who picked a topic knows better than the bot that was not sure

_t = turns.c


@dataclass(frozen=True)
class InboxRow:
    """One question: why it is here and how often, and the topics it may belong to, the likeliest first.

    `disliked` is the topic whose answer got a thumb down: there the answer wants mending, not the question.
    """

    id: int
    state: str
    reopened: bool
    topic: str
    text: str
    count: int
    last_at: float
    reasons: tuple[tuple[str, int], ...]
    suggestions: tuple[tuple[str, float], ...]
    disliked: str
    changed_by: str
    changed_at: float


@dataclass(frozen=True)
class Wording:
    """One way the question was put; `ranking` is the bot's at the last time."""

    text: str
    count: int
    reasons: tuple[str, ...]
    ranking: tuple[tuple[str, float], ...]
    chosen: str
    votes: tuple[str, ...]
    conversation: str
    event_id: int
    at: float


@dataclass(frozen=True)
class Filter:
    """What to show; empty means everything."""

    state: str = NEW
    reason: str = ""
    domain: str = ""
    department: str = ""
    words: str = ""
    topics: tuple[str, ...] = ()  # of the department: a question that nobody chose an article for may be its


def state_counts(connection: sa.engine.Connection) -> dict[str, int]:
    """Return how many questions are in each state."""
    query = sa.select(groups.c.state, sa.func.count()).group_by(groups.c.state)
    found = dict(connection.execute(query).all())
    return {state: found.get(state, 0) for state in STATE_LABELS}


def inbox_page(connection: sa.engine.Connection, wanted: Filter, page: int = 1) -> tuple[list[InboxRow], int]:
    """Return one page of questions, the most asked first, and how many there are."""
    count, last = sa.func.count(_t.id), sa.func.max(_t.at)
    query = (
        sa.select(groups, count.label("count"), last.label("last_at"), sa.func.min(_t.id).label("first"))
        .select_from(groups.join(turns, _t.group_id == groups.c.id))
        .where(*_conditions(wanted))
        .group_by(groups.c.id)
    )
    total = connection.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar() or 0
    order = (groups.c.reopened.desc(), count.desc(), last.desc())
    found = connection.execute(query.order_by(*order).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return _rows(connection, found.mappings().all()), int(total)


def inbox_row(connection: sa.engine.Connection, group: int) -> InboxRow:
    """Return one question. Raises NotFoundError when it is gone."""
    query = (
        sa.select(
            groups,
            sa.func.count(_t.id).label("count"),
            sa.func.max(_t.at).label("last_at"),
            sa.func.min(_t.id).label("first"),
        )
        .select_from(groups.join(turns, _t.group_id == groups.c.id))
        .where(groups.c.id == group)
        .group_by(groups.c.id)
    )
    found = connection.execute(query).mappings().all()
    if not found:
        raise NotFoundError("이 질문은 이제 목록에 없습니다. 대화가 지워졌거나 다른 질문과 합쳐졌습니다.")
    return _rows(connection, found)[0]


def wordings(connection: sa.engine.Connection, group: int) -> list[Wording]:
    """Return every way a question was put, the most frequent first, then the oldest."""
    query = sa.select(turns).where(_t.group_id == group).order_by(_t.at.desc())
    same: dict[str, list[sa.engine.RowMapping]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        same[row["text"]].append(row)
    found = [
        Wording(
            text=text,
            count=len(rows),
            reasons=tuple(dict.fromkeys(reason for row in rows for reason in row["reasons"].split())),
            ranking=read_ranking(rows[0]["ranking"]),
            chosen=next((row["chosen"] for row in rows if row["chosen"]), ""),
            votes=tuple(dict.fromkeys(row["vote_reason"] for row in rows if row["vote_reason"])),
            conversation=rows[0]["conversation"],
            event_id=rows[0]["event_id"],
            at=rows[0]["at"],
        )
        for text, rows in same.items()
    ]
    oldest = {text: rows[-1]["event_id"] for text, rows in same.items()}
    return sorted(found, key=lambda wording: (-wording.count, oldest[wording.text]))


def set_state(
    connection: sa.engine.Connection, group: int, state: str, who: str, topic: str | None = None
) -> None:
    """Move a question to another state; raises InputError or NotFoundError."""
    if state not in STATE_LABELS:
        raise InputError("새 질문, 보류, 처리, 무시 중에서 골라 주세요.")
    values = {"state": state, "reopened": False, "changed_by": who, "changed_at": time.time()}
    if topic is not None:
        values["topic"] = topic
    if not connection.execute(groups.update().where(groups.c.id == group).values(**values)).rowcount:
        raise NotFoundError("이 질문은 이제 목록에 없습니다.")


def _conditions(wanted: Filter) -> list[sa.sql.ColumnElement[bool]]:
    conditions = [groups.c.state == wanted.state]
    if wanted.reason in REASON_LABELS:
        conditions.append(_t.reasons.contains(wanted.reason))
    if wanted.domain:
        guessed = (_t.domain == UNASSIGNED) & _t.guess.startswith(f"{wanted.domain}/", autoescape=True)
        conditions.append((_t.domain == wanted.domain) | guessed)
    if wanted.department:
        guessed = (_t.department == UNASSIGNED) & _t.guess.in_(wanted.topics)
        conditions.append((_t.department == wanted.department) | guessed)
    if wanted.words:
        conditions.append(_t.text.contains(wanted.words, autoescape=True))
    return conditions


def _rows(connection: sa.engine.Connection, found: Sequence[sa.engine.RowMapping]) -> list[InboxRow]:
    ids = [row["id"] for row in found]
    texts = dict(
        connection.execute(sa.select(_t.id, _t.text).where(_t.id.in_([row["first"] for row in found]))).all()
    )
    reasons: dict[int, Counter[str]] = defaultdict(Counter)
    scores: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    disliked: dict[int, Counter[str]] = defaultdict(Counter)
    columns = (_t.group_id, _t.reasons, _t.ranking, _t.chosen, _t.topic, _t.vote)
    for group, why, ranking, chosen, topic, vote in connection.execute(
        sa.select(*columns).where(_t.group_id.in_(ids))
    ):
        if vote == "down" and topic:
            disliked[group][topic] += 1
        reasons[group].update(why.split())
        for guess, confidence in read_ranking(ranking):
            scores[group][guess] += confidence
        if chosen:
            scores[group][chosen] += CHOSEN_WEIGHT
    return [
        InboxRow(
            id=row["id"],
            state=row["state"],
            reopened=row["reopened"],
            topic=row["topic"],
            text=texts[row["first"]],
            count=row["count"],
            last_at=row["last_at"],
            reasons=tuple(reasons[row["id"]].most_common()),
            suggestions=tuple(
                (topic, round(score / row["count"], 2))
                for topic, score in sorted(scores[row["id"]].items(), key=lambda s: -s[1])[:SUGGESTED]
            ),
            disliked=next((topic for topic, _ in disliked[row["id"]].most_common(1)), ""),
            changed_by=row["changed_by"],
            changed_at=row["changed_at"],
        )
        for row in found
    ]
