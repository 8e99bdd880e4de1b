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
_SERVICE_TOGETHER = re.compile(r"(?<![\d,.-])(1[568]\d\d)(\d{4})(?![\d,.]|\s?[가-힣]*[원명건㎡])")
_DIALLED = re.compile(r"(?<![\d,.-])\d{5,6}(?=(?:번|번으)?로 (?:걸|전화))")
_UNIT_AFTER = (
    r"\s?(?:원|명|개|세|살|곳|건|통|장|대|권|만|억|천|백|호|동|층|년|월|일|주|시|분|초|회|번지|번길|가구|세대|여(?!성)|평"
    r"|점|도|단지|킬로|미터|퍼센트|정거장|자리|[A-Za-z㎡㎥㎞㎏℃%])"
)
_EXTENSION = re.compile(r"(내선\s?(?:번호)?\s?)(\d{1,5})(번?)")
_POSTCODE = re.compile(r"(우편번호[는은가]?\s?:?\s?|우\s?\)\s?|\(우\s?)(\d{5})")
_ADDRESS = re.compile(r"(?<=[로길동리가])(\s?)(\d+)-(\d+)(?:\s?(번지|호))?")
_LOT = re.compile(r"(?<![\d-])(\d+)-(\d+)\s?(번지)")
# 3-1번 is a name, 1-3번 a range unless it is a bus.
_BRANCHED = re.compile(r"(?<![\d-])(\d{1,4})-(\d)(번)(?!지|길|가)")
_BUS = re.compile(
    r"(?<![\d-])(\d{1,4})-(\d)(번)(?=\s?(?:마을|광역|간선|지선|시내|좌석)?(?:버스|노선|을 타|타))"
)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,2})-?(\d{5,})(?!\d)")
_MIXED_CODE = re.compile(
    r"(?<![A-Za-z0-9-])(?=[A-Z\d-]*[A-Z])(?=[A-Z\d-]*\d{3})[A-Z\d]+(?:-[A-Z\d]+)+(?![A-Za-z0-9-])"
)
_MORE_LINES = re.compile(r"(\d{3,4}-\d{4})((?:\s?[,/·]\s?\d{4}(?![\d-]|\s?[원명년]))+)")
_MASKED = re.compile(r"(?<!\d)(\d{6})-(\d)\*{6}")
_CODE = re.compile(r"(?<![\d-])\d+(?:-\d+){2,}(?![\d-])|(?<![\d-])(?:\d{5,}-\d{2,}|\d{2,}-\d{5,})(?![\d-])")
_PLATE = re.compile(
    r"(?<!\d)(?!1\d\d나\s)(\d{2,3})(?:([가나다라마바사아자거너더러머버서어저고노로모보소오구누두루무부수우하허배육해공국합])\s?|([도조호주]))"
    r"(\d{4})(?!\d)"
)
_CALLED = (
    r"\d+\s?(?:번|번으로|에|로|나|이나|번에)?\s?(?:바로 |먼저 |꼭 )?(?:신고|전화|연락|문자|알려|알리|상담)"
)
# 서곶로 112 is an address, 바로 112 is not.
_NO_ADDRESS = rf"(?<![로길] )(?<![로길제])|(?<=[바따새서]로 )|(?<=스스로 )|(?={_CALLED})"
_TO_CALL = re.compile(
    r"(?<![\d.,-])(?:\d{2,4}-)?\d{3,4}(?:-\d{4})?(?![\d,-]|\.\d|\s?(?:원|명|시간|미터|건|%))"
)
_PARTICLES = "은는이가을를에의로와과도만나으입까부라번"
_LEADING_ZERO = re.compile(r"(?<![\d.,:~-])0\d+(?![\d.,:])")


def read_codes(text: str) -> str:
    """Phones, hotlines, extensions, postcodes, plates, account numbers and lot numbers in words."""
    text = _MASKED.sub(lambda m: f"{digit_words(m[1])} 다시 {digit_words(m[2])}", text)
    text = _MORE_LINES.sub(lambda m: m[1] + re.sub(r"\d{4}", lambda d: digit_words(d[0]), m[2]), text)
    text = _PHONE.sub(_phone, text)
    text = _MOBILE_TOGETHER.sub(_groups, text)
    text = _AREA_TOGETHER.sub(_groups, text)
    text = _SERVICE_TOGETHER.sub(_groups, text)
    text = _DIALLED.sub(lambda m: digit_words(m[0]), text)
    text = _ADDRESS.sub(
        lambda m: f"{m[1] or ' '}{number_words(m[2])} 다시 {number_words(m[3])}{_unit(m[4])}", text
    )
    text = _BUS.sub(lambda m: f"{number_words(m[1])} 다시 {number_words(m[2])} {m[3]}", text)
    text = _BRANCHED.sub(_branched, text)
    text = _MIXED_CODE.sub(_mixed_code, text)
    text = _PASSPORT.sub(lambda m: f"{m[1]} {digit_words(m[2])}", text)
    text = _LOT.sub(lambda m: f"{number_words(m[1])} 다시 {number_words(m[2])} {m[3]}", text)
    text = _CODE.sub(lambda m: " ".join(map(digit_words, m[0].split("-"))), text)
    text = _PLATE.sub(lambda m: f"{digit_words(m[1])} {m[2] or m[3]} {digit_words(m[4])}", text)
    text = _EXTENSION.sub(lambda m: f"{m[1].strip()} {digit_words(m[2])}{' 번' if m[3] else ''}", text)
    text = _POSTCODE.sub(lambda m: f"{m[1]}{digit_words(m[2])}", text)
    return _hotlines().sub(_hotline, text)


def spell_out(text: str) -> str:
    """Numbers to call, digit by digit with pauses, for a listener in distress: 109 -> 일 공 구."""
    return _TO_CALL.sub(lambda m: ", ".join(" ".join(digit_words(part)) for part in m[0].split("-")), text)


def read_leading_zeros(text: str) -> str:
    """What is left and starts with a zero is a code: 0102 -> 공일공이."""
    return _LEADING_ZERO.sub(lambda m: digit_words(m[0]), text)


def _branched(match: re.Match[str]) -> str:
    number, branch, unit = match.groups()
    if int(number) < int(branch):
        return match[0]
    return f"{number_words(number)} 다시 {number_words(branch)} {unit}"


def _mixed_code(match: re.Match[str]) -> str:
    """1AA-2511-0123456: letters stay letters, digits are said one by one."""
    groups = (re.sub(r"\d+", lambda m: digit_words(m[0]), group) for group in match[0].split("-"))
    return " ".join(groups)


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
    return words + (" " if re.match("[가-힣]", following) and following not in _PARTICLES else "")


@lru_cache(maxsize=1)
def _hotlines() -> re.Pattern[str]:
    numbers = "|".join(reading_tables().hotlines)
    return re.compile(
        rf"(?<![\d.,:/~-])(?:{_NO_ADDRESS})({numbers})"
        rf"(?:(\s?번)(?!지|길|째|가)|(?!\d|[.,:/]\d|-\d|\s?~|{_UNIT_AFTER}))"
    )
