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


def test_a_likely_topic_gives_way_to_the_article_at_hand_that_has_all_nouns(store, talk) -> None:
    words = {"topic": DEMENTIA, "facets": ("fee",), "nouns": ("검사", "무료")}
    asked = talk("검사 무료로 되나", (INSPECTION, 0.93), **words)
    assert outweighs(store, asked)
    assert question_turn(store, asked).replies[0].topic == DEMENTIA
    assert not outweighs(store, talk("검사 무료로 되나", (INSPECTION, 0.999), **words))


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("자동차 정기검사 무료로 되나", ("자동차", "정기", "검사", "무료")),
        ("번호판 검사 무료로 되나", ("번호판", "검사", "무료")),
        ("검사", None),
        ("검사를 받으라는 우편물이 왔는데 제가 다음 달까지 멀리 나가 있어서 못 받을 것 같아요", ("검사",)),
    ],
)
def test_a_topic_does_not_give_way_to_an_article_that_lacks_a_noun(store, talk, text, nouns) -> None:
    assert not outweighs(store, talk(text, (INSPECTION, 0.93), topic=DEMENTIA, nouns=nouns))


def test_between_close_topics_only_a_question_without_nouns_goes_on(store, talk) -> None:
    issue, lost = "civil/passport_issue", ("civil/passport_lost", 0.98)
    facet = {"facets": ("time",), "facet_places": (("time", 0),), "topic": issue}
    assert outweighs(store, talk("언제 찾아요", lost, nouns=(), **facet))
    assert not outweighs(store, talk("여권 언제 찾아요", lost, nouns=("여권",), **facet))
    assert not outweighs(store, talk("너무 오래 걸려요", lost, topic=issue, nouns=()))


def test_a_place_of_the_district_alone_goes_on_with_the_topic(store, talk) -> None:
    lot = "traffic/public_parking_lot"
    asked = talk("청라에도 있어요?", ("urban/new_town", 0.57), topic=lot, nouns=("청라",))
    assert unsure_turn(store, asked).replies[0].topic == lot


def test_the_likeliest_topic_asked_back_about_is_answered_when_a_message_fits_it(store, talk) -> None:
    copy, machine = "civil/resident_copy", "civil/kiosk_certificate"
    words = {"candidates": (copy, machine), "misses": 1, "follow_up": 0.5}
    turn = unsure_turn(store, talk("신분증만 있으면 되나요", (machine, 0.05), nouns=("신분증",), **words))
    assert turn.replies[0].topic == copy
    assert machine in turn.slots["candidates"]


def test_a_word_the_article_uses_itself_does_not_lead_to_its_neighbour(store, talk) -> None:
    asked = talk(
        "학교에서도 되나", ("education/school_meal", 0.1), topic="education/youth_card", nouns=("학교",)
    )
    assert unsure_turn(store, asked).replies[0].topic == "education/youth_card"


def test_a_question_that_names_nothing_goes_on_however_sure_the_nlu_is(store, talk) -> None:
    facet = {"facets": ("contact",), "facet_places": (("contact", 8),), "facet_spans": ((8, 14),)}
    mind = ("welfare/mental_health", 0.999)
    asked = talk("상담 받으려면 어디로 전화해요", mind, topic=NOISE, nouns=("상담", "전화"), **facet)
    assert question_turn(store, asked).replies[0].topic == NOISE


def test_a_neighbour_named_by_a_noun_is_a_second_thing(store, talk) -> None:
    sofa, fridge = "environment/large_waste", ("environment/appliance_pickup", 0.5)
    assert (
        unsure_turn(store, talk("냉장고도 있는데", fridge, topic=sofa, nouns=("냉장고",))).replies[0].topic
        == fridge[0]
    )
    there = talk(
        "시장에서는?", ("economy/traditional_market", 0.47), topic="economy/local_currency", nouns=("시장",)
    )
    assert unsure_turn(store, there).replies[0].topic == "economy/local_currency"


def test_a_topic_not_quite_sure_gives_way_to_the_one_at_hand_that_is_its_second(store, talk) -> None:
    odor, factory = "environment/odor_complaint", "economy/factory_company_support"
    asked = talk("공장에서 나는 거 같아요", (factory, 0.63), (odor, 0.27), topic=odor, nouns=("공장",))
    assert question_turn(store, asked).replies[0].topic == odor
    assert (
        question_turn(store, talk("공장 등록", (factory, 0.63), (odor, 0.02), topic=odor)).replies[0].topic
        == factory
    )
