"""One sentence before an answer that meets the resident's feeling; the facts stay as they are."""

from __future__ import annotations

from dataclasses import replace

from actions.bereavement import tells_of_a_death
from actions.conversation import NEUTRAL, Conversation
from actions.reply import Reply
from actions.turn import Turn
from knowledge import Department, KnowledgeStore
from knowledge.template import render

# Small talk has words of its own for every mood, and before a number in danger nothing may stand.
_OPENED = ("answer", "candidates", "handoff", "out_of_scope")
_APOLOGY = "죄송"
_ANGER = "anger"
# Words of comfort for nothing are worse than none: "나는 67살이야" may sound a little sad to the model.
_FELT = 0.7


def with_tone(store: KnowledgeStore, talk: Conversation, turn: Turn) -> Turn:
    """Put an opener before the first reply where the feeling asks for one; note the feeling on all."""
    replies = tuple(replace(reply, emotion=talk.emotion) for reply in turn.replies)
    words = _opener(store, talk, replies[0]) if replies else None
    if words is None:
        return replace(turn, replies=replies)
    said = render(words, store.district.fields_for(_department(store, replies[0])))
    opened = replace(
        replies[0],
        opener=said,
        text=f"{said}\n{replies[0].text}",
        speech=f"{said} {replies[0].speech or replies[0].text}",
    )
    slots = {**turn.slots, "openers": [*talk.memory.openers, words]}
    return Turn((opened, *replies[1:]), slots)


def _opener(store: KnowledgeStore, talk: Conversation, reply: Reply) -> str | None:
    """The words staff wrote, fields still in place; None when nothing should be said first."""
    if talk.emotion != _ANGER and reply.type in _OPENED and tells_of_a_death(talk.text):
        # Whoever tells of a death is mourning, however calmly it is said.
        topics = (reply.topic, *(choice.topic for choice in reply.candidates))
        if (words := store.tone.condolence(topics, talk.memory.openers)) is not None:
            return words
    if talk.emotion == NEUTRAL or talk.emotion_confidence < _FELT or reply.type not in _OPENED or reply.act:
        return None
    if _APOLOGY in reply.text.splitlines()[0]:
        return None
    phones = {_department(store, reply).phone, store.district.call_center.phone}
    names_person = not any(phone in reply.text for phone in phones)
    return store.tone.opener(talk.emotion, talk.situations, reply.topic, talk.memory.openers, names_person)


def _department(store: KnowledgeStore, reply: Reply) -> Department:
    article = store.article(reply.topic) if reply.topic else None
    if article is not None:
        return article.department
    center = store.district.call_center
    return Department("", center.name, center.phone)
