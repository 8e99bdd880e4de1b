import asyncio
import os
import sqlite3
import stat
import time

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from serving.errors import SettingsError
from serving.tracker_store import DurableTrackerStore

DOMAIN = Domain.from_yaml("{version: '3.1', slots: {dong: {type: text, mappings: [{type: custom}]}}}")


def open_store(path, **options):
    return DurableTrackerStore(DOMAIN, db=str(path), **options)


@pytest.fixture
def database(tmp_path):
    return tmp_path / "var" / "conversations.db"


@pytest.fixture
def store(database):
    return open_store(database)


def say(store, sender, *texts):
    """Save one turn per text; the tracker as the store then gives it."""

    async def turns():
        for text in texts:
            tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
            if not tracker.events:
                tracker.update_with_events(
                    [
                        ActionExecuted("action_session_start"),
                        SessionStarted(),
                        ActionExecuted("action_listen"),
                    ],
                    DOMAIN,
                )
            tracker.update_with_events([UserUttered(text), ActionExecuted("action_listen")], DOMAIN)
            await store.save(tracker)
        return await store.retrieve(sender)

    return asyncio.run(turns())


def texts_in(path, sender="a"):
    rows = sqlite3.connect(path).execute(
        "SELECT json_extract(data, '$.text') FROM events WHERE sender_id=? AND type_name='user' ORDER BY id",
        (sender,),
    )
    return [row[0] for row in rows]


def test_a_turn_is_in_the_database_when_save_returns(store, database):
    say(store, "a", "첫째", "둘째")
    assert texts_in(database) == ["첫째", "둘째"]


def test_rasas_own_store_reads_what_was_written(store, database):
    say(store, "a", "첫째", "둘째")
    tracker = asyncio.run(SQLTrackerStore(DOMAIN, db=str(database)).retrieve("a"))
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["첫째", "둘째"]


def test_a_conversation_goes_on_in_a_new_process(store, database):
    say(store, "a", "첫째")
    say(open_store(database), "a", "둘째")
    assert texts_in(database) == ["첫째", "둘째"]


def test_a_new_session_starts_a_shorter_tracker(store):
    say(store, "a", "첫째", "둘째")

    async def restart():
        tracker = await store.retrieve("a")
        tracker.update_with_events([ActionExecuted("action_session_start"), SessionStarted()], DOMAIN)
        await store.save(tracker)
        return await store.retrieve("a"), await store.retrieve_full_tracker("a")

    tracker, full = asyncio.run(restart())
    assert [event.type_name for event in tracker.events] == ["session_started"]
    assert len(full.events) == 9


def test_events_of_a_turn_that_failed_half_way_do_not_show_up(store):
    say(store, "a", "첫째", "둘째")

    async def fail():
        tracker = await store.retrieve("a")
        tracker.update(SlotSet("dong", "가좌동"))
        return await store.retrieve("a")  # the turn ended without save()

    assert asyncio.run(fail()).get_slot("dong") is None


def test_a_turn_the_database_did_not_take_is_written_with_the_next_one(store, database):
    say(store, "a", "첫째")
    with _locked(database):
        tracker = say(store, "a", "둘째")
        assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["첫째", "둘째"]
        assert store.health() == {"failed_writes": 1, "waiting_turns": 1, "lost_turns": 0}
    say(store, "b", "다른 사람")
    assert texts_in(database) == ["첫째", "둘째"]
    assert store.health()["waiting_turns"] == 0


def test_an_unsaved_turn_is_remembered_without_the_cache(database):
    store = open_store(database, cache=0)
    say(store, "a", "첫째")
    with _locked(database):
        tracker = say(store, "a", "둘째")
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["첫째", "둘째"]


class _locked:
    def __init__(self, database):
        self.connection = sqlite3.connect(database, isolation_level=None)

    def __enter__(self):
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_):
        self.connection.execute("ROLLBACK")
        self.connection.close()


def test_a_write_by_another_process_is_seen_when_the_database_is_shared(database):
    ours, other = (open_store(database, shared=True) for _ in range(2))
    say(ours, "a", "첫째", "둘째")
    say(other, "a", "셋째")
    assert [event.text for event in say(ours, "a", "넷째").events if isinstance(event, UserUttered)] == [
        "첫째",
        "둘째",
        "셋째",
        "넷째",
    ]


def test_a_tracker_made_by_the_http_api_adds_only_its_new_events(store, database):
    say(store, "a", "첫째")

    async def replace():
        stored = await store.retrieve("a")
        tracker = DialogueStateTracker.from_events("a", [*stored.events, UserUttered("둘째")], DOMAIN.slots)
        await store.save(tracker)

    asyncio.run(replace())
    assert texts_in(database) == ["첫째", "둘째"]


def test_a_new_domain_gives_old_conversations_its_slots(store):
    say(store, "a", "첫째", "둘째")
    store.domain = Domain.from_yaml(
        "{version: '3.1', slots: {name: {type: text, mappings: [{type: custom}]}}}"
    )
    assert set(asyncio.run(store.retrieve("a")).slots) >= {"name"}


def test_a_turn_begun_under_the_old_domain_does_not_come_back_into_the_cache(store):
    say(store, "a", "첫째", "둘째")

    async def swap_in_mid_turn():
        tracker = await store.retrieve("a")
        store.domain = Domain.from_yaml(
            "{version: '3.1', slots: {name: {type: text, mappings: [{type: custom}]}}}"
        )
        tracker.update(UserUttered("셋째"))
        await store.save(tracker)
        return await store.retrieve("a")

    assert "name" in asyncio.run(swap_in_mid_turn()).slots


def test_no_domain_leaves_the_present_one(store):
    store.domain = None
    assert store.domain is DOMAIN


def test_deleting_a_sender_leaves_nothing_of_them(store, database):
    say(store, "a", "비밀이야기", "둘째")
    say(store, "b", "남는 말")
    assert store.delete_sender("a") > 0
    assert asyncio.run(store.retrieve("a")) is None
    assert texts_in(database, "b") == ["남는 말"]


def test_old_conversations_are_deleted_whole(store, database):
    say(store, "old", "옛말")
    store.engine.execute(sa.text("UPDATE events SET timestamp = timestamp - 1000"))
    say(store, "new", "새말")
    say(store, "old2", "옛말")
    assert store.delete_before(time.time() - 500) == 1
    assert texts_in(database, "old") == []
    assert texts_in(database, "new") == ["새말"]


def test_only_the_least_recent_conversations_leave_the_cache(database):
    store = open_store(database, cache=2)
    for sender in "abc":
        say(store, sender, "첫째", "둘째")

    async def same_object_twice(sender):
        tracker = await store.retrieve(sender)
        await store.save(tracker)
        return tracker is await store.retrieve(sender)

    assert len(store._cache) <= 2
    assert asyncio.run(same_object_twice("c"))


@pytest.mark.parametrize(("asked", "value"), [("FULL", 2), ("NORMAL", 1)])
def test_the_database_syncs_as_configured_and_keeps_a_write_ahead_log(database, asked, value):
    store = open_store(database, synchronous=asked)
    assert store.engine.execute("PRAGMA synchronous").scalar() == value
    assert store.engine.execute("PRAGMA journal_mode").scalar() == "wal"


def test_a_turn_is_synced_to_disk_unless_told_otherwise(store):
    assert store.engine.execute("PRAGMA synchronous").scalar() == 2


def test_waiting_for_a_busy_database_is_never_long(database):
    store = open_store(database, busy_timeout_ms=60_000)
    assert store.engine.execute("PRAGMA busy_timeout").scalar() == 500


def test_an_unknown_synchronous_mode_is_refused(database):
    with pytest.raises(SettingsError, match="synchronous"):
        open_store(database, synchronous="SOMETIMES")


def test_nobody_else_on_the_machine_can_read_the_database(store, database):
    assert stat.S_IMODE(os.stat(database).st_mode) == 0o600


def test_a_database_error_does_not_repeat_what_was_said(store):
    store.engine.execute("DROP TABLE events")
    with pytest.raises(sa.exc.OperationalError) as error:
        store.events.append([_row("비밀이야기")])
    assert "비밀이야기" not in str(error.value)


def _row(text):
    from serving.sql_events import Row

    return Row.of("a", UserUttered(text))


def test_rasa_builds_the_store_from_endpoints_yml(database):
    config = EndpointConfig(
        type="serving.tracker_store.DurableTrackerStore",
        dialect="sqlite",
        db=str(database),
        synchronous="NORMAL",
    )
    assert isinstance(TrackerStore.create(config), DurableTrackerStore)


@pytest.mark.skipif(
    "SERVING_TEST_POSTGRES" not in os.environ, reason="needs a PostgreSQL: SERVING_TEST_POSTGRES=URL"
)
def test_the_store_works_on_postgresql():
    url = os.environ["SERVING_TEST_POSTGRES"]
    store = DurableTrackerStore(DOMAIN, dialect="postgresql", host=url, shared=True)
    store.delete_sender("a")
    tracker = say(store, "a", "첫째", "둘째")
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["첫째", "둘째"]
    assert store.delete_sender("a") > 0
