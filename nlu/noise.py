"""Evaluation questions as people really type and as a recogniser really hears: five kinds of noise.

Used to measure only; training never sees these rules.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_FIRST, _FINALS, _VOWELS = 0xAC00, 28, 21

# Numbers follow Unicode's order of Hangul initials, vowels and finals.
_NEAR_KEYS = {
    0: 5,
    2: 6,
    3: 11,
    5: 3,
    6: 2,
    7: 12,
    9: 0,
    11: 5,
    12: 3,
    14: 12,
    15: 16,
    16: 17,
    17: 15,
    18: 16,
}
_NEAR_VOWELS = {0: 20, 1: 5, 4: 8, 5: 1, 6: 4, 8: 13, 13: 8, 18: 13, 20: 0}
_SOUNDS_LIKE = {0: 15, 15: 0, 3: 16, 16: 3, 7: 17, 17: 7, 12: 14, 14: 12, 9: 10, 10: 9, 4: 3, 13: 12}
_SOUNDS_LIKE_VOWEL = {1: 5, 5: 1, 8: 4, 4: 8, 13: 18, 18: 13, 10: 11, 11: 10, 6: 4}

_PARTICLE = re.compile(
    r"(?<=[가-힣]{2})(?:에서는|에서|에게|한테|으로|까지|부터|이랑|하고|은|는|이|가|을|를|의|에|로|도|랑|와|과)(?=\s)"
)
_POLITE_ENDINGS = (
    (re.compile(r"(?:인가요|인가여|이에요|예요|에요)\??$"), "인겨"),
    (re.compile(r"(?:나요|나여)\??$"), "남유"),
    (re.compile(r"(?:까요)\??$"), "까잉"),
    (re.compile(r"(?:습니까|ㅂ니까)\??$"), "는가"),
    (re.compile(r"(?:해요|돼요|되요)\??$"), "허는 겨"),
    (re.compile(r"(?:주세요|주십시오)\.?$"), "주구려"),
    (re.compile(r"(?:어요|아요|데요)\.?\??$"), "는디"),
)
_OPENERS = ("아이구 저기 ", "저그 말이여 ", "미안헌디 ", "늙은이가 몰라서 그러는디 ", "그 뭐시냐 ", "선생님 ")
_FILLERS = ("어 ", "음 ", "그 ", "저기요 ")
_SINO = dict(zip("0123456789", "공일이삼사오육칠팔구", strict=True))


def noisy(text: str, kind: str) -> str:
    """Return the text with one kind of noise; the same text always gives the same result."""
    return NOISES[kind](text, random.Random(f"{kind} {text}"))


def _typo(text: str, chance: random.Random) -> str:
    """One slip of the finger, two in a question of eight syllables or more."""
    places = [i for i, c in enumerate(text) if "가" <= c <= "힣"]
    characters = list(text)
    slips = min(len(places), 1 if len(places) < 8 else 2)
    for place in chance.sample(places, slips):
        characters[place] = _slip(characters[place], chance)
    return "".join(characters)


def _slip(syllable: str, chance: random.Random) -> str:
    initial, vowel, final = _parts(syllable)
    way = chance.randrange(5)
    if way == 0:
        return _syllable(_NEAR_KEYS.get(initial, initial), vowel, final)
    if way == 1:
        return _syllable(initial, _NEAR_VOWELS.get(vowel, vowel), final)
    if way == 2:
        return _syllable(initial, vowel, 0 if final else 21)
    if way == 3:
        return syllable + "ㅇ" if not final else _syllable(initial, vowel, 0) + chr(0x3131)
    return ""


def _no_space(text: str, _: random.Random) -> str:
    return text.replace(" ", "")


def _no_particle(text: str, _: random.Random) -> str:
    return _PARTICLE.sub("", text)


def _elderly(text: str, chance: random.Random) -> str:
    """An opener and an ending of the countryside."""
    text = text.rstrip(" .?!~ㅠㅜ")
    for ending, instead in _POLITE_ENDINGS:
        text, changed = ending.subn(instead, text)
        if changed:
            break
    else:
        text += " 그것 좀 갈쳐 주구려"
    return chance.choice(_OPENERS) + text


def _heard(text: str, chance: random.Random) -> str:
    """What a recogniser writes: no signs, digits spelled, other spaces, fillers, a similar syllable."""
    text = "".join(_SINO.get(c, c) for c in re.sub(r"[^0-9A-Za-z가-힣 ]", "", text))
    words = text.split()
    glued = "".join(word + ("" if chance.random() < 0.2 else " ") for word in words).strip()
    characters = list(glued)
    places = [i for i, c in enumerate(characters) if "가" <= c <= "힣"]
    for place in chance.sample(places, min(len(places), 1 + len(places) // 12)):
        initial, vowel, final = _parts(characters[place])
        if chance.random() < 0.5:
            characters[place] = _syllable(_SOUNDS_LIKE.get(initial, initial), vowel, final)
        else:
            characters[place] = _syllable(initial, _SOUNDS_LIKE_VOWEL.get(vowel, vowel), final)
    filler = chance.choice(_FILLERS) if chance.random() < 0.3 else ""
    return filler + "".join(characters)


def _parts(syllable: str) -> tuple[int, int, int]:
    rest, final = divmod(ord(syllable) - _FIRST, _FINALS)
    return rest // _VOWELS, rest % _VOWELS, final


def _syllable(initial: int, vowel: int, final: int) -> str:
    return chr(_FIRST + (initial * _VOWELS + vowel) * _FINALS + final)


NOISES: dict[str, Callable[[str, random.Random], str]] = {
    "typo": _typo,
    "no_space": _no_space,
    "no_particle": _no_particle,
    "elderly": _elderly,
    "heard": _heard,
}
