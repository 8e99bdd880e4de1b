"""Validation of action server responses with the schema compiled once.

Rasa checks the schema itself against its metaschema at every action call: most of a stock turn's CPU time.
"""

from __future__ import annotations

from typing import Any

from jsonschema import ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL

_stock_validate = RemoteAction._validate_action_result


def compile_validator(schema: dict[str, Any]) -> Any:
    """Return a validator for `schema`, which is itself checked once."""
    validator_class = validator_for(schema)
    validator_class.check_schema(schema)
    return validator_class(schema)


_VALIDATOR = compile_validator(RemoteAction.action_response_format_spec())


def validate_action_response(result: Any) -> None:
    """Raise jsonschema's most telling ValidationError, worded as Rasa words it, if `result` is malformed."""
    error = best_match(_VALIDATOR.iter_errors(result))
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


__all__ = ["ValidationError", "compile_validator", "install", "uninstall", "validate_action_response"]
