from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu

LEXICON = Path(__file__).parents[2] / "data" / "safety.yml"
WEIGHTS = Path(__file__).parents[2] / "nlu" / "weights"
# With five classes instead of hundreds every probability starts higher.
SAFETY = {"name": "nlu.safety.SafetyDetector", "weights": str(WEIGHTS), "alone": 0.6, "sure": 0.5}
EXAMPLES = {
    "traffic/parking_fine": [
        "주차 딱지 끊겼어요",
        "주정차 위반 고지서",
        "주차 딱지 이의신청",
        "차에 노란 종이",
    ],
    "safety/heat_wave": ["무더위쉼터 어디예요", "더운데 쉴 곳", "무더위쉼터 위치", "더위 피할 곳"],
    "greet": ["안녕하세요", "안녕", "반갑습니다"],
    "abuse": ["바보야", "이 병신아", "꺼져"],
    "crisis_self_harm": ["죽고 싶어요", "살기 싫어요", "사라지고 싶어요"],
    "emergency_119": ["불났어요", "사람이 쓰러졌어요", "119 불러줘"],
}


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lexicon") / "safety.yml"
    path.write_text(LEXICON.read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory, lexicon: Path) -> Agent:
    folder = tmp_path_factory.mktemp("project")
    pipeline = [
        {"name": "nlu.tokenizer.KoreanTokenizer"},
        {"name": "nlu.topics.TopicSelector"},
        {"name": "nlu.fallback.CertaintyFallback"},
        SAFETY | {"lexicon": str(lexicon)},
    ]
    config = {"recipe": "default.v1", "language": "ko", "assistant_id": "test", "pipeline": pipeline}
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    nlu = [
        {"intent": name, "examples": "\n".join(f"- {t}" for t in texts)} for name, texts in EXAMPLES.items()
    ]
    (folder / "nlu.yml").write_text(
        yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), "utf-8"
    )
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
    return Agent.load(model)


def parse(agent: Agent, text: str) -> dict[str, Any]:
    return asyncio.run(agent.parse_message(text))


def test_a_crisis_sets_the_intent_and_says_where_it_stands_in_the_message(agent: Agent) -> None:
    parsed = parse(agent, "여보세요 집에 불이 났어요")
    assert parsed["intent"] == {"name": "emergency_119", "confidence": pytest.approx(0.95, abs=0.05)}
    assert parsed["intent_ranking"][0] == parsed["intent"]
    (entity,) = parsed["entities"]
    assert (entity["entity"], entity["value"]) == ("safety", "crisis:fire")
    assert parsed["text"][entity["start"] : entity["end"]].startswith("집에 불이")
    assert entity["extractor"] == "SafetyDetector"


def test_self_harm_has_its_own_intent(agent: Agent) -> None:
    parsed = parse(agent, "나 하나 없어지면 다들 편하겠지")
    assert parsed["intent"]["name"] == "crisis_self_harm"
    assert [entity["value"] for entity in parsed["entities"]] == ["crisis:self_harm"]


def test_every_intent_appears_once_in_the_ranking(agent: Agent) -> None:
    names = [entry["name"] for entry in parse(agent, "죽고 싶어요")["intent_ranking"]]
    assert len(names) == len(set(names))


def test_a_look_alike_keeps_its_topic(agent: Agent) -> None:
    parsed = parse(agent, "더워 죽겠는데 무더위쉼터 어디예요")
    assert parsed["intent"]["name"] == "safety"
    assert parsed["entities"] == []


def test_a_question_with_a_curse_keeps_its_topic_and_is_marked(agent: Agent) -> None:
    parsed = parse(agent, "씨발 주차 딱지 이의신청")
    assert parsed["intent"]["name"] == "traffic"
    assert [entity["value"] for entity in parsed["entities"]] == ["abuse"]


def test_a_curse_alone_is_abuse(agent: Agent) -> None:
    assert parse(agent, "야 이 병신아")["intent"]["name"] == "abuse"


def test_the_result_can_be_stored(agent: Agent) -> None:
    assert json.loads(json.dumps(parse(agent, "죽고 싶어요")["entities"]))


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "😀"])
def test_unusable_text_is_no_crisis(agent: Agent, text: str) -> None:
    assert parse(agent, text)["entities"] == []
