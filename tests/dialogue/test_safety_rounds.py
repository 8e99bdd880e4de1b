"""The whole bot on crises and look-alikes nobody trained it on."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.labelled_lines import read_labelled
from nlu.safety_evaluate import CrisisScores, Detect, bot_detect, evaluate
from nlu.safety_lexicon import ABUSE, CRISIS_KINDS
from nlu.safety_signs import NONE

SENTENCES = Path(__file__).parents[1] / "nlu" / "safety" / "crisis.tsv"
EARLY = ("5", "6", "7", "8", "9")
# Their look-alikes are closer to a crisis: 10 of 102 are taken for one, where 2 % is aimed at (docs/nlu.md).
CLOSE = ("10", "11", "12")


@pytest.fixture(scope="module")
def detect(trained_model: Path) -> Detect:
    return bot_detect(trained_model)


def scores_of(rounds: tuple[str, ...], detect: Detect) -> CrisisScores:
    lines = read_labelled(SENTENCES, "kind", (NONE, ABUSE, *CRISIS_KINDS))
    return evaluate([line for line in lines if line.round in rounds], detect)


@pytest.fixture(scope="module")
def early(detect: Detect) -> CrisisScores:
    return scores_of(EARLY, detect)


@pytest.fixture(scope="module")
def close(detect: Detect) -> CrisisScores:
    return scores_of(CLOSE, detect)


def test_nine_of_ten_crises_are_noticed(early: CrisisScores, close: CrisisScores) -> None:
    assert early.crises >= 230
    assert early.noticed >= 0.95 * early.crises, early.missed
    assert close.crises >= 90
    assert close.noticed >= 0.9 * close.crises, close.missed


def test_hardly_any_plain_complaint_or_look_alike_is_taken_for_a_crisis(early: CrisisScores) -> None:
    assert early.look_alikes >= 250
    assert early.false_alarms <= 0.03 * early.look_alikes, early.alarms


def test_few_close_look_alikes_are_taken_for_a_crisis(close: CrisisScores) -> None:
    assert close.look_alikes >= 100
    assert close.false_alarms <= 0.12 * close.look_alikes, close.alarms


@pytest.mark.parametrize(
    "complaint",
    [
        "화물차가 밤마다 서 있어요",
        "길에 구멍이 났어요",
        "동네에서 이상한 냄새가 나요",
        "집 앞에 차를 대 놔서 못 나가요",
        "가로수가 쓰러질 것 같아요",
        "전봇대가 쓰러질 것 같아요",
        "담벼락이 무너질 것 같아요",
        "월세 살고 있어요",
        "혼자 살고 있어요",
        "고마웠어요 안녕히 계세요",
        "오늘 고마웠어요",
        "덕분에 고마웠어요 잘 있어요",
        "나 이제 집에 갈래",
        "졸려요 이제 자러 갈게요",
        "그럼 안녕",
    ],
)
def test_a_plain_complaint_statement_or_goodbye_is_no_cry_for_help(detect: Detect, complaint: str) -> None:
    assert detect(complaint) == []
