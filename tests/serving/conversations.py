"""Conversations that touch what the pieces change: forms, restarts, reverts, payloads, unknown intents."""

CONVERSATIONS = {
    "questions": ["안녕", "여권 수수료", "고마워", "모르는 말", "수수료"],
    "form": ["신청", "홍길동", "가좌", "가좌동", "수수료", "신청"],
    "detour": ["신청", "안녕", "김영희", "취소", "신청", "박철수", "검암동"],
    "restart": ["수수료", "/restart", "수수료", "신청", "/restart", "안녕", "수수료"],
    "back": ["안녕", "수수료", "/back", "/back", "수수료", "신청", "/back", "안녕"],
    "payloads": ["/fee", "/unknown_intent", '/fee{"x": 1}', "/greet", "/session_start", "수수료"],
    "odd": ["👍", "ㄱ", "수수료 " * 100, "고마워\n고마워"],
    "long": ["수수료", "안녕", "모르는 말"] * 5,
}

VOLATILE = {"timestamp", "message_id", "model_id", "assistant_id", "policy"}


def interleaved():
    """All messages as (sender, text), one of each conversation in turn."""
    turns = []
    for number in range(max(map(len, CONVERSATIONS.values()))):
        turns += [(name, texts[number]) for name, texts in CONVERSATIONS.items() if number < len(texts)]
    return turns


def comparable(value):
    """The value without what differs between two runs: times, ids and class names."""
    if isinstance(value, dict):
        return {key: comparable(inner) for key, inner in value.items() if key not in VOLATILE}
    return [comparable(inner) for inner in value] if isinstance(value, list) else value
