"""Respells Korean by its sound changes, for synthesisers that miss them (espeak says 국민 as written).

Only the synthesiser's input is respelled; what people read stays in ordinary spelling.
"""

import re
from itertools import pairwise

_FIRST = 0xAC00
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_VOWELS = 21

_STOPS = {
    **dict.fromkeys(("ㄱ", "ㄲ", "ㄳ", "ㄺ", "ㅋ"), "ㅇ"),
    **dict.fromkeys(("ㄷ", "ㅅ", "ㅆ", "ㅈ", "ㅊ", "ㅌ"), "ㄴ"),
    **dict.fromkeys(("ㅂ", "ㅄ", "ㅍ", "ㄿ"), "ㅁ"),
}
# Words the rules get wrong: inserted ㄴ, ㄴ+ㄹ kept apart, and finals espeak misreads.
_EXCEPTIONS = {
    "꽃잎": "꼰닙",
    "의견란": "의견난",
    "생산량": "생산냥",
    "판단력": "판단녁",
    "결단력": "결단녁",
    "입원료": "이붠뇨",
    "공권력": "공꿘녁",
    "신문로": "신문노",
    "여덟": "여덜",
    "밟는": "밤는",
    "서울역": "서울력",
    "지하철역": "지하철력",
    "나뭇잎": "나문닙",
    "담당요원": "담당뇨원",
    "식용유": "시굥뉴",
    "휘발유": "휘발류",
    "협의": "혀비",
    "합의": "하비",
    "법의": "버베",
}
_EXCEPTION = re.compile("|".join(sorted(map(re.escape, _EXCEPTIONS), key=len, reverse=True)))
_WORD = re.compile("[가-힣]{2,}")


def respell(text: str) -> str:
    """Korean words written as they sound: 국민 -> 궁민, 합니다 -> 함니다, 신라 -> 실라."""
    text = _EXCEPTION.sub(lambda match: _EXCEPTIONS[match.group()], text)
    return _WORD.sub(lambda match: _respell_word(match.group()), text)


def _respell_word(word: str) -> str:
    syllables = [_split(char) for char in word]
    for left, right in pairwise(syllables):
        left[2], right[0] = _assimilate(str(left[2]), str(right[0]))
    return "".join(_join(*syllable) for syllable in syllables)


def _assimilate(final: str, initial: str) -> tuple[str, str]:
    if final == "ㅅ" and initial == "ㅎ":
        return "", "ㅌ"
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
