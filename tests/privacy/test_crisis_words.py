"""Of a person in danger only the fact and the kind are kept."""

from __future__ import annotations

import json

from privacy.crisis_words import PLACEHOLDER, is_crisis, metadata_without_words, without_words

WORDS = "약을 모아 뒀어요 이제 끝내려고요"
PARSED = {
    "text": WORDS,
    "intent": {"name": "crisis_self_harm", "confidence": 0.95},
    "entities": [
        {"entity": "safety", "value": "crisis:self_harm", "start": 0, "end": 8, "confidence": 0.95},
        {"entity": "emotion", "value": "sadness", "confidence": 0.9},
        {"entity": "facet", "value": "how", "start": 9, "end": 12},
    ],
    "halves": {"joint": "clause", "parts": [{"text": WORDS[:8]}, {"text": WORDS[8:]}]},
    "response_selector": {"default": {"ranking": []}},
    "text_tokens": [[0, 2]],
}


def test_what_was_understood_stays_and_the_words_go() -> None:
    kept = without_words(PARSED)
    assert kept["intent"]["name"] == "crisis_self_harm"
    assert [e["value"] for e in kept["entities"]] == ["crisis:self_harm", "sadness"]
    assert kept["text"] == PLACEHOLDER
    said = json.dumps(kept, ensure_ascii=False)
    assert not any(word in said for word in WORDS.split())


def test_only_danger_counts_as_danger() -> None:
    assert is_crisis(PARSED)
    assert not is_crisis({"entities": [{"entity": "safety", "value": "abuse"}]})
    assert not is_crisis({})


def test_other_readings_of_what_was_spoken_go_too() -> None:
    spoken = {"input": "voice", "alternatives": [WORDS], "confidence": 0.7, "profile": "kiosk"}
    assert metadata_without_words(spoken) == {"input": "voice", "profile": "kiosk"}
    assert metadata_without_words(None) == {}
