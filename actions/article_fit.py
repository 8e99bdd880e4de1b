"""Whether the article at hand speaks of what a message asks, by its words.

"진단서 비용도 지원돼요?" alone could be anybody's; after a disability registration, whose article names the
certificate, it is about that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from actions.conversation import Conversation
from actions.naming import named_topic
from knowledge import KnowledgeStore

# Words of asking: they say nothing about the subject.
_ASKING = re.compile(
    r"(?:그럼|그러면|근데|그런데|그리고|혹시|지금|바로|다시|그냥|이거|그거|저거|그건|이건|저는|제가|나는|우리|누가|왜|또|좀|다|꼭"
    r"|언제.*|어디.*|어떻게|어떡해.*|얼마.*|무엇.*|뭐.*|뭘.*|몇.*|무슨|어떤|어느"
    r"|(?:안|못)?(?:되|돼|된|하|해|할|했|있|없|가능|알|주|줘|줄|받|오|와|가|인|일|싶)[가-힣]{0,5}|구청.*|예요|이요|요)"
)
_NOT_A_WORD = re.compile(r"[^가-힣A-Za-z0-9]+")
_SHORTEST_STEM, _LONGEST_ENDING = 2, 3
_FITS_UNSURE = 0.5  # share of the words that must be found while the NLU has no idea,
_NO_IDEA = 0.3  # which is below this probability; above it all words must be found
_SURE = 0.95  # and from here on the NLU is believed
_FEW_WORDS = 2


def fits_article_at_hand(store: KnowledgeStore, talk: Conversation) -> bool:
    """Whether an unsure message asks about what the article at hand speaks of."""
    share, words = _found_share(store, talk)
    best = talk.best.confidence if talk.best else 0.0
    return words > 0 and share >= (_FITS_UNSURE if best < _NO_IDEA else 1.0)


def outweighs(store: KnowledgeStore, talk: Conversation) -> bool:
    """Whether the article at hand is meant although another topic of another domain seems likely.

    Only while the message does not name that other topic: "검사 무료로 되나" after a dementia test.
    """
    topic, best = talk.memory.topic, talk.best
    if topic is None or best is None or best.confidence >= _SURE or _domain(topic) == _domain(best.topic):
        return False
    share, words = _found_share(store, talk)
    return (
        share == 1.0
        and words >= _FEW_WORDS
        and named_topic(store, talk.text, [best.topic], strictly=True) is None
    )


def facet_speaking_of(store: KnowledgeStore, talk: Conversation) -> tuple[str, ...]:
    """The facet of the article at hand with most of the message's words; nothing if the summary has them."""
    article = store.article(talk.memory.topic) if talk.memory.topic else None
    if article is None:
        return ()
    words = _subject_words(talk.text)
    counts = {facet: _count_found(words, text) for facet, text in article.facets.items()}
    best = max(counts, key=lambda facet: counts[facet])
    return (best,) if counts[best] > counts.get("summary", 0) else ()


def _found_share(store: KnowledgeStore, talk: Conversation) -> tuple[float, int]:
    article = store.article(talk.memory.topic) if talk.memory.topic else None
    words = _subject_words(talk.text)
    if article is None or not words:
        return 0.0, 0
    return _count_found(words, _whole_text(article.title, article.facets)) / len(words), len(words)


def _whole_text(title: str, facets: Mapping[str, str]) -> str:
    return "\n".join([title, *facets.values()])


def _subject_words(text: str) -> list[str]:
    return [word for word in _NOT_A_WORD.sub(" ", text).split() if not _ASKING.fullmatch(word)]


def _count_found(words: Sequence[str], text: str) -> int:
    return sum(_is_found(word, text) for word in words)


def _is_found(word: str, text: str) -> bool:
    """Whether the word stands in the text, with other particles or endings of up to three syllables."""
    shortest = max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)
    return any(word[:length] in text for length in range(len(word), shortest - 1, -1))


def _domain(topic: str) -> str:
    return topic.split("/", 1)[0]
