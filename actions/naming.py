"""Which of a few topics a text names, by the words of their titles and aliases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from actions.conversation import Conversation
from knowledge import KnowledgeStore, find_agency

_BREAK = re.compile(r"[\s·,()/~]+")
_SHORTEST = 2
# Syllables of asking around a bare word: "신고" in "신고하려고요", "신고 좀 할게요".
_BARE = 6
# "됐어요", "몇 시까지": how aliases ask, not what they name.
_ENDING = re.compile(r"(?:요|다|까|까지|나|죠|려면|는)$")
# A word in more titles than this ("신청", "지원") names none of them.
_COMMON = 4
# A named topic needs no more than this chance, if it is this many times as likely as the next.
_LIKELY = 0.25
_AHEAD = 1.5


def named_topic(
    store: KnowledgeStore, text: str, topics: Iterable[str], strictly: bool = False
) -> str | None:
    """The one of the topics a text names: by most words, at least one of which no other of them has.

    Strictly, aliases do not count, nor words of many titles.
    """
    squeezed = re.sub(r"\s", "", text)
    common = _common_words(store, store.version) if strictly else frozenset()
    found = {
        topic: {w for w in title_words(store, topic, aliases=not strictly) - common if w in squeezed}
        for topic in dict.fromkeys(topics)
    }
    shared = Counter(word for words in found.values() for word in words)
    own = {topic: sum(len(word) for word in words if shared[word] == 1) for topic, words in found.items()}
    ranked = sorted(own, key=lambda topic: -own[topic])
    if not ranked or not own[ranked[0]]:
        return None
    return None if len(ranked) > 1 and own[ranked[0]] == own[ranked[1]] else ranked[0]


def begun_topic(store: KnowledgeStore, nouns: Iterable[str], topics: Iterable[str]) -> str | None:
    """The only one of the topics with a title word that begins with a noun: "이혼" for "이혼신고"."""
    begun = {
        topic
        for noun in nouns
        for topic in topics
        if len(noun) >= _SHORTEST and any(word.startswith(noun) for word in title_words(store, topic))
    }
    return begun.pop() if len(begun) == 1 else None


def named_likeliest(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The likeliest topic of an unsure question for a facet when it stands alone and the text names it.

    "경로당" alone belongs to many topics that mention the word; "경로당은 어데 있는교" to the one about them.
    """
    if not talk.facets or talk.best is None or talk.best.confidence < _LIKELY:
        return None
    rivals = [guess.confidence for guess in talk.ranking[1:2]]
    if any(talk.best.confidence < _AHEAD * rival for rival in rivals):
        return None
    few = [guess.topic for guess in talk.ranking[:3]]
    return talk.best.topic if named_topic(store, talk.text, few) == talk.best.topic else None


def title_words(store: KnowledgeStore, topic: str, aliases: bool = False) -> frozenset[str]:
    """The words of a topic's titles, and of what residents call it."""
    article, entry = store.article(topic), store.catalog.topic(topic)
    agency = find_agency(store.other_agencies, topic)
    names = tuple(named.title for named in (article, entry, agency) if named is not None)
    return _words_of(names + entry.aliases if aliases and entry is not None else names)


@lru_cache(maxsize=1024)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    words = (word for name in names for word in _BREAK.split(name))
    return frozenset(word for word in words if len(word) >= _SHORTEST and not _ENDING.search(word))


@lru_cache(maxsize=1)
def _common_words(store: KnowledgeStore, version: int) -> frozenset[str]:
    """Return the words that name no topic; `version` says when to count them anew."""
    counts = Counter(w for entry in store.catalog.topics.values() for w in title_words(store, entry.key))
    return frozenset(word for word, count in counts.items() if count > _COMMON)


def topics_mentioning(store: KnowledgeStore, text: str, most: int) -> list[str]:
    """The most asked topics with a word of the text in their title, for a text that is little else."""
    squeezed = re.sub(r"[^\w]", "", text)
    longest: list[tuple[int, int, str]] = []
    for entry in store.catalog.topics.values():
        words = [w for w in title_words(store, entry.key) if w in squeezed]
        length = max((len(word) for word in words), default=0)
        if length and len(squeezed) - length <= _BARE:
            longest.append((-length, entry.priority, entry.key))
    return [key for _, _, key in sorted(longest)[:most]]
