"""Two questions in one message, each answered."""

from __future__ import annotations

from actions.answering import answer_turn
from actions.conversation import Conversation, Halves, Part
from actions.history import earlier_topics
from actions.naming import title_words
from actions.turn import Turn
from knowledge import KnowledgeStore

_MOST_WORDS = 4


def two_questions_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """The answers to both questions, in the order they were asked; None when there is only one question."""
    halves = talk.halves
    if halves is None or halves.is_correction or not _both_are_questions(store, talk, halves):
        return None
    # "등본이랑 가족관계증명서 수수료": one facet for both things.
    shared = talk.facets_of(halves.second) if halves.joint == "noun" else ()
    turns = [
        answer_turn(store, talk, halves.first.topic, talk.facets_of(halves.first) or shared),
        answer_turn(store, talk, halves.second.topic, talk.facets_of(halves.second)),
    ]
    first, second = turns
    if first is None or second is None:
        return None
    earlier = [halves.first.topic, *earlier_topics(talk.memory, halves.first.topic)]
    earlier = [topic for topic in earlier if topic != second.slots["topic"] and store.article(topic)]
    return Turn(first.replies + second.replies, {**second.slots, "earlier_topics": earlier})


def _both_are_questions(store: KnowledgeStore, talk: Conversation, halves: Halves) -> bool:
    first, second = halves.first, halves.second
    if not (first.ranking and second.ranking) or first.topic == second.topic:
        return False
    if halves.joint == "sentence":
        return True
    # Nouns and clauses are joined for many reasons; the first must name what the bot has an answer to.
    if min(first.ranking[0].confidence, second.ranking[0].confidence) < store.bands.ask:
        return False
    if halves.joint == "noun":
        return bool(talk.facets_of(first)) or _ends_with_title_word(store, first)
    squeezed = first.text.replace(" ", "")
    return any(word in squeezed for word in title_words(store, first.topic))


def _ends_with_title_word(store: KnowledgeStore, part: Part) -> bool:
    """Whether the half is a short name of its topic: "등본", "여권 재발급"; not "졸업하고"."""
    words = part.text.split()
    thing = words[-1]
    return len(words) <= _MOST_WORDS and any(
        thing.endswith(word) or (len(thing) > 1 and word.endswith(thing))
        for word in title_words(store, part.topic)
    )
