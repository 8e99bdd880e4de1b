"""Feeds the knowledge base into Rasa training: `importers: - name: knowledge.importer.KnowledgeImporter`.

Only questions, titles and topic names reach Rasa. Answers are read at run time, so editing one never
retrains.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from pathlib import Path

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method, class_from_module_path

from knowledge.errors import KnowledgeError
from knowledge.examples import TrainingKnowledge, load_training_knowledge
from knowledge.settings import KnowledgeSettings
from knowledge.training_message import TrainingMessage

_ASK_AGAIN = "무엇이 궁금하신지 한 문장으로 말씀해 주세요."
_BUILT_IN_IMPORTERS = ("RasaFileImporter", "MultiProjectImporter")


class InvalidKnowledge(RasaException):
    """The knowledge base cannot be trained on; Rasa prints the message and stops."""


class KnowledgeImporter(RasaFileImporter):
    """Rasa's file importer plus the questions of the knowledge base as retrieval-intent examples."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        knowledge_dir: str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._root = Path(knowledge_dir) if knowledge_dir else KnowledgeSettings.from_env().root
        self._knowledge: TrainingKnowledge | None = None
        self._nlu_data: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the project's NLU data and one example per question of the knowledge base.

        Neither depends on the language, so they are read once; Rasa asks several times and copies them.
        """
        if self._nlu_data is None:
            data = super().get_nlu_data(language)
            questions = [Message.build(example.text, example.key) for example in self._load().examples]
            self._nlu_data = TrainingData(
                [TrainingMessage.of(message) for message in (*data.training_examples, *questions)],
                data.entity_synonyms,
                data.regex_features,
                data.lookup_tables,
                data.responses,
            )
        return self._nlu_data

    @cached_method
    def get_domain(self) -> Domain:
        """Return the project's domain with a response for each retrieval intent.

        Rasa demands a response `utter_<intent>` for a retrieval intent; one plain request to say more does,
        and keeps the domain small, which is sent along with every call of the action server.
        """
        domain = super().get_domain()
        titles = self._load().domain_titles
        intents = sorted(self.get_nlu_data().retrieval_intents)
        _silence_misleading_warnings(intents)
        responses = {
            f"utter_{intent}": [
                {"text": f"{titles[intent]} 분야에서 {_ASK_AGAIN}" if intent in titles else _ASK_AGAIN}
            ]
            for intent in intents
            if f"utter_{intent}" not in domain.responses
        }
        # Rasa itself would add these actions in the order of a set: another fingerprint in every process.
        actions = [f"utter_{intent}" for intent in intents]
        return domain.merge(Domain.from_dict({"actions": actions, "responses": responses}))

    def _load(self) -> TrainingKnowledge:
        if self._knowledge is None:
            try:
                self._knowledge = load_training_knowledge(self._root)
            except KnowledgeError as error:
                raise InvalidKnowledge(
                    f"Knowledge base {self._root} cannot be trained on:\n{error}"
                ) from error
        return self._knowledge


def _silence_misleading_warnings(retrieval_intents: Sequence[str]) -> None:
    """Hide what Rasa says about every retrieval intent that its own ResponseSelector does not serve.

    Our topic selector reads the examples and an action reads the answers, so nothing is missing.
    """
    names = "|".join(re.escape(intent) for intent in retrieval_intents)
    for message in (
        "You have defined training data with examples for training a response selector",
        rf"(?s)Your training data contains an example '.*' for the '({names})/",
        rf"The utterance 'utter_({names})' is not used in any story or rule",
        "The following duplicated intents have been found across multiple domain files: "
        rf"({names})(, ({names}))*(\s|$)",
    ):
        warnings.filterwarnings("ignore", message=message)


def assert_importable(config_path: str | Path) -> None:
    """Check that every importer named in config.yml exists. Raises KnowledgeError.

    Rasa only logs a warning about a missing importer and trains without it, which would leave the bot empty.
    """
    path = Path(config_path)
    config = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    names = [str(importer.get("name", "")) for importer in config.get("importers") or []]
    if "knowledge.importer.KnowledgeImporter" not in names:
        raise KnowledgeError(
            "no_importer",
            "config.yml에 KnowledgeImporter가 없어 글의 질문이 학습되지 않습니다.",
            path.name,
            0,
            "importers에 '- name: knowledge.importer.KnowledgeImporter'를 넣어 주세요.",
        )
    for name in names:
        if name not in _BUILT_IN_IMPORTERS:
            _assert_importer(name, path.name)


def _assert_importer(name: str, file: str) -> None:
    try:
        found = class_from_module_path(name)
    except (AttributeError, ImportError) as error:
        raise KnowledgeError(
            "importer",
            f"'{name}'을(를) 불러올 수 없습니다. ({error})",
            file,
            0,
            "이름과 설치 상태를 확인해 주세요.",
        ) from error
    if not issubclass(found, TrainingDataImporter):
        raise KnowledgeError(
            "importer", f"'{name}'은(는) 가져오기 클래스가 아닙니다.", file, 0, "이름을 확인해 주세요."
        )
