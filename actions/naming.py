"""Which of a few topics a text names, by the words of their titles and aliases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from knowledge import KnowledgeStore, find_agency

_BREAK = re.compile(r"[\s·,()/~]+")
_SHORTEST = 2
# Syllables of asking around a bare word: "신고" in "신고하려고요", "신고 좀 할게요".
_BARE = 6


def named_topic(store: KnowledgeStore, text: str, topics: Iterable[str], aliases: bool = True) -> str | None:
    """The one of the topics a text names: by most words, at least one of which no other of them has.

    With `aliases` off only the titles count, which name a topic more strictly.
    """
    squeezed = re.sub(r"\s", "", text)
    found = {
        topic: {word for word in title_words(store, topic, aliases) if word in squeezed}
        for topic in dict.fromkeys(topics)
    }
    shared = Counter(word for words in found.values() for word in words)
    own = {topic: [word for word in words if shared[word] == 1] for topic, words in found.items()}
    ranked = sorted(found, key=lambda topic: -len("".join(own[topic])))
    if not ranked or not own[ranked[0]]:
        return None
    tied = len(ranked) > 1 and len("".join(own[ranked[0]])) == len("".join(own[ranked[1]]))
    return None if tied else ranked[0]


def title_words(store: KnowledgeStore, topic: str, aliases: bool = False) -> set[str]:
    """The words of a topic's titles, and of what residents call it."""
    article, entry = store.article(topic), store.catalog.topic(topic)
    agency = find_agency(store.other_agencies, topic)
    names = [named.title for named in (article, entry, agency) if named is not None]
    if aliases and entry is not None:
        names += entry.aliases
    return {word for name in names for word in _BREAK.split(name) if len(word) >= _SHORTEST}


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
