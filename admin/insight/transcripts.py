"""Conversations as staff read them: masked, searchable, one line each in the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from admin.errors import NotFoundError
from admin.insight.events import Replied
from admin.insight.outcome import MISSED, OUTCOME_LABELS, QUESTIONS
from admin.insight.rows import read_ranking, read_replies
from admin.insight.tables import replies, turns

PAGE_SIZE = 30
NEGATIVE = ("anger", "anxiety", "sadness")

_t = turns.c


@dataclass(frozen=True)
class Search:
    """Which turns are wanted; a conversation is listed when one of its turns fits. Empty means any."""

    words: str = ""
    channel: str = ""
    domain: str = ""
    department: str = ""
    emotion: str = ""
    outcome: str = ""
    topic: str = ""
    vote: str = ""
    special: str = ""  # handoff | abuse | crisis | questions
    hour: int | None = None
    first: date | None = None
    last: date | None = None

    def conditions(self) -> list[Any]:
        """Return the conditions on `insight_turns`."""
        exact = {
            "channel": self.channel,
            "domain": self.domain,
            "department": self.department,
            "emotion": self.emotion,
            "outcome": self.outcome,
            "topic": self.topic,
            "vote": self.vote,
        }
        wanted: list[Any] = [_t[name] == value for name, value in exact.items() if value]
        if self.first is not None:
            wanted.append(_t.day >= self.first.isoformat())
        if self.last is not None:
            wanted.append(_t.day <= self.last.isoformat())
        if self.hour is not None:
            wanted.append(_t.hour == self.hour)
        if self.words:
            wanted.append(_t.text.contains(self.words, autoescape=True))
        if self.special in SPECIAL:
            wanted.append(SPECIAL[self.special])
        return wanted


IS_ABUSE = sa.or_(_t.safety == "abuse", _t.reply_type == "abuse")
IS_CRISIS = sa.or_(_t.safety.like("crisis%"), _t.reply_type == "crisis")
SPECIAL = {
    "handoff": _t.handoff == sa.true(),
    "abuse": IS_ABUSE,
    "crisis": IS_CRISIS,
    "questions": _t.outcome.in_(QUESTIONS),
}


@dataclass(frozen=True)
class Listed:
    """A conversation in the list, with its first words."""

    conversation: str
    text: str
    channel: str
    first_at: float
    last_at: float
    turns: int
    missed: int
    down: int
    handoff: bool
    emotion: str


@dataclass(frozen=True)
class Line:
    """A turn in a transcript."""

    event_id: int
    at: float
    channel: str
    text: str
    intent: str
    ranking: tuple[tuple[str, float], ...]
    facet: str
    outcome: str
    emotion: str
    safety: str
    vote: str
    vote_reason: str
    reasons: tuple[str, ...]
    group: int | None
    replies: tuple[Replied, ...]

    @property
    def outcome_label(self) -> str:
        """The outcome in Korean."""
        return OUTCOME_LABELS.get(self.outcome, self.outcome)


def search(connection: sa.engine.Connection, wanted: Search, page: int = 1) -> tuple[list[Listed], int]:
    """Return one page of conversations, the newest first, and how many fit."""
    conditions = wanted.conditions()
    newest = sa.func.max(_t.at)
    total = connection.execute(
        sa.select(sa.func.count(sa.distinct(_t.conversation))).where(*conditions)
    ).scalar()
    fitting = sa.select(_t.conversation).where(*conditions).group_by(_t.conversation).order_by(newest.desc())
    rows = connection.execute(fitting.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return _listed(connection, [row[0] for row in rows]), int(total or 0)


def transcript(connection: sa.engine.Connection, conversation: str) -> list[Line]:
    """Return a whole conversation. Raises NotFoundError when there is none."""
    query = (
        sa.select(turns, replies.c.replies)
        .outerjoin(replies, replies.c.turn_id == _t.id)
        .where(_t.conversation == conversation)
        .order_by(_t.event_id)
    )
    rows = connection.execute(query).mappings().all()
    if not rows:
        raise NotFoundError("그런 대화가 없습니다. 이미 지워졌을 수 있습니다.")
    return [
        Line(
            event_id=row["event_id"],
            at=row["at"],
            channel=row["channel"],
            text=row["text"],
            intent=row["intent"],
            ranking=read_ranking(row["ranking"]),
            facet=row["facet"],
            outcome=row["outcome"],
            emotion=row["emotion"],
            safety=row["safety"],
            vote=row["vote"],
            vote_reason=row["vote_reason"],
            reasons=tuple(row["reasons"].split()),
            group=row["group_id"],
            replies=tuple(read_replies(row["replies"])),
        )
        for row in rows
    ]


def channels(connection: sa.engine.Connection) -> list[str]:
    """Return the channels conversations came over."""
    return [row[0] for row in connection.execute(sa.select(_t.channel).distinct().order_by(_t.channel))]


def _listed(connection: sa.engine.Connection, conversations: Sequence[str]) -> list[Listed]:
    columns = (_t.conversation, _t.text, _t.channel, _t.at, _t.outcome, _t.vote, _t.handoff, _t.emotion)
    query = sa.select(*columns).where(_t.conversation.in_(conversations)).order_by(_t.event_id)
    rows: dict[str, list[sa.engine.RowMapping]] = {name: [] for name in conversations}
    for row in connection.execute(query).mappings():
        rows[row["conversation"]].append(row)
    return [_summary(name, said) for name, said in rows.items() if said]


def _summary(conversation: str, said: Sequence[sa.engine.RowMapping]) -> Listed:
    moods = [row["emotion"] for row in said]
    return Listed(
        conversation=conversation,
        text=next(
            (row["text"] for row in said if row["text"] and row["outcome"] in QUESTIONS), said[0]["text"]
        ),
        channel=said[0]["channel"],
        first_at=said[0]["at"],
        last_at=said[-1]["at"],
        turns=len(said),
        missed=sum(row["outcome"] == MISSED for row in said),
        down=sum(row["vote"] == "down" for row in said),
        handoff=any(row["handoff"] for row in said),
        emotion=next((mood for mood in moods if mood in NEGATIVE), next(iter(moods))),
    )
