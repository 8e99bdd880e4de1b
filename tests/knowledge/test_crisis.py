"""The cards for people in danger, as staff write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import CRISIS_KINDS, KnowledgeError, KnowledgeSettings, KnowledgeStore
from knowledge.catalog import load_catalog
from knowledge.crisis import Hotline, load_crisis, spoken_number, spoken_numbers
from knowledge.district import load_district

ROOT = Path(__file__).parents[2] / "knowledge"
FIRST = {"self_harm": "109", "medical": "119", "fire": "119", "crime": "112", "child_abuse": "112"}


@pytest.fixture(scope="module")
def crisis():
    return KnowledgeStore(KnowledgeSettings(ROOT)).crisis


@pytest.mark.parametrize("kind", CRISIS_KINDS)
def test_every_kind_has_a_card_with_the_number_in_its_first_sentence(crisis, kind) -> None:
    card = crisis.cards[kind]
    assert card.hotlines[0].number in card.text.split(".")[0]
    assert FIRST.get(kind, card.hotlines[0].number) == card.hotlines[0].number


@pytest.mark.parametrize("kind", CRISIS_KINDS)
def test_the_number_is_read_digit_by_digit_and_twice(crisis, kind) -> None:
    card = crisis.cards[kind]
    spoken = spoken_number(card.hotlines[0].number)
    assert card.speech.count(spoken) >= 2
    assert not any(hotline.number in card.speech for hotline in card.hotlines)


def test_violence_at_home_and_elders_have_their_own_lines(crisis) -> None:
    assert "1366" in crisis.cards["domestic_violence"].text
    assert "1577-1389" in crisis.cards["elder_in_danger"].text
    assert "마들랜" in crisis.cards["self_harm"].text


def test_only_the_first_mention_of_a_number_is_said_twice() -> None:
    lines = (Hotline("119", "구급"),)
    assert spoken_numbers("119에 전화하세요. 119예요.", lines) == "일일구, 일일구에 전화하세요. 일일구예요."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("text: 지금 119에", "text: 지금 빨리", "첫 문장에 phones의 번호가 없습니다"),
        ('number: "119"', "number: 일일구", "전화번호가 아닙니다"),
        ("topics: [passport_lost]", "topics: [nothing]", "'nothing' 주제가 없습니다"),
        ("say: 위험하면 119", "say: 위험하면 바로", "say에 119 번호가 없습니다"),
        ("  crime:", "  theft:", "'crime' 항목이 없습니다"),
    ],
)
def test_a_wrong_card_is_explained_with_file_and_line(folder, old: str, new: str, said: str) -> None:
    card = '{phones: [{number: "119", name: 구급}], text: 지금 119에 전화하세요.}'
    kinds = "".join(f"  {kind}: {card}\n" for kind in CRISIS_KINDS if kind != "fire")
    text = (
        f'kinds:\n{kinds}  fire:\n    phones:\n      - {{number: "119", name: 구급}}\n'
        "    text: 지금 119에 전화하세요.\nlines_for_topics:\n"
        '  - topics: [passport_lost]\n    number: "119"\n    name: 구급\n    say: 위험하면 119예요.\n'
    )
    path = folder.write("crisis.yml", text)
    district = load_district(folder.root / "district.yml")
    catalog = load_catalog(folder.root / "catalog.yml", district)
    assert load_crisis(path, district, catalog).topic_lines["civil/passport_lost"].hotline.number == "119"
    assert old in text
    folder.write("crisis.yml", text.replace(old, new))
    with pytest.raises(KnowledgeError) as caught:
        load_crisis(path, district, catalog)
    assert said in str(caught.value)
    assert "crisis.yml" in str(caught.value) and "번째 줄" in str(caught.value)


def test_a_broken_card_keeps_the_last_good_one(folder) -> None:
    good = (ROOT / "crisis.yml").read_text()
    folder.write("crisis.yml", good[: good.index("lines_for_topics")])
    store = folder.store()
    folder.write("crisis.yml", "kinds: [")
    assert "109" in store.crisis.cards["self_harm"].text
    assert [problem.file for problem in store.problems() if problem.file == "crisis.yml"]
