"""The website's channel: the chat page at `/` and the two addresses it talks to."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import phrases
from channels.addresses import client_address
from channels.errors import RefusedError, SettingsError
from channels.incoming import Incoming, read_message
from channels.messages import Message, structured
from channels.page_files import INDEX, SECURITY_HEADERS, PageFile, load_page
from channels.settings import WebSettings
from channels.start import start_content
from channels.turns import Turns
from knowledge import KnowledgeError, KnowledgeStore

NAME = "web"
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class WebInput(InputChannel):
    """Rasa's side of the chat page."""

    def __init__(self, settings: WebSettings, store: KnowledgeStore) -> None:
        self._settings = settings
        self._store = store

    @classmethod
    def name(cls) -> str:
        """Return the channel's name in credentials and trackers."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """Build the channel from the environment; raises what Rasa reports in one line at its start."""
        try:
            return cls(WebSettings.from_env(), KnowledgeStore())
        except (KnowledgeError, SettingsError) as error:
            raise InvalidConfigException(f"The website's channel cannot start: {error}") from error

    def url_prefix(self) -> str:
        """Return the root: the page is at `/`, not below `/webhooks/`."""
        return "/"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the page's files and the channel's addresses."""
        files = load_page()
        turns = Turns(_asking(on_new_message), self._settings, lambda: self._store.district)
        blueprint = PageBlueprint(files[INDEX])

        @blueprint.get("/static/<path:path>")
        async def static(request: Request, path: str) -> HTTPResponse:
            return _file(request, files.get(path))

        @blueprint.get(f"/webhooks/{NAME}/start")
        async def start(_: Request) -> HTTPResponse:
            return _json(start_content(self._store, date.today(), self._settings.max_message_chars))

        @blueprint.post(f"/webhooks/{NAME}/messages")
        async def messages(request: Request) -> HTTPResponse:
            try:
                incoming = read_message(request.body or b"")
                return _json({"messages": await turns.answer(incoming, self._address(request))})
            except RefusedError as refusal:
                return _refusal(refusal)

        return blueprint

    def _address(self, request: Request) -> str:
        forwarded = request.headers.get("x-forwarded-for", "")
        return client_address(request.ip, forwarded, self._settings.trusted_proxies)


class PageBlueprint(Blueprint):
    """A blueprint that also puts the page at `/`, where Rasa has a route that cannot be replaced."""

    def __init__(self, page: PageFile) -> None:
        super().__init__("web_channel")
        self.ctx.page = page

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Register the routes, and the page as a middleware that answers before Rasa's greeting does."""
        super().register(app, options)

        async def page_at_root(request: Request) -> HTTPResponse | None:
            if request.path != "/" or request.method != "GET":
                return None
            return _file(request, self.ctx.page)

        app.register_middleware(page_at_root, "request")


class StructuredOutput(OutputChannel):
    """Collects the bot's responses whole; Rasa's own collector splits them into parts."""

    def __init__(self) -> None:
        self.responses: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which responses can be written for."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one response."""
        self.responses.append(dict(message))


def _asking(on_new_message: OnNewMessage) -> Callable[[Incoming], Awaitable[list[Message]]]:
    async def ask(incoming: Incoming) -> list[Message]:
        output = StructuredOutput()
        message = UserMessage(
            incoming.text, output, incoming.sender, input_channel=NAME, message_id=incoming.id
        )
        await on_new_message(message)
        return structured(output.responses)

    return ask


def _file(request: Request, file: PageFile | None) -> HTTPResponse:
    if file is None:
        return _refusal(RefusedError(404, "not_found", phrases.NOT_FOUND))
    if request.headers.get("if-none-match") == file.etag:
        return HTTPResponse(status=304, headers=file.headers())
    return HTTPResponse(body=file.body, content_type=file.content_type, headers=file.headers())


def _refusal(refusal: RefusedError) -> HTTPResponse:
    headers = {"Retry-After": f"{refusal.retry_after:.0f}"} if refusal.retry_after else {}
    return _json(refusal.body(), refusal.status, headers)


def _json(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
    return HTTPResponse(
        json.dumps(content, ensure_ascii=False),
        status=status,
        content_type="application/json; charset=utf-8",
        headers={**SECURITY_HEADERS, "Cache-Control": "no-store", **(headers or {})},
    )
