"""Deleting conversations: here, in the bot's database, and through a running bot."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import sqlalchemy as sa

from admin.insight.erasing import Eraser, ErasingError
from admin.insight.tables import groups, replies, turns
from tests.admin.insight.said import MONDAY

DAY = 86_400


def count(office: Any, table: sa.Table) -> int:
    with office.insight.engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar())


def test_without_a_running_bot_the_rows_are_deleted_from_its_database(office: Any) -> None:
    office.chat()
    assert office.insight.eraser.erase(["kim", "lee", "park"]) == 3
    assert office.bot.senders() == {"choi"}
    assert (count(office, turns), count(office, replies), count(office, groups)) == (1, 1, 0)


def test_what_was_said_is_overwritten_in_the_database_file(office: Any) -> None:
    office.chat()
    office.insight.eraser.erase(["lee"])
    assert json.dumps("드론 비행 허가").encode() not in office.bot.path.read_bytes()


def test_only_conversations_silent_for_longer_than_the_retention_expire(office: Any) -> None:
    office.chat()
    office.bot.clock = MONDAY + 20 * DAY
    office.bot.say("park", {"event": "action", "name": "action_listen"})
    assert office.insight.eraser.erase_expired(30, lambda: MONDAY + 40 * DAY) == 3
    assert office.bot.senders() == {"park"}
    assert office.insight.eraser.erase_expired(30, lambda: MONDAY + 40 * DAY) == 0


class StandIn:
    """A bot that only knows `DELETE /webhooks/web/conversation`, and answers with `statuses` in turn."""

    def __init__(self, *statuses: int) -> None:
        self.asked: list[Any] = []
        answers = list(statuses)
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_DELETE(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                stand_in.asked.append((self.path, json.loads(body)))
                self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
                self.send_header("Retry-After", "7")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def erasing(office: Any) -> Iterator[Callable[..., tuple[Eraser, StandIn, list[float]]]]:
    """Makes an eraser whose bot answers with the given statuses, and the list of its waits."""
    bots: list[StandIn] = []

    def make(*statuses: int) -> tuple[Eraser, StandIn, list[float]]:
        office.chat()
        bots.append(StandIn(*statuses))
        waits: list[float] = []
        eraser = Eraser(bots[-1].url, office.insight.source, office.insight.index, waits.append)
        return eraser, bots[-1], waits

    yield make
    for bot in bots:
        bot.server.shutdown()


def test_a_running_bot_deletes_itself_because_it_remembers(office: Any, erasing: Any) -> None:
    eraser, bot, _ = erasing(200)
    eraser.erase(["lee"])
    assert bot.asked == [("/webhooks/web/conversation", {"sender": "lee"})]
    assert "lee" in office.bot.senders(), "its database is the bot's business while it runs"
    assert count(office, turns) == 3


def test_what_the_bot_refuses_stays(office: Any, erasing: Any) -> None:
    eraser, _, _ = erasing(501)
    with pytest.raises(ErasingError):
        eraser.erase(["lee"])
    assert count(office, turns) == 4


def test_a_busy_bot_is_asked_again_after_the_time_it_says(office: Any, erasing: Any) -> None:
    eraser, bot, waits = erasing(429, 200)
    eraser.erase(["lee"])
    assert (len(bot.asked), waits) == (2, [7.0])
    assert count(office, turns) == 3


def test_a_conversation_of_another_channel_whose_id_the_website_cannot_name_is_deleted_too(
    office: Any, erasing: Any
) -> None:
    eraser, _, _ = erasing(400)
    eraser.erase(["lee"])
    assert "lee" not in office.bot.senders()
