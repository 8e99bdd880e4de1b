import asyncio
from collections.abc import Mapping

import pytest

from voice_channel import phrases
from voice_channel.interpretation import Interpretation, interpret, labels
from voice_channel.stt import Hypothesis
from voice_channel.stt.nbest import combine, weigh, with_confidence

MEANINGS = {
    "여권을 일어버렸어요": {"passport_lost": 0.4, "passport_new": 0.3},
    "여권을 잃어버렸어요": {"passport_lost": 0.95},
    "여관을 잃어버렸어요": {"lodging": 0.9},
    "소파 버릴래요": {"large_waste": 0.9},
    "죽고 싶어요": {"crisis": 1.0},
    "축구 하고 싶어요": {"sports": 0.9},
}


async def understand(text: str) -> Mapping[str, float]:
    return MEANINGS[text]


def choose(heard: Hypothesis) -> Interpretation:
    return asyncio.run(interpret(heard, understand))


def heard(*alternatives: tuple[str, float], confidence: float = 0.9) -> Hypothesis:
    return Hypothesis(alternatives[0][0], confidence, alternatives=alternatives)


def test_the_alternative_that_means_most_is_taken() -> None:
    chosen = choose(
        heard(("여권을 일어버렸어요", 0.5), ("여권을 잃어버렸어요", 0.45), ("소파 버릴래요", 0.05))
    )
    assert chosen == Interpretation("여권을 잃어버렸어요", doubtful=False)


def test_a_sure_recogniser_is_not_overruled_by_a_meaningful_but_unlikely_alternative() -> None:
    assert choose(heard(("여권을 일어버렸어요", 0.95), ("소파 버릴래요", 0.05))).text == "여권을 일어버렸어요"


def test_unsure_words_are_doubtful_only_when_others_would_get_another_answer() -> None:
    apart = (("여권을 잃어버렸어요", 0.5), ("여관을 잃어버렸어요", 0.5))
    alike = (("여권을 잃어버렸어요", 0.5), ("여권을 일어버렸어요", 0.5))
    assert choose(heard(*apart, confidence=0.4)).doubtful
    assert not choose(heard(*apart, confidence=0.9)).doubtful
    assert not choose(heard(*alike, confidence=0.4)).doubtful


def test_a_cry_for_help_is_heard_without_asking_back_even_when_other_words_are_likelier() -> None:
    alternatives = (("축구 하고 싶어요", 0.7), ("죽고 싶어요", 0.3))
    assert choose(heard(*alternatives, confidence=0.4)) == Interpretation("죽고 싶어요", doubtful=False)
    unlikely = (("축구 하고 싶어요", 0.95), ("죽고 싶어요", 0.05))
    assert choose(heard(*unlikely)).text == "축구 하고 싶어요"


def test_words_heard_in_mere_noise_are_no_words() -> None:
    assert choose(Hypothesis("네", 0.2)).text == ""
    assert asyncio.run(interpret(Hypothesis("내", 0.2), understand, expected="네")).text == "네"


def test_a_bot_that_cannot_be_asked_leaves_the_recognisers_choice() -> None:
    assert choose(heard(("모르는 말", 0.6), ("다른 말", 0.4))) == Interpretation("모르는 말")
    assert asyncio.run(interpret(heard(("가", 0.5), ("나", 0.5)), None)) == Interpretation("가")


def test_what_rasa_returns_becomes_topics_or_a_dialogue_act() -> None:
    ranking = [{"intent_response_key": "civil/passport_lost", "confidence": 0.9}]
    selector = {"default": {"ranking": ranking}}
    question = {"intent": {"name": "civil", "confidence": 0.95}, "response_selector": selector}
    greeting = {"intent": {"name": "greet", "confidence": 0.9}, "response_selector": selector}
    assert labels(question) == {"civil/passport_lost": 0.9}
    assert labels(greeting) == {"greet": 0.9, "civil/passport_lost": pytest.approx(0.09)}
    assert labels({"intent": {"name": "greet", "confidence": 0.9}}) == {"greet": 0.9}
    cry = {"entities": [{"entity": "safety", "value": "crisis:self_harm"}], **question}
    assert labels(cry) == {"crisis": 1.0}


def test_scores_become_probabilities_of_different_texts() -> None:
    weighed = weigh(
        [
            {"text": "가", "confidence": 10.0},
            {"text": "나", "confidence": 8.0},
            {"text": "가", "confidence": 9.0},
        ]
    )
    assert [text for text, _ in weighed] == ["가", "나"]
    assert sum(weight for _, weight in weighed) == pytest.approx(1.0)
    assert weighed[0][1] > weighed[1][1]


def test_a_word_that_all_alternatives_share_is_sure() -> None:
    words = with_confidence([{"word": "여권"}, {"word": "신청"}], (("여권 신청", 0.6), ("여권 진정", 0.4)))
    assert [word["conf"] for word in words] == [1.0, 0.6]


def test_alternatives_of_parts_of_a_turn_are_combined() -> None:
    combined = combine([(("가", 0.5), ("나", 0.5)), (), (("다", 1.0),)])
    assert combined == (("가 다", 0.5), ("나 다", 0.5))


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("네", True),
        ("네 맞아요", True),
        ("아니요", False),
        ("아니에요", False),
        ("네 여권이요", None),
        ("여권", None),
    ],
)
def test_a_bare_yes_or_no_is_told_from_a_new_question(text: str, agrees: bool | None) -> None:
    assert phrases.agrees(text) is agrees


@pytest.mark.parametrize(("text", "question"), [("여권", "‘여권’이라고"), ("어디요?", "‘어디요’라고")])
def test_the_question_back_has_the_right_particle(text: str, question: str) -> None:
    assert phrases.heard_as(text).startswith(question)
