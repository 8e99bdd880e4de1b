"""One turn of a conversation, as staff see it, and how the bot's events make it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from admin.insight.events import ABUSE, CRISIS, Replied, Said, Vote, read_replied, read_said, read_vote
from admin.insight.outcome import (
    DOWN,
    HANDOFF,
    MISSED,
    NEXT_BEST,
    QUESTIONS,
    TALK,
    WRONG,
    outcome_of,
    reasons_of,
)

Mask = Callable[[str], str]
USER, BOT, SLOT = "user", "bot", "slot"
SESSION_SECONDS = 3600  # a later remark is about something else


@dataclass(frozen=True)
class Event:
    """A row of the bot's events table: `at` in seconds, `data` the stored event."""

    id: int
    sender: str
    type: str
    at: float
    data: dict[str, Any]


@dataclass
class Turn:
    """What one resident said and what came back. `id` is 0 until the staff database holds it."""

    event_id: int
    conversation: str
    at: float
    said: Said
    replies: list[Replied] = field(default_factory=list)
    vote: str = ""
    vote_reason: str = ""
    chosen: str = ""
    remarks: frozenset[str] = frozenset()  # reasons that later turns gave
    picks: bool = False  # a choice among what was offered rather than a question
    group: int | None = None
    id: int = 0

    @property
    def _types(self) -> tuple[str, ...]:
        return tuple(reply.type for reply in self.replies)

    @property
    def _offered(self) -> tuple[str, ...]:
        return tuple(topic for reply in self.replies for topic in reply.candidates)

    def _judged(self) -> str:
        return outcome_of(self.said.intent, self._types, bool(self._offered))

    @property
    def outcome(self) -> str:
        """What became of it; a question asked back and then chosen from the list did get its answer."""
        if self.picks:
            return TALK
        judged = self._judged()
        return NEXT_BEST if judged == MISSED and self.chosen else judged

    @property
    def reasons(self) -> frozenset[str]:
        """Why staff should look at it; nothing when they need not."""
        if not self.said.text or self.said.text.startswith("/") or self.is_unsafe:
            return frozenset()
        own = reasons_of(self.said.intent, self._judged(), self._types, bool(self._offered))
        return own | self.remarks | ({DOWN} if self.vote == "down" else frozenset())

    @property
    def is_unsafe(self) -> bool:
        """Whether it was a cry for help or abuse, which nobody turns into a question."""
        return self.said.safety.startswith(CRISIS) or self.said.safety == ABUSE or "abuse" in self._types

    @property
    def topic(self) -> str:
        """What was answered, or what the resident chose when asked back."""
        return next((reply.topic for reply in self.replies if reply.topic), "") or self.chosen

    @property
    def guess(self) -> tuple[str, float]:
        """The likeliest topic and its probability; nothing and 0 when there is none."""
        return self.said.ranking[0] if self.said.ranking else ("", 0.0)

    @property
    def handoff(self) -> bool:
        """Whether the resident was sent to a person."""
        return "handoff" in self._types

    @property
    def reply_type(self) -> str:
        """The type of the first reply."""
        return next((kind for kind in self._types if kind), "")


def fold(known: Sequence[Turn], events: Iterable[Event], mask: Mask) -> list[Turn]:
    """Apply new events of ONE conversation to its last known turns; return what is new or changed.

    Events nobody knows are passed over, so a newer bot does not stop an older staff screen.
    """
    turns = list(known)
    changed: dict[int, Turn] = {}
    for event in events:
        turn: Turn | None = None
        if event.type == USER:
            said = read_said(event.data)
            if said is not None:
                turn = Turn(event.id, event.sender, event.at, _masked(said, mask))
                turns.append(turn)
        elif event.type == BOT and turns:
            turn = turns[-1]
            reply = read_replied(event.data)
            turn.replies.append(_with_text(reply, mask(reply.text)))
        elif event.type == SLOT:
            vote = read_vote(event.data)
            turn = _voted(turns, vote) if vote else None
            if turn is not None and vote is not None:
                turn.vote, turn.vote_reason = vote.vote, mask(vote.reason) if vote.vote else ""
        if turn is not None:
            changed[turn.event_id] = turn
    for place, turn in enumerate(turns):
        if turn.event_id in changed:
            for earlier in _remark(turn, turns[:place]):
                changed[earlier.event_id] = earlier
    return [changed[event_id] for event_id in sorted(changed)]


def _remark(turn: Turn, before: Sequence[Turn]) -> list[Turn]:
    """Let `turn` tell about the question before it; return the turns this changed."""
    question = next((t for t in reversed(before) if t.outcome in QUESTIONS), None)
    if question is None or turn.at - question.at > SESSION_SECONDS:
        return []
    was = (question.chosen, question.remarks)
    intent, asked_back = turn.said.intent, question is before[-1]
    topic = next((reply.topic for reply in turn.replies if reply.topic), "")
    if asked_back and topic in question._offered and question._judged() in (MISSED, NEXT_BEST):
        turn.picks = True
        question.chosen = topic
        if question._judged() == NEXT_BEST and topic != question.replies[0].topic:
            question.remarks |= {WRONG}
    elif intent == "wrong_answer":
        question.remarks |= {WRONG}
    elif intent == "talk_to_human" or (intent == "none_of_these" and turn.handoff):
        question.remarks |= {HANDOFF}
    return [question] if (question.chosen, question.remarks) != was else []


def _voted(turns: Sequence[Turn], vote: Vote) -> Turn | None:
    """The turn a vote is for: by the message's id, else the last one about the same topic.

    The website numbers the messages of one reply: `<id of the question>.<place>`.
    """
    ids = {vote.message_id, vote.message_id.rpartition(".")[0]} - {""}
    by_id = (turn for turn in reversed(turns) if turn.said.message_id in ids)
    by_topic = (turn for turn in reversed(turns) if vote.topic and turn.topic == vote.topic)
    return next(by_id, None) or next(by_topic, None)


def _masked(said: Said, mask: Mask) -> Said:
    return Said(**{**vars(said), "text": mask(said.text)})


def _with_text(reply: Replied, text: str) -> Replied:
    return Replied(**{**vars(reply), "text": text})
