from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from nlu.errors import NluError
from nlu.facet_lexicon import STRONG, WEAK, FacetLexicon

SHIPPED = Path(__file__).parents[2] / "data" / "facets.yml"


@pytest.fixture(scope="module")
def lexicon() -> FacetLexicon:
    return FacetLexicon.load(SHIPPED)


def facets(lexicon: FacetLexicon, text: str) -> list[str]:
    return [match.facet for match in lexicon.find(text)]


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("여권 재발급 수수료 얼마예요?", "fee"),
        ("돈 내야 돼요?", "fee"),
        ("공짜로 해 주나요", "fee"),
        ("한 달에 얼매여", "fee"),
        ("그럼 수수료는요?", "fee"),
        ("주정차 위반 과태료 얼마예요", "fee"),
        ("준비물은?", "documents"),
        ("전입신고할 때 뭐 가져가요", "documents"),
        ("머 들고가야대요", "documents"),
        ("무슨 서류 필요해요", "documents"),
        ("구청 몇 시까지 해요", "hours"),
        ("멫시까지 하는교", "hours"),
        ("토요일에도 하나요", "hours"),
        ("도서관 언제 열어요", "hours"),
        ("점심시간에도 되나요", "hours"),
        ("운영 시간이 어떻게 돼요", "hours"),
        ("며칠 걸려요", "time"),
        ("언제까지 신고해야 돼요", "time"),
        ("기한이 어떻게 되나요", "time"),
        ("얼마나 걸려요", "time"),
        ("신청 기간 알려 주세요", "time"),
        ("구청이 어디예요", "where"),
        ("주차장 위치 알려줘요", "where"),
        ("어데로 가야 합니까", "where"),
        ("인터넷으로 되나요", "online"),
        ("앱으로 신청하고 싶어요", "online"),
        ("안 가고 집에서 뗄 수 있나요", "online"),
        ("누가 받을 수 있어요", "eligibility"),
        ("아들이 대신 가도 돼요?", "eligibility"),
        ("신청 자격이 어떻게 돼요", "eligibility"),
        ("안 하면 벌금 있어요?", "penalty"),
        ("전입신고 안 하면 어떻게 돼요", "penalty"),
        ("늦게 신고하면 과태료 나와요?", "penalty"),
        ("담당자 전화번호 알려 주세요", "contact"),
        ("담당 부서가 어디예요", "contact"),
        ("어디로 전화해야 돼요", "contact"),
        ("전화번호가 어떻게 되나요", "contact"),
        ("신청 방법 알려줘요", "how"),
        ("우째 하는교", "how"),
        ("소파 버리려면 어떻게 해야 돼요", "how"),
        ("그게 뭐예요", "summary"),
        ("토욜도됨?", "hours"),
        ("몇시까지함", "hours"),
        ("몇 시꺼정 혀", "hours"),
        ("일욜에 함?", "hours"),
        ("폰으로 되나", "online"),
        ("컴터로 됨?", "online"),
        ("몇퍼임", "fee"),
        ("꽁짜여?", "fee"),
        ("돈 드는가", "fee"),
        ("카드됨?", "fee"),
        ("뭐 내야 됨", "documents"),
        ("도장 없어도 되나요", "documents"),
        ("민증만 있으면 됨?", "documents"),
        ("나혼자도됨?", "eligibility"),
        ("외국인도 됨?", "eligibility"),
        ("사위가 가도 돼요?", "eligibility"),
        ("언제 뽑아", "time"),
        ("몇 권 빌려줘요", "time"),
        ("연체하면 돈 내나", "penalty"),
        ("예약해야 되나요", "how"),
        ("전번 좀", "contact"),
        ("구청장 누구예요", "summary"),
    ],
)
def test_the_facet_asked_for_is_found(lexicon: FacetLexicon, text: str, facet: str) -> None:
    assert facets(lexicon, text) == [facet]


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("주정차 위반 과태료 어디서 내요", "where"),
        ("수수료 어디서 내요", "where"),
        ("얼마 동안 걸려요", "time"),
        ("담당 부서가 어디인가요", "contact"),
        ("몇 번 출구예요", "where"),
        ("몇 시간 걸려요", "time"),
        ("일 년에 몇 번 해야 돼요", "time"),
        ("누구누구 있어야 해요", "eligibility"),
        ("안 내면 돈 내요?", "penalty"),
    ],
)
def test_words_of_another_meaning_do_not_count(lexicon: FacetLexicon, text: str, facet: str) -> None:
    assert facets(lexicon, text) == [facet]


@pytest.mark.parametrize(
    "text",
    ["", "여권 잃어버렸어요", "주정차 과태료 조회", "주민등록번호 바꾸고 싶어요", "문의드립니다", "얼마 전에 이사 왔어요",
     "대상포진 예방접종", "2번", "두 번", "번호판 좀 바꿔 줘요", "안녕하세요", "등본", "😀", "가\ud800나\x00"],
)  # fmt: skip
def test_a_message_that_asks_for_no_part_has_no_facet(lexicon: FacetLexicon, text: str) -> None:
    assert facets(lexicon, text) == []


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("수수료랑 준비물 알려 주세요", {"fee", "documents"}),
        ("얼마고 어디서 해요", {"fee", "where"}),
        ("준비물하고 걸리는 시간이요", {"documents", "time"}),
        ("대신 신청할 때 서류 뭐 필요해요", {"eligibility", "documents"}),
    ],
)
def test_two_facets_in_one_question_are_both_found(lexicon: FacetLexicon, text: str, both: set[str]) -> None:
    assert set(facets(lexicon, text)) == both


@pytest.mark.parametrize(
    "text", ["수수료 얼마애요", "몃시까지 해요", "어디애서 신청해요", "누가 바다요 자격이 되나여"]
)
def test_common_misspellings_are_understood(lexicon: FacetLexicon, text: str) -> None:
    assert facets(lexicon, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("😀 그럼   수 수 료는?", "수 수 료"),
        ("재발급,\n얼마예요", "얼마"),
        ("Fee 말고 준비물！", "준비물"),
        (unicodedata.normalize("NFD", "수수료"), unicodedata.normalize("NFD", "수수료")),
    ],
)
def test_a_match_points_into_the_original_text(lexicon: FacetLexicon, text: str, words: str) -> None:
    (match,) = lexicon.find(text)
    assert text[match.start : match.end] == words


def test_a_hundred_kilobytes_are_no_problem(lexicon: FacetLexicon) -> None:
    assert facets(lexicon, "수수료 " * 34_000) == ["fee"]


def write(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "facets.yml"
    path.write_text(content, encoding="utf-8")
    return path


def test_staff_phrases_may_have_gaps_choices_and_exceptions(tmp_path: Path) -> None:
    content = "fee:\n  strong: [(값|돈)*내]\n  weak: [요금]\n  except: [안내]\n"
    lexicon = FacetLexicon.load(write(tmp_path, content))
    assert [(m.facet, m.confidence) for m in lexicon.find("값은 언제 내요")] == [("fee", STRONG)]
    assert [(m.facet, m.confidence) for m in lexicon.find("요금표")] == [("fee", WEAK)]
    assert lexicon.find("돈 관리 안내") == []


def test_a_phrase_may_be_tied_to_the_end_of_the_message(tmp_path: Path) -> None:
    lexicon = FacetLexicon.load(write(tmp_path, "time:\n  strong: [기간$]\n"))
    assert facets(lexicon, "신청 기간?") == ["time"]
    assert facets(lexicon, "기간제 교사") == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("price:\n  strong: [얼마]\n", "phrases_kind"),
        ("fee:\n  surely: [얼마]\n", "phrases_malformed"),
        ("fee: 얼마\n", "phrases_malformed"),
        ("fee:\n  strong: 얼마\n", "phrases_malformed"),
        ("- fee\n", "phrases_malformed"),
        ("fee: &fee\n  strong: [얼마]\n", "phrases_unreadable"),
        ("fee:\n  strong: ['(얼마']\n", "phrases_phrase"),
        ("fee:\n  strong: ['[얼마]']\n", "phrases_phrase"),
        ("fee: [\n", "phrases_unreadable"),
    ],
)
def test_a_mistake_in_the_lexicon_is_named(tmp_path: Path, content: str, code: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(NluError) as caught:
        FacetLexicon.load(path)
    assert caught.value.code == code
    assert str(path) in str(caught.value)


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(NluError, match=r"nowhere\.yml"):
        FacetLexicon.load(tmp_path / "nowhere.yml")
