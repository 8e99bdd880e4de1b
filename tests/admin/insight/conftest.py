"""A staff screen over a bot's database that the test writes, with no bot running."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from admin.database import Database
from admin.insight.service import Insight
from admin.insight.settings import InsightSettings
from admin.services import Services
from admin.settings import AdminSettings
from knowledge import KnowledgeSettings, KnowledgeStore
from tests.admin.conftest import copy_knowledge, make_screen
from tests.admin.insight.said import BotDatabase, bot, feedback, offering, user

NOBODY = "http://127.0.0.1:9"  # a port where no bot answers


def chat(database: BotDatabase) -> None:
    """What the pages are tested with: an answer, a miss in two wordings, a thumb down, a crisis."""
    database.say(
        "kim",
        user(
            "여권 잃어버렸는데 수수료 얼마예요",
            "civil",
            (("civil/passport_lost", 0.97),),
            message_id="k1",
            emotion="anxiety",
        ),
        bot(topic="civil/passport_lost", title="여권 분실 신고·재발급", facet="fee", text="52,000원입니다."),
        feedback("k1.1", "down", "너무 길어요", "civil/passport_lost"),
    )
    choices = offering("civil/passport_issue", "environment/large_waste")
    for sender, words in (("lee", "드론 비행 허가"), ("park", "공원에서 드론 날려도 되나요")):
        database.say(
            sender,
            user(
                words,
                ranking=(("civil/passport_issue", 0.4), ("environment/large_waste", 0.2)),
                channel="kiosk",
            ),
            bot("candidates", "어떤 것이 궁금하세요?", candidates=choices),
        )
    database.say(
        "choi", user("죽고 싶어요", "crisis_self_harm", safety="crisis:self_harm"), bot("crisis", "109")
    )


@dataclass
class Office:
    """The insight service of one staff database, used without the screen."""

    insight: Insight
    bot: BotDatabase

    def chat(self) -> None:
        chat(self.bot)
        self.insight.index.refresh()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Services over a staff database, a bot's database and four real articles."""
    copy_knowledge(tmp_path / "knowledge")
    database = Database(tmp_path / "admin.db")
    database.migrate()
    bot_database = BotDatabase(tmp_path / "conversations.db")
    settings = InsightSettings(bot_database.url, reports=tmp_path / "reports", stories=tmp_path / "staff.yml")
    knowledge = KnowledgeStore(KnowledgeSettings(tmp_path / "knowledge"))
    services = Services(AdminSettings(database=tmp_path / "admin.db", bot_url=NOBODY), database, knowledge)
    yield Office(Insight(services, settings), bot_database)
    database.close()


@pytest.fixture(scope="module")
def chatting_screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running staff screen whose bot has talked; shared by the tests of a module."""
    folder = tmp_path_factory.mktemp("chatting")
    chat(BotDatabase(folder / "conversations.db"))
    screen = make_screen(folder, environment_of(folder))
    screen.start()
    yield screen
    screen.kill()


def environment_of(folder: Path) -> dict[str, str]:
    return {
        "ADMIN_CONVERSATIONS": str(folder / "conversations.db"),
        "ADMIN_BOT_URL": NOBODY,
    }


@pytest.fixture(scope="module")
def staff(chatting_screen: Any) -> Callable[[str], Any]:
    """A client signed in as a role, after the screen has read what was said."""
    clients: dict[str, Any] = {}

    def client(role: str) -> Any:
        if role not in clients:
            clients[role] = chatting_screen.client(role)
            wait_until(lambda: "드론" in clients[role].get("/inbox").text)
        return clients[role]

    return client


def wait_until(true: Callable[[], bool], patience: float = 30.0) -> None:
    import time

    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if true():
            return
        time.sleep(0.2)
    raise AssertionError("it did not come true in time")
