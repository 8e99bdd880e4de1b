"""Two questions in one breath, and one question put in place of another.

"여권 수수료랑 소파 버리는 법 알려주세요" are two questions; "재발급 말고 신규요" takes back its first half.
Which topics the halves are about is read by the same classifier as the whole; actions decide what it means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# How the halves hang together: two sentences, nouns or clauses, or the second in place of the first.
SENTENCE, NOUN, CLAUSE, INSTEAD = "sentence", "noun", "clause", "instead"
MAX_CHARS = 200
_MOST_SPLITS = 3
_FEWEST_LETTERS = 2
_RANKED = 5
_LIKELY = 0.5

Rank = Callable[[str], Sequence[dict[str, Any]]]

_INSTEAD = re.compile(r"\s*(?:말고(?:는|요)?|말구요?|아니고(?:요)?|아니구요?|아니라)[\s,.]+(?=\S)")
_NO = re.compile(r"^\s*(?:아니(?:요|오|야|에요)?|아뇨)[\s,.]+(?=\S)")
_ASKING = re.compile(
    r"[?]|알려|가르쳐|궁금|싶|려고|려면|얼마|어디|언제|어떻|어떡|뭐|뭘|무엇|무슨|며칠|몇|나요|까요?|주세요|죠|는지"
)
_JOINTS = (
    (SENTENCE, re.compile(r"(?:[\s,.?!]+(?:그리고|그리구|그라고|또|아\s*참)|[,.?!]\s*참)[\s,]+(?=\S)")),
    (SENTENCE, re.compile(r"(?<=[?!.~])\s+(?=\S)")),
    (NOUN, re.compile(r"(?<=[가-힣])(?:이랑|랑|하고|하구|와|과)\s+(?=\S)|\s+및\s+(?=\S)")),
    # "가로등이 꺼졌고 하수구도 막혔어요": only the "도" of a noun makes a second thing of the second clause.
    (CLAUSE, re.compile(r"(?<=[가-힣])면서\s+(?=(?:\S+\s)?\S*[가-힣](?<![가아어해돼와봐])도\s)")),
    (CLAUSE, re.compile(r"(?<=[가-힣])[고구]요?[\s,]+(?=(?:\S+\s)?\S*[가-힣](?<![가아어해돼와봐])도\s)")),
)
_LETTER = re.compile(r"[가-힣A-Za-z0-9]")


@dataclass(frozen=True)
class Half:
    """A part of a message with its span in the whole."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Split:
    """A message in two; of INSTEAD the first half is what is not meant (empty after a bare "아니")."""

    joint: str
    first: Half
    second: Half


def splits(text: str) -> list[Split]:
    """Return the ways a message may be two questions, likeliest first; mostly none."""
    if len(text) > MAX_CHARS:
        return []
    refusal, instead = _NO.match(text), _INSTEAD.search(text)
    if instead:
        start = refusal.end() if refusal and refusal.end() < instead.start() else 0
        return [_split(INSTEAD, text, start, instead.start(), instead.end())]
    if refusal:
        return [_split(INSTEAD, text, 0, 0, refusal.end())]
    return list(_joined(text))[:_MOST_SPLITS]


def halves_of(text: str, rank: Rank) -> dict[str, Any] | None:
    """Return the message property `halves`: the joint and the two parts, each with its ranking by `rank`.

    None when the message is one question: two questions must be about two topics, each likely by itself.
    """
    for split in splits(text):
        parts = _ranked_parts(split, rank)
        if parts:
            return {"joint": split.joint, "parts": parts}
    return None


def _ranked_parts(split: Split, rank: Rank) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for half in (split.first, split.second):
        ranking = list(rank(half.text)[:_RANKED]) if half.text else []
        if split.joint != INSTEAD and not (ranking and ranking[0]["confidence"] >= _LIKELY):
            return []
        parts.append({"text": half.text, "start": half.start, "end": half.end, "ranking": ranking})
    return [] if split.joint != INSTEAD and _topic(parts[0]) == _topic(parts[1]) else parts


def _topic(part: dict[str, Any]) -> str:
    return str(part["ranking"][0]["intent_response_key"])


def _joined(text: str) -> Iterator[Split]:
    for joint, pattern in _JOINTS:
        for match in pattern.finditer(text):
            split = _split(joint, text, 0, match.start(), match.end())
            # "이사 왔어요. 봉투는 어디서 사요?" asks one thing: its first sentence is the background.
            background = (
                joint == SENTENCE and match.group().isspace() and not _ASKING.search(split.first.text)
            )
            if _says_something(split.first) and _says_something(split.second) and not background:
                yield split


def _split(joint: str, text: str, start: int, end: int, then: int) -> Split:
    return Split(joint, _half(text, start, end), _half(text, then, len(text)))


def _half(text: str, start: int, end: int) -> Half:
    return Half(text[start:end].strip(), start, end)


def _says_something(half: Half) -> bool:
    return len(_LETTER.findall(half.text)) >= _FEWEST_LETTERS
