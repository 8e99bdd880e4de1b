from __future__ import annotations

from typing import Any

from actions import phrases
from actions.answering import answer_turn
from actions.choices import topic_choices
from actions.clarifying import candidates_turn, handoff_turn
from actions.context import related_topics
from actions.conversation import Conversation
from actions.pointing import pointed_turn, relative_turn
from actions.questions import chosen_turn, facet_despite_act_turn, follow_up_turn, list_chosen_from
from actions.reply import Reply
from actions.small_talking import small_talk_reply
from actions.turn import Turn
from knowledge import KnowledgeStore

FORGOTTEN: dict[str, Any] = {
    "topic": None,
    "facet": None,
    "earlier_topics": [],
    "candidates": [],
    "alternatives": [],
    "asked_facet": None,
    "dong": None,
    "age": None,
    "life_stage": None,
    "on_behalf": None,
    "crisis": None,
    "interrupted": None,
    "openers": [],
    "step": None,
    "misses": 0,
}


def affirm_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """A yes to one candidate answers it; to several it asks which; otherwise it goes on."""
    offered = talk.memory.candidates
    if talk.facet_places and talk.memory.topic and not (offered and talk.memory.misses):
        # "응 며칠 걸려?", "네 그거 얼마예요": the yes is only how the question begins.
        return follow_up_turn(store, talk)
    if len(offered) == 1:
        facets = talk.facets or ((talk.memory.asked_facet,) if talk.memory.asked_facet else ())
        turn = answer_turn(store, talk, offered[0], facets)
        if turn is not None:
            return turn
    if len(offered) > 1:
        return Turn((Reply(type="notice", text=phrases.ASK_NUMBER, act=talk.intent),))
    return Turn((small_talk_reply(store, talk, "affirm"),))


def deny_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """A no to candidates asked about ends with a person; after an answer it simply goes on."""
    pointed = pointed_turn(store, talk)
    if pointed is not None:
        return pointed
    if (turn := facet_despite_act_turn(store, talk)) is not None:
        return turn
    if (turn := relative_turn(store, talk)) is not None:
        return turn
    if talk.ordinal is not None and (talk.memory.candidates or list_chosen_from(talk)):
        return chosen_turn(store, talk)
    if talk.memory.candidates and talk.memory.misses:
        return none_of_these_turn(store, talk)
    return Turn((small_talk_reply(store, talk, "deny"),), {"candidates": []})


def none_of_these_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """None of the offered topics fits: name a person rather than loop."""
    if (pointed := pointed_turn(store, talk)) is not None:
        return pointed
    topic = talk.memory.topic
    others = [other for other in related_topics(store, topic) if other != topic]
    if not talk.memory.candidates and (choices := topic_choices(store, others)[: store.bands.candidates]):
        # "다른 건 없어요?" after an answer; nothing was offered yet.
        return candidates_turn(store, talk, choices, talk.memory.misses, phrases.OTHERS_LIKE_THIS)
    return handoff_turn(store, talk, phrases.HANDOFF)


def start_over_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Forget everything said and begin again."""
    return Turn((small_talk_reply(store, talk, "start_over"),), FORGOTTEN)
