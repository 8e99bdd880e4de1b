"""The weekly report as files: on the screen, by `make report`, and every Monday by itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from admin.insight.moment import Period
from admin.insight.report import Report, build_report
from admin.insight.report_pdf import to_pdf
from admin.insight.report_tables import report_tables
from admin.insight.spreadsheet import XLSX, to_xlsx
from admin.insight.topics import TopicNames
from admin.rendering import render
from knowledge import KnowledgeStore

PDF, HTML = "application/pdf", "text/html; charset=utf-8"
STYLE = Path(__file__).parents[1] / "static" / "report.css"


class Reports:
    """Builds the report of any week, and writes the files of a finished one."""

    def __init__(self, engine: sa.engine.Engine, knowledge: KnowledgeStore, folder: Path) -> None:
        self._engine = engine
        self._knowledge = knowledge
        self._names = TopicNames(knowledge)
        self._folder = folder

    def of(self, day: date) -> Report:
        """Return the report of the week around `day`, from what is known now."""
        with self._engine.connect() as connection:
            return build_report(connection, self._names, self._knowledge.district.full_name, day)

    def write(self, day: date) -> list[Path]:
        """Write the report of the week around `day` in every format; return the files."""
        report = self.of(day)
        self._folder.mkdir(parents=True, exist_ok=True)
        return [self._write(report, kind) for kind in FORMATS]

    def write_last_week(self, today: date) -> list[Path]:
        """Write the report of the week before, once; what exists is left as it was sent."""
        day = today - timedelta(days=7)
        monday = Period.week_of(day).first
        if all((self._folder / f"siwon-{monday}.{kind}").exists() for kind in FORMATS):
            return []
        return self.write(day)

    def _write(self, report: Report, kind: str) -> Path:
        path = self._folder / f"{report.name}.{kind}"
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(FORMATS[kind][0](report))
        os.replace(unfinished, path)
        return path


def to_html(report: Report) -> bytes:
    """Return the report as one HTML file that needs nothing else, for a mail or a notice board."""
    return render("report_file.html", report=report, style=STYLE.read_text(encoding="utf-8")).encode("utf-8")


FORMATS: Mapping[str, tuple[Callable[[Report], bytes], str]] = {
    "pdf": (to_pdf, PDF),
    "xlsx": (lambda report: to_xlsx(report_tables(report)), XLSX),
    "html": (to_html, HTML),
}
