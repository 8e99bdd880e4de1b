from __future__ import annotations

from pathlib import Path

import pytest

from nlu.errors import NluError
from nlu.facet_choice import SUMMARY, choose_facets
from nlu.facet_classifier import FacetClassifier, facet_classes, train_facets
from nlu.facet_examples import FacetExample, read_facet_examples
from nlu.facet_lexicon import FacetLexicon, FacetMatch

DATA = Path(__file__).parents[2] / "data"
THRESHOLD = 0.2
FEW = [
    FacetExample((facet,), f"{thing} {question}", topic)
    for topic, thing in (("a/x", "여권"), ("a/y", "등본"), ("b/z", "의자"), ("b/w", "수영장"))
    for facet, question in (
        ("fee", "값이 얼마예요"),
        ("fee", "돈 내나요"),
        ("documents", "빈손으로 가도 되나요"),
        ("documents", "뭐 들고 가요"),
        ("how", "하고 싶어요"),
        ("summary", "알려 주세요"),
    )
]


@pytest.fixture(scope="module")
def lexicon() -> FacetLexicon:
    return FacetLexicon.load(DATA / "facets.yml")


@pytest.fixture(scope="module")
def shipped(lexicon: FacetLexicon) -> FacetClassifier:
    return train_facets(read_facet_examples(DATA / "facet_examples.tsv"), lexicon)


def found(classifier: FacetClassifier, lexicon: FacetLexicon, text: str) -> list[FacetMatch]:
    matches = lexicon.matches(text)
    return choose_facets(matches, classifier.probabilities(text, matches), THRESHOLD)


def facets(classifier: FacetClassifier, lexicon: FacetLexicon, text: str) -> list[str]:
    return [match.facet for match in found(classifier, lexicon, text)]


def test_the_summary_counts_only_by_itself() -> None:
    assert facet_classes(("summary",)) == (SUMMARY,)
    assert facet_classes(("summary", "fee")) == ("fee",)
    assert facet_classes(("fee", "how")) == ("fee", "how")


def test_probabilities_sum_to_one(shipped: FacetClassifier) -> None:
    for text in ("여권 만드는 데 얼마나 걸려요", "", "?", "가" * 3000):
        assert sum(shipped.probabilities(text, []).values()) == pytest.approx(1)


def test_a_question_without_a_facet_word_is_understood_by_its_wording(
    shipped: FacetClassifier, lexicon: FacetLexicon
) -> None:
    text = "여권 만들러 갈 때 아무것도 없어도 되나요"
    assert lexicon.find(text) == []
    assert [(m.facet, m.start, m.end) for m in found(shipped, lexicon, text)] == [("documents", 0, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "신분증을 잃어버렸어요",
        "며칠째 골목에 쓰레기가 쌓여 있어요",
        "전화번호가 바뀌었어요",
        "가게 문을 닫으려고 해요",
        "서류에 이름이 틀리게 나와요",
    ],
)
def test_a_situation_that_only_mentions_a_facet_word_gets_no_specific_facet(
    shipped: FacetClassifier, lexicon: FacetLexicon, text: str
) -> None:
    assert set(facets(shipped, lexicon, text)) <= {"how", "summary"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("여권을 잃어버렸어요", []),
        ("소파 버리려고요", []),
        ("전입신고 하고 싶은데요", []),
        ("소파는 어떻게 버려요?", ["how"]),
        ("전입신고 절차", ["how"]),
        ("대상이 어떻게 돼요?", ["eligibility"]),
        ("엄마 대신 가도 돼요?", ["eligibility"]),
        ("여권 만들 때 뭐 가져가요", ["documents"]),
        ("수수료랑 준비물 알려 주세요", ["fee", "documents"]),
        ("어디서 하고 얼마예요?", ["fee", "where"]),
    ],
)
def test_facets_follow_the_labelling_convention(
    shipped: FacetClassifier, lexicon: FacetLexicon, text: str, expected: list[str]
) -> None:
    assert sorted(facets(shipped, lexicon, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("그럼 수수료는요?", "fee"),
        ("준비물은?", "documents"),
        ("며칠 걸려요", "time"),
        ("몇 시까지 해요", "hours"),
        ("어디로 가요", "where"),
        ("인터넷으로 되나요", "online"),
        ("담당 부서 전화번호 알려 주세요", "contact"),
        ("안 하면 과태료 나와요?", "penalty"),
        ("누가 받을 수 있어요?", "eligibility"),
        # Slang, dialect, and questions for a yes or no.
        ("토욜도 하나여", "hours"),
        ("몇시까지 감", "hours"),
        ("몇 시꺼정 받어유", "hours"),
        ("폰으로 됨?", "online"),
        ("이거 공짜임?", "fee"),
        ("몇퍼 깎아줌?", "fee"),
        ("돈 드는가 모르겄네", "fee"),
        ("카드로 나눠서 내도 되나", "fee"),
        ("뭐 가져가야 혀", "documents"),
        ("도장 없어도 되나요", "documents"),
        ("저 혼자 가도 돼요?", "eligibility"),
        ("외국인도 됨?", "eligibility"),
        ("증인 누구누구 있어야 해요", "eligibility"),
        ("책은 몇 권 빌려줘요", "time"),
        ("교육 몇 시간 받아야 돼요", "time"),
        ("언제 또 뽑아", "time"),
        ("예약해야 됨?", "how"),
        ("책 연체하면 돈 내나요", "penalty"),
        ("그럼 위임장은 어디서 받아요", "where"),
        ("몇 번 출구로 나가면 되나요", "where"),
        ("몇 번으로 전화해요", "contact"),
    ],
)
def test_a_bare_follow_up_keeps_its_facet_and_span_however_it_is_put(
    shipped: FacetClassifier, lexicon: FacetLexicon, text: str, facet: str
) -> None:
    match = found(shipped, lexicon, text)[0]
    assert match.facet == facet
    assert match.end > match.start


@pytest.mark.parametrize(
    "text",
    ["2번", "두 번", "두 번째 거요", "번호판 좀 바꾸려고요", "구청장 누구예요", "예비군은 여기서 안 하죠?",
     "제가 신고한 거 걔가 알아요?", "민방위 통지서 왔는데요"],
)  # fmt: skip
def test_a_number_a_name_or_whose_business_it_is_asks_for_no_part(
    shipped: FacetClassifier, lexicon: FacetLexicon, text: str
) -> None:
    assert set(facets(shipped, lexicon, text)) <= {SUMMARY}


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("보건증 얼마예요 몇시까지가요", {"fee", "hours"}),
        ("얼마고 몇 시까지 해요", {"fee", "hours"}),
        ("서류랑 수수료 알려주세요", {"documents", "fee"}),
        ("어디로 가고 얼마예요", {"where", "fee"}),
    ],
)
def test_two_questions_about_one_thing_are_both_heard(
    shipped: FacetClassifier, lexicon: FacetLexicon, text: str, both: set[str]
) -> None:
    assert set(facets(shipped, lexicon, text)) == both


def test_a_saved_classifier_answers_as_before(shipped: FacetClassifier, tmp_path: Path) -> None:
    shipped.save(tmp_path)
    loaded = FacetClassifier.load(tmp_path)
    for text in ("얼마예요", "토요일에도 하나요", "여권"):
        assert loaded.probabilities(text, []) == pytest.approx(shipped.probabilities(text, []))


def test_nothing_saved_can_run_code(shipped: FacetClassifier, tmp_path: Path) -> None:
    shipped.save(tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".npz"]


def test_training_twice_gives_the_same_classifier(lexicon: FacetLexicon) -> None:
    first, second = train_facets(FEW, lexicon), train_facets(FEW, lexicon)
    assert first.temperature == second.temperature
    assert first.probabilities("의자 얼마예요", []) == second.probabilities("의자 얼마예요", [])


def test_a_new_phrase_in_the_lexicon_counts_without_training(
    shipped: FacetClassifier,
) -> None:
    text = "전입신고 노잣돈 좀요"
    without = shipped.probabilities(text, [])["fee"]
    assert shipped.probabilities(text, [FacetMatch("fee", 5, 8, 0.9)])["fee"] > without


def test_examples_of_one_facet_are_too_few(lexicon: FacetLexicon) -> None:
    with pytest.raises(NluError, match="two facets beside the summary"):
        train_facets([FacetExample(("fee",), "얼마예요"), FacetExample(("summary",), "하고 싶어요")], lexicon)


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(NluError, match="facet model"):
        FacetClassifier.load(tmp_path)
