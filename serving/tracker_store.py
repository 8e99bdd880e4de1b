"""Durable tracker store: Rasa's own table, one transaction a turn, recent conversations kept in memory.

endpoints.yml:
    tracker_store:
      type: serving.tracker_store.DurableTrackerStore
      dialect: sqlite            # or postgresql+psycopg2 with url, port, username, password
      db: var/conversations.db
      synchronous: FULL          # NORMAL: faster, a power cut may lose the newest turns (SQLite only)
      cache: 2000                # conversations kept in memory
      shared: false              # true as soon as a second process writes to the same database
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

from serving.errors import SettingsError
from serving.sql_events import Row, SqlEvents, prepare_sqlite, set_pragmas
from serving.tracker import LiveTracker, read_tracker
from serving.tracker_cache import TrackerCache
from serving.unsaved import UnsavedTurns

SYNCHRONOUS = ("FULL", "NORMAL", "EXTRA", "OFF")
MAX_BUSY_MS = 500


class DurableTrackerStore(SQLTrackerStore):
    """SQL tracker store that commits each turn before the reply leaves and remembers what it just wrote.

    A conversation is taken out of the cache when handed out and comes back after its commit, so the events
    of a turn that failed half-way never show up. A turn that could not be written waits for the next one.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        dialect: str = "sqlite",
        db: str = "rasa.db",
        event_broker: EventBroker | None = None,
        synchronous: str = "FULL",
        cache: int = 2000,
        shared: bool = False,
        busy_timeout_ms: int = MAX_BUSY_MS,
        **kwargs: Any,
    ) -> None:
        """Open the database; see the module's text for the options."""
        if synchronous not in SYNCHRONOUS:
            raise SettingsError(f"tracker_store.synchronous must be one of {', '.join(SYNCHRONOUS)}.")
        self._cache = TrackerCache(int(cache))
        self._unsaved = UnsavedTurns()
        self._generation = 0
        self._shared = bool(shared)
        if dialect == "sqlite":
            prepare_sqlite(Path(db))
        super().__init__(domain=domain, dialect=dialect, db=db, event_broker=event_broker, **kwargs)
        self.engine.hide_parameters = True  # an error message must not carry a resident's words into the log
        if self.engine.dialect.name == "sqlite":
            self.engine.dispose()
            # A busy database stops every resident, so waiting for it is kept short.
            set_pragmas(self.engine, synchronous, min(int(busy_timeout_ms), MAX_BUSY_MS))
        self.events = SqlEvents(self.engine, self.SQLEvent.__table__)

    @property
    def domain(self) -> Domain:
        """The domain whose slots new trackers get."""
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        # A new agent sets None before its model is loaded; the old agent may still need the present domain.
        if domain is None:
            return
        self._domain = domain
        self._generation += 1
        self._cache.clear()  # their slots are the old domain's

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """Return an empty tracker."""
        tracker = LiveTracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)
        return self._claim(tracker, 0)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        if fetch_events_from_all_sessions:
            tracker = self._read(sender_id, all_sessions=True)
            if tracker is not None:
                tracker.generation = -1  # longer than the conversation's newest session: never cached
            return tracker
        cached = self._cache.take(sender_id)
        if cached is not None and (not self._shared or cached.newest_id == self.events.newest_id(sender_id)):
            return cached
        return self._read(sender_id, all_sessions=False)

    def _read(self, sender_id: str, all_sessions: bool) -> LiveTracker | None:
        stored = self.events.of(sender_id, all_sessions) + self._unsaved.of(sender_id)
        if not all_sessions:
            stored = _newest_session(stored)
        if not stored:
            return None
        tracker = read_tracker(sender_id, stored, self.domain.slots)
        return self._claim(tracker, len(tracker.events))

    def _claim(self, tracker: LiveTracker, saved: int) -> LiveTracker:
        tracker.saved_events = saved
        tracker.generation = self._generation
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the tracker's new events in one transaction."""
        saved = getattr(tracker, "saved_events", None)
        if saved is None:  # made elsewhere, by the HTTP API or a test
            known = self._read(tracker.sender_id, all_sessions=False)
            saved = len(known.events) if known else 0
        new = list(tracker.events)[saved:]
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        newest_id = self._write(tracker.sender_id, new) if new else None
        self._cache.drop(tracker.sender_id)
        if isinstance(tracker, LiveTracker):
            tracker.saved_events = len(tracker.events)
            tracker.newest_id = newest_id if new else tracker.newest_id
            if self._may_cache(tracker, saved, new):
                self._cache.put(tracker)

    def _may_cache(self, tracker: LiveTracker, saved: int, new: list[Event]) -> bool:
        if tracker.generation != self._generation or not tracker.events:
            return False
        # A session that began in this turn starts a shorter tracker, which the database gives next time.
        return not any(isinstance(event, SessionStarted) for event in new[0 if saved else 1 :])

    def _write(self, sender_id: str, events: list[Event]) -> int | None:
        """Write this turn after those still unsaved; return the newest row's id, None if it must wait."""
        turn = [Row.of(sender_id, event) for event in events]
        return self._unsaved.write(turn, self.events.append)

    def health(self) -> dict[str, int]:
        """Counters for the health check: failed writes, turns waiting to be written, turns lost."""
        return self._unsaved.counters()

    def check(self) -> None:
        """Raise sqlalchemy's error if the database cannot be written."""
        self.events.check()

    def delete_sender(self, sender_id: str) -> int:
        """Delete everything said in one conversation; return the number of events."""
        self._cache.drop(sender_id)
        self._unsaved.forget({sender_id})
        return self.events.delete({sender_id})

    def delete_before(self, timestamp: float) -> int:
        """Delete whole conversations silent since `timestamp` (seconds); return how many."""
        senders = self.events.silent_since(timestamp)
        for sender_id in senders:
            self._cache.drop(sender_id)
        self._unsaved.forget(senders)
        self.events.delete(senders)
        return len(senders)


def _newest_session(stored: list[dict[str, Any]]) -> list[dict[str, Any]]:
    starts = [i for i, event in enumerate(stored) if event.get("event") == SessionStarted.type_name]
    return stored[starts[-1] :] if starts else stored
