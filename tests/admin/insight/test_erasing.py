"""Deleting conversations: here, in the bot's database, and through a running bot."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
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
    """A bot that only knows `DELETE /webhooks/web/conversation`."""

    def __init__(self, status: int) -> None:
        self.asked: list[Any] = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_DELETE(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                stand_in.asked.append((self.path, json.loads(body)))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture(params=[200, 403])
def running_bot(request: Any) -> Iterator[Any]:
    stand_in = StandIn(request.param)
    yield stand_in, request.param
    stand_in.server.shutdown()


def test_a_running_bot_deletes_itself_because_it_remembers(office: Any, running_bot: Any) -> None:
    stand_in, status = running_bot
    office.chat()
    eraser = Eraser(stand_in.url, office.insight.source, office.insight.index)
    if status == 200:
        eraser.erase(["lee"])
    else:
        with pytest.raises(ErasingError):
            eraser.erase(["lee"])
    assert stand_in.asked == [("/webhooks/web/conversation", {"sender": "lee"})]
    assert "lee" in office.bot.senders(), "its database is the bot's business while it runs"
    assert count(office, turns) == (3 if status == 200 else 4)
