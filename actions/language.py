from __future__ import annotations

LANGUAGE_ACT = "language_change"
_FEWEST_LETTERS = 4


def is_foreign(text: str) -> bool:
    """Whether a message is in another script than Hangul and long enough to mean something."""
    letters = [character for character in text if character.isalpha()]
    is_korean = any("ㄱ" <= character <= "ㆎ" or "가" <= character <= "힣" for character in letters)
    return len(letters) >= _FEWEST_LETTERS and not is_korean
