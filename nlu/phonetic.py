"""Syllables as they sound, so that common misspellings compare equal."""

from __future__ import annotations

from functools import lru_cache

_FIRST, _LAST = 0xAC00, 0xD7A3
_FINALS = 28
_VOWELS = 21

# Vowel and final numbers follow the order of Unicode's Hangul syllables.
_SAME_VOWEL = {5: 1, 7: 3, 11: 10, 15: 10}  # ㅔ as ㅐ, ㅖ as ㅒ, ㅚ and ㅞ as ㅙ
_SAME_FINAL = {
    2: 1, 3: 1, 24: 1, 9: 1,  # ㄲ ㄳ ㅋ ㄺ as ㄱ
    5: 4, 6: 4,  # ㄵ ㄶ as ㄴ
    7: 19, 20: 19, 22: 19, 23: 19, 25: 19, 27: 19,  # ㄷ ㅆ ㅈ ㅊ ㅌ ㅎ as ㅅ
    11: 8, 12: 8, 13: 8, 15: 8,  # ㄼ ㄽ ㄾ ㅀ as ㄹ
    10: 16,  # ㄻ as ㅁ
    18: 17, 26: 17, 14: 17,  # ㅄ ㅍ ㄿ as ㅂ
}  # fmt: skip


def spell_as_heard(text: str) -> str:
    """Replace each Hangul syllable by the one that stands for its sound; the length stays the same."""
    return "".join(map(_as_heard, text))


@lru_cache(maxsize=4096)
def _as_heard(character: str) -> str:
    if not _FIRST <= ord(character) <= _LAST:
        return character
    rest, final = divmod(ord(character) - _FIRST, _FINALS)
    initial, vowel = divmod(rest, _VOWELS)
    vowel = _SAME_VOWEL.get(vowel, vowel)
    final = _SAME_FINAL.get(final, final)
    return chr(_FIRST + (initial * _VOWELS + vowel) * _FINALS + final)
