"""Abbreviations and Latin letters."""

import re
from functools import lru_cache

from voice_channel.reading.tables import reading_tables

_RUN = re.compile(r"[A-Za-z]+")


def letter_names(letters: str) -> str:
    """Each Latin letter by its Korean name: LH -> 엘에이치."""
    names = reading_tables().letters
    return "".join(names[letter.upper()] for letter in letters)


def read_words(text: str) -> str:
    """Words of the reading dictionary; before the number rules, since some hold digits."""
    return _dictionary().sub(lambda m: reading_tables().words[m[0]], text)


def read_letters(text: str) -> str:
    """Every other Latin run, letter by letter."""
    return _RUN.sub(lambda m: letter_names(m[0]), text)


@lru_cache(maxsize=1)
def _dictionary() -> re.Pattern[str]:
    words = sorted(reading_tables().words, key=len, reverse=True)
    alternatives = "|".join(map(re.escape, words))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{alternatives})(?![A-Za-z0-9])")
