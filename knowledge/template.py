"""Template fields such as `{district.name}` in staff-written text.

A particle pair right after a field, as in `{department.name}(으)로` or `{district.name}은(는)`, becomes the
one that fits the inserted word, because the next district's name may end differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(
    r"\{\{|\}\}|\{(?P<field>[^{}\n]*)\}(?P<particle>\(으\)로|은\(는\)|이\(가\)|을\(를\)|과\(와\))?|\{"
)
# after a final consonant, after a vowel
_PARTICLES = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_FINAL_RIEUL = 8
# Whether the Korean reading of a final digit ends in a consonant (영 일 이 삼 사 오 육 칠 팔 구).
_DIGIT_FINAL_CONSONANT = frozenset("013678")
_DIGIT_FINAL_RIEUL = frozenset("178")


def unknown_fields(text: str, known: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield each field of `text` that is not known, with its offset. A lone brace yields "{"."""
    for match in _TOKEN.finditer(text):
        name = match["field"]
        if name is not None and name not in known:
            yield name, match.start()
        elif match.group() == "{":
            yield "{", match.start()


def fields_used(text: str) -> frozenset[str]:
    """Return the names of the template fields in `text`."""
    return frozenset(match["field"] for match in _TOKEN.finditer(text) if match["field"] is not None)


def render(text: str, values: Mapping[str, str]) -> str:
    """Put the values in; `{{` becomes a brace. Fields must be known (see `unknown_fields`)."""

    def replace(match: re.Match[str]) -> str:
        if match["field"] is None:
            return match.group()[0]
        word = values[match["field"]]
        return word + (_particle(word, match["particle"]) if match["particle"] else "")

    return _TOKEN.sub(replace, text)


def _particle(word: str, pair: str) -> str:
    with_consonant, with_vowel = _PARTICLES[pair]
    last = word.rstrip(")]'\" ")[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
    elif last in _DIGIT_FINAL_CONSONANT:
        final = _FINAL_RIEUL if last in _DIGIT_FINAL_RIEUL else 1
    else:
        final = 0
    if pair == "(으)로" and final == _FINAL_RIEUL:
        return with_vowel
    return with_consonant if final else with_vowel
