"""Phone and other code numbers, digit by digit in groups."""

import re
from functools import lru_cache

from voice_channel.reading.numerals import digit_words, number_words
from voice_channel.reading.tables import reading_tables

_PHONE = re.compile(
    r"(?<![\d-])(?:\+82[-\s]?|\((0\d{1,2})\)\s?|(0\d{1,3})\s?[-.)]\s?)?(\d{2,4})[-.](\d{4})(?:~(\d{1,4}))?(번)?(?![\d-])"
    r"|(?<![\d-])\(?(0\d{1,2})[-)]\s?(\d{3})(번)?(?![\d-])"
)
_MOBILE_TOGETHER = re.compile(r"(?<!\d)(01\d)(\d{3,4})(\d{4})(?!\d)")
_AREA_TOGETHER = re.compile(r"(?<!\d)(02|0[3-6]\d)(\d{3,4})(\d{4})(?!\d)")
_UNIT_AFTER = (
    r"\s?(?:원|명|개|세|살|곳|건|통|장|대|권|만|억|천|백|호|동|층|년|월|일|주|시|분|초|회|번지|번길|가구|세대|여(?!성)|평"
    r"|점|도|단지|킬로|미터|퍼센트|정거장|자리|[A-Za-z㎡㎥㎞㎏℃%])"
)
_EXTENSION = re.compile(r"(내선\s?(?:번호)?\s?)(\d{1,5})(번?)")
_POSTCODE = re.compile(r"(우편번호\s?:?\s?|우\s?\)\s?|\(우\s?)(\d{5})")
_ADDRESS = re.compile(r"(?<=[로길동리가])(\s?)(\d+)-(\d+)(?:\s?(번지|호))?")
_LOT = re.compile(r"(?<![\d-])(\d+)-(\d+)\s?(번지)")
_CODE = re.compile(r"(?<![\d-])\d+(?:-\d+){2,}(?![\d-])|(?<![\d-])(?:\d{5,}-\d{2,}|\d{2,}-\d{5,})(?![\d-])")
_PLATE = re.compile(
    r"(?<!\d)(\d{2,3})(?:([가나다라마바사아자거너더러머버서어저고노로모보소오구누두루무부수우하허배육해공국합])\s?|([도조호주]))"
    r"(\d{4})(?!\d)"
)
_LEADING_ZERO = re.compile(r"(?<![\d.,:~-])0\d+(?![\d.,:])")


def read_codes(text: str) -> str:
    """Phones, hotlines, extensions, postcodes, plates, account numbers and lot numbers in words."""
    text = _PHONE.sub(_phone, text)
    text = _MOBILE_TOGETHER.sub(_groups, text)
    text = _AREA_TOGETHER.sub(_groups, text)
    text = _ADDRESS.sub(
        lambda m: f"{m[1] or ' '}{number_words(m[2])} 다시 {number_words(m[3])}{_unit(m[4])}", text
    )
    text = _LOT.sub(lambda m: f"{number_words(m[1])} 다시 {number_words(m[2])} {m[3]}", text)
    text = _CODE.sub(lambda m: " ".join(map(digit_words, m[0].split("-"))), text)
    text = _PLATE.sub(lambda m: f"{digit_words(m[1])} {m[2] or m[3]} {digit_words(m[4])}", text)
    text = _EXTENSION.sub(lambda m: f"{m[1].strip()} {digit_words(m[2])}{' 번' if m[3] else ''}", text)
    text = _POSTCODE.sub(lambda m: f"{m[1]}{digit_words(m[2])}", text)
    return _hotlines().sub(_hotline, text)


def read_leading_zeros(text: str) -> str:
    """What is left and starts with a zero is a code: 0102 -> 공일공이."""
    return _LEADING_ZERO.sub(lambda m: digit_words(m[0]), text)


def _groups(match: re.Match[str]) -> str:
    return " ".join(digit_words(group) for group in match.groups() if group)


def _phone(match: re.Match[str]) -> str:
    area, local_area, office, line, last, _, short_area, short, _ = match.groups()
    words = " ".join(
        digit_words(group) for group in (area, local_area, office, line, short_area, short) if group
    )
    if match[0].startswith("+82"):
        words = f"플러스 팔이 {words}"
    if last:
        words += f"에서 {digit_words(last)}"
    return words + (" 번" if match[0].endswith("번") else "")


def _unit(unit: str | None) -> str:
    return f" {unit}" if unit else ""


def _hotline(match: re.Match[str]) -> str:
    words = digit_words(match[1])
    following = match.string[match.end() : match.end() + 1]
    if match[2]:
        return f"{words} 번"
    return words + (" " if re.match("[신콜상]", following) else "")


@lru_cache(maxsize=1)
def _hotlines() -> re.Pattern[str]:
    numbers = "|".join(reading_tables().hotlines)
    return re.compile(
        rf"(?<![\d.,:/~-])(?<![로길] )(?<![로길제])({numbers})"
        rf"(?:(\s?번)(?!지|길|째|가)|(?!\d|[.,:/]\d|-\d|\s?~|{_UNIT_AFTER}))"
    )
