"""Amounts, counters, units and plain numbers."""

import re
from functools import lru_cache

from voice_channel.reading.counters import count_words
from voice_channel.reading.marks import mark_count
from voice_channel.reading.numerals import number_words
from voice_channel.reading.tables import unit_tables

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MAGNITUDE = r"(?:[십백천]?(?:만|억|조(?=\s?\d|\s?원))|[십백천](?![가-힣]*년))"
_COMPOUND = rf"{_NUMBER}{_MAGNITUDE}(?:\s?{_NUMBER}{_MAGNITUDE})*(?:(?<=[만억조])\s?\d[\d,]*(?=\s?원))?"
# After a space a unit must really be a unit: 별표 6 대상 is not six vehicles.
_PARTICLE = (
    r"(?=[^가-힣]|$|[이가은는을를의에도만로와과]|이상|이하|미만|초과|이내|간|당|씩|까지|부터|정도|마다|동안"
    r"|입니다|이고|이며|이나|남짓)"
)
# 별표 1부터 is not one copy, 2주택 not two weeks.
_NOT_UNITS = {
    "표": "[준시지본현결창면고]",
    "부": "터",
    "대": "상|표|략",
    "장": "애|소",
    "일": "반",
    "주": "택|소|민",
}
_SIGN = r"(?:(?<![\d가-힣A-Za-z.)~-])-(?=\d)|±)?"
_PART = re.compile(rf"({_NUMBER})([십백천]?[만억조]|[십백천])?")
_CURRENCY = {"₩": "원", "￦": "원", "$": "달러", "€": "유로"}
_LIMIT = re.compile(r"(?<=[가-힣])[\ue001\ue003]?(?<!부득)(이상|이하|미만|초과|이내)(?![가-힣]*[적])")
_SIZE = re.compile(r"(?<=[\dm㎝㎜㎞])\s*[×xX*]\s*(?=\d)")
_PERSONS = re.compile(r"(?<!\d)(\d+)인(?![가-힣]*천)")
# One word with its number, not a counter: 오부제, 일회용, 사대보험.
_FOLDED_UNITS = re.compile(
    r"(?<![\d가-힣])(\d{1,2})(부제|회용|회성|차산업|차로제|교대제?|층버스"
    r"|대(?=\s?(?:보험|의무|강|악|중증|사회|과제|핵심|전략)))"
)
_ONE_WEEK = re.compile(r"(?<!\d)1주일")
_GLUED_PREFIX = re.compile(
    r"(?:^|[^가-힣])(?:만|총|약|월|연|주|최대|최소|매월|매주|매년|매일|각|오전|오후|또는|전|후|단|별표|별지|서식|부록"
    r"|현재|기준|하루|한달|평균|당|합계|수수료|과태료)$"
)


def read_numbers(text: str) -> str:
    """Every number that is left, with its unit, in words; amounts stay marked for the range rule."""
    quantity, number_range = _patterns()
    text = _SIZE.sub(" 곱하기 ", text)
    text = number_range.sub(_range_start, text)
    text = _ONE_WEEK.sub("일주일", text)
    text = _FOLDED_UNITS.sub(lambda m: number_words(m[1]) + m[2], text)
    text = _PERSONS.sub(lambda m: number_words(m[1]) + "인", text)
    return quantity.sub(_quantity, text)


def space_limits(text: str) -> str:
    """이상, 이하 ... stand apart from the unit before them: 육십오 세 이상."""
    return _LIMIT.sub(lambda m: m[0].replace(m[1], " " + m[1]), text)


def compound_words(written: str) -> str:
    """Words of a number written with 만, 억 ...: 4만 5천 -> 사만 오천, 2천5백만 -> 이천오백만."""
    words = ""
    for number, magnitude in _PART.findall(written):
        # 일 is silent before 십 백 천 and before a leading 만.
        silent = number == "1" and (magnitude[:1] in ("십", "백", "천") or (magnitude == "만" and not words))
        words += ("" if silent else number_words(number)) + magnitude
        if magnitude.endswith(("만", "억", "조")):
            words += " "
    return words.strip()


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A quantity and a range of numbers; both end in a unit tight behind or after a space."""
    tables = unit_tables()
    counters = "|".join(
        f"{unit}(?!{_NOT_UNITS[unit]})" if unit in _NOT_UNITS else unit
        for unit in sorted(tables.native | tables.sino, key=len, reverse=True)
    )
    signs = "|".join(re.escape(sign) for sign in sorted(tables.units, key=len, reverse=True))
    unit = (
        rf"(?:(?P<counter>{counters})|(?P<unit>{signs})(?![A-Za-z])"
        rf"|\s(?P<far_counter>{counters}){_PARTICLE}|\s(?P<far_unit>{signs})(?![A-Za-z]))"
    )
    number = rf"(?:(?P<compound>{_COMPOUND})|(?P<number>{_NUMBER}))"
    quantity = rf"(?P<currency>[₩￦$€]?)(?<![\d.])(?P<sign>{_SIGN}){number}(?P<about>여)?(?:{unit})?"
    start = (
        rf"(?<![\d.,-])(?P<sign>{_SIGN}){number}\s?[~-]\s?(?P<end_sign>-?)(?=(?:{_COMPOUND}|{_NUMBER}){unit})"
    )
    return re.compile(quantity), re.compile(start)


def _range_start(match: re.Match[str]) -> str:
    """The left side of 3~5일; a native numeral cannot stand alone, so 1~3명 becomes 한 명에서 세 명."""
    counter, _, unit = _unit(match)
    before, after = match.string[: match.start()], match.string[match.end() :]
    words = _sign(match["sign"], unit)
    if match["compound"]:
        words += compound_words(match["compound"])
    else:
        count = count_words(match["number"], counter, before, after)
        words += count if count == number_words(match["number"]) else f"{count} {counter}"
    return f"{_lead(before, counter, True)}{words}에서 {match['end_sign']}"


def _quantity(match: re.Match[str]) -> str:
    counter, prefix, unit = _unit(match)
    before, after = match.string[: match.start()], match.string[match.end() :]
    if match["currency"]:
        unit = unit or _CURRENCY[match["currency"]]
    if match["compound"]:
        words = compound_words(match["compound"])
    elif match["about"] or not counter:
        words = number_words(match["number"])
    else:
        words = count_words(match["number"], counter, before, after)
    words = _sign(match["sign"], unit) + words + (match["about"] or "")
    lead = _lead(before, counter, bool(unit))
    if unit:
        glued = counter == "번길" or (
            counter in unit_tables().in_names and not lead and before[-1:].isalnum()
        )
        words += unit if glued else f" {unit}"
    if prefix and not before.rstrip().endswith(prefix):
        words = f"{prefix} {words}"
    return lead + (mark_count(words) if unit else words)


def _unit(match: re.Match[str]) -> tuple[str, str, str]:
    """(Korean counter or "", what is said before the number, what is said behind it)."""
    counter = match["counter"] or match["far_counter"] or ""
    prefix, unit = unit_tables().units.get(match["unit"] or match["far_unit"] or "", ("", counter))
    return counter, prefix, unit


def _sign(sign: str, unit: str) -> str:
    if not sign:
        return ""
    if sign == "±":
        return "플러스마이너스 "
    return "영하 " if unit == "도" else "마이너스 "


def _lead(before: str, counter: str, has_unit: bool) -> str:
    """A space between a Hangul word and the number written tightly behind it, unless they are one name."""
    if not before[-1:].isalnum():
        return ""
    if _GLUED_PREFIX.search(before):
        return " "
    return "" if counter in unit_tables().in_names or counter == "번" or not has_unit else " "
