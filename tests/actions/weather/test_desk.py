"""Nobody waits for a slow service: greetings never, a question about the weather once."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from actions.weather.airkorea import Air
from actions.weather.desk import WeatherDesk
from actions.weather.errors import WeatherError
from actions.weather.feed import KEEP, RETRY, Feed
from actions.weather.kma import Day, Weather
from actions.weather.report import Report, weather_situations
from actions.weather.settings import WeatherSettings
from knowledge import SITUATIONS
from tests.actions.weather.stand_in import air, serving
from tests.actions.weather.test_services import NOON, row, weather_service


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def executor():
    with ThreadPoolExecutor(1) as pool:
        yield pool


def settle(feed: Feed) -> None:
    running = feed.fetching()
    if running is not None:
        running.result(5)


def test_the_first_value_is_fetched_behind_the_scenes(executor):
    let_go = threading.Event()
    feed = Feed("weather", lambda: let_go.wait(5) and "맑음", executor, 600)
    assert feed.value() is None
    running = feed.fetching()
    assert feed.fetching() is running
    let_go.set()
    running.result(5)
    assert feed.value() == "맑음"


def test_a_stale_value_stays_while_the_service_fails_and_the_service_is_not_pestered(executor):
    clock, answers = Clock(), [lambda: "비"]
    calls = []

    def fetch() -> str:
        calls.append(clock())
        return answers[-1]()

    def fail() -> str:
        raise WeatherError("22", "limit")

    feed = Feed("weather", fetch, executor, 600, clock)
    settle(feed)
    answers.append(fail)
    clock.now = 601
    settle(feed)
    assert feed.value() == "비"
    clock.now += RETRY / 2
    feed.value()
    assert len(calls) == 2
    clock.now += RETRY
    settle(feed)
    assert len(calls) == 3
    clock.now = KEEP + 1
    assert feed.value() is None


def test_an_answer_nobody_foresaw_does_not_end_the_feed(executor):
    clock, answers = Clock(), [{}, {"at": "맑음"}]
    feed = Feed("weather", lambda: answers.pop(0)["at"], executor, 600, clock)
    settle(feed)
    clock.now = RETRY + 1
    settle(feed)
    assert feed.value() == "맑음"


def desk(store, url: str, timeout: float = 3.0) -> WeatherDesk:
    settings = WeatherSettings(kma_key="k", kma_url=url, airkorea_key="k", airkorea_url=url, timeout=timeout)
    here = replace(store.district, weather_station="어느측정소")
    return WeatherDesk(settings, lambda: here, lambda: NOON)


def both_services(operation, query):
    return air([row("45", "40")]) if operation.startswith("getMsrstn") else weather_service(operation, query)


def test_a_question_about_the_weather_waits_for_what_is_not_known_yet(store):
    with serving(both_services) as service:
        bureau = desk(store, service.url)
        assert bureau.report() == Report()
        asyncio.run(bureau.ready())
        report = bureau.report()
        asked = len(service.asked)
        asyncio.run(bureau.ready())
    assert report.weather.temperature == 10.6
    assert report.air.pm25 == 40
    assert len(service.asked) == asked


def test_a_service_that_never_answers_holds_nobody_up(store):
    let_go = threading.Event()

    def hanging(operation, query):
        let_go.wait(10)
        return both_services(operation, query)

    async def meanwhile(bureau: WeatherDesk) -> list[str]:
        order: list[str] = []

        async def ask() -> None:
            await bureau.ready()
            order.append("weather")

        async def greet() -> None:
            bureau.report()
            order.append("greeting")

        await asyncio.gather(ask(), greet())
        return order

    with serving(hanging) as service:
        bureau = desk(store, service.url, timeout=0.2)
        assert asyncio.run(meanwhile(bureau)) == ["greeting", "weather"]
        assert bureau.report() == Report()
        let_go.set()


def test_without_keys_nothing_is_asked(store):
    assert WeatherDesk(WeatherSettings(), lambda: store.district).report() == Report()


@pytest.mark.parametrize(
    ("report", "holds"),
    [
        (Report(), set()),
        (Report(Weather(NOON, 32.0)), {"더위"}),
        (Report(Weather(NOON, -7.0, 11.0, ("눈",))), {"추위", "눈", "바람"}),
        (
            Report(Weather(NOON, 15.0, days={NOON.date(): Day(sky="맑음")}), Air(None, 10, 5)),
            {"맑음", "공기 좋음"},
        ),
        (Report(Weather(NOON, 15.0, falling=("비",), days={NOON.date(): Day(sky="맑음")})), {"비"}),
        (Report(None, Air(None, 50, 20)), set()),
        (Report(None, Air(None, 90, 20)), {"미세먼지"}),
    ],
)
def test_the_weather_is_put_into_the_words_of_the_staff_file(report, holds):
    assert weather_situations(report) == holds
    assert holds <= set(SITUATIONS)
