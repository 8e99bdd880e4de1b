"""Numbers as Korean speakers say them, enough for the sentences residents write."""

import re

_DIGITS = "영일이삼사오육칠팔구"
_SMALL_UNITS = ("", "십", "백", "천")
_LARGE_UNITS = ("", "만", "억", "조")
_NATIVE_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
# Counters that take native numbers (한 시, 두 명); others take Sino-Korean ones (일 분, 이 층).
_NATIVE_COUNTERS = "시간|시|명|살|개월짜리|개|통|장|번째|달|군데|곳|가지|대|마리|잔|채|벌|켤레|분께|사람|배"
_NATIVE = re.compile(
    rf"(?<![\d,.])(\d{{1,2}})\s*(?={_NATIVE_COUNTERS})(?!개월|장년|시군|대\s?암|대로|통장|분기)"
)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_SIGNS = {
    "%": " 퍼센트",
    "㎡": " 제곱미터",
    "~": "에서 ",
    "km": " 킬로미터",
    "kg": " 킬로그램",
    "cm": " 센티미터",
}


def sino_korean(number: int) -> str:
    """Return a number from 0 to below 10**16 in Sino-Korean: 53000 gives 오만삼천."""
    if number == 0:
        return _DIGITS[0]
    groups = []
    for unit in _LARGE_UNITS:
        number, group = divmod(number, 10_000)
        if group:
            groups.append(("" if group == 1 and unit == "만" else _below_ten_thousand(group)) + unit)
    return "".join(reversed(groups))


def native_korean(number: int) -> str:
    """Return a number from 1 to 99 as said before a counter: 20 gives 스무, 21 gives 스물한."""
    tens, ones = divmod(number, 10)
    return "스무" if number == 20 else _NATIVE_TENS[tens] + _NATIVE_ONES[ones]


def spell_numbers(text: str) -> str:
    """Return a text with its digits as words; a number starting with 0 or of phone length digit by digit."""
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    text = _NATIVE.sub(lambda match: native_korean(int(match[1])) + " " if int(match[1]) else "영 ", text)
    return _NUMBER.sub(lambda match: _spell(match[0]), text)


def _below_ten_thousand(number: int) -> str:
    words = []
    for unit in _SMALL_UNITS:
        number, digit = divmod(number, 10)
        if digit:
            words.append(("" if digit == 1 and unit else _DIGITS[digit]) + unit)
    return "".join(reversed(words))


def _spell(digits: str) -> str:
    plain = digits.replace(",", "")
    if (len(plain) > 1 and plain.startswith("0")) or len(plain) > 8:
        return "".join("공" if digit == "0" else _DIGITS[int(digit)] for digit in plain)
    return sino_korean(int(plain))
