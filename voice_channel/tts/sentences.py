"""Cuts text into pieces that are spoken one after the other."""

import re

_MAX_CHARS = 160
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+")


def split_sentences(text: str, max_chars: int = _MAX_CHARS) -> list[str]:
    """Sentences in order, none empty; those longer than `max_chars` are cut at commas or spaces."""
    pieces: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        sentence = sentence.strip()
        while len(sentence) > max_chars:
            cut = _cut_position(sentence, max_chars)
            pieces.append(sentence[:cut].strip())
            sentence = sentence[cut:].strip()
        if sentence:
            pieces.append(sentence)
    return pieces


def _cut_position(sentence: str, max_chars: int) -> int:
    head = sentence[:max_chars]
    for mark in (",", " "):
        position = head.rfind(mark)
        if position > 0:
            return position + 1
    return max_chars
