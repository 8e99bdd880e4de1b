"""The action server as Rasa sees it: over HTTP or in this process, never silent when it fails."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from jsonschema import ValidationError
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from knowledge.district import CallCenter
from serving.apology import Apologies
from serving.errors import StartError
from serving.preflight import IN_PROCESS
from serving.settings import ServingSettings
from serving.validator import validate_action_response

logger = logging.getLogger(__name__)

REJECTED = 400
KEEP_ALIVE_SECONDS = 4.0  # less than the 5 after which the action server closes an idle connection
FAILURES = (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError, ValidationError)


class HttpActions(EndpointConfig):
    """The action server over kept connections, with timeouts a waiting resident can bear."""

    def __init__(self, *args: Any, timeout: aiohttp.ClientTimeout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._timeout = timeout
        self._kept: aiohttp.ClientSession | None = None

    def session(self) -> AbstractAsyncContextManager[aiohttp.ClientSession]:
        """Return the kept session; the parent class opens a new connection for every action."""
        if self._kept is None or self._kept.closed or self._kept._loop is not asyncio.get_running_loop():
            auth = aiohttp.BasicAuth(**self._credentials()) if self.basic_auth else None
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._kept = aiohttp.ClientSession(headers=self.headers, auth=auth, connector=connector)
        return nullcontext(self._kept)

    def _credentials(self) -> dict[str, str]:
        return {"login": self.basic_auth["username"], "password": self.basic_auth["password"]}

    async def close(self) -> None:
        """Close the kept connections."""
        if self._kept is not None:
            await self._kept.close()

    async def request(self, method: str = "post", *args: Any, **kwargs: Any) -> Any:
        """Call the action server (see parent class); the caller's timeout is replaced by the settings'."""
        kwargs["timeout"] = self._timeout
        return await super().request(method, *args, **kwargs)


class InProcessActions(EndpointConfig):
    """The actions of a package, run in this process. A slow action then holds up every resident."""

    def __init__(self, *args: Any, timeout: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seconds = timeout
        self._executor = ActionExecutor()
        package = urlsplit(str(self.url)).netloc
        try:
            self._executor.register_package(package)
        except SystemExit:  # how rasa_sdk says that the import failed
            raise StartError(f"endpoints.yml: the actions of {self.url!r} cannot be imported.") from None

    async def request(self, method: str = "post", *args: Any, **kwargs: Any) -> Any:
        """Run the action `kwargs["json"]` names; answers and rejections look as if they came over HTTP."""
        try:
            result = await asyncio.wait_for(self._executor.run(kwargs["json"]), self._seconds)
        except ActionExecutionRejection as error:
            body = json.dumps({"error": error.message, "action_name": error.action_name})
            raise ClientResponseError(REJECTED, "Bad Request", body) from error
        # As over HTTP: what is not JSON fails here, and the tracker shares no object with the action.
        return json.loads(json.dumps(result))


class ApologisingActions(EndpointConfig):
    """Wraps an endpoint so that a failed call becomes an apology with a number to call."""

    def __init__(self, inner: EndpointConfig, apologies: Apologies) -> None:
        super().__init__(**_arguments(inner))
        self._inner = inner
        self._apologies = apologies

    async def close(self) -> None:
        """Close what the wrapped endpoint keeps open."""
        if isinstance(self._inner, HttpActions):
            await self._inner.close()

    async def request(self, method: str = "post", *args: Any, **kwargs: Any) -> Any:
        """Call the action server; whatever goes wrong short of a rejection becomes an apology."""
        call = kwargs.get("json") or {}
        try:
            result = await self._inner.request(method, *args, **kwargs)
            validate_action_response(result)
            return result
        except Exception as error:  # actions run in this process may raise anything
            if _is_rejection(error):
                raise
            logger.error("Action %s failed: %s", call.get("next_action"), describe(error))
            return self._apologies.result_for(call)


def _is_rejection(error: Exception) -> bool:
    """Tell whether the action declined to run, which Rasa handles by predicting another one."""
    if not isinstance(error, ClientResponseError) or error.status != REJECTED:
        return False
    try:
        return "action_name" in json.loads(error.text)
    except (ValueError, TypeError):
        return False


def describe(error: Exception) -> str:
    """Describe a failure for the log without anything a resident wrote."""
    if isinstance(error, ClientResponseError):
        return f"the action server answered {error.status}"
    if isinstance(error, ValidationError):
        return "the action server's answer is not an action response"
    if isinstance(error, FAILURES):
        return f"{type(error).__name__}, is the action server running?"
    return _where(error)


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return type(error).__name__ + place


def action_endpoint(
    configured: EndpointConfig | None,
    settings: ServingSettings,
    call_center: Callable[[], CallCenter | None],
) -> EndpointConfig | None:
    """Return the endpoint Rasa shall use for the `action_endpoint` of endpoints.yml."""
    if configured is None or not configured.url:
        return configured
    scheme = urlsplit(configured.url).scheme
    if scheme not in ("http", "https", IN_PROCESS):
        raise StartError(
            f"endpoints.yml: action_endpoint.url {configured.url!r} is not http(s):// or inproc://"
        )
    arguments = _arguments(configured)
    endpoint: EndpointConfig = configured
    if scheme == IN_PROCESS:
        endpoint = InProcessActions(**arguments, timeout=settings.action_timeout)
    elif settings.enabled("apology"):
        connect = settings.action_connect_timeout
        timeout = aiohttp.ClientTimeout(total=settings.action_timeout, sock_connect=connect)
        endpoint = HttpActions(**arguments, timeout=timeout)
    if settings.enabled("apology"):
        endpoint = ApologisingActions(endpoint, Apologies(call_center()))
    return endpoint


def _arguments(endpoint: EndpointConfig) -> dict[str, Any]:
    """Return what would construct `endpoint` again."""
    names = ("url", "params", "headers", "basic_auth", "token", "token_name", "cafile")
    return {**{name: getattr(endpoint, name) for name in names}, **endpoint.kwargs}
