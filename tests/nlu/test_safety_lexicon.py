from __future__ import annotations

import csv
from pathlib import Path

import pytest

from knowledge import KnowledgeSettings, KnowledgeStore
from nlu.errors import NluError
from nlu.safety_lexicon import ABUSE, CALM, KINDS, STRONG, SafetyLexicon, SafetyMatch

ROOT = Path(__file__).parents[2]
SENTENCES = ROOT / "tests" / "nlu" / "safety" / "crisis.tsv"
# Residents report real danger under these topics too; there the number comes before the article.
DANGER_TOPICS = {
    "safety/abuse_report",
    "safety/aed_cpr",
    "safety/chemical_accident",
    "safety/gas_electric_safety",
    "safety/missing_person",
    "safety/safe_return_home",
    "welfare/emergency_welfare",
}


@pytest.fixture(scope="module")
def lexicon() -> SafetyLexicon:
    return SafetyLexicon.load(ROOT / "data" / "safety.yml")


@pytest.fixture(scope="module")
def sentences() -> list[dict[str, str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        # The phrases were extended for these rounds; later ones are for the detector as a whole.
        return [row for row in rows if int(row["round"]) <= 4]


def certain(lexicon: SafetyLexicon, text: str) -> list[SafetyMatch]:
    return [match for match in lexicon.find(text) if match.confidence >= STRONG]


def is_crisis(lexicon: SafetyLexicon, text: str) -> bool:
    return any(match.kind != ABUSE for match in certain(lexicon, text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("나 하나 없어지면 다들 편하겠지", "self_harm"),
        ("약을 많이 먹었어요 이제 끝이에요", "self_harm"),
        ("창문에서 떨어지면 안 아플까", "self_harm"),
        ("더는 버틸 힘이 없어요 그만하고 싶어", "self_harm"),
        ("숨을 못 쉬어요", "medical"),
        ("할머니가 쓰러졌어요", "medical"),
        ("영감이 안 일어나", "medical"),
        ("집에 불났어요", "fire"),
        ("가스 냄새가 심하게 나요", "fire"),
        ("누가 자꾸 쫓아와요 무서워요", "crime"),
        ("남편이 칼 들고 있어요", "domestic_violence"),
        ("아빠가 또 때려요", "child_abuse"),
        ("아들이 나를 때리고 연금을 뺏어 가", "elder_in_danger"),
        ("집 안에서 타는 냄새가 나요", "fire"),
        ("이번 생은 망했어 그만 끝낼래", "self_harm"),
        ("몸이 굳어서 의식이 없어요", "medical"),
        ("옆집 할머니가 며칠째 연락이 없어요", "elder_in_danger"),
    ],
)
def test_danger_is_noticed_with_its_kind_however_it_is_said(
    lexicon: SafetyLexicon, text: str, kind: str
) -> None:
    assert certain(lexicon, text)[0].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "죽을 만큼 덥네요 무더위쉼터 어디예요",
        "배고파 죽겠네",
        "사망신고 서류",
        "자살예방 교육 신청",
        "자살예방센터 전화번호",
        "불이 안 들어와요 가로등",
        "불법주차 신고",
        "화재보험",
        "아동학대 신고는 어디에 해요",
        "쓰러진 나무 치워주세요",
        "가스 안전점검",
        "피 검사",
        "칼 가는 곳",
        "강아지가 죽어 있어요 길에",
        "주제의식이 없는 글",
        "전세로 살고 있습니다",
        "앞 공장에서 고무 타는 냄새가 넘어와요",
        "골목에 낯선 사람이 서성여서 방범 카메라를 설치해 주세요",
        "다 쓴 배터리는 폭발 위험이 있다던데 어디에 버려요",
        "이 일은 누가 맡고 있는지 궁금해요",
        "전선이 축 늘어져 있어요",
        "나이 드니 몸이 굳어요 요가 배우고 싶어요",
        "담당자가 며칠째 연락이 없어요",
        "이번 생은 망했네 로또 또 꽝",
        "다시 발급해 주세요",
    ],
)
def test_civic_questions_in_frightening_words_are_neither_danger_nor_abuse(
    lexicon: SafetyLexicon, text: str
) -> None:
    assert certain(lexicon, text) == []


def test_nearly_every_crisis_of_the_evaluation_file_is_noticed_by_its_wording(
    lexicon: SafetyLexicon, sentences: list[dict[str, str]]
) -> None:
    crises = [row["text"] for row in sentences if row["kind"] not in ("none", ABUSE)]
    missed = [text for text in crises if not is_crisis(lexicon, text)]
    assert len(crises) >= 130
    assert len(missed) <= 0.05 * len(crises), missed


def test_the_kind_is_right_nine_times_in_ten(lexicon: SafetyLexicon, sentences: list[dict[str, str]]) -> None:
    rows = [row for row in sentences if row["kind"] not in ("none", ABUSE) and certain(lexicon, row["text"])]
    wrong = [row["text"] for row in rows if certain(lexicon, row["text"])[0].kind != row["kind"]]
    assert len(wrong) <= 0.1 * len(rows), wrong


def test_hardly_any_look_alike_of_the_evaluation_file_is_taken_for_danger_or_abuse(
    lexicon: SafetyLexicon, sentences: list[dict[str, str]]
) -> None:
    harmless = [row["text"] for row in sentences if row["kind"] == "none"]
    alarms = [text for text in harmless if certain(lexicon, text)]
    assert len(harmless) >= 90
    assert len(alarms) <= 0.02 * len(harmless), alarms


def test_nine_of_ten_abusive_lines_are_noticed(
    lexicon: SafetyLexicon, sentences: list[dict[str, str]]
) -> None:
    abusive = [row["text"] for row in sentences if row["kind"] == ABUSE]
    missed = [text for text in abusive if ABUSE not in {match.kind for match in lexicon.find(text)}]
    assert len(missed) <= 0.1 * len(abusive), missed


def test_questions_of_articles_are_no_crisis_unless_their_topic_is_danger(lexicon: SafetyLexicon) -> None:
    store = KnowledgeStore(KnowledgeSettings(root=ROOT / "knowledge"))
    alarms = []
    for topic in store.topics():
        article = store.article(topic)
        assert article is not None
        alarms += [(topic, text) for text in article.questions if is_crisis(lexicon, text)]
    assert [alarm for alarm in alarms if alarm[0] not in DANGER_TOPICS] == []
    assert len(alarms) <= 45


def test_the_span_points_at_the_words_in_the_message(lexicon: SafetyLexicon) -> None:
    text = "저기요,  집에   불이 났어요!"
    match = lexicon.find(text)[0]
    assert text[match.start : match.end] == "집에   불이 났어"


@pytest.mark.parametrize(
    "text", ["죽고싶어요", "죽 고 싶 어 요", "죽고....싶어", "죽고 ㅠㅠ 싶어", "죽고십어요"]
)
def test_spacing_punctuation_tears_and_misspellings_hide_nothing(lexicon: SafetyLexicon, text: str) -> None:
    assert certain(lexicon, text)[0].kind == "self_harm"


def test_what_is_long_past_weakens_a_sign_of_danger(lexicon: SafetyLexicon) -> None:
    text = "아버지가 쓰러졌는데 병원비 지원 신청"
    assert [match.kind for match in lexicon.find(text)] == ["medical"]
    assert certain(lexicon, text) == []
    assert CALM in lexicon.excuses(text)


def test_no_calm_word_weakens_self_harm(lexicon: SafetyLexicon) -> None:
    assert certain(lexicon, "죽고 싶어요 상담받을 수 있는지 신청 서류 알려 주세요")[0].kind == "self_harm"


def test_life_in_danger_comes_before_violence_and_violence_before_abuse(lexicon: SafetyLexicon) -> None:
    kinds = [match.kind for match in lexicon.find("씨발 남편이 때려서 엄마가 의식이 없어요")]
    assert kinds[0] == "medical"
    assert kinds[-1] == ABUSE


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "😀", "가" * 100_000])
def test_unusable_text_shows_nothing(lexicon: SafetyLexicon, text: str) -> None:
    assert lexicon.find(text) == []


def test_the_topics_near_danger_are_topics_of_the_bot(lexicon: SafetyLexicon) -> None:
    store = KnowledgeStore(KnowledgeSettings(root=ROOT / "knowledge"))
    agencies = {f"other_agency/{agency}" for agency in store.other_agencies}
    assert lexicon.near
    assert lexicon.near <= set(store.topics()) | agencies


def test_every_kind_has_phrases(lexicon: SafetyLexicon) -> None:
    assert set(lexicon.phrases) == set(KINDS)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("- 목록", "phrases_malformed"),
        ("flood:\n  strong: [물]", "phrases_kind"),
        ("fire:\n  maybe: [불]", "phrases_malformed"),
        ("fire:\n  strong: 불", "phrases_malformed"),
        ("calm: 신청", "phrases_malformed"),
        ("fire:\n  strong: ['불[']", "phrases_phrase"),
        ("fire:\n  strong: ['(불|물']", "phrases_phrase"),
        ("fire:\n  strong: ['*']", "phrases_phrase"),
        ("fire: [", "phrases_unreadable"),
        ("near: safety/aed_cpr", "phrases_malformed"),
        ("near: [aed_cpr]", "phrases_topic"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "safety.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NluError, match=r"safety\.yml") as error:
        SafetyLexicon.load(path)
    assert error.value.code == code
