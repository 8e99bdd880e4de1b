"""Ordinals in Korean text, as people name one of a few choices on the screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.folding import MAX_CHARS, fold

LAST = -1
# Nobody is offered more choices than this; larger numbers are amounts, ages or addresses.
_LARGEST = 10

_NATIVE = {"첫": 1, "한": 1, "두": 2, "세": 3, "네": 4} | dict(
    zip(("다섯", "여섯", "일곱", "여덟", "아홉", "열"), range(5, 11), strict=True)
)
_SINO = dict(zip("일이삼사오육칠팔구십", range(1, 11), strict=True))
_RANK = dict(zip(("첫째", "둘째", "셋째", "넷째", "다섯째", "여섯째"), range(1, 7), strict=True))
_TOP = ("위", "처음", "앞")

# What may follow when somebody points at a choice: "2번 거로 할게요", "두 번째요", "둘째 것 알려 주세요".
_POINTED_AT = r"\s*(?:거|것|걸|꺼|껄|께)"
_THING = rf"(?:{_POINTED_AT}|\s*(?:항목|답|질문|버튼))?"
_WISHES = (
    "로 으로 요 이요 여 이여 욤 임 을 를 은 는 이에요 예요 이야 야 입니다 할게요 할래요 할래 "
    "하겠습니다 선택 선택할게요 골라 고를게요 눌러 누를게요 눌러주세요 알려줘요 알려줘 알려주세요 "
    "보여줘요 보여줘 보여주세요 부탁해요 부탁합니다 주세요 줘요 줘 해줘요 해줘 해주세요 좀"
)
_WISH = r"(?:\s*(?:" + "|".join(r"\s*".join(wish) for wish in _WISHES.split()) + "))*"
_END = r"[.!?~ ㅋㅎㅠㅜ^]*$"
_CHOICE = _THING + _WISH + _END

# "둘째 아이": a child, not a choice.
_CHILD = "아이|아기|애|아들|딸|자녀|출산|날|를|임신|낳"
_NTH = re.compile(
    r"(?<![가-힣0-9])(?P<native>첫|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s*번\s*[째쨰재]"
    r"|(?<![가-힣0-9.,])(?P<digits>\d{1,2})\s*번\s*[째쨰재]"
    rf"|(?<![가-힣])(?P<rank>{'|'.join(_RANK)})(?!\s*(?:{_CHILD}|주|줄|[토일월화수목금](?:요일)?\s))"
)
_WHOLE = re.compile(
    rf"^\s*(?:음+|어+|그럼|그러면|저기|네|예|아니)?[\s,.]*(?:(?P<digits>\d{{1,2}})\s*(?:번|\.|\))?(?!\d)"
    rf"|(?P<sino>일|이|삼|사|오|육|칠|팔|구|십)\s*번|(?P<native>한|두|세|네|다섯)\s*번(?=\s*(?:거|것|걸|으로)))"
    rf"{_CHOICE}"
)
_POSITION = re.compile(
    r"(?<![가-힣])(?P<place>(?:맨|제일|젤|가장)\s*(?:위|처음|앞|아래|밑|끝|마지막)|마지막)(?:에|의)?(?:\s*있는)?"
    + _CHOICE
)
# Without "맨" only together with a thing pointed at: "위에 거", but not "위에 있는 집".
_SIDE = re.compile(
    r"^\s*(?:음+|어+|그럼|그|저)?[\s,.]*(?P<place>위|앞|아래|밑|뒤|끝)(?:에|의|쪽)?(?:\s*있는)?"
    + _POINTED_AT
    + _WISH
    + _END
)
# "두 번째 방문", "세 번째 신청": counting times, not choosing.
_COUNTING = re.compile(
    r"\s*(?:방문|신청|접종|위반|적발|출산|아이|아기|자녀|임신|주|달|날|로\s*(?:신청|방문)|인데|라서|이라)"
)


@dataclass(frozen=True)
class Ordinal:
    """A choice by its place, 1 for the first and -1 for the last, with its span in the original text."""

    value: int
    start: int
    end: int


def find_ordinals(text: str) -> list[Ordinal]:
    """Return the choices named in a text, in order; ordinary numbers such as "2통" or "3층" are none."""
    folded = fold(text, MAX_CHARS)
    match = _WHOLE.match(folded.text) or _SIDE.match(folded.text) or _POSITION.search(folded.text)
    matches = [match] if match else [m for m in _NTH.finditer(folded.text) if not _counts(folded.text, m)]
    ordinals = []
    for found in matches:
        name, word = next((name, word) for name, word in found.groupdict().items() if word)
        value = _value(name, re.sub(r"\s", "", word))
        if value is not None:
            start, end = folded.span(found.start(name), _word_end(found, name))
            ordinals.append(Ordinal(value, start, end))
    return ordinals


def _counts(text: str, match: re.Match[str]) -> bool:
    return bool(_COUNTING.match(text, match.end()))


def _word_end(match: re.Match[str], name: str) -> int:
    """Include "번째" or "번" after the number, but not what the person wants done with it."""
    tail = re.compile(r"\s*번\s*[째쨰재]|\s*번|").match(match.string, match.end(name))
    return tail.end() if tail else match.end(name)


def _value(name: str, word: str) -> int | None:
    if name == "digits":
        number = int(word)
        return number if 1 <= number <= _LARGEST else None
    if name == "place":
        return 1 if word.endswith(_TOP) else LAST
    return {"native": _NATIVE, "sino": _SINO, "rank": _RANK}[name].get(word)
