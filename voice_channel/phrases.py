"""What the voice channel itself says to residents."""

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
YES, NO = "네", "아니요"


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
