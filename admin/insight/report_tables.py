"""The weekly report as tables for a spreadsheet."""

from __future__ import annotations

from admin.insight.report import Report
from admin.insight.spreadsheet import Table


def report_tables(report: Report) -> list[Table]:
    """Return one table for each part of the report."""
    week = str(report.week)
    return [
        Table(
            "요약",
            [(report.title, week, "지난주"), *report.figures, (report.headline,), (report.comparison,)],
        ),
        Table(
            "많이 물은 것", [("글", "질문", "지난주보다"), *((x.text, x.count, x.note) for x in report.asked)]
        ),
        Table(
            "답하지 못한 것",
            [("질문", "횟수", "상태와 부서"), *((x.text, x.count, x.note) for x in report.missed)],
        ),
        Table("주민의 마음", [("마음", "횟수", "비율"), *((x.text, x.count, x.note) for x in report.mood)]),
        Table("바뀐 글", [("글",), *((x.text,) for x in report.changed), *_more(report)]),
        Table("할 일", [("다음 주에 할 일",), *((line,) for line in report.advice)]),
    ]


def _more(report: Report) -> list[tuple[str]]:
    return [(f"그 밖에 {report.more_changed}개",)] if report.more_changed else []
