"""Mounts the kiosk page at /kiosk. It talks over /voice, so this channel brings no messages itself."""

import json
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from knowledge import KnowledgeError, KnowledgeStore
from voice_channel.channel import origin_allowed
from voice_channel.errors import VoiceError
from voice_channel.kiosk.content import start_content, topics_content
from voice_channel.kiosk.index_page import index_page
from voice_channel.kiosk.qr import qr_svg
from voice_channel.kiosk.settings import KioskSettings
from voice_channel.kiosk.staff import call_staff
from voice_channel.page_files import SECURITY_HEADERS, load_files
from voice_channel.settings import ChannelSettings

PAGE = Path(__file__).parent / "page"
INDEX = "index.html"


class KioskInput(InputChannel):
    """`voice_channel.kiosk.channel.KioskInput:` in credentials.yml; set by environment variables."""

    def __init__(self, settings: KioskSettings | None = None, store: KnowledgeStore | None = None) -> None:
        self._settings = settings or KioskSettings.from_env()
        self._store = store or KnowledgeStore()

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "kiosk"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "KioskInput":
        """Build from the environment; raises what Rasa reports in one line at its start."""
        try:
            return cls()
        except (KnowledgeError, VoiceError) as error:
            raise InvalidConfigException(f"The kiosk cannot start: {error}") from error

    def url_prefix(self) -> str:
        """Absolute, so that Rasa mounts it beside /webhooks and not below."""
        return "/kiosk"

    def blueprint(self, on_new_message: Any) -> Blueprint:
        """The page, its files and the addresses it asks."""
        blueprint = Blueprint("kiosk_channel")
        files = load_files(PAGE)
        template = files[INDEX].body.decode()

        @blueprint.get("")
        async def page(request: Request) -> HTTPResponse:
            return index_page(template, self._store).response(request)

        @blueprint.get("/static/<name:str>")
        async def static(request: Request, name: str) -> HTTPResponse:
            return files[name].response(request) if name in files else empty(404)

        @blueprint.get("/start")
        async def start(_: Request) -> HTTPResponse:
            return _json(start_content(self._store, self._settings))

        @blueprint.get("/topics/<domain:str>")
        async def topics(_: Request, domain: str) -> HTTPResponse:
            content = topics_content(self._store, domain)
            return empty(404) if content is None else _json(content)

        @blueprint.get("/qr")
        async def qr(request: Request) -> HTTPResponse:
            try:
                drawing = qr_svg(request.args.get("text", ""))
            except ValueError:
                return empty(400)
            headers = {**SECURITY_HEADERS, "Cache-Control": "no-store"}
            return HTTPResponse(body=drawing, content_type="image/svg+xml", headers=headers)

        @blueprint.post("/staff")
        async def staff(request: Request) -> HTTPResponse:
            if not self._settings.staff_call_url:
                return empty(404)
            if not origin_allowed(request, ChannelSettings()):
                return empty(403)
            called = await call_staff(self._settings.staff_call_url, self._settings.name)
            return empty(204 if called else 502)

        return blueprint


def _json(content: dict[str, Any]) -> HTTPResponse:
    return HTTPResponse(
        json.dumps(content, ensure_ascii=False),
        content_type="application/json; charset=utf-8",
        headers={**SECURITY_HEADERS, "Cache-Control": "no-store"},
    )
