"""Make a short text for the ear out of a written answer."""

from __future__ import annotations

import re

MAX_SENTENCES = 3

_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")
_PHONE = re.compile(r"\d{2,4}-\d{3,4}(-\d{4})?|\d{4}-\d{4}|전화")
_ADDRESS = re.compile(r"(https?://|www\.)[^\s가-힣)]+|\b[\w.-]+\.(go|or|co)\.kr[^\s가-힣)]*")
# A full stop ends a sentence unless a digit stands on both sides (2026. 7. 1.).
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?!\d)")
_LIST_MARK = re.compile(r"^\s*(?:[-*•▶○·]|\d{1,2}[.)])\s+(?!\d)")


def speech_from_text(text: str, max_sentences: int = MAX_SENTENCES) -> str:
    """Return the first sentences of `text` without list marks, parentheses and web addresses."""
    return " ".join(split_sentences(text)[:max_sentences])


def split_sentences(text: str) -> list[str]:
    """Return speakable sentences; each list item counts as one."""
    sentences: list[str] = []
    for line in text.splitlines():
        is_item = _LIST_MARK.match(line) is not None
        spoken = simplify(_LIST_MARK.sub("", line))
        for part in _SENTENCE_END.split(spoken) if spoken else []:
            if part and part[-1] not in ".!?":
                part = part.rstrip(",:; ") + ("." if is_item or part[-1:] not in ",:;" else ",")
            sentences.append(part)
    return sentences


def simplify(line: str) -> str:
    """Drop what cannot be spoken from one line; a phone number in parentheses is kept."""
    line = _PARENTHESES.sub(_spoken_parenthesis, line)
    line = _ADDRESS.sub("누리집", line)
    line = re.sub(r"\s*[·/]\s*(?=[가-힣A-Za-z])", ", ", line)
    line = re.sub(r"(?<=\S):\s+", ", ", line)
    line = re.sub(r"[\"'“”‘’「」『』<>\[\]*#※→]", " ", line)
    return re.sub(r"\s+([.,!?])", r"\1", " ".join(line.split()))


def _spoken_parenthesis(match: re.Match[str]) -> str:
    inner = match[1].strip()
    if _ADDRESS.search(inner) or not _PHONE.search(inner):
        return ""
    return f" {inner}"
