"""Agent and message processor that load a model with the plan-once runner."""

from __future__ import annotations

import gc
import os
import tarfile
from pathlib import Path
from typing import Any

import rasa.core.agent
from rasa.core.agent import Agent
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.exceptions import ModelNotFound
from rasa.model import get_latest_model
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from serving.runner import PlanRunner

_STOCK_AGENT = Agent


class FastProcessor(MessageProcessor):
    """MessageProcessor whose graphs run on PlanRunner."""

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        archive = _model_archive(model_path)
        with TempDirectoryPath(get_temp_dir_name()) as directory:
            try:
                metadata, runner = loader.load_predict_graph_runner(
                    Path(directory), Path(archive), LocalModelStorage, PlanRunner
                )
            except tarfile.ReadError:
                raise ModelNotFound(f"Model {model_path} can not be loaded.") from None
        return os.path.basename(archive), metadata, runner

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Check nothing: Rasa would build an empty domain for every message, only to be able to warn."""


class FastAgent(Agent):
    """Agent whose processor is FastProcessor."""

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load the model (see parent class) and spare the garbage collector the objects that stay."""
        gc.unfreeze()  # those of the last model, so that what is left of them can go
        self.processor = FastProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
            http_interpreter=self.http_interpreter,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        if isinstance(self.nlg, TemplatedNaturalLanguageGenerator):
            self.nlg.responses = self.domain.responses if self.domain else {}
        # A full collection would look through half a million objects of the model while residents wait.
        gc.freeze()


def _model_archive(model_path: str | Path) -> str:
    """Find the archive `model_path` names: the file itself or the newest one in that directory."""
    archive = str(model_path) if os.path.isfile(model_path) else get_latest_model(str(model_path))
    if not archive:
        raise ModelNotFound(f"No model found at path '{model_path}'.")
    return archive


def install() -> None:
    """Let Rasa build FastAgent at start and at `PUT /model`.

    Both go through `load_agent`, which looks the class up in its module; there is no setting for it.
    """
    rasa.core.agent.Agent = FastAgent


def uninstall() -> None:
    """Let Rasa build its own Agent again."""
    rasa.core.agent.Agent = _STOCK_AGENT
