from __future__ import annotations

from typing import Any

import pytest

from nlu.safety_lexicon import ABUSE, CALM, STRONG, WEAK, SafetyMatch
from nlu.safety_signs import Suspicion
from nlu.safety_verdict import SafetySettings, Wording, judge, put_first

SETTINGS = SafetySettings(
    sure=0.6,
    certain=0.9,
    alone=0.3,
    agreeing=0.1,
    danger=0.5,
    danger_sure=0.6,
    danger_certain=0.8,
    danger_act=0.7,
    danger_goodbye=0.95,
    doubt=0.2,
    abuse=0.5,
)
DOUBT = Suspicion("medical", danger=0.3)


def parsed(topic: float = 0.1, **acts: float) -> dict[str, Any]:
    ranking = sorted(
        [{"name": "civil", "confidence": topic}]
        + [{"name": name, "confidence": confidence} for name, confidence in acts.items()],
        key=lambda entry: -float(str(entry["confidence"])),
    )
    return {
        "intent": ranking[0],
        "intent_ranking": ranking,
        "response_selector": {
            "default": {"ranking": [{"intent_response_key": "civil/a", "confidence": topic}]}
        },
    }


def wording(
    *matches: tuple[str, float], excuses: tuple[str, ...] = (), suspicion: Suspicion = DOUBT
) -> Wording:
    found = tuple(SafetyMatch(kind, 0, 2, confidence) for kind, confidence in matches)
    return Wording(found, frozenset(excuses), 10, suspicion)


def test_certain_wording_is_a_crisis_even_beside_a_sure_topic() -> None:
    verdict = judge(wording(("fire", STRONG)), parsed(topic=0.99), SETTINGS)
    assert (verdict.intent, verdict.confidence) == ("emergency_119", STRONG)


def test_self_harm_has_an_intent_of_its_own() -> None:
    assert judge(wording(("self_harm", STRONG)), parsed(), SETTINGS).intent == "crisis_self_harm"


@pytest.mark.parametrize(
    ("topic", "probability", "crisis"), [(0.1, 0.15, True), (0.1, 0.05, False), (0.9, 0.15, False)]
)
def test_weak_wording_needs_the_classifier_and_no_sure_topic(
    topic: float, probability: float, crisis: bool
) -> None:
    verdict = judge(wording(("medical", WEAK)), parsed(topic, emergency_119=probability), SETTINGS)
    assert (verdict.intent == "emergency_119") is crisis


def test_weak_wording_of_a_calm_message_needs_more_of_the_classifier() -> None:
    calm = wording(("medical", WEAK), excuses=(CALM,))
    assert judge(calm, parsed(emergency_119=0.15, greet=0.4), SETTINGS).intent is None
    assert judge(calm, parsed(emergency_119=0.35), SETTINGS).intent == "emergency_119"


def test_without_any_wording_the_classifier_raises_a_crisis_over_the_whole_message() -> None:
    verdict = judge(wording(), parsed(crisis_self_harm=0.35), SETTINGS)
    assert verdict.intent == "crisis_self_harm"
    assert verdict.matches == (SafetyMatch("self_harm", 0, 10, 0.35),)


def test_a_crisis_behind_two_likelier_intents_is_not_raised() -> None:
    assert judge(wording(), parsed(crisis_self_harm=0.3, greet=0.32, bye=0.35), SETTINGS).intent is None


def test_a_crisis_second_to_the_fallback_and_one_intent_is_raised() -> None:
    verdict = judge(wording(), parsed(emergency_119=0.3, nlu_fallback=0.5, bye=0.5), SETTINGS)
    assert verdict.intent == "emergency_119"


@pytest.mark.parametrize("excuse", [CALM, "self_harm"])
def test_the_classifiers_own_crisis_is_withdrawn_when_the_wording_excuses_it(excuse: str) -> None:
    verdict = judge(wording(excuses=(excuse,)), parsed(crisis_self_harm=0.9), SETTINGS)
    assert (verdict.intent, verdict.matches) == ("nlu_fallback", ())


def test_what_the_classifier_is_certain_of_is_not_withdrawn() -> None:
    verdict = judge(wording(excuses=(CALM,)), parsed(crisis_self_harm=0.99), SETTINGS)
    assert verdict.intent == "crisis_self_harm"


def test_the_danger_model_raises_its_kind_over_the_whole_message_without_any_wording() -> None:
    verdict = judge(wording(suspicion=Suspicion("fire", danger=0.6)), parsed(), SETTINGS)
    assert (verdict.intent, verdict.matches) == ("emergency_119", (SafetyMatch("fire", 0, 10, 0.6),))


@pytest.mark.parametrize(
    ("topic", "danger", "crisis"),
    [(0.7, 0.55, False), (0.7, 0.65, True), (0.95, 0.65, False), (0.95, 0.85, True)],
)
def test_the_surer_the_topic_the_surer_the_danger_model_must_be(
    topic: float, danger: float, crisis: bool
) -> None:
    found = wording(suspicion=Suspicion("self_harm", danger=danger))
    assert (judge(found, parsed(topic), SETTINGS).intent == "crisis_self_harm") is crisis


@pytest.mark.parametrize(("near", "crisis"), [("civil/a", True), ("civil/b", False)])
def test_beside_a_certain_topic_near_danger_the_danger_model_counts_earlier(near: str, crisis: bool) -> None:
    found = wording(suspicion=Suspicion("medical", danger=0.65))
    assert (judge(found, parsed(topic=0.95), SETTINGS, {near}).intent == "emergency_119") is crisis


def test_certain_wording_is_a_crisis_beside_a_certain_topic_far_from_danger() -> None:
    found = wording(("medical", STRONG), suspicion=Suspicion("medical", danger=0.1))
    assert judge(found, parsed(topic=0.99), SETTINGS).intent == "emergency_119"


@pytest.mark.parametrize(("danger", "crisis"), [(0.6, False), (0.9, True)])
def test_in_sure_small_talk_the_danger_model_must_be_surer(danger: float, crisis: bool) -> None:
    found = wording(suspicion=Suspicion("medical", danger=danger))
    assert (judge(found, parsed(who_are_you=0.8), SETTINGS).intent == "emergency_119") is crisis


@pytest.mark.parametrize(("danger", "crisis"), [(0.8, False), (0.97, True)])
def test_a_certain_goodbye_is_hardly_ever_a_last_one(danger: float, crisis: bool) -> None:
    found = wording(suspicion=Suspicion("self_harm", danger=danger))
    assert (judge(found, parsed(bye=0.95), SETTINGS).intent == "crisis_self_harm") is crisis


def test_the_classifier_alone_raises_nothing_the_danger_model_rules_out() -> None:
    calm = wording(suspicion=Suspicion("medical", danger=0.05))
    assert judge(calm, parsed(emergency_119=0.5), SETTINGS).matches == ()


def test_strong_wording_stays_a_crisis_whatever_the_danger_model_says() -> None:
    found = wording(("fire", STRONG), suspicion=Suspicion("fire", danger=0.0))
    assert judge(found, parsed(topic=0.99), SETTINGS).intent == "emergency_119"


def test_the_abuse_model_raises_abuse_unless_a_topic_is_sure() -> None:
    found = wording(suspicion=Suspicion("medical", danger=0.0, abuse=0.8))
    assert judge(found, parsed(), SETTINGS).intent == "abuse"
    assert judge(found, parsed(topic=0.9), SETTINGS).intent is None


def test_a_weak_sign_of_abuse_needs_the_classifier() -> None:
    assert judge(wording((ABUSE, WEAK)), parsed(quieter=0.9), SETTINGS).intent is None
    assert judge(wording((ABUSE, WEAK)), parsed(quieter=0.5, abuse=0.4), SETTINGS).intent == "abuse"


def test_abuse_alone_is_abuse() -> None:
    assert judge(wording((ABUSE, STRONG)), parsed(), SETTINGS).intent == "abuse"


def test_a_real_question_with_a_curse_stays_a_question_and_is_marked() -> None:
    verdict = judge(wording((ABUSE, STRONG)), parsed(topic=0.8), SETTINGS)
    assert verdict.intent is None
    assert [match.kind for match in verdict.matches] == [ABUSE]


def test_a_question_the_curse_blurred_is_still_asked_back_about() -> None:
    verdict = judge(wording((ABUSE, STRONG)), parsed(topic=0.5, abuse=0.2, nlu_fallback=0.6), SETTINGS)
    assert verdict.intent is None


def test_a_crisis_with_a_curse_is_a_crisis_first() -> None:
    verdict = judge(wording((ABUSE, STRONG), ("crime", STRONG)), parsed(), SETTINGS)
    assert verdict.intent == "emergency_119"
    assert [match.kind for match in verdict.matches] == ["crime", ABUSE]


def test_a_plain_message_keeps_its_intent() -> None:
    assert judge(wording(), parsed(greet=0.9), SETTINGS).intent is None


def test_a_message_without_predictions_is_judged_by_its_wording() -> None:
    assert judge(wording(("fire", STRONG)), {}, SETTINGS).intent == "emergency_119"


def test_the_ranking_keeps_its_order_behind_the_new_intent() -> None:
    ranking = [{"name": "greet", "confidence": 0.5}, {"name": "abuse", "confidence": 0.2}]
    assert put_first(ranking, "abuse", 0.95) == [
        {"name": "abuse", "confidence": 0.95},
        {"name": "greet", "confidence": 0.5},
    ]
