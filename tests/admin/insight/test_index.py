"""The turn index follows the bot's database: new, changed, deleted, and numbers used twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from admin.insight.index import TurnIndex
from admin.insight.source import EventSource
from admin.insight.tables import groups, metadata, replies, turns
from tests.admin.insight.said import BotDatabase, bot, feedback, offering, user

MISSED = bot("candidates", candidates=offering("civil/resident_copy"))


@pytest.fixture
def database(tmp_path: Path) -> BotDatabase:
    return BotDatabase(tmp_path / "conversations.db")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.engine.Engine]:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'staff.db'}")
    metadata.create_all(engine)
    yield engine
    engine.dispose()


def index_of(engine: sa.engine.Engine, url: str) -> TurnIndex:
    def belongs(topic: str) -> tuple[str, str]:
        return (topic.partition("/")[0], "civil_service") if topic else ("", "")

    known = ["여권 수수료가 얼마인가요", "여권은 어디에서 만드나요", "전입신고는 어디에서 하나요"] * 20
    return TurnIndex(engine, EventSource(url), lambda text: text, belongs, lambda: known)


@pytest.fixture
def index(engine: sa.engine.Engine, database: BotDatabase) -> TurnIndex:
    return index_of(engine, database.url)


def rows(engine: sa.engine.Engine, *columns: str) -> list[Any]:
    wanted = [turns.c[name] for name in columns]
    with engine.connect() as connection:
        found = connection.execute(sa.select(wanted).order_by(turns.c.event_id)).fetchall()
    return [row[0] if len(columns) == 1 else tuple(row) for row in found]


def states(engine: sa.engine.Engine) -> list[tuple[str, bool]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.select(groups.c.state, groups.c.reopened))]


def set_state(engine: sa.engine.Engine, state: str) -> None:
    with engine.begin() as connection:
        connection.execute(groups.update().values(state=state))


def test_each_turn_is_read_once(index: TurnIndex, database: BotDatabase, engine: sa.engine.Engine) -> None:
    database.say("kim", user("여권 수수료", "civil"), bot(topic="civil/passport_issue"))
    assert index.refresh() == 1
    assert index.refresh() == 0
    database.say("lee", user("안녕", "greet"), bot("chitchat"))
    index.refresh()
    assert rows(engine, "conversation", "outcome", "domain", "department", "day", "hour") == [
        ("kim", "answered", "civil", "civil_service", "2026-11-23", 10),
        ("lee", "talk", "", "", "2026-11-23", 10),
    ]


def test_a_reply_that_is_stored_later_still_finds_its_turn(
    index: TurnIndex, database: BotDatabase, engine: sa.engine.Engine
) -> None:
    database.say("kim", user("등본"))
    index.refresh()
    database.say("kim", MISSED, user("두 번째", "choose"), bot(topic="civil/resident_copy"))
    index.refresh()
    assert rows(engine, "text", "outcome", "chosen") == [
        ("등본", "next_best", "civil/resident_copy"),
        ("두 번째", "talk", ""),
    ]


def test_a_vote_given_much_later_opens_and_closes_an_inbox_row(
    index: TurnIndex, database: BotDatabase, engine: sa.engine.Engine
) -> None:
    database.say("kim", user("여권", "civil", message_id="m1"), bot(topic="civil/passport_issue"))
    for _ in range(6):
        database.say("kim", user("고마워요", "thanks"), bot("chitchat"))
    index.refresh()
    database.say("kim", feedback("m1", "down", "비싸요"))
    index.refresh()
    assert rows(engine, "vote", "reasons")[0] == ("down", "down")
    assert states(engine) == [("new", False)]
    database.say("kim", feedback("m1", "none"))
    index.refresh()
    assert rows(engine, "vote", "group_id")[0] == ("", None)
    assert states(engine) == []


def test_wordings_of_one_question_share_a_row_also_after_a_restart(
    index: TurnIndex, database: BotDatabase, engine: sa.engine.Engine
) -> None:
    for sender, text in (
        ("a", "드론 비행 허가"),
        ("b", "드론 날려도 되나요"),
        ("c", "공원에서 드론 띄워도 되나요"),
    ):
        database.say(sender, user(text), MISSED)
    index.refresh()
    database.say("d", user("드론 어디서 날려요"), MISSED)
    index_of(engine, database.url).refresh()
    assert len(set(rows(engine, "group_id"))) == 1


@pytest.mark.parametrize(
    ("state", "becomes"),
    [("done", ("new", True)), ("ignored", ("ignored", False)), ("held", ("held", False))],
)
def test_a_question_that_comes_back_is_new_again_only_when_it_was_taken_care_of(
    index: TurnIndex, database: BotDatabase, engine: sa.engine.Engine, state: str, becomes: tuple[str, bool]
) -> None:
    database.say("a", user("드론 비행 허가"), MISSED)
    index.refresh()
    set_state(engine, state)
    database.say("b", user("드론 비행 허가요"), MISSED)
    index.refresh()
    assert states(engine) == [becomes]


def test_a_deleted_conversation_leaves_nothing_behind(
    index: TurnIndex, database: BotDatabase, engine: sa.engine.Engine
) -> None:
    database.say("a", user("드론 비행 허가"), MISSED)
    database.say("b", user("여권", "civil"), bot(topic="civil/a"))
    index.refresh()
    database.delete("a")
    assert index.forget_deleted() == 1
    assert rows(engine, "conversation") == ["b"]
    assert states(engine) == []
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(replies)).scalar() == 1


def test_numbers_of_deleted_rows_that_are_given_again_are_read_again(
    index: TurnIndex, database: BotDatabase, engine: sa.engine.Engine
) -> None:
    database.say("a", user("첫 질문", "civil"), bot(topic="civil/a"))
    database.say("b", user("지워질 질문", "civil"), bot(topic="civil/a"))
    index.refresh()
    database.delete("b")
    database.say(
        "c", user("새 질문", "civil"), bot(topic="civil/a"), user("또 하나", "civil"), bot(topic="civil/a")
    )
    index.refresh()
    index.forget_deleted()
    assert rows(engine, "text") == ["첫 질문", "새 질문", "또 하나"]


def test_a_database_that_is_missing_or_moved_deletes_nothing(
    index: TurnIndex, database: BotDatabase, engine: sa.engine.Engine
) -> None:
    database.say("a", user("여권", "civil"), bot(topic="civil/a"))
    index.refresh()
    database.path.rename(database.path.with_suffix(".away"))
    assert index.refresh() == 0
    assert index.forget_deleted() == 0
    assert rows(engine, "text") == ["여권"]


def test_rows_nobody_can_read_stop_nothing(
    index: TurnIndex, database: BotDatabase, engine: sa.engine.Engine
) -> None:
    for data in (None, "", "{", "[]", '"x"', '{"event": "user"}'):
        database.raw("a", "user", data)
        database.raw("a", "bot", data)
    database.say("a", user("여권", "civil"), bot(topic="civil/a"))
    index.refresh()
    assert rows(engine, "text") == ["여권"]


def test_the_bots_database_is_only_read(index: TurnIndex, database: BotDatabase) -> None:
    database.say("a", user("여권", "civil"), bot(topic="civil/a"))
    index.refresh()
    source = EventSource(database.url)
    with pytest.raises(sa.exc.OperationalError, match="readonly"), source._engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM events"))
