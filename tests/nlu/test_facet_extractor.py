from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge import KnowledgeSettings, KnowledgeStore
from nlu.facets import FacetExtractor

ROOT = Path(__file__).parents[2]
CONFIG = {
    **FacetExtractor.get_default_config(),
    "lexicon": str(ROOT / "data" / "facets.yml"),
    "examples": str(ROOT / "data" / "facet_examples.tsv"),
}
CONTEXT = ExecutionContext(GraphSchema({}))
QUESTION = "안 하면 과태료 얼마나 나와요?"


@pytest.fixture(scope="module")
def store() -> KnowledgeStore:
    return KnowledgeStore(KnowledgeSettings(root=ROOT / "knowledge"))


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> FacetExtractor:
    """Trained, stored and loaded again, as in a running bot."""
    arguments: tuple[Any, ...] = (
        CONFIG,
        LocalModelStorage(tmp_path_factory.mktemp("storage")),
        Resource("facets"),
        CONTEXT,
    )
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("KNOWLEDGE_DIR", str(ROOT / "knowledge"))
        FacetExtractor.create(*arguments).train(TrainingData())
        return FacetExtractor.load(*arguments)


def facets(
    extractor: FacetExtractor, text: str, topic: str | None = None, confidence: float = 0.9
) -> list[str]:
    message = Message({TEXT: text})
    if topic:
        ranking = [{"intent_response_key": topic, "confidence": confidence}]
        message.set(RESPONSE_SELECTOR, {"default": {"ranking": ranking}})
    return [entity["value"] for entity in extractor.process([message])[0].get("entities")]


def topic_without(store: KnowledgeStore, facet: str) -> str:
    articles = ((topic, store.article(topic)) for topic in store.topics())
    return next(topic for topic, article in articles if article and facet not in article.facets)


def test_a_facet_is_named_without_a_topic(extractor: FacetExtractor) -> None:
    assert facets(extractor, QUESTION) == ["penalty"]


def test_a_facet_the_article_of_a_sure_topic_does_not_have_is_not_named(
    extractor: FacetExtractor, store: KnowledgeStore
) -> None:
    assert "penalty" not in facets(extractor, QUESTION, topic_without(store, "penalty"))


def test_an_unsure_topic_rules_no_facet_out(extractor: FacetExtractor, store: KnowledgeStore) -> None:
    assert facets(extractor, QUESTION, topic_without(store, "penalty"), confidence=0.3) == ["penalty"]


def test_a_topic_without_an_article_rules_no_facet_out(extractor: FacetExtractor) -> None:
    assert facets(extractor, QUESTION, "other_agency/tax_office") == ["penalty"]


def test_an_entity_that_no_word_shows_covers_no_words(extractor: FacetExtractor) -> None:
    message = Message({TEXT: "여권 만들러 갈 때 빈손으로 가도 되나요"})
    (entity,) = extractor.process([message])[0].get("entities")
    assert (entity["value"], entity["start"], entity["end"]) == ("documents", 0, 0)
    assert 0 < entity["confidence"] < 1


def test_other_entities_of_a_message_are_kept(extractor: FacetExtractor) -> None:
    message = Message({TEXT: "두 번째 거 수수료요", "entities": [{"entity": "ordinal", "value": 2}]})
    assert [e["entity"] for e in extractor.process([message])[0].get("entities")] == ["ordinal", "facet"]


def test_without_a_readable_knowledge_base_facets_are_still_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "nowhere"))
    untrained = FacetExtractor.create(CONFIG, LocalModelStorage(tmp_path / "storage"), Resource("f"), CONTEXT)
    assert facets(untrained, "수수료 얼마예요", "civil/passport_issue") == ["fee"]


def test_an_edit_of_either_file_asks_for_training_again(tmp_path: Path) -> None:
    for name in ("lexicon", "examples"):
        copy = tmp_path / name
        copy.write_bytes(Path(str(CONFIG[name])).read_bytes())
        config = {**CONFIG, name: str(copy)}
        before = FacetExtractor.fingerprint_addon(config)
        copy.write_bytes(copy.read_bytes() + b"\n")
        assert FacetExtractor.fingerprint_addon(config) != before
