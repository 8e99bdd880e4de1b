from __future__ import annotations

import re

from actions.choices import is_agency
from actions.conversation import Conversation
from knowledge import FACET_LABELS, KnowledgeStore

# What is left of "그럼 수수료는요?" once the facet words are cut out: connectives, particles, endings.
_FILLER = re.compile(
    r"한\s*달|하루|일\s*년|한\s*번|보통|대략|제가|저는|나는|말고|아니"
    r"|그럼|그러면|그건|그거|이건|이거|그|저기|혹시|근데|그런데|신청"
    r"|가능한가요|가능|주소|사이트|홈페이지|링크|으로|에서|은|는|이|가|도|요|을|를"
    r"|에|로|좀|또|얼마|어떻게|되나요|돼요|되죠|인가요|있나요|있어요|예요|이에요|주세요|알려|해야|해요|하나요|하죠|[\s?!.,~]"
)
# "안 하면 과태료 있어요?" may be marked as one facet at "안 하면"; its other words name no subject either.
_LABELS = re.compile("|".join(word for label in FACET_LABELS.values() for word in re.split(r"[\s·]", label)))
_BARE_SYLLABLES = 1
_OTHER_SUBJECT = 0.3  # a topic this likely is what the message is about, whatever was talked about before
GOES_ON = 0.1  # with no such topic, this chance of a follow-up is enough for one
# Without a facet, a question goes on with the topic when it may well be a follow-up and is nothing else.
_SURE_FOLLOW_UP, _NOTHING_ELSE = 0.4, 0.2
_HARDLY_ELSE = 0.3  # with a facet the words show
# What the conversation leads to is likelier than the words alone say: so many times, for the topic at hand,
# for one offered or close to it, and for one talked about earlier.
_AT_HAND, _NEAR, _EARLIER = 6.0, 4.0, 2.0
_EXPECTED = 0.25  # weighed so, a topic needs no more than this, if
_AHEAD = 2.0  # it is this many times as likely as any other
_SECOND_TRY = 0.4  # while the bot's own question is open, a topic this likely is the answer to it
_TOO_FAINT = 0.05  # what the words alone make less likely than this is not meant, wherever they are said


def is_about_current_topic(talk: Conversation) -> bool:
    """Whether the topic at hand is meant: little but facet words, or a follow-up and no other subject."""
    if not talk.memory.topic:
        return False
    others = (guess.confidence for guess in talk.ranking if guess.topic != talk.memory.topic)
    likeliest = next(others, 0.0)
    if not talk.facet_spans:
        return talk.follow_up >= _SURE_FOLLOW_UP and likeliest < _NOTHING_ELSE
    if names_no_subject(talk):
        return True
    if likeliest >= _OTHER_SUBJECT:
        return False
    # Where no other subject shows at all, the facet alone is enough: "인터넷으로 할래요".
    return talk.follow_up >= GOES_ON or max(likeliest, talk.out_of_scope) < _HARDLY_ELSE


def is_nothing_but_facets(talk: Conversation) -> bool:
    """Whether a message only has facet words, and a topic at hand to ask about: "과태료 얼마"."""
    return bool(talk.memory.topic and talk.facet_spans) and names_no_subject(talk)


def names_no_subject(talk: Conversation) -> bool:
    """Whether a message is little else than facet words: "그럼 수수료는요?", "일요일도?"."""
    return len(_FILLER.sub("", _LABELS.sub("", without_facets(talk)))) <= _BARE_SYLLABLES


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
    if (narrowed := _narrowed_topic(talk)) is not None:
        return narrowed
    weights = _context_weights(store, talk)
    weighed = {guess.topic: guess.confidence * weights.get(guess.topic, 1.0) for guess in talk.ranking}
    unranked = 1.0 - sum(guess.confidence for guess in talk.ranking)
    total = sum(weighed.values()) + max(0.0, unranked)
    ranked = sorted(weighed, key=lambda topic: -weighed[topic])
    best = next((topic for topic in ranked if topic in weights), None)
    faint = {guess.topic for guess in talk.ranking if guess.confidence < _TOO_FAINT}
    if best is None or best in faint or weighed[best] < _EXPECTED * total:
        return None
    clear = all(weighed[best] >= _AHEAD * weighed[other] for other in ranked if other != best)
    return best if clear else None


def _narrowed_topic(talk: Conversation) -> str | None:
    """The topic a second try names clearly enough: "청년이요" after "지원금" was asked back about."""
    own = [guess for guess in talk.ranking if not is_agency(guess.topic)]
    if not (talk.memory.misses and talk.memory.candidates and own) or own[0].confidence < _SECOND_TRY:
        return None
    return own[0].topic if all(own[0].confidence >= _AHEAD * g.confidence for g in own[1:2]) else None


def _context_weights(store: KnowledgeStore, talk: Conversation) -> dict[str, float]:
    memory = talk.memory
    weights = dict.fromkeys(memory.earlier_topics, _EARLIER)
    weights |= dict.fromkeys([*memory.candidates, *related_topics(store, memory.topic)], _NEAR)
    return weights | ({memory.topic: _AT_HAND} if memory.topic else {})


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
