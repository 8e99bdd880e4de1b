"""A short answer that was expected (yes, no, the second one), recognised with help. Pure."""

import unicodedata
from collections.abc import Sequence

from voice_channel.error_rates import edit_distance

_ALIKE = str.maketrans({"ᅦ": "ᅢ", "ᅨ": "ᅤ", "ᅬ": "ᅫ", "ᅰ": "ᅫ"})
_MAX_DISTANCE = 0.45
_MAX_SYLLABLES = 6


def expected_answer(heard: str, guess: str, expected: Sequence[str]) -> str:
    """`guess`, what a recogniser heard that knows only the expected answers, if `heard` sounds like it.

    Such a recogniser forces any speech into what it knows, so alone it proves nothing.
    """
    letters, guessed = heard.replace(" ", ""), guess.replace(" ", "")
    if not guessed or heard in expected or len(letters) > _MAX_SYLLABLES:
        return heard
    return guess if sound_distance(letters, guessed) <= _MAX_DISTANCE else heard


def sound_distance(first: str, second: str) -> float:
    """Share of the sounds that differ, 0 to 1; ㅔ and ㅐ sound alike."""
    sounds, others = (unicodedata.normalize("NFD", text).translate(_ALIKE) for text in (first, second))
    return edit_distance(sounds, others) / max(1, len(sounds), len(others))
