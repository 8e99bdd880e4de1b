from __future__ import annotations

from channels.rate_limit import RateLimiter


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_up_to_the_limit_and_then_must_wait() -> None:
    limiter = RateLimiter(3, clock=Clock())
    assert [limiter.wait("kim") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert limiter.wait("kim") > 0


def test_after_the_wait_it_named_one_message_passes_and_no_second() -> None:
    clock = Clock()
    limiter = RateLimiter(3, clock=clock)
    for _ in range(3):
        limiter.wait("kim")
    clock.now += limiter.wait("kim")
    assert limiter.wait("kim") == 0.0
    assert limiter.wait("kim") > 0


def test_a_long_silence_saves_up_no_more_than_the_limit() -> None:
    clock = Clock()
    limiter = RateLimiter(2, clock=clock)
    clock.now += 3600
    assert [limiter.wait("kim") == 0.0 for _ in range(3)] == [True, True, False]


def test_one_sender_does_not_use_up_the_limit_of_another() -> None:
    limiter = RateLimiter(1, clock=Clock())
    limiter.wait("kim")
    assert limiter.wait("lee") == 0.0


def test_the_sender_heard_from_longest_ago_is_forgotten_when_there_are_too_many() -> None:
    limiter = RateLimiter(1, most=2, clock=Clock())
    for name in ("kim", "lee", "park"):
        limiter.wait(name)
    assert limiter.wait("park") > 0
    assert limiter.wait("kim") == 0.0
