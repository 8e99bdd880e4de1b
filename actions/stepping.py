"""One thing at a time for a confused resident: a procedure step by step, a long text in its short form."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions import phrases
from actions.answering import answer_turn
from actions.choices import choose_payload
from actions.conversation import Conversation
from actions.reply import Choice, Reply
from actions.turn import Turn
from knowledge import KnowledgeStore
from knowledge.spoken import speech_from_text

CONFUSION = "confusion"
_STEP = re.compile(r"(?m)^\s*\d{1,2}\.\s+(?!\d)")
_PROCEDURES = ("how", "summary")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?!\d)")
_OTHER_SUBJECT = 0.2
_SHORT = 3  # sentences a short form has
_GO_ON = re.compile(
    r"(?:(?:네|예|응|어|그래)[요,.\s]*)?"
    r"(?:(?:그\s*)?다음(?:은|에는|엔|으로|\s*단계)?(?:요|는요|이요|[^가-힣]*뭐.{0,6}|\s*알려.{0,5})?"
    r"|(?:다\s*)?했(?:어요?|습니다|는데요?|구먼|소)(?:\s*다음.{0,4})?|계속(?:요|\s*해.{0,5})?)?[\s.?!]*"
)


def simplified(store: KnowledgeStore, talk: Conversation, turn: Turn) -> Turn:
    """Show a confused resident the first step, or the short form, with a button for the rest."""
    first = turn.replies[0] if turn.replies else None
    if talk.emotion != CONFUSION or first is None or first.type != "answer" or first.facet not in _PROCEDURES:
        return turn
    steps = steps_of(first.text)
    if len(steps) > 1:
        return _with_first(turn, _step_reply(first, steps, 0), {"topic": first.topic, "step": 1})
    sentences = _SENTENCE_END.split(first.text)
    if first.facet != "how" or len(sentences) <= _SHORT:
        return turn
    whole = Choice(phrases.WHOLE_TEXT, choose_payload(first.topic, first.facet))
    short = replace(first, text=" ".join(sentences[:_SHORT]), chips=(whole, *first.chips))
    return _with_first(turn, short, None)


def explained_again_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """Tell the matter at hand again, for somebody who did not understand it; None when there is none."""
    article = store.article(talk.memory.topic) if talk.memory.topic else None
    asks_more = set(talk.facets) - set(_PROCEDURES) or (talk.best and talk.best.confidence >= _OTHER_SUBJECT)
    if article is None or talk.emotion != CONFUSION or asks_more:
        return None
    facet = "how" if talk.memory.facet in (None, *_PROCEDURES) else talk.memory.facet
    return answer_turn(store, talk, article.key, [facet] if facet in article.facets else [])


def next_step_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """Go on to the step after the one shown last; None when the message is not about that."""
    shown = talk.memory.step or {}
    place, topic = int(shown.get("step") or 0), str(shown.get("topic") or "")
    if not place or talk.danger or not talk.text or not _GO_ON.fullmatch(talk.text.strip()):
        return None
    answer = answer_turn(store, talk, topic, ["how"])
    steps = steps_of(answer.replies[0].text) if answer is not None else []
    if answer is None or place >= len(steps):
        return None
    last = place + 1 == len(steps)
    reply = _step_reply(answer.replies[0], steps, place)
    return _with_first(answer, reply, None if last else {"topic": topic, "step": place + 1})


def step_forgotten(talk: Conversation, turn: Turn) -> dict[str, Any]:
    """The slot to clear once the resident went on to something else."""
    return {"step": None} if talk.memory.step and "step" not in turn.slots else {}


def steps_of(text: str) -> list[str]:
    """The numbered steps of a text; what follows the last one belongs to it."""
    starts = [match.start() for match in _STEP.finditer(text)]
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=False)]


def _step_reply(reply: Reply, steps: list[str], place: int) -> Reply:
    more = place + 1 < len(steps)
    lines = [steps[place], *([phrases.STEP_MORE] if more else [])]
    chips = [Choice(phrases.NEXT_STEP, phrases.NEXT_STEP)] if more else []
    whole = Choice(phrases.WHOLE_TEXT, choose_payload(reply.topic, "how"))
    others = [chip for chip in reply.chips if chip.payload != whole.payload]
    return replace(
        reply,
        facet="how",
        text="\n".join(lines),
        speech=" ".join([speech_from_text(steps[place]), *lines[1:]]),
        chips=(*chips, whole, *others),
    )


def _with_first(turn: Turn, reply: Reply, step: dict[str, Any] | None) -> Turn:
    return replace(turn, replies=(reply, *turn.replies[1:]), slots={**turn.slots, "step": step})
