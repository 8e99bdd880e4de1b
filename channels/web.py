"""The website's channel: the chat page, the widget, and the addresses they talk to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.server.websockets.impl import WebsocketImplProtocol

from channels import phrases
from channels.addresses import client_address
from channels.conversations import Conversations
from channels.errors import RefusedError, SettingsError
from channels.feedback import read_feedback
from channels.incoming import Incoming, read_message, read_object, read_token
from channels.messages import Structuring
from channels.origins import is_allowed
from channels.page_blueprint import PageBlueprint
from channels.popularity import Popularity
from channels.rate_limit import Limits
from channels.responses import json_response, refusal_response, tagged_json_response
from channels.settings import WebSettings
from channels.socket import Gate, converse
from channels.start import start_content
from channels.topic_index import TopicIndex
from channels.turns import AskBot, Say, Turns
from knowledge import KnowledgeError, KnowledgeStore

NAME = "web"
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class WebInput(InputChannel):
    """Rasa's side of the chat page and the widget."""

    def __init__(self, settings: WebSettings, store: KnowledgeStore) -> None:
        self._settings = settings
        self._store = store
        self._popularity = Popularity()
        self._limits = Limits(settings)
        self._topics = TopicIndex(store)

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
        asking = _asking(on_new_message, self._popularity)
        turns = Turns(asking, self._settings, lambda: self._store.district, self._limits)
        blueprint = PageBlueprint(self._settings.allowed_origins)
        self._add_reading(blueprint)
        self._add_talking(blueprint, turns)
        self._add_keeping(blueprint, turns)
        return blueprint

    def _add_reading(self, blueprint: Blueprint) -> None:
        """Add what a page reads before anything is asked."""

        @blueprint.get(f"/webhooks/{NAME}/start")
        async def start(_: Request) -> HTTPResponse:
            limit = self._settings.max_message_chars
            return json_response(start_content(self._store, date.today(), limit, self._popularity))

        @blueprint.get(f"/webhooks/{NAME}/topics")
        async def topics(request: Request) -> HTTPResponse:
            return tagged_json_response(request, *self._topics.current())

    def _add_talking(self, blueprint: Blueprint, turns: Turns) -> None:
        """Add the two ways a message can come."""
        gate = Gate(self._settings)

        @blueprint.post(f"/webhooks/{NAME}/messages")
        async def messages(request: Request) -> HTTPResponse:
            try:
                incoming = read_message(request.body or b"")
                answered = turns.answer(incoming, self._address(request))
                return json_response({"messages": [message async for message in answered]})
            except RefusedError as refusal:
                return refusal_response(refusal)

        @blueprint.websocket(f"/webhooks/{NAME}/socket")
        async def socket(request: Request, websocket: WebsocketImplProtocol) -> None:
            address = self._address(request)
            await converse(websocket, gate, address, lambda incoming: turns.answer(incoming, address))

        @blueprint.middleware("request")
        async def check_origin(request: Request) -> HTTPResponse | None:
            # Browsers ask nobody before they open a socket of another site; for the rest there is CORS.
            origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
            if "upgrade" not in request.headers or is_allowed(origin, host, self._settings.allowed_origins):
                return None
            return refusal_response(RefusedError(403, "origin", phrases.NOT_FOUND))

    def _add_keeping(self, blueprint: Blueprint, turns: Turns) -> None:
        """Add what changes a stored conversation."""

        @blueprint.post(f"/webhooks/{NAME}/feedback")
        async def feedback(request: Request) -> HTTPResponse:
            try:
                vote = read_feedback(request.body or b"")
                self._limits.check(vote.sender, self._address(request))
                await _conversations(request).note(vote)
                return json_response({"vote": vote.vote})
            except RefusedError as refusal:
                return refusal_response(refusal)

        @blueprint.delete(f"/webhooks/{NAME}/conversation", ignore_body=False)
        async def conversation(request: Request) -> HTTPResponse:
            try:
                sender = read_token(read_object(request.body or b"").get("sender"), "bad_sender")
                self._limits.check(sender, self._address(request))
                deleted = await _conversations(request).delete(sender)
                turns.forget(sender)
                return json_response({"deleted_events": deleted})
            except RefusedError as refusal:
                return refusal_response(refusal)

    def _address(self, request: Request) -> str:
        forwarded = request.headers.get("x-forwarded-for", "")
        return client_address(request.ip, forwarded, self._settings.trusted_proxies)


class SayingOutput(OutputChannel):
    """Says each of the bot's responses whole, as soon as it comes; Rasa's own splits them into parts."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._structuring = Structuring()

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which responses can be written for."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Say what is certain with this response."""
        for said in self._structuring.take(message):
            self._say(said)

    def finish(self) -> None:
        """Say what was held back."""
        for said in self._structuring.rest():
            self._say(said)


def _asking(on_new_message: OnNewMessage, popularity: Popularity) -> AskBot:
    async def ask(incoming: Incoming, say: Say) -> None:
        def say_and_count(message: dict[str, Any]) -> None:
            if message["type"] == "answer":
                popularity.count(str(message["topic"]))
            say(message)

        output = SayingOutput(say_and_count)
        message = UserMessage(
            incoming.text, output, incoming.sender, input_channel=NAME, message_id=incoming.id
        )
        await on_new_message(message)
        output.finish()

    return ask


def _conversations(request: Request) -> Conversations:
    context = request.app.ctx
    if getattr(context, "agent", None) is None:
        raise RefusedError(503, "not_ready", phrases.NOT_READY)
    return Conversations(context.agent, getattr(context, "tracker_store", context.agent.tracker_store))
