"""Validation of action server responses with the schema compiled once.

Rasa checks the schema itself against its metaschema at every action call, and each event against the schemas
of all twenty kinds of events: most of a stock turn's CPU time.
"""

from __future__ import annotations

from typing import Any

from jsonschema import ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL

_stock_validate = RemoteAction._validate_action_result


class ResponseValidator:
    """Rasa's schema of an action response: a short way for good answers, the whole schema for the others."""

    def __init__(self, schema: dict[str, Any]) -> None:
        validator_class = validator_for(schema)
        validator_class.check_schema(schema)
        self._whole = validator_class(schema)
        kinds = schema["properties"]["events"]["items"]["oneOf"]
        # An event of one kind can match no other kind's schema, so the one its name says is enough.
        self._by_kind = {kind["properties"]["event"]["const"]: validator_class(kind) for kind in kinds}

    def error(self, result: Any) -> ValidationError | None:
        """Return the most telling error in `result`, None if it is a valid action response."""
        if self._is_plainly_valid(result):
            return None
        return best_match(self._whole.iter_errors(result))

    def _is_plainly_valid(self, result: Any) -> bool:
        if not isinstance(result, dict):
            return False
        events, responses = result.get("events", []), result.get("responses", [])
        if not isinstance(events, list) or not isinstance(responses, list):
            return False
        return all(isinstance(one, dict) for one in responses) and all(map(self._is_plain_event, events))

    def _is_plain_event(self, event: Any) -> bool:
        kind = event.get("event") if isinstance(event, dict) else None
        validator = self._by_kind.get(kind) if isinstance(kind, str) else None
        return validator is not None and validator.is_valid(event)


_VALIDATOR = ResponseValidator(RemoteAction.action_response_format_spec())


def validate_action_response(result: Any) -> None:
    """Raise jsonschema's most telling ValidationError, worded as Rasa words it, if `result` is malformed."""
    error = _VALIDATOR.error(result)
    if error is None:
        return
    error.message += (
        ". Failed to validate Action server response from API, make sure your response from the Action "
        f"endpoint is valid. For more information about the format visit {DOCS_BASE_URL}/custom-actions"
    )
    raise error


def _validate_action_result(self: RemoteAction, result: Any) -> bool:
    validate_action_response(result)
    return True


def install() -> None:
    """Let every RemoteAction validate with the compiled schema.

    Forms and slot extraction construct RemoteAction themselves, so a subclass would miss them.
    """
    RemoteAction._validate_action_result = _validate_action_result


def uninstall() -> None:
    """Give RemoteAction its own validation back."""
    RemoteAction._validate_action_result = _stock_validate
