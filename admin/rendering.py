"""Turn templates into pages with navigation, the form token and safe headers."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sanic.request import Request
from sanic.response import HTTPResponse

from admin.navigation import navigation
from admin.roles import Permission
from admin.services import services_of
from knowledge import FACET_LABELS, FACETS

SEOUL = ZoneInfo("Asia/Seoul")
_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def moment(seconds: float | None) -> str:
    """Write a time as staff read it, e.g. 2026-11-21 15:04; "" for none."""
    if not seconds:
        return ""
    return datetime.fromtimestamp(seconds, SEOUL).strftime("%Y-%m-%d %H:%M")


def duration(seconds: float) -> str:
    """Write how long something took: 45초, 25분 18초, 1시간 2분."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "시간"), (minutes, "분"), (0 if hours else rest, "초"))
    return " ".join(f"{count}{unit}" for count, unit in parts if count) or "0초"


def render(template: str, **values: Any) -> str:
    """Render a template that is no page of the screen, such as a report to send."""
    return _environment.get_template(template).render(**values)


def page(request: Request, template: str, title: str, status: int = 200, **values: Any) -> HTTPResponse:
    """Render a page; templates also get staff, navigation, the form token, districts' names and facets."""
    visit = getattr(request.ctx, "visit", None)
    district = services_of(request).knowledge.district
    body = _environment.get_template(template).render(
        title=title,
        path=request.path,
        staff=visit.staff if visit else None,
        form_token=visit.form_token if visit else "",
        navigation=navigation(visit.staff if visit else None, request.path),
        district=district,
        facet_labels=FACET_LABELS,
        facet_names=FACETS,
        Permission=Permission,
        **values,
    )
    return HTTPResponse(
        body, status=status, content_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def as_json(content: Any, status: int = 200) -> HTTPResponse:
    """Return JSON for a page's script."""
    return HTTPResponse(
        json.dumps(content, ensure_ascii=False),
        status=status,
        content_type="application/json; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


_environment.filters["moment"] = moment
_environment.filters["duration"] = duration
_environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # Korean stays readable and short
