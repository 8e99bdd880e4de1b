from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import phrases
from actions.answering import answer_turn
from actions.choices import facet_chips
from actions.conversation import Conversation
from actions.crisis import resumed_turn
from actions.history import earlier_topic_named, previous
from actions.reply import Choice, Reply
from actions.stepping import explained_again_turn
from actions.turn import Turn
from knowledge import FACET_LABELS, KnowledgeStore


def repeat_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Say the last reply again; slower, louder and quieter travel as a hint for voice channels."""
    if _asks_for_another_facet(talk):
        # "다시 만들려면 얼마예요" asks about the matter at hand; nothing is to be said again.
        turn = answer_turn(store, talk, talk.memory.topic or "", talk.facets)
        if turn is not None:
            return turn
    last = talk.memory.last_reply
    hint = talk.intent if talk.intent in phrases.FROM_NOW_ON else ""
    if not last:
        # Nothing was said yet, but how to speak from now on can be agreed upon.
        text = phrases.FROM_NOW_ON.get(hint, phrases.NOTHING_TO_REPEAT)
        return Turn((Reply(type="notice", text=text, act=talk.intent, voice=hint),))
    return Turn((_again(last, talk.intent, hint),))


def more_detail_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Give the facets of the current topic that have not been shown yet, under their labels."""
    article = store.article(talk.memory.topic) if talk.memory.topic else None
    if article is None:
        return Turn((Reply(type="notice", text=phrases.NOTHING_BEFORE, act=talk.intent),))
    # "무슨 말인지 모르겠어요" wants the same again in plainer words, not more of it.
    again = explained_again_turn(store, talk)
    if again is not None:
        return again
    parts = []
    for facet in article.facets:
        if facet in ("summary", talk.memory.facet):
            continue
        answer = store.answer(article.key, facet)
        if answer is not None:
            parts.append((FACET_LABELS[facet], answer))
    if not parts:
        contact = article.department.contact
        return Turn(
            (Reply(type="notice", text=phrases.NOTHING_MORE.format(contact=contact), act=talk.intent),)
        )
    reply = Reply(
        type="answer",
        text="\n\n".join(f"[{label}]\n{answer.text}" for label, answer in parts),
        speech=" ".join(f"{label}. {answer.speech}" for label, answer in parts[:2]),
        act=talk.intent,
        topic=article.key,
        domain=article.domain,
        title=article.title,
        facet=parts[0][1].facet,
        facets=tuple(article.facets),
        chips=facet_chips(article.key, article.facets, "summary"),
        department=article.department.as_dict(),
    )
    return Turn((reply,), {"candidates": []})


def go_back_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Return to what a crisis interrupted, else to the topic named or the one before this one."""
    if talk.memory.interrupted:
        return resumed_turn(store, talk)
    topic = earlier_topic_named(store, talk) or previous(talk)
    turn = answer_turn(store, talk, topic, talk.facets) if topic else None
    return turn or Turn((Reply(type="notice", text=phrases.NOTHING_BEFORE, act=talk.intent),))


def _asks_for_another_facet(talk: Conversation) -> bool:
    shown = {facet for facet, _ in talk.facet_places}
    return bool(talk.memory.topic and shown - {talk.memory.facet} and talk.intent == "repeat")


def _again(payload: Mapping[str, Any], act: str, hint: str) -> Reply:
    def choices(name: str) -> tuple[Choice, ...]:
        return tuple(Choice(c["title"], c["payload"], c.get("topic", "")) for c in payload.get(name) or ())

    return Reply(
        type=payload["type"],
        text=payload["text"],
        speech=payload["speech"],
        act=act,
        topic=payload["topic"],
        domain=payload["domain"],
        title=payload["title"],
        facet=payload["facet"],
        facets=tuple(payload["facets"]),
        chips=choices("chips"),
        candidates=choices("candidates"),
        department=payload["department"],
        prompt=payload["prompt"],
        source=payload["source"],
        checked=payload["checked"],
        links=tuple(payload["links"]),
        places=tuple(payload["places"]),
        voice=hint,
        crisis=payload.get("crisis") or "",
        hotlines=tuple(payload.get("hotlines") or ()),
    )
