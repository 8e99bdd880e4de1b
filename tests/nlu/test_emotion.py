from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.emotion import EmotionDetector
from nlu.emotion_choice import EmotionReader, choose_emotion
from nlu.emotion_evaluate import civic_questions, evaluate, f1_of, named_feelings
from nlu.emotion_lexicon import EMOTIONS, STRONG, EmotionLexicon, EmotionMatch
from nlu.emotion_training import read_kote
from nlu.errors import NluError
from nlu.labelled_lines import LabelledLine, read_labelled
from nlu.text_model import TextModel

ROOT = Path(__file__).parents[2]
SENTENCES = ROOT / "tests" / "nlu" / "emotion" / "emotion.tsv"
# Of the civic evaluation questions those that were given a feeling and, read afterwards, do show it.
EMOTIONAL_QUESTIONS = ROOT / "tests" / "nlu" / "emotion" / "emotional_questions.tsv"
CONFIG = {"lexicon": str(ROOT / "data" / "emotion.yml"), "weights": str(ROOT / "nlu" / "weights")}


@pytest.fixture(scope="module")
def reader() -> EmotionReader:
    model = TextModel.load(ROOT / "nlu" / "weights", "emotion")
    return EmotionReader(EmotionLexicon.load(ROOT / "data" / "emotion.yml"), model)


@pytest.fixture
def detector(tmp_path: Path) -> Iterator[EmotionDetector]:
    config = {**EmotionDetector.get_default_config(), **CONFIG}
    context = ExecutionContext(GraphSchema({}))
    yield EmotionDetector.create(config, LocalModelStorage(tmp_path), Resource("emotion"), context)


def emotions(detector: EmotionDetector, text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = detector.process([Message({TEXT: text})])[0].get(ENTITIES)
    return found


@pytest.mark.parametrize("text", ["등본 떼는 법", "정말 고맙습니다", "", "\x00", "\ud800", "😀", "가" * 5000])
def test_every_message_has_exactly_one_emotion_with_a_confidence(
    detector: EmotionDetector, text: str
) -> None:
    (entity,) = emotions(detector, text)
    assert entity["entity"] == "emotion"
    assert entity["value"] in EMOTIONS
    assert 0 <= entity["confidence"] <= 1


def test_entities_found_before_are_kept(detector: EmotionDetector) -> None:
    message = Message({TEXT: "수수료가 얼마예요", ENTITIES: [{"entity": "facet", "value": "fee"}]})
    found = detector.process([message])[0].get(ENTITIES)
    assert [(entity["entity"], entity["value"]) for entity in found] == [
        ("facet", "fee"),
        ("emotion", "neutral"),
    ]


def test_a_feeling_no_phrase_shows_has_an_empty_span() -> None:
    match = choose_emotion([], {"neutral": 0.2, "anger": 0.7}, threshold=0.3)
    assert (match.emotion, match.start, match.end) == ("anger", 0, 0)


def test_an_unsure_feeling_is_neutral() -> None:
    assert choose_emotion([], {"neutral": 0.1, "anger": 0.25, "joy": 0.2}, threshold=0.3).emotion == "neutral"


def test_a_likelier_neutral_wins() -> None:
    assert choose_emotion([], {"neutral": 0.5, "anger": 0.4}, threshold=0.3).emotion == "neutral"


def test_a_sure_phrase_added_by_staff_counts_without_training(reader: EmotionReader) -> None:
    text = "거시기가 참 거석하구먼"
    plain = reader.model.probabilities(text)["sadness"]
    assert reader.model.probabilities(text, [f"sadness:{STRONG}"])["sadness"] > plain


def test_the_emotions_of_unseen_sentences_are_named(reader: EmotionReader) -> None:
    scores = evaluate(read_labelled(SENTENCES, "emotion", EMOTIONS), reader)
    assert scores.sentences >= 240
    assert scores.macro_f1 >= 0.85, scores.f1


def test_civic_questions_stay_neutral_unless_they_plainly_show_a_feeling(reader: EmotionReader) -> None:
    questions = civic_questions(sorted((ROOT / "tests" / "nlu").glob("*.tsv")))
    emotional = {line.text for line in read_labelled(EMOTIONAL_QUESTIONS, "emotion", EMOTIONS)}
    neutral = [question for question in questions if question not in emotional]
    assert len(neutral) >= 1280
    assert len(named_feelings(neutral, reader)) <= 0.02 * len(neutral)


def test_the_training_lines_are_not_the_evaluation_lines() -> None:
    training = {
        line.text for line in read_labelled(ROOT / "data" / "emotion_examples.tsv", "emotion", EMOTIONS)
    }
    assert not training & {line.text for line in read_labelled(SENTENCES, "emotion", EMOTIONS)}


def test_f1_counts_misses_and_false_alarms_alike() -> None:
    pairs = [("joy", "joy"), ("joy", "anger"), ("anger", "joy"), ("joy", "joy")]
    assert f1_of("joy", pairs) == pytest.approx(4 / 6)
    assert f1_of("sadness", pairs) == 0


def test_scores_name_each_mistake(reader: EmotionReader) -> None:
    scores = evaluate([LabelledLine("정말 고맙습니다", "anger")], reader)
    assert [(line.label, found) for line, found in scores.mistakes] == [("anger", "gratitude")]


def test_an_emotion_match_of_neutral_has_no_words() -> None:
    assert choose_emotion([], {"neutral": 0.9}) == EmotionMatch("neutral", 0, 0, 1.0)


def test_of_kote_only_short_comments_with_one_plain_emotion_are_used(tmp_path: Path) -> None:
    rows = [
        ("1", "정말 화가 납니다", "0,6,22,23"),
        ("2", "화나고 무섭다", "0,6,18"),
        ("3", "고마움이 긴 글" * 20, "4"),
        ("4", '따옴표 "속" 글', "24"),
    ]
    with (tmp_path / "val.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(rows)
    assert read_kote(tmp_path) == [("정말 화가 납니다", "anger"), ('따옴표 "속" 글', "neutral")]


def test_a_folder_without_kote_is_named(tmp_path: Path) -> None:
    with pytest.raises(NluError, match=r"no \.tsv file"):
        read_kote(tmp_path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("text\n고마워\n", "lines_column"),
        ("emotion\ttext\nbliss\t고마워\n", "lines_label"),
        ("emotion\ttext\njoy\n", "lines_label"),
    ],
)
def test_a_mistake_in_a_file_of_sentences_is_named(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "lines.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NluError, match=r"lines\.tsv:\d") as error:
        read_labelled(path, "emotion", EMOTIONS)
    assert error.value.code == code
