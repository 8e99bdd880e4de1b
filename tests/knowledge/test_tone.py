"""Openers as staff write them: one sentence, the most fitting first, never the same twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import EMOTIONS, KnowledgeError, KnowledgeSettings, KnowledgeStore
from knowledge.catalog import load_catalog
from knowledge.district import load_district
from knowledge.tone import Tone, ToneLines, load_tone

ROOT = Path(__file__).parents[2] / "knowledge"
SAMPLE = """\
openers:
  anger:
    - say:
        - 죄송합니다, {department.contact}에 전화해 주세요.
        - 불편을 드려 죄송합니다.
    - when: [밤]
      say: ["늦은 시간에 죄송합니다, {department.contact}에 전화해 주세요."]
  sadness:
    - topics: [passport_lost]
      say: [얼마나 놀라셨어요.]
greetings:
  - when: [비]
    say: [비가 오네요.]
"""


@pytest.fixture
def product() -> Tone:
    return KnowledgeStore(KnowledgeSettings(ROOT)).tone


def load(folder) -> Tone:
    district = load_district(folder.root / "district.yml")
    return load_tone(folder.root / "tone.yml", district, load_catalog(folder.root / "catalog.yml", district))


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_feeling_has_several_wordings_for_any_moment(product, emotion) -> None:
    general = [
        text for line in product.openers[emotion] if not line.when and not line.topics for text in line.say
    ]
    assert len(general) >= 3


def test_what_fits_the_topic_or_the_moment_comes_before_what_always_fits(folder) -> None:
    folder.write("tone.yml", SAMPLE)
    tone = load(folder)
    assert tone.opener("anger", {"밤", "가을"}).startswith("늦은 시간에")
    assert tone.opener("sadness", {"밤"}, "civil/passport_lost") == "얼마나 놀라셨어요."
    assert tone.opener("sadness", {"밤"}, "civil/passport_issue") is None


def test_nothing_is_said_twice_and_then_nothing_at_all(folder) -> None:
    folder.write("tone.yml", SAMPLE)
    tone, said = load(folder), []
    while (words := tone.opener("anger", {"낮"}, said=said)) is not None:
        said.append(words)
    assert len(said) == len(set(said)) == 2


def test_words_with_somebody_to_call_come_first(folder) -> None:
    folder.write("tone.yml", SAMPLE)
    assert "{department.contact}" in load(folder).opener("anger", {"낮"})


def test_where_a_number_is_given_anyway_the_opener_names_none() -> None:
    tone = Tone({"anger": (ToneLines(("{department.contact}에 전화하세요.", "죄송합니다.")),)})
    assert {tone.opener("anger", (), names_person=False) for _ in range(20)} == {"죄송합니다."}


def test_a_greeting_speaks_of_the_weather_only_in_that_weather(folder) -> None:
    folder.write("tone.yml", SAMPLE)
    assert load(folder).greeting({"비"}) == "비가 오네요."
    assert load(folder).greeting({"눈"}) is None


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("불편을 드려 죄송합니다.", "죄송합니다. 바로 알려 드릴게요.", 5, "한 문장이어야 합니다"),
        ("불편을 드려 죄송합니다.", "죄송합니다", 5, "한 문장이어야 합니다"),
        ("when: [밤]", "when: [새벽녘]", 6, "'새벽녘'은(는) 없습니다"),
        ("topics: [passport_lost]", "topics: [nothing]", 9, "'nothing' 주제가 없습니다"),
        ("  sadness:", "  sorrow:", 8, "'sorrow'(이)라는 항목은 없습니다"),
        ("{department.contact}", "{department.boss}", 4, "'{department.boss}'은(는) 없는 항목입니다"),
    ],
)
def test_a_wrong_line_is_explained_with_its_place(folder, old: str, new: str, line: int, said: str) -> None:
    assert old in SAMPLE
    folder.write("tone.yml", SAMPLE.replace(old, new))
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert f"tone.yml {line}번째 줄" in str(caught.value)
    assert said in str(caught.value)


def test_an_edit_is_live_and_a_broken_one_keeps_the_last_good_words(folder) -> None:
    folder.write("tone.yml", SAMPLE)
    store = folder.store()
    folder.edit("tone.yml", "비가 오네요.", "우산 챙기세요.")
    assert store.tone.greeting({"비"}) == "우산 챙기세요."
    folder.write("tone.yml", "openers: [")
    assert store.tone.greeting({"비"}) == "우산 챙기세요."
