from __future__ import annotations

from typing import Any

import pytest

from nlu.evaluation_file import Question
from nlu.prediction import predict_all


class EchoModel:
    """Takes every text for the name of its topic."""

    async def parse_message(self, text: str) -> dict[str, Any]:
        ranking = [{"name": "civil", "confidence": 1.0}]
        topics = [{"intent_response_key": text, "confidence": 1.0}]
        return {
            "intent": ranking[0],
            "intent_ranking": ranking,
            "entities": [],
            "response_selector": {"all_retrieval_intents": ["civil"], "default": {"ranking": topics}},
        }


@pytest.mark.parametrize("count", [0, 3, 401])
def test_each_question_gets_its_own_prediction_whether_few_or_many(count: int) -> None:
    topics = [f"civil/topic_{number}" for number in range(count)]
    predictions = predict_all(EchoModel(), [Question(topic, topic) for topic in topics])
    assert [prediction.best for prediction in predictions] == topics
    assert [prediction.expected for prediction in predictions] == topics
