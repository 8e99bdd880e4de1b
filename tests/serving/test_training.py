from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.examples import Example
from serving.training import (
    TrainingError,
    fingerprint,
    is_up_to_date,
    newest_model,
    question_digests,
    validated_digest,
)

ARTICLE = """title: 여권 발급
department: desk
nationwide: true
questions: [여권 만들고 싶어요, 여권 신청 방법]
facets: {summary: 여권 창구에서 신청합니다.}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "config.yml").write_text("recipe: default.v1\n")
    knowledge = tmp_path / "knowledge"
    (knowledge / "articles/civil").mkdir(parents=True)
    (knowledge / "district.yml").write_text(
        "name: 시험구\noffice: {name: 시험구청}\ncall_center: {name: 콜센터, phone: 02-120}\n"
        "departments: {desk: {name: 민원과}}\n"
    )
    (knowledge / "catalog.yml").write_text(
        "domains: [{id: civil, title: 민원}]\n"
        "topics: [{id: passport_issue, domain: civil, title: 여권 발급, facets: [summary]}]\n"
    )
    (knowledge / "articles/civil/passport_issue.yml").write_text(ARTICLE)
    return tmp_path


def edit(project: Path, old: str, new: str) -> None:
    path = project / "knowledge/articles/civil/passport_issue.yml"
    path.write_text(path.read_text().replace(old, new))


def test_the_fingerprint_stays_when_nothing_changed(project: Path) -> None:
    assert fingerprint(project) == fingerprint(project)


def test_the_fingerprint_changes_when_a_question_changes(project: Path) -> None:
    before = fingerprint(project)
    edit(project, "여권 신청 방법", "여권 신청은 어디서 하나요")
    assert fingerprint(project) != before


def test_an_edited_answer_needs_no_training(project: Path) -> None:
    before = fingerprint(project)
    edit(project, "여권 창구에서", "민원실 여권 창구에서")
    assert fingerprint(project) == before


def test_the_fingerprint_changes_when_training_data_of_rasa_changes(project: Path) -> None:
    before = fingerprint(project)
    (project / "data").mkdir()
    (project / "data/acts.yml").write_text("nlu: []\n")
    assert fingerprint(project) != before


def test_a_broken_article_stops_training_with_its_file_and_remedy(project: Path) -> None:
    edit(project, "title: 여권 발급", "title: [")
    with pytest.raises(TrainingError, match="passport_issue"):
        fingerprint(project)


def test_without_a_model_training_is_needed(project: Path) -> None:
    assert not is_up_to_date(project, project / "models")


def test_a_model_trained_from_these_files_is_up_to_date_until_one_changes(project: Path) -> None:
    models = project / "models"
    models.mkdir()
    (models / "a.tar.gz").write_bytes(b"")
    model = newest_model(models)
    assert model is not None
    record = {"model": model.name, "fingerprint": fingerprint(project)}
    (models / "trained_from.json").write_text(json.dumps(record))
    assert is_up_to_date(project, models)
    (project / "config.yml").write_text("recipe: default.v1\nlanguage: ko\n")
    assert not is_up_to_date(project, models)


def test_a_broken_record_means_training(project: Path) -> None:
    models = project / "models"
    models.mkdir()
    (models / "a.tar.gz").write_bytes(b"")
    (models / "trained_from.json").write_text("{broken")
    assert not is_up_to_date(project, models)


def test_the_record_tells_which_topics_changed_since_a_training() -> None:
    before = [Example("여권 신청", "civil/issue", "", 1), Example("여권 분실", "civil/lost", "", 1)]
    after = [Example("여권 신청", "civil/issue", "", 1), Example("여권 잃음", "civil/lost", "", 1)]
    old, new = question_digests(before), question_digests(after)
    assert [key for key in new if new[key] != old[key]] == ["civil/lost"]


def test_a_new_question_needs_no_validation_of_rasas_files_but_a_new_intent_or_an_edited_rule_does(
    project: Path,
) -> None:
    before = [Example("여권 신청", "civil/issue", "", 1)]
    now = validated_digest(project, before)
    assert validated_digest(project, [*before, Example("여권 분실", "civil/lost", "", 1)]) == now
    assert validated_digest(project, [*before, Example("소파 버리기", "waste/large", "", 1)]) != now
    (project / "domain.yml").write_text("intents: [civil]\n")
    assert validated_digest(project, before) != now
