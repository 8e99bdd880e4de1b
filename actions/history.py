"""Topics talked about before, and messages that mean one of them: "아까 그거", "여권 얘기로 돌아가서"."""

from __future__ import annotations

import re

from actions.conversation import Conversation, Memory
from actions.naming import named_topic
from knowledge import KnowledgeStore

REMEMBERED = 5
_RECALL = re.compile(
    r"아까|아깐|좀\s*전에|조금\s*전에|앞에서|앞에\s*(?:말|얘기|물)|먼저\s*(?:말|얘기|물)"
    r"|(?:처음|맨\s*처음|전)에?\s*(?:말했|말한|얘기|물어)|돌아가"
)
_FIRST = re.compile(r"처음에?\s*(?:말|물|얘기)")
_LIKELY = 0.15


def earlier_topics(memory: Memory, topic: str | None) -> list[str]:
    """The topics before `topic`, the last one first, when the talk turns to it."""
    before = [memory.topic, *memory.earlier_topics]
    return [t for t in dict.fromkeys(before) if t and t != topic][:REMEMBERED]


def speaks_of_earlier(talk: Conversation) -> bool:
    """Whether the message points back in the conversation."""
    return bool(_RECALL.search(talk.text)) and bool(talk.memory.topic or talk.memory.earlier_topics)


def recalled_topic(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The earlier topic a message means; the one before the current when it names none.

    None when the message does not point back, or surely asks something new.
    """
    if not speaks_of_earlier(talk):
        return None
    return earlier_topic_named(store, talk) or (None if _asks_something_new(store, talk) else previous(talk))


def earlier_topic_named(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The topic of this conversation that the message names, if it names one."""
    past = [t for t in (talk.memory.topic, *talk.memory.earlier_topics) if t]
    best = talk.best.topic if talk.best and talk.best.confidence >= store.bands.answer else None
    if best and best not in past and named_topic(store, talk.text, [*past, best]) == best:
        return None
    likely = (guess.topic for guess in talk.ranking if guess.topic in past and guess.confidence >= _LIKELY)
    return named_topic(store, talk.text, past) or next(likely, None)


def previous(talk: Conversation) -> str | None:
    """The topic before the current one, or the only one so far."""
    if _FIRST.search(talk.text):
        return (talk.memory.topic, *talk.memory.earlier_topics)[-1]
    return next(iter(talk.memory.earlier_topics), talk.memory.topic)


def _asks_something_new(store: KnowledgeStore, talk: Conversation) -> bool:
    return talk.best is not None and talk.best.confidence >= store.bands.ask
