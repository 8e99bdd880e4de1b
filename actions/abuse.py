"""Abusive words: one calm notice, real questions still answered, a fixed line from the third time on."""

from __future__ import annotations

from dataclasses import replace

from actions.answering import answer_turn
from actions.conversation import Conversation
from actions.small_talking import small_talk_reply
from actions.turn import Turn
from knowledge import KnowledgeStore

PATIENCE = 3
_ACT = "abuse"
# A topic asked about in rude words needs no more than this chance, if it is this many times the next one's.
_LIKELY, _AHEAD = 0.1, 5.0


def abuse_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Answer mere abuse calmly, with the fixed line when it goes on; a question inside it is answered."""
    if (turn := _question_turn(store, talk)) is not None:
        return turn
    count = talk.memory.abuse_count + 1
    words = "abuse_closing" if count >= PATIENCE else _ACT
    reply = replace(small_talk_reply(store, talk, words), type=_ACT, act=_ACT)
    return Turn((reply,), {"abuse_count": count})


def with_patience(store: KnowledgeStore, talk: Conversation, turn: Turn) -> Turn:
    """Count abuse in a real question, and ask for kinder words once, after the answer."""
    if not talk.is_abusive or "abuse_count" in turn.slots or talk.danger:
        return turn
    turn = replace(turn, slots={**turn.slots, "abuse_count": talk.memory.abuse_count + 1})
    last = turn.replies[-1]
    if talk.memory.abuse_count or last.type != "answer" or any(reply.opener for reply in turn.replies):
        return turn
    notice = small_talk_reply(store, talk, "abuse_in_question").text
    return replace(turn, replies=(*turn.replies[:-1], replace(last, text=f"{last.text}\n{notice}")))


def _question_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """The answer to a question the rude words around it made less sure of; None when there is no question."""
    if not talk.facets or talk.best is None or talk.best.confidence < _LIKELY:
        return None
    if any(talk.best.confidence < _AHEAD * rival.confidence for rival in talk.ranking[1:2]):
        return None
    return answer_turn(store, talk, talk.best.topic, talk.facets)
