"""Rasa component that fits the facet a question seems to ask for to the article of its topic."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, RESPONSE_SELECTOR
from rasa.shared.nlu.training_data.message import Message

from knowledge import KnowledgeError, KnowledgeSettings, KnowledgeStore
from nlu.facet_choice import fit_to_article
from nlu.facet_lexicon import FacetMatch
from nlu.facets import FACET, FACET_PROBABILITIES, facet_entity
from nlu.topics import HALVES

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FacetFitter(GraphComponent, EntityExtractorMixin):
    """Behind TopicSelector: a facet the article of a sure topic lacks becomes the likeliest one it has.

    A message that is two questions is left alone: its likeliest topic owns only one of the facets.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return how likely a facet must be among those the article has."""
        return {"threshold": 0.2}

    def __init__(self, config: dict[str, Any]) -> None:
        self._threshold = float(config["threshold"])
        self._store = _open_store()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FacetFitter:
        """Create the component over the knowledge base."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the facet entities of each message where the article has no such facet."""
        for message in messages:
            probabilities = message.get(FACET_PROBABILITIES)
            available = self._available(message)
            if probabilities is None or available is None or message.get(HALVES) is not None:
                continue
            entities = message.get(ENTITIES, [])
            chosen = [_match(entity) for entity in entities if entity["entity"] == FACET]
            fitted = fit_to_article(chosen, probabilities, self._threshold, available)
            if fitted != chosen:
                others = [entity for entity in entities if entity["entity"] != FACET]
                found = [facet_entity(match, self.name) for match in fitted]
                message.set(ENTITIES, others + found, add_to_output=True)
        return messages

    def _available(self, message: Message) -> Collection[str] | None:
        """The facets of the article a message is about; None when that is unknown or unsure."""
        ranking = (message.get(RESPONSE_SELECTOR) or {}).get("default", {}).get("ranking")
        if not ranking or self._store is None or ranking[0]["confidence"] < self._store.bands.ask:
            return None
        article = self._store.article(ranking[0]["intent_response_key"])
        return article.facets if article else None


def _match(entity: dict[str, Any]) -> FacetMatch:
    return FacetMatch(entity["value"], entity["start"], entity["end"], entity["confidence"])


def _open_store() -> KnowledgeStore | None:
    """A project whose knowledge base cannot be read names facets without looking at the articles."""
    try:
        return KnowledgeStore(KnowledgeSettings.from_env())
    except KnowledgeError as error:
        logger.warning("facets are named without looking at the articles: %s", error)
        return None
