"""What the voice channel itself says to residents."""

import re
from collections.abc import Iterable
from typing import Any

PROMPTS = {
    "no_speech": (
        "궁금한 것을 말씀해 주세요.",
        "말씀이 어려우시면 화면을 눌러 주세요.",
    ),
    "not_understood": (
        "잘 못 들었어요. 한 번 더 천천히 말씀해 주세요.",
        "잘 알아듣지 못했어요. 화면을 누르거나 글로 써 주세요.",
    ),
}
SAY_AGAIN = "그럼 한 번 더 말씀해 주세요."
_YES_NO = ("네", "예", "맞아요", "아니요", "아니에요")
_CHOICES = ("첫 번째", "일 번", "두 번째", "이 번", "세 번째", "삼 번", "네 번째", "사 번")
YES, NO = "네", "아니요"
_YES = re.compile(
    r"(?:네|예|응|어|맞아요?|맞습니다|그래요?|그렇습니다|그렇죠)(?:\s(?:네|예|응|맞아요?|맞습니다))*"
)
_NO = re.compile(
    r"(?:아니요?|아니에요|아닙니다|아뇨|틀렸어요|틀려요|아닌데요)(?:\s(?:아니요?|아니에요|아뇨|틀려요))*"
)


def agrees(text: str) -> bool | None:
    """Whether a bare yes or a bare no was said; None for anything else."""
    text = text.strip(" .!?,")
    if _YES.fullmatch(text):
        return True
    return False if _NO.fullmatch(text) else None


def confirmation(text: str) -> dict[str, Any]:
    """A bot message that asks whether `text` was said, with yes and no to tap."""
    question = heard_as(text)
    chips = [{"title": YES, "payload": YES}, {"title": NO, "payload": NO}]
    return {"custom": {"type": "notice", "text": question, "speech": question, "chips": chips}}


def expected_answers(messages: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """What residents answer to this reply if not a new question: yes and no, or one of the candidates."""
    customs = [message["custom"] for message in messages if isinstance(message.get("custom"), dict)]
    taps = {str(chip.get("title")) for custom in customs for chip in custom.get("chips") or ()}
    candidates = max((len(custom.get("candidates") or ()) for custom in customs), default=0)
    if candidates:
        return (*_CHOICES[: 2 * min(candidates, len(_CHOICES) // 2)], "해당 없음", *_YES_NO)
    return _YES_NO if YES in taps else ()


def prompt(reason: str, times: int) -> str:
    """The prompt for a reason ("no_speech", "not_understood") when it is needed for the `times`-th time."""
    lines = PROMPTS[reason]
    return lines[min(times, len(lines)) - 1]


def heard_as(text: str) -> str:
    """The question whether that was said, with the particle that fits its last syllable."""
    text = text.rstrip(" .?!")
    code = ord(text[-1]) - 0xAC00 if text else -1
    particle = "이라고" if 0 <= code < 11_172 and code % 28 else "라고"
    return f"‘{text}’{particle} 들었어요. 맞으세요?"
