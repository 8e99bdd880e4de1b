"""What an article says for the resident's age, or for somebody who goes in another's place."""

from __future__ import annotations

import re

from actions import phrases
from actions.conversation import Conversation
from actions.naming import named_topic, title_words
from actions.person import age_in, on_behalf_in, speaks_of_self
from actions.reply import Reply
from knowledge import KnowledgeStore
from knowledge.spoken import split_sentences

CHILD_IN_TITLES = "아이 아동 어린이 미성년자 자녀"
SENIOR_IN_TITLES = "노인 어르신 노인일자리"
_LIMIT = re.compile(r"(?:만 ?)?(\d{1,3})세 ?(이상|부터|이하|까지|미만)")
ANY_AGE = re.compile(r"\d{1,3}세")
_PROXY = re.compile(r"대신|대리인|위임")
_PROXY_FACETS = ("documents", "eligibility", "how")
_APPLICATION = "application"
_CLOSE = 1  # years; ages told are often counted the old way


def age_line(store: KnowledgeStore, talk: Conversation, reply: Reply) -> str:
    """How the age the resident told stands to the article's age limit; nothing when it has several."""
    age = age_in(talk.text) or talk.memory.age
    article = store.article(reply.topic)
    text = article.facets.get("eligibility", "") if article is not None else ""
    limits = _LIMIT.findall(text)
    if not age or not _is_worth_saying(talk, reply) or len(limits) != 1 or len(ANY_AGE.findall(text)) != 1:
        return ""
    limit, kind = int(limits[0][0]), limits[0][1]
    words = phrases.AGE_WITHIN if _is_within(age, limit, kind) else phrases.AGE_OUTSIDE
    line = words.format(age=age, limit=f"{limit}세 {kind}")
    return f"{line} {phrases.AGE_CLOSE}" if abs(age - limit) <= _CLOSE else line


def proxy_line(store: KnowledgeStore, talk: Conversation, reply: Reply) -> str:
    """What the article says about going for somebody, when the resident asks for a parent or spouse."""
    who = on_behalf_in(talk.text) or talk.memory.on_behalf
    if who not in ("parent", "spouse") or not _is_worth_saying(talk, reply) or _PROXY.search(reply.text):
        return ""
    for facet in _PROXY_FACETS:
        answer = store.answer(reply.topic, facet)
        for sentence in split_sentences(answer.text) if answer and answer.facet == facet else ():
            if _PROXY.search(sentence):
                return phrases.IN_PLACE_OF.format(sentence=sentence)
    return ""


def childs_topic(store: KnowledgeStore, talk: Conversation, topic: str) -> str | None:
    """The same matter for a child, when the conversation is about one and the article points there."""
    about_child = "child" in (talk.memory.on_behalf, talk.memory.life_stage)
    article = store.article(topic)
    if not about_child or article is None or speaks_of_self(talk.text):
        return None
    named = named_topic(store, CHILD_IN_TITLES, (topic, *article.related), strictly=True)
    if named is None or named == topic or not title_words(store, named) & title_words(store, topic):
        return None
    kinds = {entry.kind for entry in map(store.catalog.topic, (topic, named)) if entry is not None}
    return named if kinds == {_APPLICATION} else None


def _is_worth_saying(talk: Conversation, reply: Reply) -> bool:
    """Beside a summary or who may apply, when it was just told or the topic is new."""
    just_told = age_in(talk.text) is not None or on_behalf_in(talk.text) is not None
    return reply.facet in ("summary", "eligibility") and (just_told or reply.topic != talk.memory.topic)


def _is_within(age: int, limit: int, kind: str) -> bool:
    if kind in ("이상", "부터"):
        return age >= limit
    return age < limit if kind == "미만" else age <= limit
