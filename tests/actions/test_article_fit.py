from __future__ import annotations

import pytest

from actions.article_fit import facet_speaking_of, fits_article_at_hand, outweighs
from actions.questions import question_turn, unsure_turn

TAX, NOISE, DEMENTIA = "economy/property_tax", "urban/floor_noise", "welfare/dementia_center"
INSPECTION = "traffic/car_inspection"


@pytest.mark.parametrize(
    ("text", "topic", "fits"),
    [
        ("카드로도 돼?", TAX, True),
        ("늦으면 압류되나요?", TAX, True),
        ("신고 가능한가요", NOISE, True),
        ("강아지 산책은요", TAX, False),
        ("되나요?", TAX, False),
    ],
)
def test_a_message_fits_when_the_article_at_hand_has_its_words(store, talk, text, topic, fits) -> None:
    assert fits_article_at_hand(store, talk(text, ("culture/culture_voucher", 0.21), topic=topic)) is fits


def test_with_some_idea_of_another_topic_every_word_must_be_in_the_article(store, talk) -> None:
    other = ("culture/culture_voucher", 0.5)
    assert not fits_article_at_hand(store, talk("늦으면 압류되나요?", other, topic=TAX))
    assert fits_article_at_hand(store, talk("카드로도 돼?", other, topic=TAX))


def test_nothing_fits_before_anything_was_talked_about(store, talk) -> None:
    assert not fits_article_at_hand(store, talk("카드로도 돼?"))


def test_the_facet_that_has_the_words_is_answered(store, talk) -> None:
    (facet,) = facet_speaking_of(store, talk("카드로도 돼?", topic=TAX))
    assert "카드" in store.answer(TAX, facet).text
    reply = unsure_turn(store, talk("카드로도 돼?", ("culture/culture_voucher", 0.21), topic=TAX)).replies[0]
    assert (reply.topic, reply.facet) == (TAX, facet)


def test_a_likely_topic_of_another_domain_gives_way_to_the_article_at_hand(store, talk) -> None:
    asked = talk("검사 무료로 되나", (INSPECTION, 0.93), topic=DEMENTIA, facets=("fee",))
    assert outweighs(store, asked)
    assert question_turn(store, asked).replies[0].topic == DEMENTIA


def test_a_topic_the_message_names_does_not_give_way(store, talk) -> None:
    assert not outweighs(store, talk("자동차 정기검사 무료로 되나", (INSPECTION, 0.93), topic=DEMENTIA))
    assert not outweighs(store, talk("검사 무료로 되나", (INSPECTION, 0.99), topic=DEMENTIA))
