"""The weekly report 「시원소통」: words, one page of PDF, tables, files on a schedule."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from admin.editing.tables import Version
from admin.insight.advice import advise
from admin.insight.attribution import attribute
from admin.insight.figures import Figures, MissedQuestion, Scope, TopQuestion, figures_by
from admin.insight.inbox import Filter, inbox_page, set_state
from admin.insight.moment import KOREA, Period
from admin.insight.report_files import FORMATS
from admin.insight.report_pdf import to_pdf
from admin.insight.service import DailyWork
from admin.insight.tables import UNASSIGNED
from tests.admin.insight.said import bot, user

ROOT = Path(__file__).parents[3]
MONDAY = date(2026, 11, 23)
DAY = 86_400


def test_the_report_says_what_was_asked_missed_felt_and_what_to_do(office: Any) -> None:
    office.chat()
    report = office.insight.reports.of(MONDAY)
    assert report.title == "시원소통 2026년 48주"
    assert report.headline == "대화 4건에서 질문 3개를 받아 1개(33.3%)에 답했고, 2개는 답하지 못했습니다."
    assert [(line.text, line.count) for line in report.asked] == [("여권 분실 신고·재발급", "1번")]
    assert (report.missed[0].text, report.missed[0].count) == ("“드론 비행 허가”", "2번")
    assert ("불안", "1번") in [(line.text, line.count) for line in report.mood]
    assert ("긴급 안내(119·112·109 등)", "1번") in [(line.text, line.count) for line in report.mood]
    assert report.advice[0].startswith("“드론 비행 허가” (2번)")


def test_a_week_is_compared_with_the_one_before(office: Any) -> None:
    office.chat()
    office.bot.clock += 7 * 86_400
    office.bot.say("jung", user("여권", "civil"), bot(topic="civil/passport_lost"))
    office.insight.index.refresh()
    report = office.insight.reports.of(date(2026, 11, 30))
    assert report.comparison == "지난주보다 질문은 2개 줄었고, 답하지 못한 비율은 66.7%포인트 줄었습니다."
    assert report.asked[0].note == "그대로"


def test_an_empty_week_is_a_report_too(office: Any) -> None:
    report = office.insight.reports.of(MONDAY)
    assert report.headline == "이번 주에는 들어온 질문이 없습니다."
    for write, _ in FORMATS.values():
        assert write(report)


def test_the_pdf_is_one_page_whatever_was_said(office: Any) -> None:
    for number in range(40):
        words = f"{'아주 긴 질문 ' * 30}{'드론벌집캠핑'[number % 5]}{number} 😀 뷁햏"
        office.bot.say(f"s{number}", user(words), bot("handoff"))
        office.bot.say(f"s{number}", user("여권", "civil"), bot(topic="civil/passport_lost"))
    office.insight.index.refresh()
    content = to_pdf(office.insight.reports.of(MONDAY))
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") == 1


def test_the_spreadsheet_has_a_sheet_for_each_part(office: Any) -> None:
    office.chat()
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"][0](office.insight.reports.of(MONDAY))))
    assert book.sheetnames == ["요약", "많이 물은 것", "답하지 못한 것", "주민의 마음", "바뀐 글", "할 일"]


def test_the_html_needs_nothing_from_elsewhere_and_runs_nothing(office: Any) -> None:
    office.bot.say("kim", user("<script>alert(1)</script>"), bot("handoff"))
    office.insight.index.refresh()
    page = FORMATS["html"][0](office.insight.reports.of(MONDAY)).decode()
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "&lt;script&gt;" in page


def test_last_weeks_report_is_written_once_and_left_as_it_was_sent(office: Any) -> None:
    office.chat()
    files = office.insight.reports.write_last_week(date(2026, 12, 1))
    assert sorted(path.name for path in files) == [
        f"siwon-2026-11-23.{kind}" for kind in ("html", "pdf", "xlsx")
    ]
    assert office.insight.reports.write_last_week(date(2026, 12, 2)) == []


def test_the_daily_work_deletes_what_expired_and_writes_the_report_once_a_day(office: Any) -> None:
    office.bot.clock = 1_600_000_000.0
    office.bot.say("old", user("여권", "civil"), bot(topic="civil/passport_lost"))
    daily = DailyWork(office.insight)
    daily.do_what_is_due()
    assert office.bot.senders() == set()
    assert len(list(office.insight.settings.reports.iterdir())) == 3
    office.bot.say("old", user("여권", "civil"), bot(topic="civil/passport_lost"))
    daily.do_what_is_due()
    assert office.bot.senders() == {"old"}, "today's work is done"


def test_changed_articles_are_those_that_went_live_in_the_week(office: Any) -> None:
    wednesday = datetime(2026, 11, 25, 10, tzinfo=KOREA).timestamp()
    states = (
        ("civil/passport_lost", "-", wednesday - 40 * DAY),  # where its history begins
        ("civil/passport_lost", "kim", wednesday),
        ("civil/passport_issue", "-", wednesday),  # only seen for the first time
        ("environment/large_waste", "kim", wednesday - 14 * DAY),
        ("environment/large_waste", "-", wednesday),  # edited in its file
        ("traffic/illegal_parking_fine", "lee", wednesday - 14 * DAY),
    )
    with office.insight.services.database.session() as session:
        for key, username, at in states:
            session.add(
                Version(key=key, text=str(at), digest=str(at), at=at, username=username, name="", note="")
            )
    report = office.insight.reports.of(MONDAY)
    titles = [office.insight.names.title(key) for key in ("civil/passport_lost", "environment/large_waste")]
    assert [line.text for line in report.changed] == titles


def test_a_missed_question_is_nobodys_until_staff_choose_its_article(office: Any) -> None:
    office.chat()
    scope = Scope(Period.week_of(MONDAY))
    assert office.insight.reports.of(MONDAY).missed[0].note == "새 질문 · 부서 정하기"
    with office.insight.engine.begin() as connection:
        assert set(figures_by(connection, scope, "department")) == {"", "civil_service", UNASSIGNED}
        (group,) = {row.id for row in inbox_page(connection, Filter())[0] if "드론" in row.text}
        # The guess still helps a department to find what may be its own.
        mine = office.insight.names.topics("civil_service")
        assert inbox_page(connection, Filter(department="civil_service", topics=mine, words="드론"))[1] == 1
        assert inbox_page(connection, Filter(domain="traffic", words="드론"))[1] == 0
        set_state(connection, group, "done", "kim", "environment/large_waste")
        attribute(connection, office.insight.names.belongs, [group])
    department = office.insight.names.belongs("environment/large_waste")[1]
    with office.insight.engine.connect() as connection:
        assert figures_by(connection, scope, "department")[department].missed == 2
        assert figures_by(connection, scope, "domain")["environment"].missed == 2
    missed = office.insight.reports.of(MONDAY).missed[0]
    assert missed.note == f"처리 · {office.insight.names.department(department)}"


def test_a_past_week_knows_nothing_of_todays_inbox(office: Any) -> None:
    office.chat()
    assert any("2가지를" in line for line in office.insight.reports.of(MONDAY).advice)
    assert office.insight.reports.of(date(2026, 11, 16)).advice == []


def test_no_earlier_data_is_no_zero(office: Any) -> None:
    office.chat()
    assert {before for _, _, before in office.insight.reports.of(MONDAY).figures} == {"–"}
    later = office.insight.reports.of(date(2026, 11, 30)).figures
    assert ("바로 답함", "–", "33.3%") in later


@pytest.mark.parametrize(
    ("missed", "asked", "now", "before", "expected"),
    [
        ([("드론", 1)], [], 0.1, 0.1, "급히 할 일은 없습니다"),
        ([("드론", 5)], [], 0.1, 0.1, "“드론” (5번)"),
        ([], [("civil/passport_lost", 3)], 0.1, 0.1, "‘도움 안 됨’이 3번"),
        ([], [], 0.3, 0.1, "뚜렷이 올랐습니다"),
    ],
)
def test_advice_follows_from_the_figures(
    office: Any, missed: list[Any], asked: list[Any], now: float, before: float, expected: str
) -> None:
    def week(share: float) -> Figures:
        return Figures(answered=round(100 * (1 - share)), missed=round(100 * share))

    advice = advise(
        week(now),
        week(before),
        [TopQuestion(topic, 9, 9, down) for topic, down in asked],
        [MissedQuestion(1, text, count, "new", "", "") for text, count in missed],
        office.insight.names,
        0,
    )
    assert expected in advice[0]


def test_the_command_writes_the_files_and_names_them(office: Any, tmp_path: Path) -> None:
    office.chat()
    environment = {
        **os.environ,
        "ADMIN_DATABASE": str(tmp_path / "admin.db"),
        "ADMIN_CONVERSATIONS": str(office.bot.path),
        "ADMIN_REPORTS": str(tmp_path / "out"),
        "KNOWLEDGE_DIR": str(tmp_path / "knowledge"),
    }
    command = [sys.executable, "-m", "admin", "report", "--week", "2026-11-23"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [Path(line).exists() for line in done.stdout.splitlines()] == [True] * 3
    wrong = subprocess.run([*command[:-1], "어제"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert wrong.returncode == 1
    assert "2026-11-16처럼" in wrong.stderr
