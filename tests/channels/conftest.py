from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from knowledge import KnowledgeSettings, KnowledgeStore

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def store() -> KnowledgeStore:
    return KnowledgeStore(KnowledgeSettings(root=ROOT / "knowledge"))


@dataclass
class Website:
    """The channel of a running bot, as the page talks to it."""

    url: str

    def post(self, body: Any) -> requests.Response:
        data = {"data": body} if isinstance(body, bytes) else {"json": body}
        return requests.post(f"{self.url}/webhooks/web/messages", timeout=30, **data)

    def ask(self, text: str, sender: str = "", message_id: str | None = None) -> list[dict[str, Any]]:
        body = {"sender": sender or uuid.uuid4().hex, "message": text}
        response = self.post(body if message_id is None else {**body, "id": message_id})
        response.raise_for_status()
        return list(response.json()["messages"])

    def vote(self, sender: str, message_id: str, vote: str, reason: str = "") -> requests.Response:
        body = {"sender": sender, "message_id": message_id, "vote": vote, "reason": reason}
        return requests.post(f"{self.url}/webhooks/web/feedback", json=body, timeout=30)

    def delete(self, sender: str) -> requests.Response:
        return requests.delete(f"{self.url}/webhooks/web/conversation", json={"sender": sender}, timeout=30)

    def events(self, sender: str) -> list[dict[str, Any]]:
        tracker = requests.get(f"{self.url}/conversations/{sender}/tracker", timeout=30).json()
        return list(tracker["events"])

    def questions_heard(self, sender: str) -> list[str]:
        return [event["text"] for event in self.events(sender) if event["event"] == "user"]


@pytest.fixture
def website(bot: Any) -> Website:
    return Website(bot.url)
