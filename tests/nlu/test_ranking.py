from __future__ import annotations

import numpy as np
import pytest

from nlu.ranking import Ranker

CLASSES = ("civil/passport_issue", "civil/passport_lost", "greet", "traffic/parking_fine")
PROBABILITIES = np.array([0.3, 0.35, 0.05, 0.3])


def test_a_domain_is_as_likely_as_its_topics_together() -> None:
    ranking = Ranker(CLASSES).intents(PROBABILITIES)
    assert [entry["name"] for entry in ranking] == ["civil", "traffic", "greet"]
    assert [entry["confidence"] for entry in ranking] == pytest.approx([0.65, 0.3, 0.05])


def test_topics_are_ranked_across_domains_and_without_acts() -> None:
    ranking = Ranker(CLASSES).topics(PROBABILITIES)
    assert [entry["intent_response_key"] for entry in ranking] == [
        "civil/passport_lost",
        "civil/passport_issue",
        "traffic/parking_fine",
    ]


def test_at_most_ten_topics_and_ten_intents_are_listed() -> None:
    ranker = Ranker(tuple(f"domain{number}/topic" for number in range(30)))
    probabilities = np.full(30, 1 / 30)
    assert len(ranker.intents(probabilities)) == len(ranker.topics(probabilities)) == 10


def test_equal_probabilities_are_ordered_by_name() -> None:
    ranking = Ranker(("b/x", "a/x", "c/x")).topics(np.full(3, 1 / 3))
    assert [entry["intent_response_key"] for entry in ranking] == ["a/x", "b/x", "c/x"]


def test_the_selector_has_the_keys_rasa_and_the_actions_read() -> None:
    selector = Ranker(CLASSES).selector(PROBABILITIES, "civil")
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
    selector = Ranker(CLASSES).selector(probabilities, "civil")
    assert selector["default"]["response"]["intent_response_key"] == "traffic/parking_fine"
    assert selector["civil"]["response"]["intent_response_key"] == "civil/passport_lost"


def test_an_act_has_no_topic_of_its_own() -> None:
    assert set(Ranker(CLASSES).selector(PROBABILITIES, "greet")) == {"all_retrieval_intents", "default"}


def test_a_model_of_acts_alone_selects_nothing() -> None:
    assert Ranker(("bye", "greet")).selector(np.array([0.4, 0.6]), "greet") == {"all_retrieval_intents": []}
