from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.facets import FACET_PROBABILITIES, FacetExtractor

ROOT = Path(__file__).parents[2]
CONFIG = {
    **FacetExtractor.get_default_config(),
    "lexicon": str(ROOT / "data" / "facets.yml"),
    "examples": str(ROOT / "data" / "facet_examples.tsv"),
}
CONTEXT = ExecutionContext(GraphSchema({}))


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> FacetExtractor:
    """Trained, stored and loaded again, as in a running bot."""
    arguments: tuple[Any, ...] = (
        CONFIG,
        LocalModelStorage(tmp_path_factory.mktemp("storage")),
        Resource("facets"),
        CONTEXT,
    )
    FacetExtractor.create(*arguments).train(TrainingData())
    return FacetExtractor.load(*arguments)


def facets(extractor: FacetExtractor, text: str) -> list[str]:
    return [entity["value"] for entity in extractor.process([Message({TEXT: text})])[0].get("entities")]


def test_a_facet_is_named_from_the_wording_alone(extractor: FacetExtractor) -> None:
    assert facets(extractor, "안 하면 과태료 얼마나 나와요?") == ["penalty"]


def test_a_message_remembers_how_likely_every_facet_is(extractor: FacetExtractor) -> None:
    message = extractor.process([Message({TEXT: "수수료 얼마예요"})])[0]
    probabilities = message.get(FACET_PROBABILITIES)
    assert sum(probabilities.values()) == pytest.approx(1)
    assert max(probabilities, key=lambda facet: float(probabilities[facet])) == "fee"


def test_an_entity_that_no_word_shows_covers_no_words(extractor: FacetExtractor) -> None:
    message = Message({TEXT: "여권 만들러 갈 때 아무것도 없어도 되나요"})
    (entity,) = extractor.process([message])[0].get("entities")
    assert (entity["value"], entity["start"], entity["end"]) == ("documents", 0, 0)
    assert 0 < entity["confidence"] < 1


def test_other_entities_of_a_message_are_kept(extractor: FacetExtractor) -> None:
    message = Message({TEXT: "두 번째 거 수수료요", "entities": [{"entity": "ordinal", "value": 2}]})
    assert [e["entity"] for e in extractor.process([message])[0].get("entities")] == ["ordinal", "facet"]


def test_an_edit_of_either_file_asks_for_training_again(tmp_path: Path) -> None:
    for name in ("lexicon", "examples"):
        copy = tmp_path / name
        copy.write_bytes(Path(str(CONFIG[name])).read_bytes())
        config = {**CONFIG, name: str(copy)}
        before = FacetExtractor.fingerprint_addon(config)
        copy.write_bytes(copy.read_bytes() + b"\n")
        assert FacetExtractor.fingerprint_addon(config) != before
