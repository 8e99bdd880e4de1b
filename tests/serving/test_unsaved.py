import pytest
from sqlalchemy.exc import DataError, OperationalError

from serving.sql_events import Row
from serving.unsaved import UnsavedTurns


def turn(text):
    return [Row("a", "user", 1.0, None, None, f'{{"text": "{text}"}}')]


class Database:
    """Takes turns, or raises the error it is set to."""

    def __init__(self):
        self.rows, self.error = [], None

    def append(self, rows):
        if self.error is not None:
            raise self.error
        self.rows += rows
        return len(self.rows)


@pytest.fixture
def database():
    return Database()


LOCKED = OperationalError("INSERT", {}, Exception("database is locked"))
REFUSED = DataError("INSERT", {}, Exception("value too long"))


def test_turns_are_written_in_the_order_they_were_made(database):
    unsaved = UnsavedTurns()
    database.error = LOCKED
    assert unsaved.write(turn("1"), database.append) is None
    assert unsaved.write(turn("2"), database.append) is None
    database.error = None
    assert unsaved.write(turn("3"), database.append) == 3
    assert [row.data for row in database.rows] == [turn(n)[0].data for n in "123"]


def test_waiting_events_can_be_read_and_forgotten(database):
    unsaved = UnsavedTurns()
    database.error = LOCKED
    unsaved.write(turn("1"), database.append)
    assert unsaved.of("a") == [{"text": "1"}]
    unsaved.forget({"a"})
    assert unsaved.of("a") == []


def test_a_turn_the_database_will_never_take_does_not_hold_up_the_others(database):
    unsaved = UnsavedTurns()
    database.error = REFUSED
    unsaved.write(turn("1"), database.append)
    database.error = None
    assert unsaved.write(turn("2"), database.append) == 1
    assert unsaved.counters() == {"failed_writes": 1, "waiting_turns": 0, "lost_turns": 1}


def test_a_database_that_stays_away_does_not_fill_the_memory(database):
    unsaved = UnsavedTurns(max_turns=2)
    database.error = LOCKED
    for number in range(5):
        unsaved.write(turn(number), database.append)
    assert unsaved.counters() == {"failed_writes": 5, "waiting_turns": 2, "lost_turns": 3}
    assert unsaved.of("a") == [{"text": "3"}, {"text": "4"}]
