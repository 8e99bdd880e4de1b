from __future__ import annotations

from pathlib import Path

import yaml

from knowledge import KnowledgeSettings, KnowledgeStore

ROOT = Path(__file__).parents[2]


def lines_by_intent(name: str) -> dict[str, list[str]]:
    training = yaml.safe_load((ROOT / "data" / "nlu" / name).read_text(encoding="utf-8"))
    return {
        item["intent"]: [line.removeprefix("- ") for line in item["examples"].splitlines()]
        for item in training["nlu"]
    }


def test_look_alikes_name_topics_of_the_catalogue():
    catalog = KnowledgeStore(KnowledgeSettings(root=ROOT / "knowledge")).catalog
    known = {topic.key for topic in catalog.topics.values()}
    assert set(lines_by_intent("look_alikes.yml")) <= known


def test_no_line_is_trained_as_two_intents():
    owner: dict[str, str] = {}
    for name in ("dialogue_acts.yml", "conversation.yml", "other_agencies.yml", "look_alikes.yml"):
        for intent, lines in lines_by_intent(name).items():
            for line in lines:
                assert owner.setdefault(line, intent) == intent, line
