from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    WebSocketRoute,
    expect,
    sync_playwright,
)

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


# What a browser test needs

QUESTION_FIELD = "궁금한 점을 적어 주세요"
RECORD_TROUBLE = """
  window.blocked = [];
  document.addEventListener("securitypolicyviolation", (event) => window.blocked.push(event.violatedDirective));
"""
WITHOUT_SOCKETS = "delete globalThis.WebSocket"


@dataclass
class Chat:
    """The chat in a browser, as a resident uses it."""

    page: Page

    @property
    def field(self) -> Locator:
        return self.page.locator("#question")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def cards(self) -> Locator:
        return self.page.get_by_role("article")

    @property
    def card(self) -> Locator:
        return self.cards.last

    @property
    def questions(self) -> Locator:
        return self.page.locator(".from-user")

    @property
    def said_about_itself(self) -> Locator:
        return self.page.locator(".announcement")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def ask(self, text: str) -> None:
        self.field.fill(text)
        self.page.keyboard.press("Enter")

    def asked(self, text: str, cards: int = 1) -> Chat:
        self.ask(text)
        expect(self.cards).to_have_count(cards)
        return self

    def reply_with(self, *messages: dict[str, Any]) -> None:
        """Answer in the bot's place, over the socket."""

        def serve(socket: WebSocketRoute) -> None:
            def answer(sent: str | bytes) -> None:
                asked = json.loads(sent)["id"]
                for place, message in enumerate(messages):
                    said = {"type": "answer", "text": "답", "id": f"{asked}.{place}", **message}
                    socket.send(json.dumps({"type": "message", "id": asked, "message": said}))
                socket.send(json.dumps({"type": "done", "id": asked}))

            socket.on_message(answer)

        self.page.route_web_socket("**/webhooks/web/socket", serve)

    def kept(self, key: str) -> Any:
        return self.page.evaluate("(key) => JSON.parse(sessionStorage.getItem(`civic-chat:${key}`))", key)

    def inside(self, script: str, *arguments: Any) -> Any:
        """Run a function of (root of the chat, argument) in the page."""
        find = "document.querySelector('civic-chat, civic-chat-launcher')"
        return self.page.evaluate(
            f"""(argument) => {{ let host = {find}; let root = host.shadowRoot;
            root = (root.querySelector('civic-chat') ?? host).shadowRoot; return ({script})(root, argument); }}""",
            *arguments,
        )

    def overflow(self) -> int:
        """How far anything reaches out sideways."""
        wide = "(root) => Math.max(...[...root.querySelectorAll('.chat, .scroll, .body, .top, .message')].map((e) => e.scrollWidth - e.clientWidth))"
        return max(
            int(self.inside(wide)),
            int(self.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")),
        )

    def violations(self) -> list[str]:
        found = Axe().run(self.page).response["violations"]
        return [f"{v['id']}: {v['help']} {[node['target'] for node in v['nodes']]}" for v in found]


OpenChat = Callable[..., Chat]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for a file: while it runs, asyncio cannot be used by other tests."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium)
        yield launched
        launched.close()


@pytest.fixture
def open_chat(browser: Browser, bot: Any) -> Iterator[OpenChat]:
    """Opens a page with the chat in a window of a given size; nothing may have been blocked or have failed."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_at(
        path: str = "/",
        width: int = 900,
        height: int = 1000,
        url: str = "",
        sockets: bool = True,
        scripts: tuple[str, ...] = (),
        **options: Any,
    ) -> Chat:
        size = {"width": width, "height": height}
        options = {"reduced_motion": "reduce", "locale": "ko-KR", "viewport": size, **options}
        context = browser.new_context(**options)
        contexts.append(context)
        for script in (RECORD_TROUBLE, *scripts, *([] if sockets else [WITHOUT_SOCKETS])):
            context.add_init_script(script)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{url or bot.url}{path}")
        return Chat(page)

    yield open_at
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("() => window.blocked") == []
        context.close()
    assert errors == []


@pytest.fixture
def chat(open_chat: OpenChat) -> Chat:
    """The page at `/`, ready to be asked."""
    opened = open_chat()
    expect(opened.page.locator(".suggestion").first).to_be_visible()
    return opened
