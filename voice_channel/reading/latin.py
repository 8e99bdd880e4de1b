"""Abbreviations and Latin letters."""

import re
from functools import lru_cache

from voice_channel.reading.tables import reading_tables

_ENGLISH_DIGITS = ("제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에잇", "나인")
_RUN = re.compile(r"[A-Za-z]+")
_NAME = re.compile(r"(?<![A-Za-z0-9-])([A-Za-z])-(?=[가-힣])")
_NUMBERED = re.compile(r"(?<![A-Za-z])[Nn]o\.\s?(\d)")
_VISA = re.compile(
    r"(?<![A-Za-z0-9-])([A-H])-?(\d{1,2})(?:-(\d))?(?=\s?(?:비자|체류|사증|자격|\()|[와과,]\s?[A-H]-?\d)"
)
_BASEMENT = re.compile(r"(?<![A-Za-z0-9])B\s?([1-9])(?:F(?![A-Za-z])|\s?층)")
_FLOOR = re.compile(r"(?<![A-Za-z0-9])([1-9]\d?)F(?![A-Za-z])")


def letter_names(letters: str) -> str:
    """Each Latin letter by its Korean name: LH -> 엘에이치."""
    names = reading_tables().letters
    return "".join(names[letter.upper()] for letter in letters)


def read_words(text: str) -> str:
    """Words of the reading dictionary; before the number rules, since some hold digits."""
    text = _BASEMENT.sub(r"지하 \1층", text)
    text = _FLOOR.sub(r"\1층", text)
    text = _VISA.sub(lambda m: m[1] + "".join(_ENGLISH_DIGITS[int(d)] for d in m[2]) + _branch(m[3]), text)
    text = _NUMBERED.sub(r"넘버 \1", text)
    text = _NAME.sub(r"\1", text)
    return _dictionary().sub(lambda m: reading_tables().words[m[0]], text)


def _branch(digit: str | None) -> str:
    return f" 다시 {_ENGLISH_DIGITS[int(digit)]}" if digit else ""


def read_letters(text: str) -> str:
    """Every other Latin run, letter by letter."""
    return _RUN.sub(lambda m: letter_names(m[0]), text)


@lru_cache(maxsize=1)
def _dictionary() -> re.Pattern[str]:
    words = sorted(reading_tables().words, key=len, reverse=True)
    alternatives = "|".join(map(re.escape, words))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{alternatives})(?![A-Za-z0-9])")
