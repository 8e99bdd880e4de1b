"""The page /reports: the weekly report 「시원소통」."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from admin.access import requires
from admin.errors import NotFoundError
from admin.insight.queries import read_day
from admin.insight.report import Report
from admin.insight.report_files import FORMATS
from admin.insight.service import insight_of
from admin.rendering import page
from admin.roles import Permission

WEEK = timedelta(days=7)
blueprint = Blueprint("reports")


@blueprint.get("/reports")
@requires(Permission.READ)
async def index(request: Request) -> HTTPResponse:
    """Show the report of a week; last week's unless another is asked for."""
    insight = insight_of(request)
    today = insight.today()
    report = await _report(request, read_day(request.args.get("day", "")) or today - WEEK)
    return page(
        request,
        "reports.html",
        "주간 보고 「시원소통」",
        report=report,
        unfinished=report.week.last >= today,
        earlier=report.week.first - WEEK,
        later=report.week.first + WEEK if report.week.first + WEEK <= today else None,
        folder=insight.settings.reports,
    )


@blueprint.get("/reports/<day:str>/<kind:str>")
@requires(Permission.READ)
async def download(request: Request, day: str, kind: str) -> HTTPResponse:
    """Send the report of a week as a file."""
    wanted = read_day(day)
    if wanted is None or kind not in FORMATS:
        raise NotFoundError("그런 보고가 없습니다. 주간 보고 화면에서 골라 주세요.")
    write, content_type = FORMATS[kind]
    report = await _report(request, wanted)
    body = await asyncio.get_running_loop().run_in_executor(None, write, report)
    headers = {
        "Content-Disposition": f'attachment; filename="{report.name}.{kind}"',
        "Cache-Control": "no-store",
    }
    return raw(body, content_type=content_type, headers=headers)


async def _report(request: Request, day: date) -> Report:
    return await asyncio.get_running_loop().run_in_executor(None, insight_of(request).reports.of, day)
