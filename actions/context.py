from __future__ import annotations

import re

from actions.conversation import Conversation
from knowledge import KnowledgeStore

# What is left of "그럼 수수료는요?" once the facet words are cut out: connectives, particles, endings.
_FILLER = re.compile(
    r"말고|아니|그럼|그러면|그건|그거|이건|이거|그|저기|혹시|근데|그런데|신청|가능한가요|가능|으로|에서|은|는|이|가|도|요|을|를"
    r"|에|로|좀|또|얼마|어떻게|되나요|돼요|되죠|인가요|있나요|있어요|예요|이에요|주세요|알려|해야|해요|하나요|하죠|[\s?!.,~]"
)
_BARE_SYLLABLES = 1
_OTHER_SUBJECT = 0.3  # a topic this likely is what the message is about, whatever was talked about before
_FOLLOW_UP = 0.15  # with no such topic, this chance of a follow-up is enough for one
_EXPECTED = 0.25  # a topic the conversation leads to needs no more than this, if
_AHEAD = 2.0  # it is this many times as likely as any topic the conversation does not lead to


def is_about_current_topic(talk: Conversation) -> bool:
    """Whether a facet of the topic at hand is asked: little but facet words, or no other subject likely."""
    if not talk.memory.topic or not talk.facet_spans:
        return False
    if len(_FILLER.sub("", without_facets(talk))) <= _BARE_SYLLABLES:
        return True
    others = (guess.confidence for guess in talk.ranking if guess.topic != talk.memory.topic)
    return talk.follow_up >= _FOLLOW_UP and next(others, 0.0) < _OTHER_SUBJECT


def without_facets(talk: Conversation) -> str:
    """The message with its facet words cut out."""
    rest = talk.text
    for start, end in sorted(talk.facet_spans, reverse=True):
        rest = rest[:start] + " " + rest[end:]
    return rest


def expected_topic(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The topic an unsure message means in this conversation: one offered before, or a neighbour of the last.

    "아니 재발급 말고 신규요" alone could be many things; after a passport was talked about it is not.
    """
    near = {*talk.memory.candidates, *talk.memory.earlier_topics, *neighbours(store, talk.memory.topic)}
    best = next((guess for guess in talk.ranking if guess.topic in near), None)
    if best is None or best.confidence < _EXPECTED:
        return None
    strangers = [guess.confidence for guess in talk.ranking if guess.topic not in near]
    rivals = [guess.confidence for guess in talk.ranking if guess.topic in near and guess != best]
    clear = all(best.confidence >= _AHEAD * other for other in [*strangers[:1], *rivals[:1]])
    return best.topic if clear else None


def neighbours(store: KnowledgeStore, topic: str | None) -> set[str]:
    """The topic itself and those the catalogue says it is taken for."""
    entry = store.catalog.topic(topic) if topic else None
    if entry is None:
        return set()
    others = (store.catalog.topic(other) for other in entry.confusable_with)
    return {entry.key, *(other.key for other in others if other is not None)}


def related_topics(store: KnowledgeStore, topic: str | None) -> list[str]:
    """The topic itself, those it is taken for, and those its article points to."""
    article = store.article(topic) if topic else None
    return list(dict.fromkeys([*sorted(neighbours(store, topic)), *(article.related if article else ())]))
