"""Logging of the server: what happened, never what a resident wrote."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# Fields of Rasa's structured log that repeat the conversation.
PRIVATE_FIELDS = frozenset(
    {
        "text",
        "response_text",
        "user_text",
        "slot_values",
        "parse_data_text",
        "parse_data_entities",
        "parse_data_intent",
        "prediction_events",
        "tracker_latest_message",
        "prefilled_slots",
        "message",
        "response",
        "slot_candidates",
        "rasa_event",
        "rasa_events",
        "tracker_states",
        "current_states",
        "old_states",
        "successes",
        "current_entity",
        "next_entity",
        "states",
        "entity",
        "token_text",
        "user_message",
        "json_message",
    }
)


def drop_private_fields(_: Any, __: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Remove the fields of a structured log line that repeat the conversation."""
    return {name: value for name, value in event.items() if name not in PRIVATE_FIELDS}


def configure_logging(level: int = logging.WARNING) -> None:
    """Log our own messages from INFO and everybody else's from `level` to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    logging.getLogger("serving").setLevel(logging.INFO)
    structlog.configure(
        processors=[
            drop_private_fields,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
