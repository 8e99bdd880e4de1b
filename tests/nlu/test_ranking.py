from __future__ import annotations

import numpy as np
import pytest

from nlu.ranking import intent_ranking, response_selector, topic_ranking

CLASSES = ("civil/passport_issue", "civil/passport_lost", "greet", "traffic/parking_fine")
PROBABILITIES = np.array([0.3, 0.35, 0.05, 0.3])


def test_a_domain_is_as_likely_as_its_topics_together() -> None:
    ranking = intent_ranking(CLASSES, PROBABILITIES)
    assert [entry["name"] for entry in ranking] == ["civil", "traffic", "greet"]
    assert [entry["confidence"] for entry in ranking] == pytest.approx([0.65, 0.3, 0.05])


def test_topics_are_ranked_across_domains_and_without_acts() -> None:
    ranking = topic_ranking(CLASSES, PROBABILITIES)
    assert [entry["intent_response_key"] for entry in ranking] == [
        "civil/passport_lost",
        "civil/passport_issue",
        "traffic/parking_fine",
    ]


def test_at_most_ten_topics_and_ten_intents_are_listed() -> None:
    classes = [f"domain{number}/topic" for number in range(30)]
    probabilities = np.full(30, 1 / 30)
    assert len(intent_ranking(classes, probabilities)) == len(topic_ranking(classes, probabilities)) == 10


def test_equal_probabilities_are_ordered_by_name() -> None:
    ranking = topic_ranking(("b/x", "a/x", "c/x"), np.full(3, 1 / 3))
    assert [entry["intent_response_key"] for entry in ranking] == ["a/x", "b/x", "c/x"]


def test_the_selector_has_the_keys_rasa_and_the_actions_read() -> None:
    selector = response_selector(CLASSES, PROBABILITIES, "civil")
    assert selector["all_retrieval_intents"] == ["civil", "traffic"]
    assert selector["default"]["response"] == {
        "responses": [],
        "confidence": 0.35,
        "intent_response_key": "civil/passport_lost",
        "utter_action": "utter_civil/passport_lost",
    }
    assert selector["default"]["ranking"][0] == {
        "confidence": 0.35,
        "intent_response_key": "civil/passport_lost",
    }


def test_the_winning_intent_names_its_own_best_topic() -> None:
    probabilities = np.array([0.3, 0.31, 0.0, 0.39])
    selector = response_selector(CLASSES, probabilities, "civil")
    assert selector["default"]["response"]["intent_response_key"] == "traffic/parking_fine"
    assert selector["civil"]["response"]["intent_response_key"] == "civil/passport_lost"


def test_an_act_has_no_topic_of_its_own() -> None:
    assert set(response_selector(CLASSES, PROBABILITIES, "greet")) == {"all_retrieval_intents", "default"}


def test_a_model_of_acts_alone_selects_nothing() -> None:
    assert response_selector(("bye", "greet"), np.array([0.4, 0.6]), "greet") == {"all_retrieval_intents": []}
