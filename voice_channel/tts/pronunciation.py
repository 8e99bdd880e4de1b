"""Respells Korean by its sound changes, for synthesisers that miss them (espeak says 국민 as written).

Only the synthesiser's input is respelled; what people read stays in ordinary spelling.
"""

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

from knowledge.errors import KnowledgeError
from knowledge.yaml_limits import load_plain
from voice_channel.errors import VoiceError

_FIRST = 0xAC00
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_VOWELS = 21
_UI, _I = 19, 20
_DICTIONARY = Path(__file__).with_name("pronunciation.yml")

_STOPS = {
    **dict.fromkeys(("ㄱ", "ㄲ", "ㄳ", "ㄺ", "ㅋ"), "ㅇ"),
    **dict.fromkeys(("ㄷ", "ㅅ", "ㅆ", "ㅈ", "ㅊ", "ㅌ", "ㅎ"), "ㄴ"),
    **dict.fromkeys(("ㅂ", "ㅄ", "ㅍ", "ㄿ"), "ㅁ"),
}
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅈ": "ㅊ"}
_WORD = re.compile("[가-힣]{2,}")


def respell(text: str) -> str:
    """Korean words written as they sound: 국민 -> 궁민, 합니다 -> 함니다, 신라 -> 실라."""
    exceptions = pronunciations()
    text = _exception().sub(lambda match: exceptions[match.group()], text)
    return _WORD.sub(lambda match: _respell_word(match.group()), text)


@lru_cache(maxsize=1)
def pronunciations() -> dict[str, str]:
    """The staff's pronunciation dictionary, read once; raises VoiceError("reading_table_invalid")."""
    try:
        words = load_plain(_DICTIONARY.read_text(encoding="utf-8"), _DICTIONARY.name)["words"]
        return {str(word): str(sound) for word, sound in words.items()}
    except (OSError, KnowledgeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise VoiceError("reading_table_invalid", f"{_DICTIONARY}: {error!r}") from error


@lru_cache(maxsize=1)
def _exception() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, pronunciations()), key=len, reverse=True)))


def _respell_word(word: str) -> str:
    syllables = [_split(char) for char in word]
    for syllable in syllables:
        if syllable[0] != "ㅇ" and syllable[1] == _UI:
            syllable[1] = _I
    for left, right in pairwise(syllables):
        left[2], right[0] = _assimilate(str(left[2]), str(right[0]))
    return "".join(_join(*syllable) for syllable in syllables)


def _assimilate(final: str, initial: str) -> tuple[str, str]:
    if final == "ㅅ" and initial == "ㅎ":
        return "", "ㅌ"
    if final == "ㅎ" and initial in _ASPIRATED:
        return "", _ASPIRATED[initial]
    if final == "ㄺ" and initial == "ㄱ":
        return "ㄹ", "ㄲ"
    if final in _STOPS and initial in ("ㄴ", "ㅁ"):
        return _STOPS[final], initial
    if (final, initial) in {("ㄴ", "ㄹ"), ("ㄹ", "ㄴ"), ("ㅀ", "ㄴ"), ("ㄾ", "ㄴ")}:
        return "ㄹ", "ㄹ"
    if final in ("ㅁ", "ㅇ") and initial == "ㄹ":
        return final, "ㄴ"
    if final in _STOPS and initial == "ㄹ" and _STOPS[final] != "ㄴ":
        return _STOPS[final], "ㄴ"
    return final, initial


def _split(char: str) -> list[str | int]:
    """[initial, vowel number, final] of a Hangul syllable."""
    rest, final = divmod(ord(char) - _FIRST, len(_FINALS))
    initial, vowel = divmod(rest, _VOWELS)
    return [_INITIALS[initial], vowel, _FINALS[final]]


def _join(initial: str | int, vowel: str | int, final: str | int) -> str:
    number = (_INITIALS.index(str(initial)) * _VOWELS + int(vowel)) * len(_FINALS) + _FINALS.index(str(final))
    return chr(_FIRST + number)
