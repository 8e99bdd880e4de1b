"""Rasa component for picking one of several offered choices: "두 번째 거요", "2번", "마지막 거"."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.ordinal import find_ordinals


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class OrdinalExtractor(GraphComponent, EntityExtractorMixin):
    """Adds ordinal entities: 1 is the first choice, -1 the last."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return an empty configuration."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OrdinalExtractor:
        """Create the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Append the ordinals of each message to its entities."""
        for message in messages:
            text = message.get(TEXT)
            if not isinstance(text, str):
                continue
            found = [
                {
                    "entity": "ordinal",
                    "value": ordinal.value,
                    "start": ordinal.start,
                    "end": ordinal.end,
                    "confidence": 1.0,
                    "extractor": self.name,
                }
                for ordinal in find_ordinals(text)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
