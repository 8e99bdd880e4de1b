"""What the bot says in the tests of the kiosk's page, and how a resident gets it to."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from knowledge import KnowledgeStore

ANSWER = {
    "type": "answer",
    "topic": "civil/x",
    "title": "여권 분실 신고·재발급",
    "facet": "how",
    "text": "1. 창구에서 신청서를 씁니다.\n2. 신분증을 보여 주고 수수료를 냅니다.\n3. 문자를 받으면 찾으러 옵니다.\n사진은 여섯 달 안에 찍은 것이어야 합니다.",
    "speech": "창구에서 신청하세요.",
    "chips": [
        {"title": t, "payload": f"/choose{t}"} for t in ("준비물", "비용", "기간", "장소", "과태료·불이익")
    ],
    "department": {"name": "민원여권과", "phone": "032-000-0000"},
    "source": "여권법",
    "checked": "2026-01-02",
}
CANDIDATES = {
    "type": "candidates",
    "text": "어떤 것이 궁금하세요?\n급하시면 전화하셔도 됩니다.",
    "speech": "첫 번째, 사망신고. 두 번째, 출생신고.",
    "candidates": [
        {"topic": "a/a", "title": "사망신고", "payload": "/choose1"},
        {"topic": "a/b", "title": "출생신고", "payload": "/choose2"},
        {"topic": "", "title": "해당 없음", "payload": "/none_of_these"},
    ],
}
CRISIS = {
    "type": "crisis",
    "text": "109에 지금 전화해 주세요.\n다치셨으면 바로 119에 전화해 주세요.",
    "speech": "전화해 주세요.",
}


def reply_to_topics(server: Any, store: KnowledgeStore, *replies: dict[str, Any]) -> None:
    """Whatever topic is tapped, this is the bot's reply."""
    for topic in store.topics():
        server.bot.replies["/choose" + json.dumps({"topic": topic})] = list(replies)


def tap_a_topic(page: Page) -> None:
    page.locator(".tile").first.click()
    page.locator(".choice").first.click()


def violations(page: Page) -> list[str]:
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules}).response["violations"]
    return [f"{v['id']}: {[node['target'] for node in v['nodes']]}" for v in found]
