from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.shared.core.events import UserUttered

from nlu.evaluate import main

LEXICON = Path(__file__).parents[2] / "data" / "facets.yml"
FACET_EXAMPLES = LEXICON.with_name("facet_examples.tsv")
EXAMPLES = {
    "civil/passport_lost": [
        "여권을 잃어버렸어요",
        "여권 분실 신고하려고요",
        "여권이 없어졌어요",
        "여권 도난",
    ],
    "civil/moving_in": [
        "전입신고 어떻게 해요",
        "이사 왔는데 주소 옮기려고요",
        "전입 신고 방법",
        "새집으로 이사했어요",
    ],
    "traffic/parking_fine": [
        "주차 딱지 끊겼어요",
        "주정차 위반 고지서",
        "불법주차 걸렸어요",
        "차에 노란 종이",
    ],
    "other_agency/tax_office": ["종합소득세 신고", "부가세 환급", "연말정산 간소화"],
    "greet": ["안녕하세요", "안녕", "반갑습니다"],
    "out_of_scope": ["로또 번호 알려줘"],
}
PIPELINE = [
    {"name": "nlu.tokenizer.KoreanTokenizer"},
    {"name": "nlu.facets.FacetExtractor", "lexicon": str(LEXICON), "examples": str(FACET_EXAMPLES)},
    {"name": "nlu.ordinals.OrdinalExtractor"},
    {"name": "nlu.topics.TopicSelector"},
    {"name": "nlu.fallback.CertaintyFallback"},
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    config = {"recipe": "default.v1", "language": "ko", "assistant_id": "test", "pipeline": PIPELINE}
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    nlu = [{"intent": intent, "examples": "\n".join(f"- {t}" for t in ts)} for intent, ts in EXAMPLES.items()]
    (folder / "nlu.yml").write_text(
        yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8"
    )
    train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
    return folder


@pytest.fixture(scope="module")
def agent(project: Path) -> Agent:
    return Agent.load(str(project / "models"))


def parse(agent: Agent, text: str) -> dict[str, Any]:
    return asyncio.run(agent.parse_message(text))


def test_a_question_gets_its_domain_topic_and_facet(agent: Agent) -> None:
    parsed = parse(agent, "여권 분실했는데 수수료 얼마예요?")
    assert parsed["intent"]["name"] == "civil"
    assert parsed["intent"]["full_retrieval_intent_name"] == "civil/passport_lost"
    assert [(e["entity"], e["value"], e["start"], e["end"]) for e in parsed["entities"]] == [
        ("facet", "fee", 9, 12)
    ]


def test_the_parse_result_has_exactly_the_keys_the_other_packages_read(agent: Agent) -> None:
    parsed = parse(agent, "여권 분실 신고 두 번째 거 수수료")
    selector = parsed["response_selector"]
    rasas = {"text", "intent", "entities", "intent_ranking", "response_selector", "text_tokens"}
    assert set(parsed) == rasas | {"nouns"}
    assert selector["all_retrieval_intents"] == ["civil", "other_agency", "traffic"]
    assert set(selector["default"]["response"]) == {
        "responses",
        "confidence",
        "intent_response_key",
        "utter_action",
    }
    assert len(selector["default"]["ranking"]) == 4
    assert all(set(row) == {"confidence", "intent_response_key"} for row in selector["default"]["ranking"])
    keys = {"entity", "value", "start", "end", "confidence", "extractor"}
    assert {entity["entity"] for entity in parsed["entities"]} == {"facet", "ordinal"}
    assert all(set(entity) == keys for entity in parsed["entities"])


def test_the_parse_result_survives_being_stored_as_an_event(agent: Agent) -> None:
    parsed = parse(agent, "여권을 잃어버렸어요")
    event = UserUttered(parsed["text"], parsed["intent"], parsed["entities"], parsed)  # type: ignore[arg-type]
    assert event.full_retrieval_intent_name == "civil/passport_lost"
    assert json.loads(json.dumps(event.as_dict()))["parse_data"]["intent"]["name"] == "civil"


def test_an_act_is_an_intent_of_its_own(agent: Agent) -> None:
    assert parse(agent, "안녕하세요")["intent"]["name"] == "greet"


def test_other_agencies_business_is_a_topic_too(agent: Agent) -> None:
    ranking = parse(agent, "종합소득세 신고하려고요")["response_selector"]["default"]["ranking"]
    assert ranking[0]["intent_response_key"] == "other_agency/tax_office"


UNUSABLE = ["", " ", "ㄱ", "😀😀", "\x00", "\ud800", "?", "xyzzy", "/", "가\x00나\ud800다\n"]


@pytest.mark.parametrize("text", UNUSABLE, ids=range(len(UNUSABLE)))
def test_unusable_text_never_gets_a_sure_answer_and_never_fails(agent: Agent, text: str) -> None:
    assert parse(agent, text)["intent"]["name"] == "nlu_fallback"


def test_a_hundred_kilobytes_are_answered_by_their_beginning(agent: Agent) -> None:
    assert parse(agent, "여권을 잃어버렸어요 " * 10_000)["intent"]["name"] == "civil"


def test_the_next_message_after_an_unusable_one_is_understood(agent: Agent) -> None:
    parse(agent, "\ud800" * 100_000)
    assert parse(agent, "여권을 잃어버렸어요")["intent"]["name"] == "civil"


def test_a_word_two_topics_share_asks_back(agent: Agent) -> None:
    assert parse(agent, "신고")["intent"]["name"] == "nlu_fallback"


def test_a_loaded_model_answers_like_another_copy_of_it(project: Path, agent: Agent) -> None:
    again = Agent.load(str(project / "models"))
    assert parse(again, "여권 신고 방법") == parse(agent, "여권 신고 방법")


def test_training_again_gives_the_same_answers(project: Path, agent: Agent, tmp_path: Path) -> None:
    for name in ("config.yml", "nlu.yml"):
        shutil.copy(project / name, tmp_path)
    train_nlu(str(tmp_path / "config.yml"), str(tmp_path / "nlu.yml"), str(tmp_path / "models"))
    again = Agent.load(str(tmp_path / "models"))
    assert parse(again, "주차 고지서 왔어요") == parse(agent, "주차 고지서 왔어요")


def test_an_evaluation_prints_one_json_object(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "questions.tsv"
    questions.write_text(
        "text\ttopic\tfacet\tstyle\n"
        "여권을 잃어버렸는데 얼마예요\tcivil/passport_lost\tfee\tplain\n"
        "안녕\tgreet\t\tshort\n"
        "로또 번호\tout_of_scope\t\t\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert main([str(questions), "--model", str(project / "models"), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert (scores["n"], scores["top1"], scores["facet_accuracy"]) == (1, 1.0, 1.0)
    assert scores["acts"]["n"] == 1
    assert scores["out_of_scope"] == {"n": 1, "answered_as_known": 0}
    assert "여권" not in json.dumps(scores, ensure_ascii=False)


def test_a_model_worse_than_the_accepted_one_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "questions.tsv"
    questions.write_text("text\ttopic\n여권을 잃어버렸어요\ttraffic/parking_fine\n", encoding="utf-8")
    accepted = tmp_path / "accepted.json"
    accepted.write_text('{"top1": 0.95}')
    sentences = tmp_path / "sentences.jsonl"
    command = [str(questions), "--model", str(project / "models"), "--gate", str(accepted), "--noise"]
    assert main([*command, "--sentences", str(sentences), "--report", str(tmp_path)]) == 3
    assert "worse than accepted: top1: 0.950 accepted, 0.000 now" in capsys.readouterr().err
    assert json.loads(sentences.read_text(encoding="utf-8"))["predicted"] == "civil/passport_lost"
    assert "civil/passport_lost" in (tmp_path / "evaluation.md").read_text(encoding="utf-8")
    assert (tmp_path / "calibration.svg").stat().st_size > 1000
