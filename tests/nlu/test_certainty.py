from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from knowledge import Bands
from nlu.certainty import class_confidences, is_unsure
from nlu.fallback import CertaintyFallback
from nlu.ranking import Ranker
from nlu.watched import WatchedFile

CLASSES = ("civil/passport_issue", "civil/passport_lost", "greet", "traffic/parking_fine")


def parsed(*probabilities: float) -> dict[str, Any]:
    values = np.array(probabilities)
    ranker = Ranker(CLASSES)
    ranking = ranker.intents(values)
    selector = ranker.selector(values, ranking[0]["name"])
    return {"intent": ranking[0], "intent_ranking": ranking, "response_selector": selector}


def intent_after_fallback(data: dict[str, Any], bands: Bands | None = None) -> str:
    watched = WatchedFile(Path("bands.yml"), lambda path: bands or Bands())
    message = CertaintyFallback(watched).process([Message(data)])[0]
    return str(message.get("intent")["name"])


def test_a_sure_topic_is_kept() -> None:
    assert intent_after_fallback(parsed(0.05, 0.9, 0.0, 0.05)) == "civil"


def test_a_sure_act_is_kept() -> None:
    assert intent_after_fallback(parsed(0.1, 0.1, 0.7, 0.1)) == "greet"


def test_a_sure_domain_with_an_unsure_topic_falls_back() -> None:
    assert intent_after_fallback(parsed(0.45, 0.5, 0.0, 0.05)) == "nlu_fallback"


def test_an_unsure_act_falls_back() -> None:
    assert intent_after_fallback(parsed(0.2, 0.2, 0.5, 0.1)) == "nlu_fallback"


def test_the_staff_decide_how_sure_is_sure_enough() -> None:
    data = parsed(0.2, 0.7, 0.0, 0.1)
    assert intent_after_fallback(data, Bands(ask=0.75)) == "nlu_fallback"
    assert intent_after_fallback(parsed(0.2, 0.7, 0.0, 0.1), Bands(ask=0.5)) == "civil"


def test_near_ties_are_unsure() -> None:
    assert is_unsure([0.42, 0.4, 0.1], ask=0.3, ambiguity=0.05)
    assert not is_unsure([0.42, 0.3, 0.1], ask=0.3, ambiguity=0.05)


def test_no_prediction_at_all_is_unsure() -> None:
    assert is_unsure([], ask=0.6, ambiguity=0.05)


def test_the_rankings_stay_available_for_the_candidates() -> None:
    data = parsed(0.45, 0.5, 0.0, 0.05)
    watched = WatchedFile(Path("bands.yml"), lambda path: Bands())
    message = CertaintyFallback(watched).process([Message(data)])[0]
    names = [entry["name"] for entry in message.get("intent_ranking")]
    assert names == ["nlu_fallback", "civil", "traffic", "greet"]
    assert class_confidences(message.data)[0] == ("civil/passport_lost", 0.5)


def test_a_message_without_a_prediction_is_left_alone() -> None:
    message = CertaintyFallback(WatchedFile(Path("bands.yml"), lambda path: Bands())).process([Message({})])[
        0
    ]
    assert message.get("intent") is None


def test_topics_and_acts_are_compared_with_each_other() -> None:
    names = [name for name, _ in class_confidences(parsed(0.1, 0.3, 0.4, 0.2))]
    assert names == ["greet", "civil/passport_lost", "traffic/parking_fine", "civil/passport_issue"]


@pytest.fixture
def knowledge_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path))
    return tmp_path


def created() -> CertaintyFallback:
    return CertaintyFallback.create({}, None, None, None)  # type: ignore[arg-type]


def test_the_bands_come_from_the_knowledge_base(knowledge_dir: Path) -> None:
    (knowledge_dir / "bands.yml").write_text("answer: 0.9\nask: 0.85\n", encoding="utf-8")
    message = created().process([Message(parsed(0.1, 0.8, 0.05, 0.05))])[0]
    assert message.get("intent")["name"] == "nlu_fallback"


def test_a_project_without_bands_uses_the_defaults(knowledge_dir: Path) -> None:
    message = created().process([Message(parsed(0.1, 0.8, 0.05, 0.05))])[0]
    assert message.get("intent")["name"] == "civil"


def test_a_mistake_in_the_bands_stops_the_start(knowledge_dir: Path) -> None:
    (knowledge_dir / "bands.yml").write_text("answer: 0.5\nask: 0.9\n", encoding="utf-8")
    with pytest.raises(ValueError, match="knowledge validate"):
        created()
