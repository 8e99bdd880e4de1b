"""Numbers that identify a person, covered before anything is stored or logged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COVER = "●"

# Digits as typed, full width, or as a speech recogniser spells them out.
_DIGITS = {
    **{str(n): str(n) for n in range(10)},
    **{chr(0xFF10 + n): str(n) for n in range(10)},
    **dict(zip("공영일이삼사오육륙칠팔구", "001234566789", strict=True)),
}
_D = "[0-9０-９]"
_GAP = r"[ \t]?[-–—‐·.][ \t]?|[ \t]"
_SPELLED = "[공영일이삼사오육륙칠팔구]"
_SPELLED_NUMBER = (
    rf"(?<![가-힣])(?:{_SPELLED}[ \t]?){{6}}(?:다시|대시|에|의|-)?[ \t]?(?:{_SPELLED}[ \t]?){{6}}{_SPELLED}"
)


@dataclass(frozen=True)
class Masked:
    """A text with its personal numbers covered, and which kinds were found, in order."""

    text: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Kind:
    name: str
    pattern: re.Pattern[str]
    is_real: Callable[[str], bool]


def mask(text: str) -> Masked:
    """Cover resident, foreigner, card, licence, passport and mobile numbers and e-mail addresses.

    Every character of a number but its separators becomes `COVER`. Numbers of offices, amounts and dates
    stay.
    """
    kinds: list[str] = []
    for kind in _KINDS:
        spans = [m.span() for m in kind.pattern.finditer(text) if kind.is_real(_plain_digits(m.group()))]
        for start, end in spans:
            text = text[:start] + _covered(text[start:end]) + text[end:]
            kinds.append(kind.name)
    return Masked(text, tuple(dict.fromkeys(kinds)))


def label(kind: str) -> str:
    """The Korean name of a kind that `mask` found."""
    return _LABELS[kind]


def _covered(number: str) -> str:
    return "".join(c if c in " \t-–—‐·." else COVER for c in number)


def _plain_digits(number: str) -> str:
    return "".join(_digits(number))


def _digits(number: str) -> Iterator[str]:
    return (_DIGITS[c] for c in number if c in _DIGITS)


def _is_resident_number(digits: str) -> bool:
    """Six digits of a birthday and one to eight for century and nationality (주민등록법 시행규칙 제2조)."""
    month, day = int(digits[2:4]), int(digits[4:6])
    return len(digits) == 13 and 1 <= month <= 12 and 1 <= day <= 31


def _is_card_number(digits: str) -> bool:
    """Fourteen to sixteen digits with a right check digit (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return 14 <= len(digits) <= 16 and total % 10 == 0


def _always(_: str) -> bool:
    return True


def _between(body: str) -> re.Pattern[str]:
    """The pattern where no digit touches it."""
    return re.compile(rf"(?<!{_D})(?:{body})(?!{_D})")


_KINDS = (
    _Kind("resident_number", _between(rf"{_D}{{6}}(?:{_GAP})?{_D}{{7}}"), _is_resident_number),
    _Kind(
        "resident_number",
        re.compile(_SPELLED_NUMBER),
        _is_resident_number,
    ),
    _Kind(
        "card_number",
        _between(rf"{_D}{{4}}(?:{_GAP})?{_D}{{4,6}}(?:{_GAP})?{_D}{{4,5}}(?:(?:{_GAP})?{_D}{{2,4}})?"),
        _is_card_number,
    ),
    _Kind("licence_number", _between(rf"{_D}{{2}}[-–]{_D}{{2}}[-–]{_D}{{6}}[-–]{_D}{{2}}"), _always),
    _Kind(
        "passport_number",
        re.compile(r"(?<![A-Za-z0-9])[MSRODmsrod](?:\d{8}|\d{3}[A-Za-z]\d{4})(?![A-Za-z0-9])"),
        _always,
    ),
    _Kind(
        "mobile_number", _between(rf"[0０][1１][0０16789](?:{_GAP})?{_D}{{3,4}}(?:{_GAP})?{_D}{{4}}"), _always
    ),
    _Kind(
        "email",
        re.compile(
            r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
        ),
        _always,
    ),
)
_LABELS = {
    "resident_number": "주민등록번호",
    "card_number": "카드번호",
    "licence_number": "운전면허번호",
    "passport_number": "여권번호",
    "mobile_number": "휴대전화번호",
    "email": "이메일 주소",
}
