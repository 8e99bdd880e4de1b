"""What a message points at in the conversation, whatever the NLU made of its words alone."""

from __future__ import annotations

import re

from actions.answering import answer_turn
from actions.context import related_topics, without_facets
from actions.conversation import Conversation
from actions.correction import corrected_topic
from actions.history import recalled_topic
from actions.naming import named_topic
from actions.turn import Turn
from knowledge import KnowledgeStore

# "아이 것도요?", "우리 손주는요?": the same thing for a child; not "아들이 대신 가도 돼요?".
_CHILD = re.compile(
    r"(?:아이|아기|애기|애들|애|아들|딸|손주|손자|손녀|자녀|초등학생|중학생|고등학생|청소년)(?:들)?"
    r"(?=\s*(?:의|이|네)?\s*(?:것|거|꺼|건|껀|도|는|은)(?:\s|요|도|는|은|$|[?!.,]))"
)
_IN_PLACE_OF = re.compile(r"대신|대리")
_CHILD_IN_TITLES = "아이 아동 어린이 미성년자 자녀"


def pointed_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """Answer the topic a message corrects to or comes back to; None when it does neither."""
    corrected = corrected_topic(store, talk)
    topic = corrected or recalled_topic(store, talk)
    if topic is None:
        return None
    return answer_turn(store, talk, topic, talk.facets or (_facet_at_hand(talk) if corrected else ()))


def relative_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """Answer the neighbour of the current topic that a follow-up names: "아이 것도요?" after a passport."""
    topic = talk.memory.topic
    if topic is None or _IN_PLACE_OF.search(talk.text):
        return None
    child = _CHILD_IN_TITLES if _CHILD.search(talk.text) else ""
    text = f"{without_facets(talk)} {child}"
    named = named_topic(store, text, related_topics(store, topic), strictly=True)
    if named is None or named == topic:
        return None
    return answer_turn(store, talk, named, talk.facets or _facet_at_hand(talk))


def named_candidate(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The offered topic a message names."""
    return named_topic(store, talk.text, talk.memory.candidates)


def _facet_at_hand(talk: Conversation) -> tuple[str, ...]:
    return (talk.memory.facet,) if talk.memory.facet and talk.memory.facet != "summary" else ()
