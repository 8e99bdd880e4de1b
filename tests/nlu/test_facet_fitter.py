from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge import KnowledgeSettings, KnowledgeStore
from nlu.facet_fitter import FacetFitter
from nlu.facet_lexicon import FacetMatch
from nlu.facets import FACET_PROBABILITIES, facet_entity
from nlu.topics import HALVES

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@pytest.fixture(scope="module")
def store() -> KnowledgeStore:
    return KnowledgeStore(KnowledgeSettings(root=KNOWLEDGE))


@pytest.fixture()
def fitter(monkeypatch: pytest.MonkeyPatch) -> FacetFitter:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(KNOWLEDGE))
    return FacetFitter(FacetFitter.get_default_config())


def topic_with_only(store: KnowledgeStore, present: str, absent: str) -> str:
    articles = ((topic, store.article(topic)) for topic in store.topics())
    return next(t for t, a in articles if a and present in a.facets and absent not in a.facets)


def asked_where(topic: str | None, confidence: float = 0.9, **properties: Any) -> Message:
    """A question for the place, which may as well be one for the web address."""
    entities = [{"entity": "ordinal", "value": 2}, facet_entity(FacetMatch("where", 3, 6, 0.6), "test")]
    message = Message({TEXT: "그건 어디서 봐요", "entities": entities, **properties})
    message.set(FACET_PROBABILITIES, {"where": 0.6, "online": 0.3, "summary": 0.1})
    if topic:
        ranking = [{"intent_response_key": topic, "confidence": confidence}]
        message.set(RESPONSE_SELECTOR, {"default": {"ranking": ranking}})
    return message


def facets(fitter: FacetFitter, message: Message) -> list[str]:
    return [e["value"] for e in fitter.process([message])[0].get("entities") if e["entity"] == "facet"]


def test_a_sure_topic_that_is_only_online_is_asked_for_its_web_address(
    fitter: FacetFitter, store: KnowledgeStore
) -> None:
    message = asked_where(topic_with_only(store, "online", "where"))
    assert facets(fitter, message) == ["online"]
    assert [(e["entity"], e.get("start")) for e in message.get("entities")] == [
        ("ordinal", None),
        ("facet", 3),
    ]


def test_a_facet_the_article_has_stays(fitter: FacetFitter, store: KnowledgeStore) -> None:
    assert facets(fitter, asked_where(topic_with_only(store, "where", "penalty"))) == ["where"]


@pytest.mark.parametrize("confidence", [0.1, 0.5])
def test_an_unsure_topic_changes_nothing(
    fitter: FacetFitter, store: KnowledgeStore, confidence: float
) -> None:
    assert facets(fitter, asked_where(topic_with_only(store, "online", "where"), confidence)) == ["where"]


def test_a_message_without_a_known_article_keeps_its_facets(fitter: FacetFitter) -> None:
    assert facets(fitter, asked_where("other_agency/tax_office")) == ["where"]
    assert facets(fitter, asked_where(None)) == ["where"]


def test_two_questions_in_one_breath_keep_their_facets(fitter: FacetFitter, store: KnowledgeStore) -> None:
    halves = {HALVES: {"joint": "noun", "parts": []}}
    assert facets(fitter, asked_where(topic_with_only(store, "online", "where"), **halves)) == ["where"]


def test_without_a_readable_knowledge_base_facets_stay_as_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "nowhere"))
    fitter = FacetFitter(FacetFitter.get_default_config())
    assert facets(fitter, asked_where("civil/passport_issue")) == ["where"]
