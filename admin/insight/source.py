"""The bot's events database: read only, but for deleting conversations while no bot runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from admin.insight.events import load_event
from admin.insight.turn import BOT, SLOT, USER, Event

CHUNK = 500
BUSY_SECONDS = 5

_events = sa.table(
    "events",
    sa.column("id"),
    sa.column("sender_id"),
    sa.column("type_name"),
    sa.column("timestamp"),
    sa.column("action_name"),
    sa.column("data"),
)
_columns = _events.c


@dataclass(frozen=True)
class Place:
    """A row that was read: its id, and what tells whether it is still the same row."""

    event_id: int = 0
    sender: str = ""
    at: float = 0.0


class EventSource:
    """Reads the table Rasa's tracker stores write. A database that does not exist yet is an empty one."""

    def __init__(self, url: str) -> None:
        parsed = sa.engine.make_url(url)
        self._file = Path(parsed.database) if parsed.drivername == "sqlite" and parsed.database else None
        self._engine = self._open(
            url if self._file is None else f"sqlite:///file:{self._file}?mode=ro&uri=true"
        )
        self._url = url

    def _open(self, url: str) -> sa.engine.Engine:
        arguments = {"timeout": BUSY_SECONDS} if self._file is not None else {}
        return sa.create_engine(url, poolclass=sa.pool.NullPool, hide_parameters=True, connect_args=arguments)

    def exists(self) -> bool:
        """Tell whether the bot has made its database."""
        if self._file is not None and not self._file.exists():
            return False
        return bool(sa.inspect(self._engine).has_table("events"))

    def newest(self) -> Place:
        """Return the newest row, or place 0 when there is none."""
        if not self.exists():
            return Place()
        query = sa.select(_columns.id, _columns.sender_id, _columns.timestamp)
        with self._engine.connect() as connection:
            row = connection.execute(query.order_by(_columns.id.desc()).limit(1)).first()
        return Place(row[0], row[1], row[2] or 0.0) if row else Place()

    def places(self, ids: Iterable[int]) -> dict[int, Place]:
        """Return those of the rows `ids` that exist."""
        query = sa.select(_columns.id, _columns.sender_id, _columns.timestamp)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(_columns.id.in_(list(ids)))).fetchall()
        return {row[0]: Place(row[0], row[1], row[2] or 0.0) for row in rows}

    def between(self, after: int, upto: int) -> list[Event]:
        """Return what was said, replied and voted in the rows `after` < id <= `upto`, in order."""
        spoken = _columns.type_name.in_((USER, BOT))
        voted = sa.and_(_columns.type_name == SLOT, _columns.action_name == "feedback")
        query = (
            sa.select(_columns.id, _columns.sender_id, _columns.type_name, _columns.timestamp, _columns.data)
            .where(_columns.id > after, _columns.id <= upto, sa.or_(spoken, voted))
            .order_by(_columns.id)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).fetchall()
        return [Event(row[0], row[1], row[2], row[3] or 0.0, load_event(row[4])) for row in rows]

    def missing(self, senders: Iterable[str]) -> set[str]:
        """Return those of `senders` of whom the database holds nothing any more.

        A database that is not there says nothing about anybody: it may only be moved or not mounted.
        """
        wanted = sorted(set(senders))
        if not wanted or not self.exists():
            return set()
        found: set[str] = set()
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), CHUNK):
                chunk = wanted[start : start + CHUNK]
                query = sa.select(_columns.sender_id).distinct().where(_columns.sender_id.in_(chunk))
                found.update(row[0] for row in connection.execute(query))
        return set(wanted) - found

    def silent_since(self, timestamp: float) -> set[str]:
        """Return the conversations whose newest event is older than `timestamp` (seconds)."""
        if not self.exists():
            return set()
        newest = sa.func.max(_columns.timestamp)
        query = sa.select(_columns.sender_id).group_by(_columns.sender_id).having(newest < timestamp)
        with self._engine.connect() as connection:
            return {row[0] for row in connection.execute(query)}

    def delete(self, senders: Iterable[str]) -> None:
        """Delete conversations, overwriting what they said; only for when no bot holds them in memory."""
        if not self.exists():
            return
        writable = self._open(self._url)
        with writable.begin() as connection:
            if self._file is not None:
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            connection.execute(_events.delete().where(_columns.sender_id.in_(list(senders))))
