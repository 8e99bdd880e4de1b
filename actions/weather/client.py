"""One request to an open-data service, and what its many kinds of error mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import requests

from actions.weather.errors import NoDataError, WeatherError
from actions.weather.settings import WeatherSettings

_NORMAL, _NO_DATA = "00", "03"
_MOST_BYTES = 4_000_000


def fetch(url: str, params: Mapping[str, str | int], settings: WeatherSettings) -> dict[str, Any]:
    """Return the JSON body of a good answer. Raises WeatherError, whatever went wrong.

    Gateway errors come as XML with status 200 although JSON was asked for.
    """
    try:
        response = requests.get(
            url, params=dict(params), timeout=settings.timeout, verify=settings.ca_file or True
        )
    except requests.RequestException as error:
        # The message would carry the address with the key in it.
        raise WeatherError("unreachable", type(error).__name__) from None
    if len(response.content) > _MOST_BYTES:
        raise WeatherError("too_large", f"{len(response.content)} bytes")
    text = response.text.lstrip("\ufeff \r\n\t")
    if text.startswith("<"):
        raise _gateway_error(_xml_fields(text), response.status_code)
    try:
        body = response.json()
    except ValueError:
        raise WeatherError("not_json", f"status {response.status_code}") from None
    return _checked(body, response.status_code)


def _checked(body: Any, status: int) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise WeatherError("malformed", f"status {status}")
    inner = body.get("response", body)
    header = inner.get("header") if isinstance(inner, dict) else None
    if not isinstance(header, dict):
        raise _gateway_error(_flat(body), status)
    code = str(header.get("resultCode") or "")
    if code == _NO_DATA:
        raise NoDataError(code, "NODATA_ERROR")
    if code != _NORMAL:
        raise WeatherError(code or "malformed", str(header.get("resultMsg") or f"status {status}"))
    return inner


def _gateway_error(fields: Mapping[str, str], status: int) -> WeatherError:
    message = fields.get("returnAuthMsg") or fields.get("errMsg") or f"status {status}"
    return WeatherError(fields.get("returnReasonCode") or "gateway", message)


def _xml_fields(text: str) -> dict[str, str]:
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return {}
    return {element.tag: (element.text or "").strip() for element in root.iter()}


def _flat(body: Mapping[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in body.items():
        flat.update(_flat(value) if isinstance(value, dict) else {name: str(value)})
    return flat
