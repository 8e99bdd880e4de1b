"""Rasa component that notices how a resident feels; the answer stays the same, its first sentence may not."""

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

from nlu.emotion_lexicon import NEUTRAL, STRONG, EmotionLexicon, EmotionMatch
from nlu.watched import WatchedFile


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EmotionDetector(GraphComponent, EntityExtractorMixin):
    """Adds one emotion entity to every message; edits of the lexicon file are live."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the place of the lexicon, relative to the project."""
        return {"lexicon": "data/emotion.yml"}

    @staticmethod
    def supported_languages() -> list[str]:
        """Return the one language the phrases are in."""
        return ["ko"]

    def __init__(self, lexicon: WatchedFile[EmotionLexicon]) -> None:
        self._lexicon = lexicon

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EmotionDetector:
        """Create the component; NluError when the lexicon cannot be read."""
        return cls(WatchedFile(Path(config["lexicon"]), EmotionLexicon.load))

    def process(self, messages: list[Message]) -> list[Message]:
        """Append the emotion of each message to its entities."""
        lexicon = self._lexicon.content()
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str):
                found = [self._entity(_choose(lexicon.matches(text)))]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _entity(self, match: EmotionMatch) -> dict[str, Any]:
        """An emotion that no phrase shows has the empty span 0..0, so that no words count as its own."""
        return {
            "entity": "emotion",
            "value": match.emotion,
            "start": match.start,
            "end": match.end,
            "confidence": match.confidence,
            "extractor": self.name,
        }


def _choose(matches: list[EmotionMatch]) -> EmotionMatch:
    strong = [match for match in matches if match.confidence >= STRONG]
    return strong[0] if strong else EmotionMatch(NEUTRAL, 0, 0, STRONG)
