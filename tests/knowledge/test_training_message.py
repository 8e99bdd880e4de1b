from __future__ import annotations

import copy
from pathlib import Path

import yaml
from rasa.engine.recipes.recipe import Recipe
from rasa.shared.data import TrainingType
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.training_message import TrainingMessage

ROOT = Path(__file__).parents[2]


def message() -> TrainingMessage:
    plain = Message.build("여권을 잃어버렸어요", "civil/passport_lost")
    plain.set(ENTITIES, [{"entity": "dong", "value": "검암동"}])
    return TrainingMessage.of(plain)


def test_it_is_the_message_it_was_made_of() -> None:
    plain = Message.build("여권을 잃어버렸어요", "civil/passport_lost")
    assert TrainingMessage.of(plain) == plain
    assert TrainingMessage.of(plain).fingerprint() == plain.fingerprint()


def test_a_copy_is_equal_and_shares_nothing_that_changes() -> None:
    original = message()
    before = original.fingerprint()
    copied = copy.deepcopy(original)
    assert copied == original
    copied.get(ENTITIES)[0]["value"] = "가좌동"
    copied.set(TEXT, "여권을 찾았어요")
    assert original.get(ENTITIES)[0]["value"] == "검암동"
    assert original.get(TEXT) == "여권을 잃어버렸어요"
    assert original.fingerprint() == before != copied.fingerprint()


def test_an_output_property_of_a_copy_is_its_own() -> None:
    original = message()
    copied = copy.deepcopy(original)
    copied.set(INTENT, copied.get(INTENT), add_to_output=True)
    assert INTENT in copied.as_dict(only_output_properties=True)
    assert INTENT not in original.as_dict(only_output_properties=True)


def test_rasa_still_drops_a_repeated_example_when_it_merges() -> None:
    merged = TrainingData([message()]).merge(TrainingData([message()]))
    assert [example.get(TEXT) for example in merged.training_examples] == ["여권을 잃어버렸어요"]


def test_training_does_not_split_examples_nobody_reads_the_tokens_of() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    recipe = Recipe.recipe_for_name(config["recipe"])
    model = recipe.graph_config_for_recipe(config, {}, TrainingType.BOTH)
    steps = model.train_schema.minimal_graph_schema().nodes
    assert any("TopicSelector" in name for name in steps)
    assert not [name for name in steps if "Tokenizer" in name]
