from __future__ import annotations

from pathlib import Path

import pytest

from nlu.emotion_lexicon import FEELINGS, STRONG, EmotionLexicon
from nlu.errors import NluError

SHIPPED = Path(__file__).parents[2] / "data" / "emotion.yml"


@pytest.fixture(scope="module")
def lexicon() -> EmotionLexicon:
    return EmotionLexicon.load(SHIPPED)


def certain(lexicon: EmotionLexicon, text: str) -> list[str]:
    return [match.emotion for match in lexicon.matches(text) if match.confidence >= STRONG]


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("진짜 화가 나네요", "anger"),
        ("밤길이 무서워요", "anxiety"),
        ("혼자 있으니 외로워요", "sadness"),
        ("정말 고맙습니다", "gratitude"),
        ("합격했어요 야호", "joy"),
        ("뭐가 뭔지 모르겠어요", "confusion"),
    ],
)
def test_a_feeling_is_noticed_by_its_words(lexicon: EmotionLexicon, text: str, emotion: str) -> None:
    assert certain(lexicon, text)[0] == emotion


@pytest.mark.parametrize(
    "text",
    [
        "감사실 전화번호",
        "알려 주시면 감사하겠습니다",
        "행복주택 신청",
        "불안장애 검사",
        "분노조절 상담",
        "화장장 예약",
        "쓰레기봉투 값",
        "우리 영감이 여권을 잃어버렸어요",
        "비밀번호를 모르겠어요",
    ],
)
def test_words_that_only_look_like_a_feeling_are_not_one(lexicon: EmotionLexicon, text: str) -> None:
    assert certain(lexicon, text) == []


def test_the_span_points_at_the_words_in_the_message(lexicon: EmotionLexicon) -> None:
    text = "저기,  너무   고맙습니다!"
    match = lexicon.matches(text)[0]
    assert "고맙" in text[match.start : match.end]


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "😀", "가" * 100_000])
def test_unusable_text_shows_nothing(lexicon: EmotionLexicon, text: str) -> None:
    assert lexicon.matches(text) == []


def test_every_feeling_has_phrases(lexicon: EmotionLexicon) -> None:
    assert set(lexicon.phrases) == set(FEELINGS)


def test_a_mistake_in_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "emotion.yml"
    path.write_text("bliss:\n  strong: [좋아]\n", encoding="utf-8")
    with pytest.raises(NluError, match=r"emotion\.yml.*bliss"):
        EmotionLexicon.load(path)
