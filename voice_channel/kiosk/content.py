"""What the kiosk page shows of the knowledge: names, domains and every topic."""

import json
from typing import Any

from knowledge import FACET_LABELS, KnowledgeStore
from voice_channel.kiosk.settings import KioskSettings


def start_content(store: KnowledgeStore, settings: KioskSettings) -> dict[str, Any]:
    """The first screen and the page's settings; names and numbers come from the staff's files."""
    district = store.district
    filled = {topic.split("/")[0] for topic in store.topics()}
    return {
        "bot_name": district.bot_name,
        "kiosk": settings.name,
        "domains": [{"id": d.id, "title": d.title} for d in store.catalog.domains if d.id in filled],
        "facets": dict(FACET_LABELS),
        "screen_inches": settings.screen_inches,
        "idle_seconds": settings.idle_seconds,
        "idle_warning_seconds": settings.idle_warning_seconds,
        "listen_seconds": settings.listen_seconds,
        "voice": settings.voice,
        "staff_call": bool(settings.staff_call_url),
        "web_address": settings.web_address,
    }


def topics_content(store: KnowledgeStore, domain_id: str) -> dict[str, Any] | None:
    """All topics of a domain, the most asked first, each with the message that picks it; None if unknown."""
    domain = store.catalog.domain(domain_id)
    if domain is None:
        return None
    entries = sorted(store.catalog.topics.values(), key=lambda topic: topic.priority)
    articles = (store.article(entry.key) for entry in entries if entry.domain == domain_id)
    topics = [{"title": a.title, "payload": choose_payload(a.key)} for a in articles if a is not None]
    return {"title": domain.title, "topics": topics}


def choose_payload(topic: str) -> str:
    """The message that asks the bot for a topic."""
    return "/choose" + json.dumps({"topic": topic}, ensure_ascii=False)
