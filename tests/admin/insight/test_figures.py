"""The figures of a period, against conversations counted by hand."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from admin.insight.figures import Scope, figures, figures_by_week, missed_questions, top_questions
from admin.insight.moment import Period
from admin.insight.overview import count_overview, overview_tables
from admin.insight.queries import read_scope, read_search, search_address
from admin.insight.spreadsheet import Table, to_csv, to_xlsx
from admin.insight.transcripts import Search, search
from tests.admin.insight.said import bot, user

MONDAY = date(2026, 11, 23)
WEEK = Period.week_of(MONDAY)
DAY = 86_400


@pytest.fixture
def asked(office: Any) -> Any:
    """The usual conversations, and one a week later."""
    office.chat()
    office.bot.clock += 7 * DAY
    office.bot.say("jung", user("대형폐기물", "environment"), bot(topic="environment/large_waste"))
    office.bot.say("jung", user("고마워요", "thanks", emotion="gratitude"), bot("chitchat"))
    office.bot.say("oh", user("나쁜 말", "abuse", safety="abuse"), bot("abuse"))
    office.bot.say("oh", user("면허 갱신", "other_agency"), bot("out_of_scope"))
    office.insight.index.refresh()
    return office


def test_everything_is_counted_once(asked: Any) -> None:
    with asked.insight.engine.connect() as connection:
        first = figures(connection, Scope(WEEK))
        second = figures(connection, Scope(Period.week_of(date(2026, 11, 30))))
    assert (first.sessions, first.questions, first.answered, first.missed) == (4, 3, 1, 2)
    assert (first.down, first.up, first.crises, first.satisfaction) == (1, 0, 1, 0.0)
    assert (second.sessions, second.questions, second.answered, second.elsewhere) == (2, 2, 1, 1)
    assert (second.abuse, second.handoffs, second.satisfaction) == (1, 0, None)
    assert second.share("answered") == 0.5


@pytest.mark.parametrize(
    ("narrow", "questions"),
    [
        ({"channel": "kiosk"}, 2),
        ({"domain": "environment"}, 0),
        ({"domain": "civil"}, 1),
        ({"department": "civil_service"}, 1),
        ({"department": "unassigned"}, 2),
        ({"department": "tax"}, 0),
    ],
)
def test_a_scope_counts_only_its_part(asked: Any, narrow: dict[str, str], questions: int) -> None:
    with asked.insight.engine.connect() as connection:
        assert figures(connection, Scope(WEEK, **narrow)).questions == questions


def test_a_period_without_a_word_has_figures_of_zero(asked: Any) -> None:
    empty = Scope(Period(date(2020, 1, 1), date(2020, 1, 31)))
    with asked.insight.engine.connect() as connection:
        assert figures(connection, empty).share("missed") == 0
        assert overview_tables(count_overview(connection, empty), asked.insight.names)


def test_weeks_without_a_word_are_in_the_trend(asked: Any) -> None:
    scope = Scope(Period(date(2026, 11, 12), date(2026, 12, 4)))
    with asked.insight.engine.connect() as connection:
        weeks = figures_by_week(connection, scope)
    assert [(monday.isoformat(), f.questions) for monday, f in weeks.items()] == [
        ("2026-11-09", 0),
        ("2026-11-16", 0),
        ("2026-11-23", 3),
        ("2026-11-30", 2),
    ]


def test_a_trend_over_a_century_shows_only_the_weeks_with_words(asked: Any) -> None:
    century = Scope(Period(date(2000, 1, 1), date(2100, 1, 1)))
    with asked.insight.engine.connect() as connection:
        assert len(figures_by_week(connection, century)) == 2


def test_the_most_asked_and_the_most_missed_come_first(asked: Any) -> None:
    everything = Scope(Period(MONDAY, date(2026, 12, 6)))
    with asked.insight.engine.connect() as connection:
        top = top_questions(connection, everything)
        missed = missed_questions(connection, everything, 5)
    assert [(question.topic, question.count) for question in top] == [
        ("civil/passport_lost", 1),
        ("environment/large_waste", 1),
    ]
    assert [(question.text, question.count) for question in missed] == [
        ("드론 비행 허가", 2),
        ("여권 잃어버렸는데 수수료 얼마예요", 1),
    ]


def test_a_figure_leads_to_exactly_its_conversations(asked: Any) -> None:
    scope = Scope(WEEK, channel="kiosk")
    address = search_address(scope, outcome="missed")
    fields = dict(part.split("=") for part in address.partition("?")[2].split("&"))
    with asked.insight.engine.connect() as connection:
        found, total = search(connection, read_search(lambda name: fields.get(name, "")))
        assert total == figures(connection, scope).missed == 2
    assert {talk.conversation for talk in found} == {"lee", "park"}


@pytest.mark.parametrize(
    ("wanted", "conversations"),
    [
        (Search(words="여권"), {"kim"}),
        (Search(words="100%"), set()),
        (Search(special="crisis"), {"choi"}),
        (Search(special="abuse"), {"oh"}),
        (Search(vote="down", emotion="anxiety"), {"kim"}),
        (Search(first=date(2026, 11, 30)), {"jung", "oh"}),
        (Search(hour=3), set()),
    ],
)
def test_conversations_are_found_by_any_of_their_turns(
    asked: Any, wanted: Search, conversations: set[str]
) -> None:
    with asked.insight.engine.connect() as connection:
        found, total = search(connection, wanted)
    assert {talk.conversation for talk in found} == conversations
    assert total == len(conversations)


def test_nonsense_in_an_address_falls_back_to_the_usual_period() -> None:
    scope = read_scope(lambda name: {"first": "어제", "last": "2026-13-40"}.get(name, ""), MONDAY)
    assert (scope.period.days, scope.period.last) == (28, MONDAY)


def test_days_in_the_wrong_order_are_put_right() -> None:
    given = {"first": "2026-11-30", "last": "2026-11-01"}
    scope = read_scope(lambda name: given.get(name, ""), MONDAY)
    assert str(scope.period) == "11월 1일(일) ~ 11월 30일(월)"


def test_spreadsheets_hold_the_same_tables_and_run_nothing(asked: Any) -> None:
    tables = [Table("가", [("이름", "수"), ("=1+1", 3)]), Table("나", [("말",), ("@cmd",)])]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(tables)))
    assert book.sheetnames == ["가", "나"]
    assert [cell.value for cell in book["가"][2]] == ["'=1+1", 3]
    text = to_csv(tables).decode("utf-8-sig")
    assert "'=1+1,3" in text
    assert "'@cmd" in text
