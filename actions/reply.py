from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Choice:
    """Something the resident can tap: the staff-written title and the message that tapping sends."""

    title: str
    payload: str
    topic: str = ""


@dataclass(frozen=True)
class Reply:
    """One message of the bot: structured for our channels, with a plain-text form for every other one."""

    type: str
    text: str
    speech: str = ""
    act: str = ""
    topic: str = ""
    domain: str = ""
    title: str = ""
    facet: str = ""
    facets: tuple[str, ...] = ()
    chips: tuple[Choice, ...] = ()
    candidates: tuple[Choice, ...] = ()
    department: Mapping[str, str] | None = None
    source: str = ""
    checked: str = ""
    links: tuple[Mapping[str, str], ...] = ()
    places: tuple[Mapping[str, Any], ...] = ()
    prompt: str = ""
    footer: tuple[str, ...] = ()
    voice: str = ""
    opener: str = ""
    emotion: str = ""
    crisis: str = ""
    hotlines: tuple[Mapping[str, str], ...] = ()

    def payload(self) -> dict[str, Any]:
        """The `custom` object sent to channels (fields: docs/architecture.md)."""
        payload: dict[str, Any] = {
            "type": self.type,
            "topic": self.topic,
            "domain": self.domain,
            "title": self.title,
            "facet": self.facet,
            "text": self.text,
            "speech": self.speech or self.text,
            "prompt": self.prompt,
            "facets": list(self.facets),
            "chips": [{"title": c.title, "payload": c.payload} for c in self.chips],
            "candidates": [
                {"topic": c.topic, "title": c.title, "payload": c.payload} for c in self.candidates
            ],
            "department": dict(self.department) if self.department else None,
            "source": self.source,
            "checked": self.checked,
            "links": [dict(link) for link in self.links],
            "places": [dict(place) for place in self.places],
        }
        if self.act:
            payload["act"] = self.act
        if self.voice:
            payload["voice"] = self.voice
        if self.opener:
            payload["opener"] = self.opener
        if self.emotion:
            payload["emotion"] = self.emotion
        if self.crisis:
            payload["crisis"] = self.crisis
        if self.hotlines:
            payload["hotlines"] = [dict(hotline) for hotline in self.hotlines]
        return payload

    def plain_text(self) -> str:
        """The whole reply as text: answer, contact and source lines, then what the candidates are for."""
        return "\n\n".join(part for part in (self.text, "\n".join(self.footer), self.prompt) if part)

    def buttons(self) -> list[dict[str, str]]:
        """Rasa buttons: candidates first, then the article's other facets."""
        return [{"title": c.title, "payload": c.payload} for c in (*self.candidates, *self.chips)]
