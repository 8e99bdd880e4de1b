from __future__ import annotations

from channels.popularity import MOST_COUNTED, Popularity


def test_answers_are_counted_by_topic() -> None:
    popularity = Popularity()
    for topic in ("civil/a", "civil/b", "civil/a"):
        popularity.count(topic)
    assert (popularity.asked("civil/a"), popularity.asked("civil/b"), popularity.asked("civil/c")) == (
        2,
        1,
        0,
    )


def test_what_was_asked_long_ago_weighs_less() -> None:
    popularity = Popularity()
    for _ in range(MOST_COUNTED):
        popularity.count("civil/old")
    assert popularity.asked("civil/old") == MOST_COUNTED // 2
