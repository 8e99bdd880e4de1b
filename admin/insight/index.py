"""Keeps the turn index up with the bot's events: what is new, what changed, what was deleted."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from admin.insight.attribution import attribute
from admin.insight.grouping import QuestionGroups
from admin.insight.rows import Belongs, read_ranking, replies_json, stored_turn, turn_row
from admin.insight.similarity import GramWeights
from admin.insight.source import EventSource, Place
from admin.insight.tables import DONE, NEW, cursor, groups, replies, turns
from admin.insight.turn import SLOT, Event, Mask, Turn, fold

STEP = 5000  # event ids read at once
TAIL = 3  # last turns of a conversation that new events can still change
CHUNK = 500

_t = turns.c


class TurnIndex:
    """Reads the bot's events from where it stopped. One a process; any thread may call `refresh`."""

    def __init__(
        self,
        engine: sa.engine.Engine,
        source: EventSource,
        mask: Mask,
        belongs: Belongs,
        questions: Callable[[], Iterable[str]],
    ) -> None:
        self._engine = engine
        self._source = source
        self._mask = mask
        self._belongs = belongs
        self._questions = questions
        self._weights: GramWeights | None = None
        self._groups: QuestionGroups | None = None
        self._attributed = False
        self._lock = threading.Lock()

    def refresh(self) -> int:
        """Read what is new; return how many turns are new or changed. A second caller waits for the first."""
        with self._lock:
            try:
                return self._catch_up()
            except Exception:
                self._groups = None  # what a failed transaction put into them is not stored
                raise

    def _catch_up(self) -> int:
        if not self._attributed:  # an article may have another department since the last start
            with self._engine.begin() as connection:
                attribute(connection, self._belongs)
            self._attributed = True
        newest = self._source.newest()
        read = self._position(newest)
        changed = 0
        while read < newest.event_id:
            upto = min(read + STEP, newest.event_id)
            events = self._source.between(read, upto)
            with self._engine.begin() as connection:
                changed += self._take(connection, events)
                _remember(connection, newest if upto == newest.event_id else Place(upto))
            read = upto
        return changed

    def forget_deleted(self) -> int:
        """Drop the conversations the bot's database no longer has; return how many."""
        with self._lock:
            with self._engine.connect() as connection:
                known = {row[0] for row in connection.execute(sa.select(_t.conversation).distinct())}
            gone = self._source.missing(known)
            self._drop(gone)
            return len(gone)

    def forget(self, conversations: Collection[str]) -> None:
        """Drop these conversations."""
        with self._lock:
            self._drop(conversations)

    def _position(self, newest: Place) -> int:
        """Return the id up to which everything is read.

        SQLite gives the ids of deleted newest rows to new ones. So when the row that was read last is gone
        or another, the index goes back to the last turn that is still the same, and reads again from there.
        """
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(cursor.c.event_id, cursor.c.sender, cursor.c.at)).first()
        last = Place(*row) if row else Place()
        if not last.event_id:
            return 0
        if not newest.event_id:
            return 0 if self._source.exists() else last.event_id
        if not last.sender and last.event_id <= newest.event_id:  # stopped half-way through a long catch-up
            return last.event_id
        if self._source.places([last.event_id]).get(last.event_id) == last:
            return last.event_id
        return self._back_to_firm_ground()

    def _back_to_firm_ground(self) -> int:
        query = sa.select(_t.event_id, _t.conversation, _t.at).order_by(_t.event_id.desc())
        with self._engine.connect() as connection:
            known = [Place(*row) for row in connection.execute(query)]
        firm = 0
        for start in range(0, len(known), CHUNK):
            chunk = known[start : start + CHUNK]
            stored = self._source.places(place.event_id for place in chunk)
            firm = next((p.event_id for p in chunk if stored.get(p.event_id) == p), 0)
            if firm:
                break
        with self._engine.begin() as connection:
            stale = [row[0] for row in connection.execute(sa.select(_t.id).where(_t.event_id >= firm))]
            _delete_turns(connection, stale)
            _remember(connection, Place(max(firm - 1, 0)))
        self._groups = None
        return max(firm - 1, 0)

    def _take(self, connection: sa.engine.Connection, events: Sequence[Event]) -> int:
        by_sender: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            by_sender[event.sender].append(event)
        changed: list[Turn] = []
        for sender, new in by_sender.items():
            changed += fold(_known(connection, sender, new), new, self._mask)
        changed.sort(key=lambda turn: turn.event_id)
        for turn in changed:
            if turn.reasons and turn.group is None:
                turn.group = self._group_for(connection, turn)
        self._store(connection, changed)
        touched = {turn.group for turn in changed if turn.group is not None}
        attribute(connection, self._belongs, touched)
        for number in sorted(touched):
            self._join_twins(connection, number)
        return len(changed)

    def _store(self, connection: sa.engine.Connection, changed: Sequence[Turn]) -> None:
        for turn in changed:
            row = turn_row(turn, self._belongs)
            if turn.id:
                connection.execute(turns.update().where(_t.id == turn.id).values(**row))
                connection.execute(replies.delete().where(replies.c.turn_id == turn.id))
            else:
                turn.id = connection.execute(turns.insert().values(**row)).inserted_primary_key[0]
            connection.execute(replies.insert().values(turn_id=turn.id, replies=replies_json(turn)))
        if any(turn.id and not turn.reasons for turn in changed):
            _drop_empty_groups(connection)

    def _group_for(self, connection: sa.engine.Connection, turn: Turn) -> int:
        known = self._known_groups(connection)
        asked = (turn.said.text, turn.said.ranking, turn.said.facet)
        number = known.find(*asked)
        if number is not None:
            state = connection.execute(_state_of(number)).scalar()
            number = number if state is not None else None
            if state == DONE:  # it was taken care of, and yet the bot missed it again
                again = groups.update().where(groups.c.id == number).values(state=NEW, reopened=True)
                connection.execute(again)
        if number is None:
            number = int(connection.execute(groups.insert().values(state=NEW)).inserted_primary_key[0])
        known.add(number, *asked)
        return number

    def _join_twins(self, connection: sa.engine.Connection, number: int) -> None:
        """Make one row of two groups that turn out to be one question, unless staff treated them apart."""
        known = self._known_groups(connection)
        twin = known.twin_of(number) if number in known else None
        while twin is not None:
            states = {row[0] for row in connection.execute(_state_of(number, twin))}
            if len(states) != 1:
                return
            known.merge(number, into=twin)
            connection.execute(turns.update().where(_t.group_id == number).values(group_id=twin))
            connection.execute(groups.delete().where(groups.c.id == number))
            number, twin = twin, known.twin_of(twin)

    def _known_groups(self, connection: sa.engine.Connection) -> QuestionGroups:
        if self._groups is None:
            if self._weights is None:
                self._weights = GramWeights(self._questions())
            self._groups = QuestionGroups(self._weights)
            query = sa.select(_t.group_id, _t.text, _t.ranking, _t.facet).where(_t.group_id.isnot(None))
            for group, text, ranking, facet in connection.execute(query.order_by(_t.id)):
                self._groups.add(group, text, read_ranking(ranking), facet)
        return self._groups

    def _drop(self, conversations: Collection[str]) -> None:
        wanted = sorted(conversations)
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            with self._engine.begin() as connection:
                query = sa.select(_t.id).where(_t.conversation.in_(chunk))
                _delete_turns(connection, [row[0] for row in connection.execute(query)])
        if wanted:
            self._groups = None  # its means still hold the words of the deleted


def _known(connection: sa.engine.Connection, sender: str, new: Sequence[Event]) -> list[Turn]:
    """Return the turns of a conversation that `new` events can change, in order."""
    own = sa.select(turns, replies.c.replies).outerjoin(replies, replies.c.turn_id == _t.id)
    own = own.where(_t.conversation == sender)
    rows: dict[int, Any] = {}
    for row in connection.execute(own.order_by(_t.event_id.desc()).limit(TAIL)).mappings():
        rows[row["event_id"]] = row
    if any(event.type == SLOT for event in new):  # a vote may be for any earlier answer
        for row in connection.execute(own).mappings():
            rows[row["event_id"]] = row
    return [stored_turn(rows[event_id], rows[event_id]["replies"]) for event_id in sorted(rows)]


def _state_of(*numbers: int) -> sa.sql.Select:
    return sa.select(groups.c.state).where(groups.c.id.in_(numbers))


def _delete_turns(connection: sa.engine.Connection, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), CHUNK):
        chunk = list(ids[start : start + CHUNK])
        connection.execute(replies.delete().where(replies.c.turn_id.in_(chunk)))
        connection.execute(turns.delete().where(_t.id.in_(chunk)))
    _drop_empty_groups(connection)


def _drop_empty_groups(connection: sa.engine.Connection) -> None:
    used = sa.select(_t.group_id).where(_t.group_id.isnot(None))
    connection.execute(groups.delete().where(groups.c.id.notin_(used)))


def _remember(connection: sa.engine.Connection, place: Place) -> None:
    connection.execute(cursor.delete())
    connection.execute(
        cursor.insert().values(id=1, event_id=place.event_id, sender=place.sender, at=place.at)
    )
