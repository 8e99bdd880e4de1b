"""A training example Rasa can copy and compare cheaply."""

from __future__ import annotations

import copy
from typing import Any

from rasa.shared.nlu.training_data.message import Message


class TrainingMessage(Message):
    """Rasa's message, made for being one of many thousands.

    Between importer and training Rasa copies and hashes every example a dozen times: with its own messages
    that takes longer than all learning.
    """

    @classmethod
    def of(cls, message: Message) -> TrainingMessage:
        """Return a message with the same content."""
        return cls(message.data, time=message.time, features=message.features)

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Set a property; setting what it is already keeps the fingerprint."""
        if add_to_output or prop not in self.data or self.data[prop] != info:
            super().set(prop, info, add_to_output)

    def __deepcopy__(self, memo: dict[int, Any]) -> TrainingMessage:
        copied = type(self).__new__(type(self))
        copied.__dict__.update(self.__dict__)
        copied.data = {key: _deep_copy(value, memo) for key, value in self.data.items()}
        copied.features = list(self.features)
        copied.output_properties = set(self.output_properties)
        return copied


def _deep_copy(value: Any, memo: dict[int, Any]) -> Any:
    return value if isinstance(value, str) else copy.deepcopy(value, memo)
