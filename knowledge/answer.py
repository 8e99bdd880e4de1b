"""What the bot may say about one facet of one topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from knowledge.article import Article, Link, Source
from knowledge.district import Department, District
from knowledge.facets import FACET_LABELS
from knowledge.spoken import speech_from_text
from knowledge.template import render

STALE_AFTER = timedelta(days=365)
SWITCHED_OFF = "지금 내용을 고치고 있는 안내예요. {department.contact}에 물어봐 주세요."


@dataclass(frozen=True)
class RelatedTopic:
    """Another topic that has an article."""

    topic: str  # domain/topic
    title: str

    def as_dict(self) -> dict[str, str]:
        """Return topic and title."""
        return {"topic": self.topic, "title": self.title}


@dataclass(frozen=True)
class Answer:
    """A rendered answer. `facet` is the one really given, `facets` all the article has, in order."""

    key: str
    topic: str
    domain: str
    title: str
    facet: str
    text: str
    speech: str
    facets: tuple[str, ...]
    department: Department
    sources: tuple[str, ...]
    checked: str  # oldest check date of this facet's sources, ISO, or ""
    needs_confirmation: bool
    links: tuple[Link, ...] = ()
    related: tuple[RelatedTopic, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "key": self.key,
            "topic": self.topic,
            "domain": self.domain,
            "title": self.title,
            "facet": self.facet,
            "text": self.text,
            "speech": self.speech,
            "facets": [{"facet": facet, "label": FACET_LABELS[facet]} for facet in self.facets],
            "department": self.department.as_dict(),
            "sources": list(self.sources),
            "checked": self.checked,
            "needs_confirmation": self.needs_confirmation,
            "links": [link.as_dict() for link in self.links],
            "related": [topic.as_dict() for topic in self.related],
        }


def build_answer(
    article: Article, facet: str | None, district: District, articles: Mapping[str, Article], today: date
) -> Answer:
    """Render one facet; an absent or missing one becomes the summary.

    An article that staff switched off gives nothing but its department.
    """
    if not article.active:
        article = replace(article, facets={"summary": SWITCHED_OFF}, speech={}, sources=(), links=())
    given = facet if facet is not None and facet in article.facets else "summary"
    values = district.fields_for(article.department)
    text = render(article.facets[given], values)
    spoken = article.speech.get(given)
    sources = article.sources_for(given)
    return Answer(
        key=article.key,
        topic=article.topic,
        domain=article.domain,
        title=article.title,
        facet=given,
        text=text,
        speech=render(spoken, values) if spoken else speech_from_text(text),
        facets=tuple(article.facets),
        department=article.department,
        sources=tuple(source.title for source in sources),
        checked=_oldest(sources),
        needs_confirmation=article.active and resident_should_confirm(article, given, today),
        links=article.links,
        related=tuple(RelatedTopic(key, articles[key].title) for key in article.related if key in articles),
    )


def needs_confirmation(article: Article, facet: str, today: date) -> bool:
    """Tell whether a fact is unsourced, unchecked or was checked more than a year ago."""
    sources = article.sources_for(facet)
    if facet == "contact" and not sources:
        # The number is the district profile's; the call centre's stands in for one nobody confirmed.
        return article.department.own_phone and is_stale(article.department.checked, today)
    return not sources or any(is_stale(source.checked, today) for source in sources)


def resident_should_confirm(article: Article, facet: str, today: date) -> bool:
    """Tell whether the answer should ask the resident to confirm it by phone.

    Said more sparingly than to staff: a facet without a source of its own ("bring an ID card") needs no
    such line while something else in its article was checked lately.
    """
    if facet == "contact" or article.sources_for(facet):
        return needs_confirmation(article, facet, today)
    checked_lately = any(not is_stale(source.checked, today) for source in article.sources)
    return not checked_lately and needs_confirmation(article, facet, today)


def is_stale(checked: date | None, today: date) -> bool:
    """Tell whether a fact was never checked or too long ago."""
    return checked is None or today - checked > STALE_AFTER


def _oldest(sources: tuple[Source, ...]) -> str:
    days = [source.checked for source in sources if source.checked is not None]
    return min(days).isoformat() if days else ""
