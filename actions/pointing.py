"""What a message points at in the conversation, whatever the NLU made of its words alone."""

from __future__ import annotations

import re

from actions import phrases
from actions.answering import answer_turn
from actions.article_fit import subjects
from actions.context import related_topics, without_facets
from actions.conversation import Conversation
from actions.correction import corrected_topic
from actions.eligibility import ANY_AGE, CHILD_IN_TITLES, SENIOR_IN_TITLES
from actions.facet_fit import asks_what_one_gets, gives
from actions.history import recalled_topic
from actions.naming import begun_topic, named_topic
from actions.person import age_in, on_behalf_in
from actions.resident import dong_told
from actions.turn import Turn
from knowledge import KnowledgeStore

# "아이 것도요?", "우리 손주는요?": the same thing for a child; not "아들이 대신 가도 돼요?".
_CHILD = re.compile(
    r"(?:아이|아기|애기|애들|애|아들|딸|손주|손자|손녀|자녀|초등학생|중학생|고등학생|청소년)(?:들)?"
    r"(?=\s*(?:의|이|네)?\s*(?:것|거|꺼|건|껀|도|는|은)(?:\s|요|도|는|은|$|[?!.,]))"
)
_CENTERS = "general/dong_center_info"
_LITTLE_MORE = 16  # syllables
_SENIOR = 65  # years
_AGAIN = re.compile(r"다시")
_BENEFIT = re.compile(r"지원금|장려금|수당|급여")
_IN_PLACE_OF = re.compile(r"대신|대리")


def pointed_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """Answer the topic a message corrects to, comes back to or tells the dong for; None otherwise."""
    if (turn := _place_turn(store, talk)) is not None:
        return turn
    corrected = corrected_topic(store, talk)
    topic = corrected or recalled_topic(store, talk)
    if topic is None:
        return None
    # In "아까 처음에 물어본 거 다시요" no words ask for a facet, whatever the classifier guesses.
    again = not corrected and _AGAIN.search(talk.text) and not talk.facet_places
    facets = () if again else talk.facets
    return answer_turn(store, talk, topic, facets or (_facet_at_hand(talk) if corrected else ()))


def relative_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """Answer the neighbour of the current topic that a follow-up names: "아이 것도요?" after a passport."""
    topic = talk.memory.topic
    if topic is None or _IN_PLACE_OF.search(talk.text):
        return None
    child = CHILD_IN_TITLES if _CHILD.search(talk.text) else ""
    senior = SENIOR_IN_TITLES if _is_old_for(store, talk, topic) else ""
    text = f"{without_facets(talk)} {child} {senior}"
    related = related_topics(store, topic)
    named = named_topic(store, text, related, strictly=True)
    if named is None and not talk.facet_places:
        named = begun_topic(store, subjects(store, talk), related)
    if named is None and (benefit := _benefit_beside(store, talk, topic)) is not None:
        return answer_turn(store, talk, benefit, ())
    if named is None or named == topic:
        return None
    return answer_turn(store, talk, named, talk.facets or _facet_at_hand(talk))


def _benefit_beside(store: KnowledgeStore, talk: Conversation, topic: str) -> str | None:
    """The benefit an article points to when "돈도 준다면서요" is said of something that gives none itself."""
    article = store.article(topic)
    if article is None or gives(article) or not asks_what_one_gets(talk):
        return None
    beside = ((other, store.article(other)) for other in related_topics(store, topic))
    return next((key for key, other in beside if other and _BENEFIT.search(other.title)), None)


def _is_old_for(store: KnowledgeStore, talk: Conversation, topic: str) -> bool:
    """Whether the resident is old and the article has nothing to say about ages."""
    article = store.article(topic)
    limits = article is not None and ANY_AGE.search(article.facets.get("eligibility", ""))
    return not limits and (age_in(talk.text) or 0) >= _SENIOR


def person_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """Answer who may apply when a message says little more than who it is about: "저는 70살인데요"."""
    topic = talk.memory.topic
    sure = talk.best is not None and talk.best.confidence >= store.bands.answer
    if topic is None or not tells_only_who(talk) or sure or set(talk.facets) - {"eligibility"}:
        return None
    return relative_turn(store, talk) or answer_turn(store, talk, topic, ("eligibility",))


def tells_only_who(talk: Conversation) -> bool:
    """Whether a message says little more than an age, or for whom somebody asks."""
    told = age_in(talk.text) is not None or on_behalf_in(talk.text) in ("parent", "spouse")
    return told and len(re.sub(r"\s", "", talk.text)) <= _LITTLE_MORE


def named_candidate(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The offered topic a message names."""
    return named_topic(store, talk.text, talk.memory.candidates)


def _place_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """Answer again for the dong a resident tells; without a topic at hand it is about its centre."""
    dong = dong_told(store, talk)
    if dong is None:
        return None
    opener = phrases.LIVES_IN.format(dong=dong)
    return answer_turn(store, talk, talk.memory.topic or _CENTERS, _facet_at_hand(talk), opener=opener)


def _facet_at_hand(talk: Conversation) -> tuple[str, ...]:
    return (talk.memory.facet,) if talk.memory.facet and talk.memory.facet != "summary" else ()
