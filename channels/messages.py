"""The bot's messages as one structured object each: the reply of docs/architecture.md, ready for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from channels import phrases
from channels.phones import phone_numbers
from knowledge import FACET_LABELS, District

Message = dict[str, Any]


class Structuring:
    """Turns Rasa's responses into messages as they come.

    The bot says everything twice, as text for channels that know nothing else and as `custom`; the text is
    dropped when the object after it begins the same. A text that stands alone becomes a notice.
    """

    def __init__(self) -> None:
        self._plain: Mapping[str, Any] | None = None

    def take(self, response: Mapping[str, Any]) -> list[Message]:
        """Return the messages that are certain now that `response` has come."""
        messages: list[Message] = []
        custom = response.get("custom")
        if self._plain is not None and not _says_the_same(self._plain, custom):
            messages.append(_wrapped(self._plain))
        self._plain = response if response.get("text") and not custom else None
        if isinstance(custom, Mapping):
            messages.append(_completed({**message(""), **custom}))
        return messages

    def rest(self) -> list[Message]:
        """Return what was held back, after the last response."""
        plain, self._plain = self._plain, None
        return [] if plain is None else [_wrapped(plain)]


def structured(responses: Iterable[Mapping[str, Any]]) -> list[Message]:
    """Turn all responses of a turn into messages."""
    structuring = Structuring()
    messages = [message for response in responses for message in structuring.take(response)]
    return messages + structuring.rest()


def message(text: str, kind: str = "notice") -> Message:
    """Return a message that has nothing but a text."""
    return {
        "type": kind,
        "topic": "",
        "domain": "",
        "title": "",
        "facet": "",
        "facet_label": "",
        "text": text,
        "speech": text,
        "prompt": "",
        "facets": [],
        "chips": [],
        "candidates": [],
        "department": None,
        "source": "",
        "checked": "",
        "links": [],
        "places": [],
        "phones": [],
    }


def apology(district: District) -> Message:
    """Return what a resident gets when the bot gave nothing: an apology and the number of a person."""
    center = district.call_center
    contact = f"{center.name}(전화 {center.phone})"
    said = message(phrases.TROUBLE.format(contact=contact), "handoff")
    department = {"name": center.name, "phone": center.phone, "contact": contact}
    return _completed({**said, "department": department})


def _says_the_same(plain: Mapping[str, Any], custom: Any) -> bool:
    return isinstance(custom, Mapping) and str(plain["text"]).startswith(str(custom.get("text") or ""))


def _wrapped(response: Mapping[str, Any]) -> Message:
    buttons = [
        {"topic": "", "title": button["title"], "payload": button["payload"]}
        for button in response.get("buttons") or []
    ]
    return _completed({**message(str(response["text"])), "candidates": buttons})


def _completed(said: Message) -> Message:
    return {
        **said,
        "facet_label": FACET_LABELS.get(str(said["facet"]), ""),
        "phones": phone_numbers(str(said["text"]), str(said["type"])),
    }
