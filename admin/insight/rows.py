"""Turns as rows of the staff database and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from admin.insight.events import Replied, Said
from admin.insight.moment import korean_time, week_start
from admin.insight.outcome import HANDOFF, MISSED, TALK, WRONG
from admin.insight.tables import UNASSIGNED
from admin.insight.turn import Turn

Belongs = Callable[[str], tuple[str, str]]
"""Domain and department id of a topic, both empty for an unknown one."""


def turn_row(turn: Turn, belongs: Belongs) -> dict[str, Any]:
    """Return the columns of `insight_turns` but the id."""
    when = korean_time(turn.at)
    guess, confidence = turn.guess
    if turn.outcome == MISSED and not turn.topic:
        domain, department = UNASSIGNED, UNASSIGNED  # until staff choose an article, see attribution
    else:
        domain, department = belongs(turn.topic or guess) if turn.topic or turn.outcome != TALK else ("", "")
    return {
        "event_id": turn.event_id,
        "conversation": turn.conversation,
        "at": turn.at,
        "day": when.date().isoformat(),
        "week": week_start(when.date()).isoformat(),
        "hour": when.hour,
        "channel": turn.said.channel,
        "text": turn.said.text,
        "message_id": turn.said.message_id,
        "intent": turn.said.intent,
        "guess": guess,
        "confidence": confidence,
        "ranking": json.dumps(turn.said.ranking),
        "facet": turn.said.facet or next((r.facet for r in turn.replies if r.facet), ""),
        "topic": turn.topic,
        "reply_type": turn.reply_type,
        "outcome": turn.outcome,
        "domain": domain,
        "department": department,
        "emotion": turn.said.emotion,
        "safety": turn.said.safety,
        "handoff": turn.handoff,
        "vote": turn.vote,
        "vote_reason": turn.vote_reason,
        "chosen": turn.chosen,
        "reasons": " ".join(sorted(turn.reasons)),
        "group_id": turn.group if turn.reasons else None,
    }


def replies_json(turn: Turn) -> str:
    """Return what `insight_replies` keeps of the turn."""
    return json.dumps([reply.as_json() for reply in turn.replies], ensure_ascii=False)


def read_replies(stored: str | None) -> list[Replied]:
    """Read what `replies_json` wrote."""
    return [Replied.from_json(reply) for reply in json.loads(stored or "[]")]


def read_ranking(stored: str) -> tuple[tuple[str, float], ...]:
    """Read the column `ranking`."""
    return tuple((topic, confidence) for topic, confidence in json.loads(stored or "[]"))


def stored_turn(row: Mapping[str, Any], replies: str | None) -> Turn:
    """Rebuild a turn from its row, to go on where it ended."""
    said = Said(
        text=row["text"],
        channel=row["channel"],
        message_id=row["message_id"],
        intent=row["intent"],
        ranking=read_ranking(row["ranking"]),
        facet=row["facet"],
        emotion=row["emotion"],
        safety=row["safety"],
    )
    return Turn(
        event_id=row["event_id"],
        conversation=row["conversation"],
        at=row["at"],
        said=said,
        replies=read_replies(replies),
        vote=row["vote"],
        vote_reason=row["vote_reason"],
        chosen=row["chosen"],
        remarks=frozenset(row["reasons"].split()) & {WRONG, HANDOFF},
        picks=row["outcome"] == TALK and bool(row["topic"]),
        group=row["group_id"],
        id=row["id"],
    )
