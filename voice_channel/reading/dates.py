"""Dates, clock times and days of the week."""

import re

from voice_channel.reading.marks import mark_time
from voice_channel.reading.numerals import native, sino

_MONTHS = [f"{name}월" for name in ["", *"일이삼사오유칠팔구시", "십일", "십이"]]
_DAY = r"(3[01]|[12]\d|0?[1-9])"
_MONTH = r"(1[0-2]|0?[1-9])"
_WEEKDAY = "[월화수목금토일]"
_IN_BRACKETS = rf"(?:\s?\(({_WEEKDAY})(?:요일)?\))?"

_FULL_DATE = re.compile(
    rf"(?<![\d.-])'?((?:19|20)\d\d)\s?[-./]\s?{_MONTH}\s?[-./]\s?{_DAY}(?:\.(?!\d))?(?!\d){_IN_BRACKETS}"
)
_SHORT_YEAR_DATE = re.compile(rf"(?<![\d.-])'?(\d\d)\. ?{_MONTH}\. ?{_DAY}\.(?!\d){_IN_BRACKETS}")
_YEAR_MONTH = re.compile(rf"(?<![\d.-])((?:19|20)\d\d)(?:\. ?{_MONTH}\.(?!\s?\d)|-{_MONTH}(?![\d-]))")
_KOREAN_DATE = re.compile(
    rf"(?<!\d)(?:((?:19|20)\d\d|'?\d\d)년\s?)?{_MONTH}\s?월\s?{_DAY}\s?일(?!\d){_IN_BRACKETS}"
)
_DAY_RANGE = re.compile(rf"(?<!\d){_MONTH}\s?월\s?{_DAY}(?:일)?\s?[~-]\s?{_DAY}\s?일(?!\d)(?:까지)?")
_SPACED_MONTH_DAY = re.compile(rf"(?<![\d.-]){_MONTH}\. {_DAY}\.(?!\d){_IN_BRACKETS}")
_TIGHT_MONTH_DAY = re.compile(
    rf"(?<![\d.-]){_MONTH}\.{_DAY}\.(?!\d)"
    rf"(?:\s?\(({_WEEKDAY})(?:요일)?\)|(?=\s?[~-]\s?\d|\s?(?:부터|까지|기준|이후|이전|자)))"
)
_END_MONTH_DAY = re.compile(rf"(?<=~){_MONTH}\.{_DAY}\.(?!\d){_IN_BRACKETS}")
# 1/2 is a half; 12/25 or 1/5(월) is a day.
_SLASH_DATE = re.compile(
    rf"(?<![\d./-]){_MONTH}/{_DAY}(?![\d/.%])(?:\s?\(({_WEEKDAY})(?:요일)?\)|(?=\s?[~-]\s?\d|부터|까지))"
)
_UNLIKELY_FRACTION = re.compile(
    rf"(?<![\d./-]){_MONTH}/(3[01]|2[1-9]|1[1-9]|7|9)(?![\d/.%])(?=에|은|은|\s|,|$)"
)
_SLASH_DATE_END = re.compile(rf"(?<=~){_MONTH}/{_DAY}(?![\d/.%]){_IN_BRACKETS}")
_YEAR_RANGE = re.compile(r"(?<![\d.,])((?:19|20)\d\d)\s?[~-]\s?((?:19|20)\d\d)\s?년")
_MONTH_RANGE = re.compile(rf"(?<![\d.,]){_MONTH}\s?[~-]\s?{_MONTH}월(?![가-힣]*급)")
_YEAR = re.compile(rf"(?<![\d.,])((?:19|20)\d\d)\s?년(?!간|생)(?:\s?{_MONTH}월)?")
_DAY_WEEKDAY = re.compile(rf"(?<![\d.,]){_DAY}\s?일\s?\(({_WEEKDAY})(?:요일)?\)")
_SINGLE_MONTH = re.compile(rf"(?<![\d.,개]){_MONTH}월")

_HALF_DAY = r"(?:(오전|오후|낮|밤|새벽|아침|저녁)\s?)?"
_CLOCK = re.compile(rf"{_HALF_DAY}(?<![\d:,.])([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d:])")
_HOURS = re.compile(
    rf"{_HALF_DAY}(?<![\d.,])([01]?\d|2[0-4])\s?시(?!간|군|도|민|설|작|립|비)"
    r"(?:\s?([0-5]?\d)\s?분(?!의)|(\s?반)(?![가-힣]))?"
)
_HOUR_RANGE = re.compile(rf"{_HALF_DAY}(?<![\d.,])([01]?\d|2[0-4])\s?[~-]\s?([01]?\d|2[0-4])\s?시(?!간)")

_WEEKDAYS = re.compile(
    rf"(?<![가-힣A-Za-z·\d])({_WEEKDAY}(?:요일)?(?:\s?[·,/~-]\s?{_WEEKDAY}(?:요일)?)+)"
    r"(?=(?:에|은|는|만|마다|부터|까지|의|을|를)?(?![가-힣]))"
)
_BRACKETED_WEEKDAY = re.compile(rf"\(({_WEEKDAY})\)")


def read_dates(text: str) -> str:
    """Dates and clock times in words, marked as moments; days of the week in full."""
    text = _FULL_DATE.sub(lambda m: _date(m[1], m[2], m[3], m[4]), text)
    text = _SHORT_YEAR_DATE.sub(lambda m: _date(m[1], m[2], m[3], m[4]), text)
    text = _DAY_RANGE.sub(lambda m: f"{_date('', m[1], m[2], None)}~{_day(m[3])}", text)
    text = _KOREAN_DATE.sub(lambda m: _date((m[1] or "").strip("'"), m[2], m[3], m[4]), text)
    for pattern in (_SLASH_DATE, _SLASH_DATE_END):
        text = pattern.sub(lambda m: _date("", m[1], m[2], m[3]), text)
    text = _UNLIKELY_FRACTION.sub(lambda m: _date("", m[1], m[2], None), text)
    text = _YEAR_MONTH.sub(lambda m: f"{_year(m[1])} {_month(m[2] or m[3])}", text)
    for pattern in (_SPACED_MONTH_DAY, _TIGHT_MONTH_DAY, _END_MONTH_DAY):
        text = pattern.sub(lambda m: _date("", m[1], m[2], m[3]), text)
    text = _YEAR_RANGE.sub(lambda m: f"{_year(m[1])}~{_year(m[2])}", text)
    text = _MONTH_RANGE.sub(lambda m: f"{_month(m[1])}~{_month(m[2])}", text)
    text = _YEAR.sub(lambda m: _year(m[1]) + (f" {_month(m[2])}" if m[2] else ""), text)
    text = _DAY_WEEKDAY.sub(lambda m: mark_time(f"{sino(int(m[1]))} 일 {m[2]}요일"), text)
    text = _SINGLE_MONTH.sub(lambda m: _month(m[1]), text)
    return _read_weekdays(_read_clock(text))


def _date(year: str, month: str, day: str, weekday: str | None) -> str:
    words = [f"{sino(int(year))} 년"] if year else []
    words += [_MONTHS[int(month)], f"{sino(int(day))} 일"]
    if weekday:
        words.append(f"{weekday}요일")
    return mark_time(" ".join(words))


def _day(day: str) -> str:
    return mark_time(f"{sino(int(day))} 일")


def _year(year: str) -> str:
    return mark_time(f"{sino(int(year))} 년")


def _month(month: str) -> str:
    return mark_time(_MONTHS[int(month)])


def _hour(hour: str) -> str:
    number = int(hour)
    return f"{native(number) if 1 <= number <= 12 else sino(number)} 시"


def _time(
    half: str | None, hour: str, minute: str | None = None, second: str | None = None, half_past: bool = False
) -> str:
    words = [half] if half else []
    words.append(_hour(hour))
    if minute and int(minute):
        words.append(f"{sino(int(minute))} 분")
    if half_past:
        words.append("반")
    if second and int(second):
        words.append(f"{sino(int(second))} 초")
    return mark_time(" ".join(words))


def _read_clock(text: str) -> str:
    text = _CLOCK.sub(lambda m: _time(m[1], m[2], m[3], m[4]), text)
    text = _HOUR_RANGE.sub(lambda m: f"{_time(m[1], m[2])}~{_time(None, m[3])}", text)
    return _HOURS.sub(lambda m: _time(m[1], m[2], m[3], half_past=bool(m[4])), text)


def _read_weekdays(text: str) -> str:
    text = _WEEKDAYS.sub(lambda m: _weekday_list(m[1]), text)
    return _BRACKETED_WEEKDAY.sub(r"(\1요일)", text)


def _weekday_list(written: str) -> str:
    words = re.sub(rf"({_WEEKDAY})(?:요일)?(?=\s?[·,/~-]|$)", lambda m: mark_time(f"{m[1]}요일"), written)
    return re.sub(r"\s?[·,/]\s?", ", ", words).replace(" ~ ", "~")
