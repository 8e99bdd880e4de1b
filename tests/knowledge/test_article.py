from __future__ import annotations

import pytest

from knowledge import KnowledgeError
from knowledge.article import Article, load_article
from knowledge.catalog import load_catalog
from knowledge.district import load_district

LOST = "articles/civil/passport_lost.yml"


def load(folder, file: str = LOST) -> Article:
    district = load_district(folder.root / "district.yml")
    catalog = load_catalog(folder.root / "catalog.yml", district)
    return load_article(folder.root / file, file, district, catalog)


def problems_after(folder, old: str, new: str) -> list[str]:
    folder.edit(LOST, old, new)
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_finished_article_is_read_completely(folder) -> None:
    article = load(folder)
    assert (article.key, article.title, article.nationwide) == ("civil/passport_lost", "여권 분실 신고", True)
    assert article.questions == ("여권을 잃어버렸어요", "여권이 없어졌는데 어떻게 하나요")
    assert article.question_lines == (4, 5)
    assert list(article.facets) == ["summary", "fee", "contact"]
    assert article.related == ("civil/passport_issue",)
    assert article.department.contact == "구름과(전화 099-555-0101)"
    assert article.links[0].url == "https://www.passport.go.kr"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(folder) -> None:
    before = load(folder)
    text = (folder.root / LOST).read_text()
    folder.write(LOST, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(folder) == before


def test_hangul_written_in_separate_letters_is_joined(folder) -> None:
    import unicodedata

    text = (folder.root / LOST).read_text()
    folder.write(LOST, unicodedata.normalize("NFD", text))
    assert load(folder).title == "여권 분실 신고"


def test_words_that_yaml_takes_for_something_else_stay_text(folder) -> None:
    folder.edit(LOST, "  - 여권을 잃어버렸어요", "  - 09:00\n  - no\n  - 120\n  - 2026-11-21")
    assert load(folder).questions[:4] == ("09:00", "no", "120", "2026-11-21")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("title: 여권 분실 신고\n", "", 1, "'title' 항목이 없습니다"),
        (
            "department: civil_service",
            "department: passports",
            2,
            "'passports' 부서가 district.yml에 없습니다",
        ),
        ("facets:", "answers:", 6, "'answers'(이)라는 항목은 없습니다"),
        ("  fee: |", "  price: |", 8, "'price'(이)라는 항목은 없습니다"),
        ("  summary: 여권을", "  how: 여권을", 6, "summary(요약)가 없습니다"),
        ("{department.name}에서", "{department.nmae}에서", 7, "'{department.nmae}'은(는) 없는 항목입니다"),
        ("    - 재발급: 5만 원(10년)", "    - 재발급: {fee}", 10, "'{fee}'은(는) 없는 항목입니다"),
        ("    - 재발급: 5만 원(10년)", "    - 재발급 {5만 원", 10, "중괄호({)가 닫히지 않았습니다"),
        ("[passport_issue]", "[passport_isue]", 14, "'passport_isue' 주제를 쓸 수 없습니다"),
        ("checked: 2026-11-01", "checked: 작년", 16, "날짜를 읽을 수 없습니다"),
        ("facets: [summary], checked", "facets: [price], checked", 16, "'price'은(는) 없는 답변 항목입니다"),
        ("https://www.passport.go.kr", "passport", 19, "'passport'은(는) 주소가 아닙니다"),
        ("speech:\n  summary", "speech:\n  how", 12, "speech.how에 맞는 facets.how이 없습니다"),
        ("title: 여권 분실 신고", "title:", 1, "title 내용이 비어 있습니다"),
        ("title: 여권 분실 신고", "nationwide: 글쎄\ntitle: 여권", 1, "nationwide 값을 알 수 없습니다"),
        ("  - 여권을 잃어버렸어요\n", "  -\n", 4, "질문 내용이 비어 있습니다"),
        (
            'contact: "{department.contact}"',
            "contact: {department.contact}",
            11,
            "글이 중괄호({)로 시작합니다",
        ),
    ],
)
def test_a_wrong_line_is_named_with_its_number_and_a_remedy(folder, old, new, line, said) -> None:
    found = problems_after(folder, old, new)
    assert any(f"{LOST} {line}번째 줄: " in problem and said in problem for problem in found), found
    assert all("이렇게 고치세요: " in problem for problem in found)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("  summary: 여권을", "\tsummary: 여권을", 7, "탭(Tab)이 들어 있습니다"),
        ("  summary: 여권을", "  summary: 안내: 여권을", 7, "글 속에 쌍점(: )이 있거나"),
        ("title: 여권 분실 신고", 'title: "여권 분실 신고', 1, "따옴표가 닫히지 않았습니다"),
        ("title: 여권 분실 신고", "title: @여권", 1, "특수 기호"),
        ("title: 여권 분실 신고", 'title: "여권" 분실 신고', 1, "따옴표 뒤에 글이 이어집니다"),
        ("title: 여권 분실 신고", "title: |여권", 1, "바로 뒤에 글이 이어집니다"),
        ("  - 여권이", "    - 여권이", 4, "다음 줄과 이어졌습니다"),
        ("  - 여권이", " - 여권이", 5, "빈칸이 윗줄과 맞지 않습니다"),
        ("title: 여권 분실 신고", "title: *여권", 1, "특수 기호"),
        ("[passport_issue]", "[passport_issue", 15, "대괄호([ ])가 닫히지 않았거나"),
        ("  summary: 여권을", "  summary: {department.name} 여권을", 7, "글이 중괄호({)로 시작합니다"),
        (
            "title: 여권 분실 신고",
            "title: 여권 분실 신고\ntitle: 여권",
            2,
            "'title' 항목이 두 번 적혀 있습니다",
        ),
        ("  fee: |", "  summary: |", 8, "'summary' 항목이 두 번 적혀 있습니다"),
        ("여권이 없어졌는데", "여권이\x07 없어졌는데", 5, "제어 문자가 들어 있습니다"),
    ],
)
def test_broken_yaml_is_explained_in_plain_korean(folder, old, new, line, said) -> None:
    found = problems_after(folder, old, new)
    assert f"{LOST} {line}번째 줄: " in found[0], found
    assert said in found[0]


def test_a_file_saved_in_the_old_korean_encoding_is_explained(folder) -> None:
    text = (folder.root / LOST).read_text()
    folder.write(LOST, text.encode("cp949"))
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert caught.value.code == "encoding"
    assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize("content", ["", "\n\n", "# 설명뿐\n"])
def test_an_empty_file_is_explained(folder, content: str) -> None:
    folder.write(LOST, content)
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert caught.value.code == "empty_file"


@pytest.mark.parametrize("content", ["- 목록\n", "글 한 줄\n", "a: &x [*x]\n", "[[[[[[\n", "? {a: b}\n: c\n"])
def test_a_file_of_another_shape_is_a_problem_and_no_crash(folder, content: str) -> None:
    folder.write(LOST, content)
    with pytest.raises(KnowledgeError):
        load(folder)


def test_every_problem_of_a_file_is_told_at_once(folder) -> None:
    folder.edit(LOST, "department: civil_service", "department: nobody")
    found = problems_after(folder, "checked: 2026-11-01", "checked: 언젠가")
    assert [problem.split(":")[0] for problem in found] == [f"{LOST} 2번째 줄", f"{LOST} 16번째 줄"]


def test_a_file_name_that_is_no_topic_is_refused(folder) -> None:
    (folder.root / LOST).rename(folder.root / "articles/civil/passport_lost (1).yml")
    with pytest.raises(KnowledgeError) as caught:
        load(folder, "articles/civil/passport_lost (1).yml")
    assert "catalog.yml에 없습니다" in str(caught.value)


def test_a_topic_in_the_wrong_folder_is_refused(folder) -> None:
    folder.write("articles/environment/passport_lost.yml", (folder.root / LOST).read_text())
    with pytest.raises(KnowledgeError) as caught:
        load(folder, "articles/environment/passport_lost.yml")
    assert "articles/civil/ 폴더로 옮겨 주세요" in caught.value.remedy


def test_questions_and_title_may_use_template_fields(folder) -> None:
    folder.edit(LOST, "title: 여권 분실 신고", 'title: "{district.name} 여권 분실"')
    folder.edit(LOST, "  - 여권을 잃어버렸어요", '  - "{district.currency}로 내도 되나요"')
    article = load(folder)
    assert article.title == "한빛군 여권 분실"
    assert article.questions[0] == "한빛페이로 내도 되나요"
