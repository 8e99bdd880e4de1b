from __future__ import annotations

from pathlib import Path

import pytest

from nlu.errors import NluError
from nlu.labelled_lines import LabelledLine, read_labelled
from nlu.safety_evaluate import Detect, abuse_f1, evaluate, shipped_detect
from nlu.safety_lexicon import ABUSE, CRISIS_KINDS, SafetyLexicon
from nlu.safety_signs import ABUSE_CLASSES, NONE, SafetyModels, signs_of
from nlu.safety_training import read_curse

ROOT = Path(__file__).parents[2]
SENTENCES = ROOT / "tests" / "nlu" / "safety"
# Rounds written before the models were trained, by whose mistakes nothing was changed.
UNSEEN = ("5", "6", "7", "8", "9")
# Their look-alikes are plain complaints, which only the topic classifier tells from a cry for help.
WITH_TOPICS = ("8", "9")


@pytest.fixture(scope="module")
def detect() -> Detect:
    return shipped_detect(ROOT / "data" / "safety.yml", ROOT / "nlu" / "weights")


@pytest.fixture(scope="module")
def crises() -> list[LabelledLine]:
    lines = read_labelled(SENTENCES / "crisis.tsv", "kind", (NONE, ABUSE, *CRISIS_KINDS))
    return [line for line in lines if line.round in UNSEEN]


def test_crises_in_unseen_wording_are_noticed_without_the_topic_classifier(
    detect: Detect, crises: list[LabelledLine]
) -> None:
    scores = evaluate(crises, detect)
    assert scores.crises >= 120
    assert scores.noticed >= 0.9 * scores.crises, scores.missed
    assert scores.kind_right >= 0.8 * scores.crises


def test_unseen_look_alikes_are_hardly_ever_taken_for_a_crisis(
    detect: Detect, crises: list[LabelledLine]
) -> None:
    scores = evaluate([line for line in crises if line.round not in WITH_TOPICS], detect)
    assert scores.look_alikes >= 120
    assert scores.false_alarms <= 0.04 * scores.look_alikes, scores.alarms


def test_unseen_abuse_is_told_from_its_look_alikes(detect: Detect) -> None:
    lines = read_labelled(SENTENCES / "abuse.tsv", "kind", ABUSE_CLASSES)
    assert len(lines) >= 200
    assert abuse_f1(lines, detect) >= 0.9


@pytest.mark.parametrize("name", ["danger", "abuse"])
def test_the_training_lines_are_not_the_evaluation_lines(name: str, crises: list[LabelledLine]) -> None:
    labels = (NONE, ABUSE, *CRISIS_KINDS)
    training = {line.text for line in read_labelled(ROOT / "data" / f"{name}_examples.tsv", "kind", labels)}
    abuse = read_labelled(SENTENCES / "abuse.tsv", "kind", ABUSE_CLASSES)
    assert not training & {line.text for line in [*crises, *abuse]}


def test_the_models_are_told_what_the_lexicon_found_and_what_excuses_it() -> None:
    lexicon = SafetyLexicon.load(ROOT / "data" / "safety.yml")
    fire, question = "집에 불이 났어요", "화재보험 신청 서류"
    assert "fire:0.95" in signs_of(lexicon.find(fire), lexicon.excuses(fire))
    assert "not calm" in signs_of(lexicon.find(question), lexicon.excuses(question))


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "😀", "가" * 5000])
def test_unusable_text_is_judged_without_an_error(detect: Detect, text: str) -> None:
    assert isinstance(detect(text), list)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(NluError, match="danger model") as error:
        SafetyModels.load(tmp_path)
    assert error.value.code == "model_broken"


def test_comments_and_their_class_are_read_from_the_curse_set(tmp_path: Path) -> None:
    (tmp_path / "dataset.txt").write_text("나쁜|말이다|1\n고운 말|0\n깨진 줄\n", encoding="utf-8")
    assert read_curse(tmp_path) == [("나쁜|말이다", ABUSE), ("고운 말", NONE)]


def test_a_folder_without_the_curse_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(NluError, match=r"dataset\.txt"):
        read_curse(tmp_path)
