"""Rasa's `events` table, read and written with as few statements as it takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.shared.core.events import Event, SessionStarted

T = TypeVar("T")

CHUNK = 500  # senders named in one statement


@dataclass(frozen=True)
class Row:
    """One event as the table stores it."""

    sender_id: str
    type_name: str
    timestamp: float | None
    intent_name: str | None
    action_name: str | None
    data: str

    @classmethod
    def of(cls, sender_id: str, event: Event) -> Row:
        """Return the row for `event`, with the columns Rasa's own store fills."""
        stored = event.as_dict()
        return cls(
            sender_id=sender_id,
            type_name=event.type_name,
            timestamp=stored.get("timestamp"),
            intent_name=((stored.get("parse_data") or {}).get("intent") or {}).get("name"),
            action_name=stored.get("name"),
            data=json.dumps(stored),
        )


def prepare_sqlite(path: Path) -> None:
    """Create the database file, readable by this user only: it holds what residents wrote."""
    if str(path) == ":memory:":
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)


def set_pragmas(engine: sa.engine.Engine, synchronous: str, busy_ms: int) -> None:
    """Give every SQLite connection the write-ahead log, `synchronous` and a busy timeout of `busy_ms`."""
    pragmas = (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        f"busy_timeout={busy_ms}",
        "secure_delete=ON",  # deleted conversations are overwritten, not just unlinked
    )

    def on_connect(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    sa.event.listen(engine, "connect", on_connect)


class SqlEvents:
    """Reads and writes the events of conversations over one kept connection."""

    def __init__(self, engine: sa.engine.Engine, table: sa.Table) -> None:
        self._engine = engine
        self._table = table
        self._sqlite = engine.dialect.name == "sqlite"
        self._open: sa.engine.Connection | None = None
        sender = table.c.sender_id == sa.bindparam("sender")
        self._newest = sa.select(sa.func.max(table.c.id)).where(sender)
        self._session_start = self._newest.where(table.c.type_name == SessionStarted.type_name)
        since = table.c.id >= sa.bindparam("first")
        self._since = sa.select(table.c.data).where(sender, since).order_by(table.c.id)
        columns = [field.name for field in fields(Row)]
        self._insert = (
            f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        )

    def _in_transaction(self, work: Callable[[sa.engine.Connection], T]) -> T:
        """Run `work` in one transaction; once more if the kept connection had died in the meantime."""
        try:
            return self._once(work)
        except sa.exc.DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return self._once(work)

    def _once(self, work: Callable[[sa.engine.Connection], T]) -> T:
        if self._open is None or self._open.closed or self._open.invalidated:
            self._open = self._engine.connect()
        with self._open.begin():
            return work(self._open)

    def newest_id(self, sender_id: str) -> int | None:
        """Return the id of the sender's newest event."""
        return self._in_transaction(lambda c: c.execute(self._newest, {"sender": sender_id}).scalar())

    def of(self, sender_id: str, all_sessions: bool) -> list[dict[str, Any]]:
        """Return the sender's stored events in order, by default those of the newest session."""

        def select(connection: sa.engine.Connection) -> list[dict[str, Any]]:
            first = 0
            if not all_sessions:
                first = connection.execute(self._session_start, {"sender": sender_id}).scalar() or 0
            rows = connection.execute(self._since, {"sender": sender_id, "first": first})
            return [json.loads(row[0]) for row in rows]

        return self._in_transaction(select)

    def append(self, rows: list[Row]) -> int:
        """Commit `rows` in one transaction and return the id of the last one."""

        def insert(connection: sa.engine.Connection) -> int:
            if self._sqlite:  # in the driver's own words, which SQLAlchemy need not put together every turn
                connection.exec_driver_sql(self._insert, [tuple(vars(row).values()) for row in rows])
                return connection.exec_driver_sql("SELECT last_insert_rowid()").scalar()
            returning = self._table.insert().values([vars(row) for row in rows]).returning(self._table.c.id)
            return connection.execute(returning).fetchall()[-1][0]

        return self._in_transaction(insert)

    def check(self) -> None:
        """Raise sqlalchemy's error unless the table can be written."""
        self._in_transaction(lambda connection: connection.execute(self._table.delete().where(sa.false())))

    def silent_since(self, timestamp: float) -> set[str]:
        """Return the senders whose newest event is older than `timestamp` (seconds)."""
        columns = self._table.c
        newest = sa.func.max(columns.timestamp)
        query = sa.select(columns.sender_id).group_by(columns.sender_id).having(newest < timestamp)
        return self._in_transaction(lambda connection: {row[0] for row in connection.execute(query)})

    def delete(self, sender_ids: Iterable[str]) -> int:
        """Delete all events of these senders in one transaction; return how many."""
        senders = sorted(sender_ids)
        chunks = [senders[start : start + CHUNK] for start in range(0, len(senders), CHUNK)]
        sender = self._table.c.sender_id

        def delete(connection: sa.engine.Connection) -> int:
            return sum(
                connection.execute(self._table.delete().where(sender.in_(chunk))).rowcount for chunk in chunks
            )

        return self._in_transaction(delete)
