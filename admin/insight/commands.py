"""`python -m admin report` and `python -m admin retention`: the scheduled work, by hand or by cron."""

from __future__ import annotations

import sys
from datetime import timedelta

from admin.database import Database
from admin.insight.queries import read_day
from admin.insight.service import Insight
from admin.insight.settings import InsightSettings
from admin.services import Services
from admin.settings import AdminSettings
from knowledge import KnowledgeStore


def write_report(settings: AdminSettings, week: str) -> int:
    """Write the report of the week around a day, last week's without one; returns the exit code."""
    insight = _insight(settings)
    day = read_day(week) if week else insight.today() - timedelta(days=7)
    if day is None:
        print(f"[admin] 날짜를 2026-11-16처럼 적어 주세요: {week!r}", file=sys.stderr)
        return 1
    insight.index.refresh()
    for path in insight.reports.write(day):
        print(path)
    return 0


def delete_expired(settings: AdminSettings, days: int | None) -> int:
    """Delete conversations that were silent for longer than they are kept; returns the exit code."""
    insight = _insight(settings)
    kept = insight.settings.retention_days if days is None else days
    if kept < 1:
        print("[admin] 하루보다 짧게 보관할 수는 없습니다.", file=sys.stderr)
        return 1
    insight.index.refresh()
    print(f"{kept}일이 지난 대화 {insight.eraser.erase_expired(kept):,}건을 지웠습니다.")
    return 0


def _insight(settings: AdminSettings) -> Insight:
    database = Database(settings.database)
    database.migrate()
    return Insight(Services(settings, database, KnowledgeStore()), InsightSettings.from_env())
