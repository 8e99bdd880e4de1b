"""The messages that buttons of the page send in a resident's place."""

from __future__ import annotations

import json


def browse_payload(domain: str) -> str:
    """Return the message that asks the bot for a domain's topics."""
    return "/browse" + json.dumps({"domain": domain}, ensure_ascii=False)


def choose_payload(topic: str) -> str:
    """Return the message that picks a topic."""
    return "/choose" + json.dumps({"topic": topic}, ensure_ascii=False)
