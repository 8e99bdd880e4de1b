"""The page /statistics."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from admin.access import requires
from admin.errors import NotFoundError
from admin.insight import labels
from admin.insight.figures import Scope
from admin.insight.moment import korean_date
from admin.insight.overview import Overview, count_overview, overview_tables
from admin.insight.queries import read_scope, search_address
from admin.insight.service import insight_of
from admin.insight.spreadsheet import CSV, XLSX, to_csv, to_xlsx
from admin.rendering import page
from admin.roles import Permission
from admin.services import services_of

FORMATS = {"csv": (to_csv, CSV), "xlsx": (to_xlsx, XLSX)}
blueprint = Blueprint("statistics")


@blueprint.get("/statistics")
@requires(Permission.READ)
async def index(request: Request) -> HTTPResponse:
    """Show the figures of a period; each leads to its conversations."""
    insight, knowledge = insight_of(request), services_of(request).knowledge
    scope = _scope(request)
    overview = _count(request, scope)
    return page(
        request,
        "statistics.html",
        "통계",
        overview=overview,
        scope=scope,
        channels=sorted(labels.CHANNEL_LABELS),
        domains=knowledge.catalog.domains,
        names=insight.names,
        labels=labels,
        korean_date=korean_date,
        link=lambda **more: search_address(scope, **more),
        query=request.query_string,
    )


@blueprint.get("/statistics/export/<kind:str>")
@requires(Permission.READ)
async def export(request: Request, kind: str) -> HTTPResponse:
    """Send the figures as a spreadsheet."""
    if kind not in FORMATS:
        raise NotFoundError("xlsx나 csv로만 받을 수 있습니다.")
    write, content_type = FORMATS[kind]
    scope = _scope(request)
    tables = overview_tables(_count(request, scope), insight_of(request).names)
    body = await asyncio.get_running_loop().run_in_executor(None, write, tables)
    name = f"statistics-{scope.period.first}-{scope.period.last}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return raw(body, content_type=content_type, headers=headers)


def _scope(request: Request) -> Scope:
    return read_scope(lambda name: str(request.args.get(name, "")).strip(), insight_of(request).today())


def _count(request: Request, scope: Scope) -> Overview:
    with insight_of(request).engine.connect() as connection:
        return count_overview(connection, scope)
