"""Korean numerals as words: Sino (일 이 삼), native (한 두 세) and digit by digit (공 일 이)."""

_DIGITS = "영일이삼사오육칠팔구"
_PHONE_DIGITS = "공일이삼사오육칠팔구"
_SMALL_UNITS = ("", "십", "백", "천")
_LARGE_UNITS = ("", "만", "억", "조", "경")
_NATIVE_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_ORDINALS = ("첫째", "둘째", "셋째", "넷째", "다섯째", "여섯째", "일곱째", "여덟째", "아홉째", "열째")


def sino(number: int) -> str:
    """Sino-Korean words, spaced by ten thousands: 1234567 -> 백이십삼만 사천오백육십칠."""
    if number == 0:
        return "영"
    groups: list[str] = []
    for unit in _LARGE_UNITS:
        number, group = divmod(number, 10_000)
        if group:
            words = "" if group == 1 and unit == "만" else _below_ten_thousand(group)
            groups.append(words + unit)
    if number:
        raise ValueError("number too large to read as one number")
    return " ".join(reversed(groups))


def _below_ten_thousand(number: int) -> str:
    words = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            words += ("" if digit == 1 and power else _DIGITS[digit]) + _SMALL_UNITS[power]
    return words


def native(number: int) -> str:
    """Native words as they stand before a counter, 1 to 99: 3 -> 세, 20 -> 스무, 21 -> 스물한."""
    tens, ones = divmod(number, 10)
    if tens == 2 and not ones:
        return "스무"
    return _NATIVE_TENS[tens] + _NATIVE_ONES[ones]


def ordinal(number: int) -> str:
    """첫째, 둘째 ... ; beyond ten the number itself (십일)."""
    return _ORDINALS[number - 1] if 1 <= number <= len(_ORDINALS) else sino(number)


def digit_words(digits: str) -> str:
    """Each digit by itself with 공 for zero, other characters dropped: 032 -> 공삼이."""
    return "".join(_PHONE_DIGITS[int(char)] for char in digits if char in "0123456789")


def number_words(written: str) -> str:
    """Sino words of a written number with optional thousands commas and decimals: 1,000.5 -> 천 점 오."""
    whole, _, decimals = written.replace(",", "").partition(".")
    if len(whole) > 16:
        return digit_words(whole)
    words = sino(int(whole))
    if decimals:
        words += " 점 " + "".join(_DIGITS[int(digit)] for digit in decimals)
    return words
