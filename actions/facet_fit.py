"""Which facet of an article answers a question best when the one asked for is missing or silent about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from actions import phrases
from actions.context import related_topics
from actions.conversation import Conversation
from knowledge import FACET_LABELS, Article, KnowledgeStore

# Where the answer most likely stands when an article has no such facet.
_SUBSTITUTES = MappingProxyType(
    {
        "where": ("how", "online", "contact"),
        "documents": ("how",),
        "online": ("how",),
        "hours": ("contact",),
        "time": ("how",),
    }
)
# What a text that answers a facet has, wherever it stands: "사고가 난 날부터 3년 안에" in a summary.
_TELLS = MappingProxyType(
    {
        "fee": re.compile(r"\d\s*(?:만|천|백)?\s*원|무료|\d%"),
        "time": re.compile(r"\d\s*(?:년|개월|달|주|일|시간|분)|기한"),
        "hours": re.compile(r"\d시|24시간|평일|주말|토요일"),
    }
)
# "얼마 줘요", "얼마나 나와요" ask for what one gets, which the summary tells; a fee is what one pays.
_GETS = re.compile(r"(?:얼마|몇|돈).*(?:주|줘|줍|줄|준|받|나오|나와|나온|탈|타)")
# What an article says that gives something.
_GIVES = re.compile(r"받|지원|지급|드립")
_IN_PLACE_OF = re.compile(r"대신|대리|위임|심부름")


def substitute(asked: str | None, facets: Mapping[str, str]) -> str | None:
    """The facet to give instead of one the article does not have; None when only the summary is left.

    The first one that tells what was asked, else where the answer most likely stands.
    """
    if asked is None or asked in facets:
        return None
    likely = [facet for facet in _SUBSTITUTES.get(asked, ()) if facet in facets]
    telling = (facet for facet in [*likely, "summary", *facets] if tells(facets[facet], asked))
    return next(telling, None) or next(iter(likely), None)


def tells(text: str, asked: str) -> bool:
    """Whether a text has what answers a facet, as an amount answers the fee."""
    pattern = _TELLS.get(asked)
    return pattern is not None and bool(pattern.search(text))


def is_asked_by_words(talk: Conversation, facet: str, article: Article) -> bool:
    """Whether words of the message show the facet, so that its lack is worth saying."""
    shown = {name for name, _ in talk.facet_places}
    return facet in shown and not (facet == "fee" and (asks_what_one_gets(talk) or gives(article)))


def gives(article: Article) -> bool:
    """Whether what an article is about is given: a benefit, not a report."""
    return bool(_GIVES.search(article.facets["summary"]))


def asks_what_one_gets(talk: Conversation) -> bool:
    """Whether a message asks how much one gets, not what one pays: "한 달에 얼마 줘요"."""
    return bool(_GETS.search(talk.text))


def admission(store: KnowledgeStore, asked: str, given: str) -> str:
    """What to say before another facet than the one asked for; hours are those of the office."""
    if asked == "hours" and given == "contact":
        return phrases.HOURS_OF_OFFICE.format(hours=store.district.office.hours)
    return phrases.NO_SUCH_FACET.format(label=FACET_LABELS[asked], given=FACET_LABELS[given])


def facets_to_give(article: Article, talk: Conversation, asked: Sequence[str]) -> list[str | None]:
    """The facets asked for, None for the summary.

    Who asks on somebody's behalf also gets the facet that speaks of proxies, if the asked ones do not.
    """
    given: list[str | None] = [*asked] or [None]
    if len(given) > 1:
        # Of two facets asked for, the one the article has says enough.
        had = [f for f in given if f in article.facets or substitute(f, article.facets) is not None]
        given = had or given[:1]
    if not _IN_PLACE_OF.search(talk.text):
        return given
    texts = (article.facets.get(facet or "summary", article.facets["summary"]) for facet in given)
    if any(_IN_PLACE_OF.search(text) for text in texts):
        return given
    proxies = (facet for facet, text in article.facets.items() if _IN_PLACE_OF.search(text))
    return [*given, *list(proxies)[:1]]


def topics_with(store: KnowledgeStore, topic: str, facet: str) -> list[str]:
    """Neighbours of a topic whose articles do have the facet."""
    others = ((other, store.article(other)) for other in related_topics(store, topic) if other != topic)
    return [other for other, article in others if article is not None and facet in article.facets]
