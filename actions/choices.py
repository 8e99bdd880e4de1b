from __future__ import annotations

import json
from collections.abc import Iterable

from actions import phrases
from actions.reply import Choice
from knowledge import FACET_LABELS, KnowledgeStore, find_agency

NONE_PAYLOAD = "/none_of_these"
_AGENCIES = "other_agency/"


def is_agency(topic: str) -> bool:
    """Whether a topic is a group of other bodies' business."""
    return topic.startswith(_AGENCIES)


def choose_payload(topic: str, facet: str | None = None) -> str:
    """The message a button sends to pick a topic, optionally one facet of it."""
    entities = {"topic": topic} | ({"facet": facet} if facet else {})
    return "/choose" + json.dumps(entities, ensure_ascii=False)


def topic_choices(
    store: KnowledgeStore, topics: Iterable[str], facet: str | None = None
) -> tuple[Choice, ...]:
    """Buttons with staff-written titles; a topic without words is left out, so no raw name can show."""
    choices = []
    for topic in topics:
        article = store.article(topic)
        agency = find_agency(store.other_agencies, topic)
        if article is not None:
            choices.append(Choice(article.title, choose_payload(article.key, facet), article.key))
        elif agency is not None:
            choices.append(Choice(agency.title, choose_payload(topic), topic))
    return tuple(choices)


def none_of_these() -> Choice:
    """The button for "not in this list"."""
    return Choice(phrases.NONE_OF_THESE, NONE_PAYLOAD)


def facet_chips(topic: str, facets: Iterable[str], shown: str) -> tuple[Choice, ...]:
    """Buttons for the article's other facets, labelled in Korean."""
    return tuple(
        Choice(FACET_LABELS[f], choose_payload(topic, f)) for f in facets if f not in (shown, "summary")
    )


def spoken_choices(choices: Iterable[Choice]) -> str:
    """The choices read as "첫 번째, ..." for ears."""
    numbered = zip(phrases.SPOKEN_NUMBERS, choices, strict=False)
    return " ".join(phrases.SPOKEN_CHOICE.format(number=n, title=c.title) for n, c in numbered)


def browse_payload(domain: str) -> str:
    """The message a button sends to see the topics of a domain."""
    return "/browse" + json.dumps({"domain": domain}, ensure_ascii=False)


def browse_choices(store: KnowledgeStore, domains: Iterable[str]) -> tuple[Choice, ...]:
    """Buttons that open a domain's list of topics."""
    titles = {domain.id: domain.title for domain in store.catalog.domains}
    return tuple(Choice(titles[d], browse_payload(d)) for d in domains if d in titles)
