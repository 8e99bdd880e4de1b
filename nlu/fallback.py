"""Rasa component that withdraws an answer the bot is not sure enough of."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from knowledge import Bands, KnowledgeError, KnowledgeSettings
from knowledge.bands import load_bands
from nlu.certainty import class_confidences, fall_back, is_unsure
from nlu.watched import WatchedFile

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CertaintyFallback(GraphComponent, IntentClassifier):
    """Sets the intent nlu_fallback below the staff's "ask" band and on near-ties; rankings are kept."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return an empty configuration: the bands come from knowledge/bands.yml."""
        return {}

    def __init__(self, bands: WatchedFile[Bands]) -> None:
        self._bands = bands

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CertaintyFallback:
        """Create the component over the knowledge base's bands."""
        path = KnowledgeSettings.from_env().root / "bands.yml"
        return cls(WatchedFile(path, _read_bands))

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent of messages whose best class is not sure enough."""
        bands = self._bands.content()
        for message in messages:
            if INTENT not in message.data:
                continue
            confidences = [confidence for _, confidence in class_confidences(message.data)]
            if is_unsure(confidences, bands.ask, bands.ambiguity):
                ranking = fall_back(message.get(INTENT_RANKING_KEY, []), bands.ask)
                message.set(INTENT, dict(ranking[0]), add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def _read_bands(path: Path) -> Bands:
    """Read the bands; a project without the file works with the defaults."""
    if not path.is_file():
        return Bands()
    try:
        return load_bands(path)
    except KnowledgeError as error:
        raise ValueError(f"{path} has a mistake; run `python -m knowledge validate`") from error
