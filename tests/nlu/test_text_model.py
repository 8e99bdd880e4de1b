from __future__ import annotations

from pathlib import Path

import pytest

from nlu.errors import NluError
from nlu.text_features import text_grams
from nlu.text_model import TextExample, TextModel, train_text_model

COLOURS = ("red", "blue")
EXAMPLES = [
    TextExample(f"{thing} {word}", colour)
    for thing in ("사과가", "모자가", "하늘이", "자동차가", "꽃이")
    for colour, words in (
        ("red", ("빨개요", "붉어요", "새빨갛네")),
        ("blue", ("파래요", "푸르네요", "새파랗네")),
    )
    for word in words
]


@pytest.fixture(scope="module")
def model() -> TextModel:
    return train_text_model(EXAMPLES, COLOURS)


def test_an_unseen_sentence_gets_the_class_of_its_words(model: TextModel) -> None:
    found = model.probabilities("구두가 빨개요")
    assert found["red"] > found["blue"]
    assert sum(found.values()) == pytest.approx(1)


def test_a_stored_model_answers_as_before_and_holds_no_pickles(model: TextModel, tmp_path: Path) -> None:
    model.save(tmp_path, "colour")
    again = TextModel.load(tmp_path, "colour")
    assert again.probabilities("구두가 파래요") == pytest.approx(
        model.probabilities("구두가 파래요"), abs=0.02
    )
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".npz"]


def test_a_line_that_counts_little_changes_little(model: TextModel) -> None:
    noise = [TextExample("구두가 빨개요", "blue", weight=0.01)] * 3
    assert train_text_model([*EXAMPLES, *noise], COLOURS).probabilities("구두가 빨개요")["red"] > 0.5


def test_a_class_without_sentences_is_named() -> None:
    with pytest.raises(NluError, match="green"):
        train_text_model(EXAMPLES, (*COLOURS, "green"))


def test_signs_and_tears_are_features() -> None:
    words, syllables, jamo = text_grams("속상해요ㅠㅠ", ["sadness:0.9"])
    assert {"sign:sadness:0.9", "tone:ㅠㅠ"} <= set(words)
    assert syllables and jamo
