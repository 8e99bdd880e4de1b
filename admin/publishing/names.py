"""What a model predicts, in words staff know: titles of articles, and Korean names of small talk."""

from __future__ import annotations

import json

from admin.editing.tables import Draft
from admin.insight.topics import TopicNames
from admin.publishing.changes import Change
from knowledge import KnowledgeStore

ACTS = {
    "greet": "인사",
    "bye": "작별 인사",
    "thanks": "고맙다는 말",
    "who_are_you": "누구냐고 묻는 말",
    "what_can_you_do": "무엇을 할 수 있냐는 말",
    "affirm": "네",
    "deny": "아니요",
    "repeat": "다시 말해 달라는 말",
    "slower": "천천히 해 달라는 말",
    "louder": "크게 해 달라는 말",
    "quieter": "작게 해 달라는 말",
    "bigger_text": "글씨를 키워 달라는 말",
    "wait": "기다려 달라는 말",
    "go_back": "뒤로",
    "start_over": "처음으로",
    "more_detail": "더 자세히",
    "talk_to_human": "사람과 통화하겠다는 말",
    "wrong_answer": "답이 틀렸다는 말",
    "complaint_anger": "화난 말",
    "lonely": "외롭다는 말",
    "sad_tired": "슬프고 지친 말",
    "weather_talk": "날씨 이야기",
    "time_talk": "시간을 묻는 말",
    "joke": "농담",
    "praise": "칭찬",
    "abuse": "거친 말",
    "crisis_self_harm": "위급한 말",
    "emergency_119": "119·112를 부를 말",
    "privacy_question": "개인정보를 묻는 말",
    "language_change": "다른 나라 말",
    "unclear": "뜻을 알기 어려운 말",
    "test_ping": "시험 삼아 하는 말",
    "follow_up": "이어서 묻는 말",
    "choose": "고르는 말",
    "none_of_these": "해당 없음",
    "browse": "둘러보기",
    "other_agency": "다른 기관 일",
    "out_of_scope": "답할 수 없는 말",
    "nlu_fallback": "못 알아들음",
}


class Predictions:
    """Names by key, for templates: `titles[key]`."""

    def __init__(self, store: KnowledgeStore) -> None:
        self._topics = TopicNames(store)

    def __getitem__(self, key: str) -> str:
        """Return the name of a topic, a group of other bodies' business or a dialogue act."""
        return ACTS.get(key) or self._topics.title(key)

    def of(self, item: Draft | Change) -> str:
        """Return the title of a draft's or a change's article; a new topic is in no catalogue yet."""
        return str(json.loads(item.topic)["title"]) if item.topic else self[item.key]
