from __future__ import annotations

import json
from datetime import date

import pytest

from knowledge.__main__ import main
from knowledge.errors import Problem
from knowledge.findings import Report
from knowledge.validate import validate

TODAY = date(2026, 11, 21)

LOST = "articles/civil/passport_lost.yml"
WASTE = "articles/environment/large_waste.yml"


def report(folder, *, complete: bool = False) -> Report:
    return validate(folder.root, folder.root.parent / "tests", TODAY, complete=complete)


def found(folder, code: str) -> list[Problem]:
    return [finding for finding in report(folder).findings if finding.code == code]


def test_a_good_folder_has_no_errors(folder) -> None:
    checked = report(folder)
    assert checked.of("error") == ()
    assert (checked.articles, checked.questions) == (2, 3)


def test_a_missing_article_is_a_warning_until_completeness_is_asked_for(folder) -> None:
    (warning,) = found(folder, "missing_article")
    assert warning.level == "warning"
    assert "civil/passport_issue" in warning.message
    errors = report(folder, complete=True).of("error")
    assert [error.file for error in errors] == ["articles/civil/passport_issue.yml"]


def test_a_broken_file_is_an_error_and_not_also_a_missing_article(folder) -> None:
    folder.write("articles/civil/passport_issue.yml", "title: [")
    checked = report(folder, complete=True)
    assert [(error.file, error.code) for error in checked.of("error")] == [
        ("articles/civil/passport_issue.yml", "yaml")
    ]


def test_a_broken_profile_is_reported_alone(folder) -> None:
    folder.write("district.yml", "name: [")
    assert {finding.file for finding in report(folder).findings} == {"district.yml"}


def test_a_facet_of_the_catalogue_without_an_answer_is_an_error(folder) -> None:
    folder.edit(
        "catalog.yml", "title: 대형폐기물 배출, facets: [summary]", "title: 폐기물, facets: [summary, fee]"
    )
    (finding,) = found(folder, "missing_facet")
    assert (finding.file, finding.line, finding.level) == (WASTE, 5, "error")
    assert "fee(비용)" in finding.message


@pytest.mark.parametrize("text", ["여권을 잃어버렸어요", "여권을  잃어 버렸어요!", "여권을 잃어버렸어요?"])
def test_the_same_question_in_two_topics_is_an_error_naming_both_places(folder, text: str) -> None:
    folder.edit(WASTE, "소파 버리려면 어떻게 해요", text)
    (finding,) = found(folder, "shared_question")
    assert (finding.level, finding.file, finding.line) == ("error", WASTE, 4)
    assert f"{LOST} 4번째 줄(civil/passport_lost)" in finding.message


def test_a_nearly_equal_question_in_two_topics_is_a_warning(folder) -> None:
    folder.edit(WASTE, "소파 버리려면 어떻게 해요", "여권이 없어졌는데 어떻게 하나여")
    (finding,) = found(folder, "near_duplicate")
    assert (finding.level, finding.line) == ("warning", 4)
    assert "여권이 없어졌는데 어떻게 하나요" in finding.message


def test_different_questions_about_one_thing_are_no_duplicates(folder) -> None:
    folder.edit(WASTE, "소파 버리려면 어떻게 해요", "여권 사진은 어디서 찍나요")
    assert not found(folder, "near_duplicate") + found(folder, "shared_question")


def test_a_question_repeated_in_its_own_topic_is_a_warning(folder) -> None:
    folder.edit(LOST, "  - 여권이 없어졌는데 어떻게 하나요", "  - 여권을 잃어버렸어요.")
    (finding,) = found(folder, "repeated_question")
    assert (finding.level, finding.line) == ("warning", 5)


def test_an_alias_that_is_a_question_of_another_topic_is_a_warning(folder) -> None:
    folder.edit(WASTE, "소파 버리려면 어떻게 해요", "여권 잃어버림")
    (finding,) = found(folder, "alias")
    assert (finding.level, finding.file) == ("warning", WASTE)


@pytest.mark.parametrize("header", ["text\ttopic\n", "topic\ttext\n", ""])
def test_a_question_taken_from_the_evaluation_set_is_an_error(folder, header: str) -> None:
    row = (
        "civil/passport_lost\t여권을 잃어 버렸어요\n"
        if header.startswith("topic")
        else "여권을 잃어 버렸어요\tx\n"
    )
    path = folder.root.parent / "tests" / "civil.tsv"
    path.parent.mkdir()
    path.write_text(header + row)
    (finding,) = found(folder, "evaluation_line")
    assert (finding.level, finding.line) == ("error", 4)
    assert f"civil.tsv {2 if header else 1}번째 줄" in finding.message


def test_facts_without_source_or_date_and_old_ones_are_listed(folder) -> None:
    listed = [finding.message for finding in found(folder, "to_confirm") if finding.file != "district.yml"]
    assert listed == [
        "[확인 필요] 확인한 지 1년이 넘은 출처: 여권법 시행령 (2025-10-01).",
        "[확인 필요] 출처가 없는 항목: 요약.",
    ]
    folder.edit(LOST, ", checked: 2025-10-01", "")
    assert "[확인 필요] 확인한 날이 없는 출처: 여권법 시행령." in [
        f.message for f in found(folder, "to_confirm")
    ]


def test_a_check_date_in_the_future_is_a_warning(folder) -> None:
    folder.edit(LOST, "2026-11-01", "2062-11-01")
    assert [finding.level for finding in found(folder, "future_date")] == ["warning"]


@pytest.mark.parametrize("sentence", ["가나다라마바사아자차 " * 12, "말 " * 41])
def test_a_sentence_too_long_to_read_is_a_warning(folder, sentence: str) -> None:
    folder.edit(WASTE, "스티커를 붙여 내놓으세요.", sentence)
    (finding,) = found(folder, "long_sentence")
    assert (finding.level, finding.line) == ("warning", 6)


@pytest.mark.parametrize("speech", ["www.gov.kr 에서 하세요.", "1588→120 ☎", "신고 ※ 무료"])
def test_speech_that_cannot_be_read_aloud_is_a_warning(folder, speech: str) -> None:
    folder.edit(LOST, "  summary: 바로 신고하세요.", f'  summary: "{speech}"')
    (finding,) = found(folder, "unspeakable")
    assert (finding.level, finding.line) == ("warning", 13)


def test_speech_of_four_sentences_is_a_warning(folder) -> None:
    folder.edit(LOST, "  summary: 바로 신고하세요.", "  summary: 하나예요. 둘이에요. 셋이에요. 넷이에요.")
    assert [finding.line for finding in found(folder, "long_speech")] == [13]


@pytest.mark.parametrize(
    ("file", "old", "new", "level", "field"),
    [
        (WASTE, "스티커를", "한빛군 스티커를", "error", "{district.name}"),
        (WASTE, "스티커를", "한빛페이로 스티커를", "error", "{district.currency}"),
        (WASTE, "스티커를", "한빛콜센터에서 스티커를", "error", "{district.call_center.name}"),
        (WASTE, "소파 버리려면", "한빛군 소파 버리려면", "warning", "{district.name}"),
    ],
)
def test_the_district_named_outright_is_found(folder, file, old, new, level, field) -> None:
    folder.edit(file, old, new)
    (finding,) = found(folder, "literal_name")
    assert finding.level == level
    assert field in finding.remedy


def test_a_longer_word_that_holds_the_name_is_no_finding(folder) -> None:
    folder.edit(WASTE, "스티커를", "큰한빛군 스티커를")
    assert not found(folder, "literal_name")


def run(folder, *arguments: str) -> int:
    return main(["--knowledge", str(folder.root), *arguments])


def test_the_command_passes_a_good_folder_and_fails_a_broken_one(folder, capsys, tmp_path) -> None:
    options = ("validate", "--evaluation", str(tmp_path), "--config", str(tmp_path / "none.yml"))
    assert run(folder, *options) == 0
    assert "이상이 없습니다" in capsys.readouterr().out
    folder.edit(WASTE, "department: resource_circulation", "department: nobody")
    assert run(folder, *options) == 1
    printed = capsys.readouterr().out
    assert f"{WASTE} 2번째 줄: 'nobody' 부서가 district.yml에 없습니다." in printed
    assert "이렇게 고치세요: " in printed


def test_the_command_prints_json_for_programs(folder, capsys, tmp_path) -> None:
    options = ("--json", "--evaluation", str(tmp_path), "--config", str(tmp_path / "none.yml"))
    run(folder, "validate", *options)
    printed = json.loads(capsys.readouterr().out)
    assert printed["ok"] is True
    assert printed["articles"] == 2
    assert {"code", "file", "line", "message", "remedy", "level"} == set(printed["report"][0])


def test_a_configuration_that_would_train_without_the_articles_fails(folder, capsys, tmp_path) -> None:
    config = tmp_path / "config.yml"
    config.write_text("importers:\n  - name: knowledge.imported.KnowledgeImporter\n")
    assert run(folder, "validate", "--evaluation", str(tmp_path), "--config", str(config)) == 1
    assert "KnowledgeImporter" in capsys.readouterr().out


def test_the_coverage_table_shows_answered_unchecked_and_missing_facets(folder, tmp_path) -> None:
    out = tmp_path / "docs" / "coverage.md"
    assert run(folder, "coverage", "--out", str(out)) == 0
    rows = {
        line.split("|")[1].strip(): line for line in out.read_text().splitlines() if line.startswith("| ")
    }
    assert rows["여권 발급 `passport_issue`"].count("✕") == 1
    assert rows["대형폐기물 배출 `large_waste`"].count("○") == 1
    assert rows["여권 분실 신고 `passport_lost`"].endswith("| 2 | 2025-10-01 |")
