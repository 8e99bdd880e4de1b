from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nlu.calibration import DEFAULT_TEMPERATURE, fit_temperature, held_out_folds, softmax
from nlu.classifier import Classifier, TrainingSettings, train
from nlu.documents import read
from nlu.errors import NluError
from nlu.features import Vectorizer
from nlu.svm import Fit, fit_all

TOPICS = {
    "civil/passport_lost": [
        "여권을 잃어버렸어요",
        "여권 분실 신고하려고요",
        "여권이 없어졌어요",
        "여권 도난당했어요",
    ],
    "civil/passport_issue": [
        "여권 새로 만들래요",
        "여권 발급 신청",
        "여권 기간이 끝났어요",
        "여권 처음 만들어요",
    ],
    "traffic/parking_fine": [
        "주차 딱지 끊겼어요",
        "주정차 위반 고지서 납부",
        "과태료 내려고요",
        "불법주차 걸렸어요",
    ],
    "greet": ["안녕하세요", "안녕", "반갑습니다", "여보세요"],
}
TEXTS = [text for texts in TOPICS.values() for text in texts]
LABELS = [label for label, texts in TOPICS.items() for _ in texts]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return train(TEXTS, LABELS)


def best(classifier: Classifier, text: str) -> str:
    return classifier.classes[int(classifier.probabilities(text).argmax())]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("여권 분실했는데요", "civil/passport_lost"),
        ("여권분실", "civil/passport_lost"),
        ("주정차 딱지 납부", "traffic/parking_fine"),
        ("안녕하세용", "greet"),
    ],
)
def test_unseen_wording_finds_its_class(classifier: Classifier, text: str, label: str) -> None:
    assert best(classifier, text) == label


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "?!", "\x00", "\ud800", "xyzxyz"])
def test_nothing_recognisable_makes_every_class_equally_likely(classifier: Classifier, text: str) -> None:
    assert np.allclose(classifier.probabilities(text), 1 / len(TOPICS))


@pytest.mark.parametrize("text", ["ㅠ", "ㅠㅠㅠ", "ㅠㅠ!! 😀"])
def test_loose_letters_never_give_a_topic(text: str) -> None:
    classifier = train(
        [*TEXTS, "ㅠㅠㅠ 여권 ㅠㅠ", "ㅠㅠㅠㅠ", "ㄱㅅ"], [*LABELS, *["civil/passport_lost"] * 2, "thanks"]
    )
    assert np.allclose(classifier.probabilities(text), 1 / 5)
    assert best(classifier, "ㄱㅅ") == "thanks"


def test_one_word_shared_by_topics_is_shared_out_between_them(classifier: Classifier) -> None:
    probabilities = dict(zip(classifier.classes, classifier.probabilities("여권 좀요"), strict=True))
    assert 0.4 <= probabilities["civil/passport_lost"] < 0.6
    assert 0.4 <= probabilities["civil/passport_issue"] < 0.6


def test_one_word_of_a_single_topic_stays_sure() -> None:
    more = train([*TEXTS, "딱지", "딱지 조회", "주차 딱지"], [*LABELS, *["traffic/parking_fine"] * 3])
    assert more.probabilities("딱지요").max() > 0.8


def test_one_word_that_is_an_act_stays_an_act() -> None:
    texts = [*TEXTS, "수수료는요", "그럼 수수료는요", "그거 수수료는", "여권 수수료 얼마예요"]
    acts = train(texts, [*LABELS, *["follow_up"] * 3, "civil/passport_issue"])
    assert best(acts, "수수료는?") == "follow_up"
    assert acts.probabilities("수수료는?").max() > 0.6


def test_probabilities_sum_to_one(classifier: Classifier) -> None:
    assert np.isclose(classifier.probabilities("여권 분실 신고").sum(), 1)


def test_a_hundred_kilobytes_are_classified_by_their_beginning(classifier: Classifier) -> None:
    assert best(classifier, "여권 잃어버렸어요 " * 10_000) == "civil/passport_lost"


def test_training_twice_gives_the_same_classifier(classifier: Classifier) -> None:
    again = train(TEXTS, LABELS)
    assert np.array_equal(again.probabilities("여권 신고"), classifier.probabilities("여권 신고"))


def test_a_stored_classifier_answers_as_before(classifier: Classifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    again = Classifier.load(tmp_path)
    for text in ("여권 분실 신고", "여권", "안녕"):
        assert np.allclose(again.probabilities(text), classifier.probabilities(text), atol=0.01)


def test_a_stored_classifier_holds_no_pickles(classifier: Classifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    with np.load(tmp_path / "topic.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_a_missing_classifier_is_named(tmp_path: Path) -> None:
    with pytest.raises(NluError, match="cannot read") as caught:
        Classifier.load(tmp_path)
    assert caught.value.code == "model_broken"


def test_a_classifier_of_another_version_is_refused(classifier: Classifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    settings = json.loads((tmp_path / "topic.json").read_text(encoding="utf-8"))
    (tmp_path / "topic.json").write_text(json.dumps({**settings, "version": 0}), encoding="utf-8")
    with pytest.raises(NluError, match="train again"):
        Classifier.load(tmp_path)


def test_two_classes_are_enough() -> None:
    classifier = train(
        ["여권 분실", "여권 잃어버림", "안녕하세요", "안녕"], ["civil/passport_lost"] * 2 + ["greet"] * 2
    )
    assert best(classifier, "여권 분실했어요") == "civil/passport_lost"
    assert best(classifier, "안녕") == "greet"


def test_classes_of_one_example_can_be_learned() -> None:
    classifier = train(
        ["여권 분실", "전입 신고", "안녕하세요"], ["civil/passport_lost", "civil/moving_in", "greet"]
    )
    assert classifier.calibration.temperature == DEFAULT_TEMPERATURE
    assert best(classifier, "전입 신고하기") == "civil/moving_in"


def test_one_class_is_too_few() -> None:
    with pytest.raises(NluError) as caught:
        train(["안녕"], ["greet"])
    assert caught.value.code == "too_few_classes"


def test_many_classes_are_learned_in_blocks_without_mixing_them_up() -> None:
    names = [f"topic/{number:03}" for number in range(90)]
    words = [chr(0xAC00 + 97 * number) + chr(0xB098 + 61 * number) for number in range(90)]
    classifier = train(
        [f"{w} 문의 {i}" for w in words for i in range(3)], [n for n in names for _ in range(3)]
    )
    assert [best(classifier, f"{word} 문의 9") for word in words] == names


def test_worker_processes_find_the_same_weights_as_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [read(text).grams for text in TEXTS]
    vectorizer = Vectorizer.fit(documents, TrainingSettings().max_features)
    fit = Fit(vectorizer.matrix(documents), np.unique(LABELS, return_inverse=True)[1])
    alone = fit_all([fit], 4, 1.0, 0.1, workers=1)[0]
    monkeypatch.setattr("nlu.svm._SERIAL_CELLS", 0)
    together = fit_all([fit], 4, 1.0, 0.1, workers=2)[0]
    assert (alone.weights != together.weights).nnz == 0


def test_a_temperature_makes_confidence_match_accuracy() -> None:
    random = np.random.default_rng(1)
    answers = random.integers(0, 3, 3000)
    scores = random.normal(size=(3000, 3))
    scores[np.arange(3000), answers] += 1.0
    confidence = softmax(scores * fit_temperature(scores, answers)).max(axis=1)
    accuracy = (scores.argmax(axis=1) == answers).mean()
    assert abs(confidence.mean() - accuracy) < 0.02


def test_held_out_rows_leave_every_class_in_training() -> None:
    classes = np.array([0] * 10 + [1] * 2 + [2])
    for mask in held_out_folds(classes, folds=5, enough=1000):
        assert set(classes[~mask]) == {0, 1, 2}


def test_holding_out_stops_when_there_are_enough_rows() -> None:
    classes = np.repeat(np.arange(10), 10)
    assert len(held_out_folds(classes, folds=5, enough=15)) == 1
    assert sum(mask.sum() for mask in held_out_folds(classes, folds=5, enough=1000)) == 100


def test_training_settings_can_be_changed() -> None:
    small = TrainingSettings(max_features={"morpheme": 5, "syllable": 5, "jamo": 5}, workers=1)
    assert train(TEXTS, LABELS, small).vectorizer.size == 15
