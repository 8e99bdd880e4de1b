"""Disaster messages sent to the district's phones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from actions.weather.client import fetch
from actions.weather.settings import WeatherSettings

_RECENT = timedelta(hours=6)
_ROWS = 100
_MISSING_PERSON = re.compile(r"실종|찾습니다|배회|목격")
_URGENT = ("위급재난", "긴급재난")


@dataclass(frozen=True)
class Alert:
    """One message, as it was sent, with its serial number and local time."""

    serial: str
    at: datetime
    text: str
    urgent: bool = False


def fetch_alerts(
    settings: WeatherSettings, city: str, names: Iterable[str], now: datetime
) -> tuple[Alert, ...]:
    """Ask for the messages of the last hours to the city and its district `names`. Raises WeatherError."""
    body = fetch(
        settings.safetydata_url,
        {
            "serviceKey": settings.safetydata_key,
            "returnType": "json",
            "pageNo": 1,
            "numOfRows": _ROWS,
            "crtDt": f"{now - _RECENT:%Y%m%d}",
            "rgnNm": city,
        },
        settings,
    ).get("body")
    return recent(body if isinstance(body, list) else [], city, names, now)


def recent(
    rows: Iterable[Mapping[str, Any]], city: str, names: Iterable[str], now: datetime
) -> tuple[Alert, ...]:
    """The messages that concern the district, the newest first; searches for people are left out."""
    places = {f"{city} {name}" for name in (*names, "전체")}
    found = []
    for row in rows:
        alert = _alert(row)
        regions = {region.strip() for region in str(row.get("RCPTN_RGN_NM") or "").split(",")}
        if alert is None or not regions & places or _MISSING_PERSON.search(alert.text):
            continue
        if timedelta() <= now.replace(tzinfo=None) - alert.at <= _RECENT:
            found.append(alert)
    return tuple(sorted(found, key=lambda alert: alert.at, reverse=True))


def _alert(row: Mapping[str, Any]) -> Alert | None:
    try:
        at = datetime.strptime(str(row.get("CRT_DT")), "%Y/%m/%d %H:%M:%S")
    except ValueError:
        return None
    text = " ".join(str(row.get("MSG_CN") or "").split())
    return Alert(str(row.get("SN")), at, text, row.get("EMRG_STEP_NM") in _URGENT) if text else None
