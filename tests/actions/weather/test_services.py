"""The three services, spoken to over HTTP in their own formats, and everything they answer instead."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from actions.errors import ActionError
from actions.weather.airkorea import fetch_air, moment, newest
from actions.weather.alerts import fetch_alerts
from actions.weather.errors import NoDataError, WeatherError
from actions.weather.kma import fetch_weather, forecast_time, measurement_time
from actions.weather.settings import WeatherSettings
from tests.actions.weather.stand_in import (
    GATEWAY_XML,
    air,
    alerts,
    as_json,
    as_xml,
    forecast,
    kma,
    kma_error,
    measurement,
    serving,
)

NOON = datetime(2026, 11, 21, 13, 50)
TODAY, TOMORROW = date(2026, 11, 21), date(2026, 11, 22)
GRID = (55, 126)
DAY = forecast(
    "20261121",
    TMP={"0900": "3", "1500": "11"},
    TMN={"0600": "1.0"},
    TMX={"1500": "12.0"},
    SKY={"0900": "3", "1200": "3", "1500": "4", "2300": "1"},
    PTY={"1500": "1"},
    POP={"0900": "20", "1500": "70"},
    PCP={"1500": "1mm 미만"},
    SNO={"1500": "적설없음"},
)


def settings(service, **fields) -> WeatherSettings:
    urls = {"kma_url": service.url, "airkorea_url": service.url, "safetydata_url": f"{service.url}/alerts"}
    return WeatherSettings(kma_key="k", airkorea_key="k", safetydata_key="k", **urls, **fields)


def weather_service(operation, query):
    if operation == "getVilageFcst":
        return kma([*DAY, *forecast("20261122", TMP={"0900": "-4", "1500": "2"}, SKY={"1200": "1"})])
    return kma(measurement(T1H="10.6", RN1="0", REH="55", PTY="0", WSD="2.1", VEC="210"))


def test_the_measurement_and_the_days_ahead_are_read():
    with serving(weather_service) as service:
        weather = fetch_weather(settings(service), GRID, NOON)
        asked = dict(service.asked)
    assert (weather.temperature, weather.wind, weather.falling) == (10.6, 2.1, ())
    today, tomorrow = weather.days[TODAY], weather.days[TOMORROW]
    assert (today.low, today.high, today.sky, today.falling, today.chance) == (1, 12, "구름많음", ("비",), 70)
    assert (tomorrow.low, tomorrow.high, tomorrow.sky, tomorrow.chance) == (-4, 2, "맑음", None)
    assert asked["getUltraSrtNcst"]["base_time"] == "1300"
    assert asked["getVilageFcst"]["base_time"] == "1100"
    assert (asked["getVilageFcst"]["nx"], asked["getVilageFcst"]["dataType"]) == ("55", "JSON")


def test_a_measurement_not_out_yet_is_asked_for_an_hour_back():
    def answering(operation, query):
        late = operation == "getUltraSrtNcst" and query["base_time"] == "1300"
        return kma_error("03", "NODATA_ERROR") if late else weather_service(operation, query)

    with serving(answering) as service:
        weather = fetch_weather(settings(service), GRID, NOON)
    assert weather.at.hour == 12
    assert weather.temperature == 10.6


def test_what_was_not_measured_is_left_out():
    def answering(operation, query):
        return (
            kma(measurement(T1H="-998.9", PTY="-", WSD="900")) if operation == "getUltraSrtNcst" else kma(DAY)
        )

    with serving(answering) as service:
        weather = fetch_weather(settings(service), GRID, NOON)
    assert (weather.temperature, weather.wind, weather.falling) == (None, None, ())
    assert weather.days[TODAY].high == 12


def test_one_half_is_enough_when_the_other_fails():
    def answering(operation, query):
        return (
            kma_error("99", "UNKNOWN") if operation == "getVilageFcst" else weather_service(operation, query)
        )

    with serving(answering) as service:
        weather = fetch_weather(settings(service), GRID, NOON)
    assert weather.temperature == 10.6
    assert weather.days == {}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (as_xml(GATEWAY_XML), "30"),
        (as_json({"cmmMsgHeader": {"returnAuthMsg": "LIMITED", "returnReasonCode": "22"}}, 403), "22"),
        (kma_error("10", "INVALID_REQUEST_PARAMETER_ERROR"), "10"),
        (as_xml("<html>busy"), "gateway"),
        (as_json(["nothing"]), "malformed"),
        ((200, "text/plain", "busy"), "not_json"),
    ],
)
def test_every_kind_of_refusal_is_a_weather_error_with_the_services_code(answer, code):
    with serving(lambda *_: answer) as service, pytest.raises(WeatherError) as caught:
        fetch_weather(settings(service), GRID, NOON)
    assert caught.value.code == code


def test_a_dead_service_is_a_weather_error_that_does_not_show_the_key():
    with serving(weather_service) as service:
        url = service.url
    with pytest.raises(WeatherError) as caught:
        fetch_weather(WeatherSettings(kma_key="secret", kma_url=url), GRID, NOON)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("now", "hour"), [((13, 39), 12), ((13, 40), 13), ((0, 5), 23)])
def test_the_hour_measured_last_is_known(now, hour):
    assert measurement_time(datetime(2026, 11, 21, *now)).hour == hour


@pytest.mark.parametrize(
    ("now", "day", "hour"), [((2, 9), 20, 23), ((2, 10), 21, 2), ((13, 0), 21, 11), ((23, 30), 21, 23)]
)
def test_the_newest_forecast_is_known(now, day, hour):
    base = forecast_time(datetime(2026, 11, 21, *now))
    assert (base.day, base.hour) == (day, hour)


def row(pm10: object, pm25: object, at: str = "2026-11-21 13:00") -> dict[str, object]:
    return {"dataTime": at, "pm10Value": pm10, "pm25Value": pm25, "pm10Flag": None}


def test_the_air_at_the_station_is_read():
    with serving(lambda *_: air([row("45", "40")])) as service:
        found = fetch_air(settings(service), "어느측정소")
        assert service.asked[0][1]["stationName"] == "어느측정소"
    assert (found.pm10, found.pm25) == (45, 40)
    assert (found.pm10_grade, found.pm25_grade, found.worst) == (1, 2, 2)


def test_a_station_under_repair_gives_the_last_hour_it_measured():
    found = newest([row("-", None), row("", "-"), row("31", "-")])
    assert (found.pm10, found.pm25, found.worst) == (31, None, 1)
    with pytest.raises(NoDataError):
        newest([row("-", "-")])


def test_midnight_is_the_end_of_the_day():
    assert moment("2025-05-09 24:00") == datetime(2025, 5, 10, 0, 0)
    assert moment("2025-05-09 09:00") == datetime(2025, 5, 9, 9, 0)
    assert moment(None) is None


def message(text: str, region: str = "인천광역시 서구 ", at: str = "2026/11/21 11:00:00", **more) -> dict:
    return {"SN": 1, "CRT_DT": at, "MSG_CN": text, "RCPTN_RGN_NM": region, "EMRG_STEP_NM": "안전안내", **more}


def test_only_fresh_messages_to_the_district_are_kept_and_no_search_for_a_person():
    rows = [
        message("호우주의보 발효 중, 하천 출입을 삼가세요."),
        message("산불 주의", "인천광역시 전체", "2026/11/21 13:00:00", EMRG_STEP_NM="긴급재난"),
        message("다른 구의 알림", "인천광역시 남동구"),
        message("어제 알림", at="2026/11/20 11:00:00"),
        message("경찰은 배회 중인 홍길동(남, 80세)을 찾습니다"),
        message("날짜가 없는 알림", at=""),
    ]
    with serving(lambda *_: alerts(rows)) as service:
        found = fetch_alerts(settings(service), "인천광역시", ["서구"], NOON)
    assert [alert.text for alert in found] == ["산불 주의", "호우주의보 발효 중, 하천 출입을 삼가세요."]
    assert [alert.urgent for alert in found] == [True, False]


def test_no_message_at_all_is_no_error():
    with serving(lambda *_: alerts(None)) as service:
        assert fetch_alerts(settings(service), "인천광역시", ["서구"], NOON) == ()


def test_both_forms_of_the_key_are_accepted():
    assert WeatherSettings.from_env({"KMA_SERVICE_KEY": "a%2Bb%3D"}).kma_key == "a+b="
    assert WeatherSettings.from_env({"KMA_SERVICE_KEY": "a+b="}).kma_key == "a+b="


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEATHER_TIMEOUT", "soon"), ("WEATHER_REFRESH_SECONDS", "0"), ("WEATHER_CA_FILE", "/no")],
)
def test_a_wrong_setting_is_named(name, value):
    with pytest.raises(ActionError, match=name):
        WeatherSettings.from_env({name: value})
