"""Find answers that were rewritten while the words read aloud for them still say the old thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from admin.editing.form import to_form
from knowledge import FACET_LABELS, Problem

_NUMBER = re.compile(r"(?<![가-힣A-Za-z\d,.])\d[\d,]*(?:\.\d+)?")
_DIGITS = "영일이삼사오육칠팔구"
_PLACES = ("", "십", "백", "천")
_GROUPS = ("", "만", "억")
_SYLLABLES = f"{_DIGITS}십백천만억"
_MOST_SHOWN = 80
_SPOKEN_FROM = 10  # the word for a single digit stands inside too many other words


@dataclass(frozen=True)
class StaleSpeech:
    """One facet: what its answer says now, what is read aloud, and old numbers still heard there."""

    facet: str
    text: str
    speech: str
    numbers: tuple[str, ...]

    @property
    def message(self) -> str:
        """Say it in Korean with both texts."""
        label = FACET_LABELS.get(self.facet, self.facet)
        old = f" 바꾼 숫자 {', '.join(self.numbers)}이(가) 말에는 남아 있습니다." if self.numbers else ""
        return (
            f"‘{label}’ 답을 바꿨는데 ‘말로 할 때’는 그대로입니다.{old} "
            f"답: “{_short(self.text)}” 말: “{_short(self.speech)}”"
        )


def stale_speech(published: str, text: str) -> list[StaleSpeech]:
    """Return the facets whose answer differs from the published article's but whose spoken text does not."""
    before, after = to_form(published), to_form(text)
    if before is None or after is None:
        return []
    return list(_compare(before["facets"], after["facets"], before["speech"], after["speech"]))


def as_problems(found: Iterable[StaleSpeech], file: str, lines: Mapping[str, int]) -> list[Problem]:
    """Return warnings at the lines of the spoken texts."""
    remedy = "말로 할 때도 함께 고쳐 주세요. 들어 보고 뜻이 맞으면 그대로 두어도 됩니다."
    return [
        Problem("stale_speech", file, lines.get(f"speech.{one.facet}", 0), one.message, remedy, "warning")
        for one in found
    ]


def _compare(
    before: Mapping[str, str], after: Mapping[str, str], spoken: Mapping[str, str], speech: Mapping[str, str]
) -> Iterator[StaleSpeech]:
    for facet, text in after.items():
        old, said = before.get(facet, ""), speech.get(facet, "")
        if said and said == spoken.get(facet) and old.split() != text.split():
            gone = [number for number in _NUMBER.findall(old) if number not in _NUMBER.findall(text)]
            numbers = tuple(dict.fromkeys(number for number in gone if _heard(number, said)))
            new = next((part for part in _sentences(text) if part not in old), text)
            heard = (part for part in _sentences(said) if any(_heard(number, part) for number in numbers))
            yield StaleSpeech(facet, new, next(heard, said), numbers)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+|\n+", text)


def _heard(number: str, speech: str) -> bool:
    if number in _NUMBER.findall(speech):
        return True
    plain = number.replace(",", "")
    words = in_words(int(plain)) if plain.isdigit() and int(plain) >= _SPOKEN_FROM else ""
    # 오만 is no part of 오만이천.
    whole = rf"(?<![{_SYLLABLES}]){words}(?![{_SYLLABLES}])"
    return bool(words) and re.search(whole, "".join(speech.split())) is not None


def in_words(number: int) -> str:
    """Write a number as it is read, without spaces: 52000 -> 오만이천; "" when it is too large."""
    if number >= 10**12:
        return ""
    said = ""
    for group, name in enumerate(_GROUPS):
        four = number // 10 ** (4 * group) % 10_000
        words = "".join(
            ("" if digit == 1 and place else _DIGITS[digit]) + _PLACES[place]
            for place in (3, 2, 1, 0)
            if (digit := four // 10**place % 10)
        )
        if group == 1 and four == 1:
            words = ""  # 만 원, not 일만 원
        said = (words + name if four else "") + said
    return said or _DIGITS[0]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"
