"""Talk to the running bot: which model it has, swap it, try a question."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from admin.errors import AdminError
from admin.settings import AdminSettings


class BotRefusedError(AdminError):
    """The bot answered, but did not do it."""

    code = "bot_refused"
    status = 502


class BotAwayError(AdminError):
    """The bot cannot be reached."""

    code = "bot_away"
    status = 502

    def __init__(self) -> None:
        super().__init__("챗봇이 꺼져 있습니다.")


@dataclass(frozen=True)
class Bot:
    """The bot's HTTP API."""

    settings: AdminSettings

    async def load_model(self, model: Path) -> None:
        """Swap the model while the bot goes on answering; `model` is an absolute path."""
        await self._call("PUT", "/model", {"model_file": str(model)}, 120)

    async def parse(self, text: str) -> dict[str, Any]:
        """Return what the bot makes of a sentence."""
        return await self._call("POST", "/model/parse", {"text": text}, 10)

    async def model_name(self) -> str:
        """Return the name of the model that is live, "" when the bot does not say."""
        status = await self._call("GET", "/status", None, 5)
        return Path(str(status.get("model_file") or "")).name

    async def _call(self, method: str, path: str, body: Any, patience: float) -> dict[str, Any]:
        parameters = {"token": self.settings.bot_token} if self.settings.bot_token else {}
        timeout = aiohttp.ClientTimeout(total=patience)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as client,
                client.request(
                    method, self.settings.bot_url + path, json=body, params=parameters
                ) as response,
            ):
                if response.status >= 400:
                    raise BotRefusedError(f"챗봇이 받아들이지 않았습니다. ({response.status})")
                found = await response.json() if response.status != 204 else {}
                return found if isinstance(found, dict) else {}
        except (aiohttp.ClientConnectionError, TimeoutError) as error:
            raise BotAwayError from error
        except aiohttp.ClientError as error:
            raise BotRefusedError("챗봇의 대답을 읽을 수 없습니다.") from error
