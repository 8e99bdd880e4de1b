"""The form over the YAML: what was not touched stays, byte for byte."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest

from admin.editing.form import apply_form, new_article, to_form
from admin.editing.merging import changed_fields, merge, questions_changed
from admin.errors import InputError

ARTICLES = Path(__file__).parents[2] / "knowledge/articles"
TEXT = """\
# 담당: 김 주무관
title: 여권 분실
department: civil_service   # 3층
questions:
  # 또박또박
  - 여권을 잃어버렸어요
  - 여권 어디서 다시 만들어요
  # 어르신 말씀
  - 여권이 어데로 갔는가 몰러
  - '따옴표: 있는 질문'
facets:
  summary: 바로 신고하세요.
  how: |
    1. 신고합니다.
    2. 다시 만듭니다.
  fee: "5만 원: 10년"   # 해마다 확인
sources:
  - {title: "여권법", facets: [summary], checked: 2026-11-21}   # 시행령도 볼 것
"""


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    diff = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    return [d[1:] for d in diff if d[0] == "-"], [d[1:] for d in diff if d[0] == "+"]


def change(**fields: Any) -> tuple[list[str], list[str]]:
    return lines_changed(TEXT, apply_form(TEXT, fields))


def form() -> dict[str, Any]:
    read = to_form(TEXT)
    assert read is not None
    return read


def test_every_article_of_the_product_comes_back_byte_for_byte() -> None:
    for path in sorted(ARTICLES.rglob("*.yml"))[::12]:
        text = path.read_text(encoding="utf-8")
        read = to_form(text)
        assert read is not None
        assert apply_form(text, {**read, "title": "바꿈"}) == text.replace(
            text.split("\n")[0] if text.startswith("title:") else f"title: {read['title']}", "title: 바꿈", 1
        )


def test_a_changed_answer_changes_its_line_only() -> None:
    assert change(facets={**form()["facets"], "summary": "먼저 찾아보세요."}) == (
        ["  summary: 바로 신고하세요."],
        ["  summary: 먼저 찾아보세요."],
    )


def test_a_quoted_answer_stays_quoted_and_keeps_its_comment() -> None:
    _, new = change(facets={**form()["facets"], "fee": "6만 원"})
    assert [" ".join(line.split()) for line in new] == ['fee: "6만 원" # 해마다 확인']


def test_an_answer_of_several_lines_becomes_a_block() -> None:
    _, new = change(facets={**form()["facets"], "documents": "신분증\n사진 1장"})
    assert new == ["  documents: |", "    신분증", "    사진 1장"]


def test_headings_between_questions_stay_when_the_last_of_a_group_goes() -> None:
    questions = [q for q in form()["questions"] if q != "여권 어디서 다시 만들어요"]
    assert change(questions=questions) == (["  - 여권 어디서 다시 만들어요"], [])


def test_a_new_question_is_one_new_line() -> None:
    assert change(questions=[*form()["questions"], "여권 없어졌는데 어떡해요"]) == (
        [],
        ["  - 여권 없어졌는데 어떡해요"],
    )


def test_a_question_yaml_would_misread_is_quoted() -> None:
    text = apply_form(
        TEXT, {"questions": [*form()["questions"], "질문: 이거 맞나요 #1", "{district.name} 여권"]}
    )
    read = to_form(text)
    assert read is not None
    assert read["questions"][-2:] == ["질문: 이거 맞나요 #1", "{district.name} 여권"]


def test_switching_off_writes_one_line_in_its_place() -> None:
    text = apply_form(TEXT, {"active": False})
    assert lines_changed(TEXT, text) == ([], ["active: false"])
    assert text.index("active: false") < text.index("questions:")


def test_an_unchanged_source_keeps_its_comment_when_another_is_added() -> None:
    sources = [*form()["sources"], {"title": "시행령", "facets": [], "checked": "2026-11-21"}]
    gone, new = change(sources=sources)
    assert gone == []
    assert new == ['  - {title: "시행령", checked: 2026-11-21}']


def test_broken_yaml_has_no_form_and_is_never_written_over() -> None:
    broken = TEXT.replace("title: 여권 분실", 'title: "여권 분실')
    assert to_form(broken) is None
    with pytest.raises(InputError, match="YAML"):
        apply_form(broken, {"title": "새 제목"})


def test_a_form_that_is_changed_changes_no_other() -> None:
    form()["questions"].append("더한 질문")
    assert "더한 질문" not in form()["questions"]


def test_references_and_endless_nesting_have_no_form() -> None:
    assert to_form("title: &a 여권\nquestions: [*a]\n") is None
    assert to_form(f"title: {'[' * 40}{']' * 40}\n") is None


def test_a_new_article_is_readable_yaml() -> None:
    text = new_article(
        {
            "title": "물놀이장",
            "department": "park",
            "questions": ["언제 열어요"],
            "facets": {"summary": "7월에 엽니다."},
        }
    )
    assert text.startswith("title: 물놀이장\n")
    assert to_form(text) == {**form(), **to_form(text)}  # type: ignore[dict-item]


def test_two_peoples_changes_of_different_fields_are_joined() -> None:
    mine = apply_form(
        TEXT,
        {
            "facets": {**form()["facets"], "summary": "내 요약"},
            "questions": [*form()["questions"], "내 질문"],
        },
    )
    theirs = apply_form(
        TEXT,
        {
            "facets": {**form()["facets"], "how": "남의 방법"},
            "questions": [*form()["questions"][1:], "남의 질문"],
        },
    )
    merged = merge(TEXT, mine, theirs)
    assert merged is not None
    read = to_form(merged.text)
    assert read is not None
    assert merged.clashes == ()
    assert (read["facets"]["summary"], read["facets"]["how"]) == ("내 요약", "남의 방법")
    assert read["questions"] == [*form()["questions"][1:], "남의 질문", "내 질문"]


def test_the_same_field_changed_twice_is_named_and_mine_is_kept() -> None:
    mine = apply_form(TEXT, {"title": "내 제목"})
    theirs = apply_form(TEXT, {"title": "남의 제목"})
    merged = merge(TEXT, mine, theirs)
    assert merged is not None
    assert merged.clashes == ("제목",)
    assert "내 제목" in merged.text


def test_changes_are_named_in_korean_and_only_questions_need_training() -> None:
    answer = apply_form(TEXT, {"facets": {**form()["facets"], "fee": "7만 원"}})
    question = apply_form(TEXT, {"questions": [*form()["questions"], "새 질문"]})
    assert (changed_fields(TEXT, answer), questions_changed(TEXT, answer)) == (["비용"], False)
    assert (changed_fields(TEXT, question), questions_changed(TEXT, question)) == (["질문(+1 −0)"], True)
