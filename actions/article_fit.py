"""Whether the article at hand speaks of what a message asks, by its words.

"진단서 비용도 지원돼요?" alone could be anybody's; after a disability registration, whose article names the
certificate, it is about that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.choices import is_agency
from actions.context import GOES_ON, related_topics
from actions.conversation import Conversation
from actions.facet_fit import asks_what_one_gets, gives
from actions.naming import title_words
from actions.resident import is_part_of_district
from knowledge import Article, KnowledgeStore

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
_SURE = 0.998  # and from here on the NLU is believed
_SHORT = 25  # syllables; a longer message says itself what it is about
# People, places and words of asking: every article may be about them.
_ANYBODY = re.compile(
    r"사람|분|저희|우리|친구|남편|아내|부인|와이프|마누라|영감|할멈|어머니|아버지|엄마|아빠|부모|할머니|할아버지|아들|딸|아이|애"
    r"|노인|어르신|학생|청소년|청년|임산부|임신부|장애인|외국인|동생|혼자|언니|오빠|형|누나|가족|식구|구청|시청|동네"
    r"|거기|여기|저기|그거|이거|그것|이것|거|것|때|후|전|중|말|오늘|내일|지금|요즘|얼마|달|해|하루|언제|어디|뭐|무엇"
    r"|정도|안녕|혹시"
)
# What one does at an office and what one asks for there.
_ERRAND = re.compile(
    r"신청|방법|안내|가능|필요|문의|질문|신고|예약|접수|발급|등록|상담|이용|취소|변경|연장|환불|결제|할인|면제|무료|담당자|담당|직원"
    r"|요금|비용|수수료|가격|돈|값|기간|날짜|시간|주말|평일|토요일|일요일|전화|번호|인터넷|온라인|폰|앱|카드|현금"
)


def fits_article_at_hand(store: KnowledgeStore, talk: Conversation) -> bool:
    """Whether an unsure message asks about what the article at hand speaks of."""
    share, words = _found_share(store, talk)
    best = talk.best.confidence if talk.best else 0.0
    return words > 0 and share >= (_FITS_UNSURE if best < _NO_IDEA else 1.0)


def outweighs(store: KnowledgeStore, talk: Conversation) -> bool:
    """Whether the article at hand is meant although another topic seems likely: "검사 받으려면 어디로 가요".

    So it is when the article has every noun of the message, and the other topic's title adds none. Between
    close topics nouns do not tell; there only a question without any goes on: "언제 내놔야 해요".
    """
    topic, rival = talk.memory.topic, talk.rival
    if topic is None or rival is None:
        return False
    named = subjects(store, talk)
    # "상담 받으려면 어디로 전화해요" names nothing, however sure the NLU is of its subject; without any
    # noun a verb may: "낳으면 얼마 줘요".
    is_errand = talk.facet_places and any(map(_ERRAND.fullmatch, talk.nouns or ())) and not named
    if (rival.confidence >= _SURE and not is_errand) or not speaks_only_of(store, talk, topic):
        return False
    if is_errand:
        return True
    if rival.topic in related_topics(store, topic) or topic in related_topics(store, rival.topic):
        return not named
    return not _names_more(store, talk, rival.topic, topic)


def speaks_only_of(store: KnowledgeStore, talk: Conversation, topic: str | None) -> bool:
    """Whether the article of a topic has every noun of a short message.

    A message without a noun must show a facet: "언제 내놔야 해요" goes on, "시끄러워요" does not.
    """
    article = store.article(topic) if topic else None
    if article is None or talk.nouns is None or not _is_short(talk):
        return False
    named, words = subjects(store, talk), _everything(article)
    if named:
        return all(noun in words for noun in named)
    # "돈도 준다면서요" goes on with a benefit, not with a report.
    return bool(talk.facet_places) and (gives(article) or not asks_what_one_gets(talk))


def says_so_itself(store: KnowledgeStore, talk: Conversation) -> bool:
    """Whether the answers of the article at hand have a noun of the message."""
    article = store.article(talk.memory.topic) if talk.memory.topic else None
    text = _answers(article) if article else ""
    return any(noun in text for noun in subjects(store, talk))


def tells_only_for_whom_or_where(store: KnowledgeStore, talk: Conversation) -> bool:
    """Whether a short message names people or places of the district and no subject: "청라에도 있어요?"."""
    return bool(talk.memory.topic and talk.nouns and _is_short(talk)) and not subjects(store, talk)


def offered_that_fits(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The likeliest topic asked back about, when a message speaks of nothing else: "신분증만 있으면요?"."""
    goes_on = talk.facet_places or talk.follow_up >= GOES_ON
    topic = talk.memory.candidates[0] if goes_on and talk.memory.misses and talk.memory.candidates else None
    article = store.article(topic) if topic else None
    named, words = _named(store, talk), _everything(article) if article else ""
    return topic if named and all(noun in words for noun in named) else None


def subjects(store: KnowledgeStore, talk: Conversation) -> list[str]:
    """Return the nouns that say what a message is about: no facet words, nor what any article may have."""
    asked = [talk.text[start:end] for start, end in talk.facet_spans]
    return [noun for noun in _named(store, talk) if not any(noun in words for words in asked)]


def _named(store: KnowledgeStore, talk: Conversation) -> list[str]:
    return [n for n in talk.nouns or () if not _is_common(n) and not is_part_of_district(store, n)]


def _is_short(talk: Conversation) -> bool:
    return len(re.sub(r"\s", "", talk.text)) <= _SHORT


def _is_common(noun: str) -> bool:
    return bool(_ANYBODY.fullmatch(noun) or _ERRAND.fullmatch(noun))


def _names_more(store: KnowledgeStore, talk: Conversation, other: str, topic: str) -> bool:
    """Whether the message has a word of the other topic's title that the article at hand lacks."""
    article = store.article(topic)
    # Another body's name is said on purpose, even if the article names it too.
    words = _everything(article) if article and not is_agency(other) else ""
    squeezed = re.sub(r"\s", "", talk.text)
    named = tuple(noun for noun in subjects(store, talk) if len(noun) > 1)
    return any(
        (word in squeezed or word.startswith(named)) and word not in words
        for word in title_words(store, other)
        if not _is_common(word)
    )


def _everything(article: Article) -> str:
    """All that staff wrote in an article, the questions of residents included."""
    return "\n".join([article.title, _answers(article), *article.questions])


def _answers(article: Article) -> str:
    return "\n".join(article.facets.values())


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
    return _count_found(words, f"{article.title}\n{_answers(article)}") / len(words), len(words)


def _subject_words(text: str) -> list[str]:
    return [word for word in _NOT_A_WORD.sub(" ", text).split() if not _ASKING.fullmatch(word)]


def _count_found(words: Sequence[str], text: str) -> int:
    return sum(_is_found(word, text) for word in words)


def _is_found(word: str, text: str) -> bool:
    """Whether the word stands in the text, with other particles or endings of up to three syllables."""
    shortest = max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)
    return any(word[:length] in text for length in range(len(word), shortest - 1, -1))
