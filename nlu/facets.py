"""Rasa component that notices which part of an answer is wanted: the fee, the documents, the place ..."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.facet_lexicon import FacetLexicon, FacetMatch
from nlu.watched import WatchedFile


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FacetExtractor(GraphComponent, EntityExtractorMixin):
    """Adds facet entities, strongest first; edits of the lexicon file are live."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the place of the lexicon, relative to the project."""
        return {"lexicon": "data/facets.yml"}

    @staticmethod
    def supported_languages() -> list[str]:
        """Return the one language the phrases are in."""
        return ["ko"]

    def __init__(self, lexicon: WatchedFile[FacetLexicon]) -> None:
        self._lexicon = lexicon

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FacetExtractor:
        """Create the component; NluError when the lexicon cannot be read."""
        return cls(WatchedFile(Path(config["lexicon"]), FacetLexicon.load))

    def process(self, messages: list[Message]) -> list[Message]:
        """Append the facets of each message to its entities."""
        lexicon = self._lexicon.content()
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str):
                found = [self._entity(text, match) for match in lexicon.find(text)]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _entity(self, text: str, match: FacetMatch) -> dict[str, Any]:
        return {
            "entity": "facet",
            "value": match.facet,
            "start": match.start,
            "end": match.end,
            "confidence": match.confidence,
            "extractor": self.name,
        }
