from __future__ import annotations

import json
from pathlib import Path

import pytest

from serving.training import fingerprint, is_up_to_date, newest_model

SOURCES = ("config.yml", "knowledge/articles")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "config.yml").write_text("recipe: default.v1\n")
    (tmp_path / "knowledge/articles/civil").mkdir(parents=True)
    (tmp_path / "knowledge/articles/civil/passport.yml").write_text("title: 여권\n")
    return tmp_path


def test_the_fingerprint_stays_when_nothing_changed(project: Path) -> None:
    assert fingerprint(project, SOURCES) == fingerprint(project, SOURCES)


def test_the_fingerprint_changes_when_an_article_changes(project: Path) -> None:
    before = fingerprint(project, SOURCES)
    (project / "knowledge/articles/civil/passport.yml").write_text("title: 여권 발급\n")
    assert fingerprint(project, SOURCES) != before


def test_the_fingerprint_changes_when_an_article_is_renamed(project: Path) -> None:
    before = fingerprint(project, SOURCES)
    article = project / "knowledge/articles/civil/passport.yml"
    article.rename(article.with_name("passport_issue.yml"))
    assert fingerprint(project, SOURCES) != before


def test_compiled_python_files_do_not_count(project: Path) -> None:
    before = fingerprint(project, SOURCES)
    cache = project / "knowledge/articles/__pycache__"
    cache.mkdir()
    (cache / "x.pyc").write_bytes(b"0")
    assert fingerprint(project, SOURCES) == before


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
