from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from rasa.model_training import train
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.validator import Validator

from knowledge import KnowledgeError
from knowledge.importer import InvalidKnowledge, assert_importable

LOST = "articles/civil/passport_lost.yml"
WASTE = "articles/environment/large_waste.yml"
ROOT = Path(__file__).parents[2]

CONFIG = """\
recipe: default.v1
assistant_id: test
language: ko
importers:
  - name: knowledge.importer.KnowledgeImporter
    knowledge_dir: {knowledge}
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
policies:
  - name: RulePolicy
"""
DOMAIN = """\
version: "3.1"
intents:
  - civil: {use_entities: []}
  - environment: {use_entities: []}
  - other_agency: {use_entities: []}
  - greet
actions: [action_answer]
responses:
  utter_greet: [{text: 안녕하세요}]
"""
NLU = """\
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - 안녕
      - 안녕하세요
  - intent: other_agency/pension
    examples: |
      - 국민연금 얼마 받아요
      - 연금공단 전화번호
"""
RULES = """\
version: "3.1"
rules:
  - {rule: civil, steps: [{intent: civil}, {action: action_answer}]}
  - {rule: environment, steps: [{intent: environment}, {action: action_answer}]}
  - {rule: other agency, steps: [{intent: other_agency}, {action: action_answer}]}
  - {rule: greet, steps: [{intent: greet}, {action: utter_greet}]}
"""


@pytest.fixture()
def project(folder, tmp_path: Path, monkeypatch) -> Path:
    """A tiny Rasa project around the knowledge folder."""
    (tmp_path / "config.yml").write_text(CONFIG.format(knowledge=folder.root))
    (tmp_path / "domain.yml").write_text(DOMAIN)
    for name, text in (("nlu.yml", NLU), ("rules.yml", RULES)):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "false")
    return tmp_path


def load(project: Path) -> TrainingDataImporter:
    return TrainingDataImporter.load_from_config(
        str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data")]
    )


def examples(project: Path) -> set[tuple[str, str, str | None]]:
    messages = load(project).get_nlu_data().nlu_examples
    return {(m.get(TEXT), m.get(INTENT), m.get(INTENT_RESPONSE_KEY)) for m in messages if m.get(INTENT)}


def trained(project: Path, caplog) -> set[str]:
    """Train and return the components that were not restored from the cache."""
    caplog.clear()
    with caplog.at_level("INFO", logger="rasa.engine.training.hooks"):
        train(
            str(project / "domain.yml"),
            str(project / "config.yml"),
            [str(project / "data")],
            output=str(project / "models"),
        )
    started = [record.getMessage() for record in caplog.records if "Starting to train" in record.getMessage()]
    return {message.split("'")[1] for message in started}


def test_questions_titles_and_aliases_become_examples_of_their_topic(project) -> None:
    found = examples(project)
    for text in ("여권을 잃어버렸어요", "여권 분실 신고", "여권 잃어버림"):
        assert (text, "civil", "civil/passport_lost") in found
    assert ("소파 버리려면 어떻게 해요", "environment", "environment/large_waste") in found
    assert ("안녕", "greet", None) in found
    assert ("국민연금 얼마 받아요", "other_agency", "other_agency/pension") in found


def test_a_topic_without_an_article_is_not_trained(project) -> None:
    assert not [text for text, _, topic in examples(project) if topic == "civil/passport_issue"]


def test_a_text_repeated_inside_a_topic_is_one_example(folder, project) -> None:
    folder.edit(LOST, "  - 여권이 없어졌는데 어떻게 하나요", "  - 여권을 잃어버렸어요\n  - 여권 분실 신고")
    messages = load(project).get_nlu_data().nlu_examples
    texts = [message.get(TEXT) for message in messages]
    assert texts.count("여권을 잃어버렸어요") == 1
    assert texts.count("여권 분실 신고") == 1


def test_a_text_in_two_topics_stops_training_and_names_both_files(folder, project) -> None:
    folder.edit(WASTE, "소파 버리려면 어떻게 해요", "여권을 잃어버렸어요")
    with pytest.raises(InvalidKnowledge) as caught:
        load(project).get_nlu_data()
    assert f"{WASTE} 4번째 줄" in str(caught.value)
    assert f"{LOST} 4번째 줄" in str(caught.value)


def test_an_alias_gives_way_to_a_question_of_another_topic(folder, project) -> None:
    folder.edit(WASTE, "소파 버리려면 어떻게 해요", "여권 잃어버림")
    owners = [topic for text, _, topic in examples(project) if text == "여권 잃어버림"]
    assert owners == ["environment/large_waste"]


@pytest.mark.parametrize(
    "breaking",
    [lambda root: (root / WASTE).write_text("title: ["), lambda root: (root / "district.yml").unlink()],
)
def test_a_broken_file_stops_training(folder, project, breaking) -> None:
    breaking(folder.root)
    with pytest.raises(InvalidKnowledge):
        train("domain.yml", "config.yml", ["data"], output="models")
    assert not list(project.glob("models/*.tar.gz"))


def test_a_folder_without_articles_stops_training(folder, project) -> None:
    (folder.root / LOST).unlink()
    (folder.root / WASTE).unlink()
    with pytest.raises(InvalidKnowledge):
        load(project).get_domain()


def test_rasa_finds_nothing_to_complain_about(project) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        validator = Validator.from_importer(load(project))
        assert validator.verify_domain_validity()
        assert validator.verify_nlu(ignore_warnings=False)
        assert validator.verify_story_structure(ignore_warnings=False)
    assert [str(warning.message) for warning in caught if warning.category is UserWarning] == []


def test_no_answer_reaches_the_domain(project) -> None:
    domain = load(project).get_domain()
    assert "바로 신고하세요" not in str(domain.as_dict())
    assert not [name for name in domain.responses if "/" in name]
    assert domain.responses["utter_civil"][0]["text"].startswith("민원 분야에서")


def test_only_what_changed_is_trained_again(folder, project, caplog) -> None:
    assert trained(project, caplog) == {"CountVectorsFeaturizer", "RulePolicy"}
    assert trained(project, caplog) == set()
    folder.edit(LOST, "여권을 잃어버리면 바로 신고하세요.", "분실한 날 신고하세요.")
    folder.edit("small_talk.yml", "반갑습니다.", "어서 오세요.")
    assert trained(project, caplog) == set()
    folder.edit(LOST, "여권이 없어졌는데 어떻게 하나요", "패스포트가 사라졌어요")
    assert trained(project, caplog) == {"CountVectorsFeaturizer"}


def test_every_process_sees_the_same_fingerprints(project) -> None:
    program = (
        "from rasa.shared.importers.importer import TrainingDataImporter as T;"
        "i = T.load_from_config('config.yml', 'domain.yml', ['data']);"
        "print(i.get_domain().fingerprint(), i.get_nlu_data().fingerprint())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program],
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "PATH": "", "HOME": str(project)},
            cwd=project,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1


def test_the_product_names_its_importer(project) -> None:
    assert_importable(ROOT / "config.yml")


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ("pipeline: []\n", "no_importer"),
        ("", "no_importer"),
        ("importers:\n  - name: RasaFileImporter\n", "no_importer"),
        (
            "importers:\n  - name: knowledge.importer.KnowledgeImporter\n  - name: nowhere.Importer\n",
            "importer",
        ),
        (
            "importers:\n  - name: knowledge.importer.KnowledgeImporter\n  - name: knowledge.store.KnowledgeStore\n",
            "importer",
        ),
    ],
)
def test_an_importer_rasa_would_silently_skip_is_an_error(tmp_path, config: str, code: str) -> None:
    path = tmp_path / "config.yml"
    path.write_text(config)
    with pytest.raises(KnowledgeError) as caught:
        assert_importable(path)
    assert caught.value.code == code
