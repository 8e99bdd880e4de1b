"""Korean words for what the bot's data calls by code."""

from __future__ import annotations

import json

from privacy.crisis_words import PLACEHOLDER

CHANNEL_LABELS = {
    "web": "누리집",
    "voice": "음성",
    "kiosk": "키오스크",
    "kakao": "카카오톡",
    "nugu": "인공지능 스피커",
    "openapi": "다른 기관 연결",
    "rest": "외부 연결",
    "unknown": "알 수 없음",
}
EMOTION_LABELS = {
    "neutral": "보통",
    "anger": "화남",
    "anxiety": "불안",
    "sadness": "슬픔",
    "gratitude": "고마움",
    "joy": "기쁨",
    "confusion": "헷갈림",
}
REPLY_LABELS = {
    "answer": "답변",
    "candidates": "되물음",
    "chitchat": "인사·대화",
    "handoff": "담당자 안내",
    "crisis": "긴급 안내",
    "abuse": "폭언 안내",
    "out_of_scope": "다른 기관 안내",
    "notice": "알림",
    "places": "장소 안내",
    "benefits": "혜택 안내",
}


def channel_label(channel: str) -> str:
    """Name a channel; one nobody named keeps its code."""
    return CHANNEL_LABELS.get(channel, channel)


def emotion_label(emotion: str) -> str:
    """Name an emotion."""
    return EMOTION_LABELS.get(emotion, emotion)


def spoken_text(text: str, title_of: dict[str, str] | None = None) -> str:
    """Return what the resident said or pressed, in words; a button's payload is shown by its title."""
    if not text:
        return PLACEHOLDER
    if not text.startswith("/"):
        return text
    name, _, rest = text[1:].partition("{")
    try:
        entities = json.loads("{" + rest) if rest else {}
    except ValueError:
        entities = {}
    topic = str(entities.get("topic") or entities.get("domain") or "")
    shown = (title_of or {}).get(text) or topic or {"none_of_these": "해당 없음"}.get(name, name)
    return f"[단추] {shown}"


def button_titles(buttons: list[tuple[str, str]]) -> dict[str, str]:
    """Return the title of each payload offered."""
    return {payload: title for title, payload in buttons}
