"""The private parts of Rasa this package builds on, and the one version they were read in."""

from __future__ import annotations

import importlib
from importlib.metadata import version

from serving.errors import UnsupportedRasaError

RASA_VERSION = "3.6.21"

# module, class, attribute: what serving overrides or relies on, none of it public API.
SEAMS = (
    ("rasa.core.actions.action", "RemoteAction", "_validate_action_result"),
    ("rasa.core.agent", "Agent", "load_model"),
    ("rasa.core.agent", "Agent", "_set_fingerprint"),
    ("rasa.core.processor", "MessageProcessor", "_load_model"),
    ("rasa.core.processor", "MessageProcessor", "log_message"),
    ("rasa.core.processor", "MessageProcessor", "_handle_message_with_tracker"),
    ("rasa.core.processor", "MessageProcessor", "_check_for_unseen_features"),
    ("rasa.core.tracker_store", "SQLTrackerStore", "_retrieve"),
    ("rasa.core.tracker_store", "TrackerStore", "_stream_new_events"),
    ("rasa.core.lock_store", "LockStore", "lock"),
    ("rasa.core.policies.rule_policy", "RulePolicy", "_get_possible_keys"),
    ("rasa.core.policies.rule_policy", "RulePolicy", "_find_action_from_rules"),
    ("rasa.core.policies.rule_policy", "RulePolicy", "_is_rule_applicable"),
    ("rasa.engine.runner.dask", "DaskGraphRunner", "_instantiate_nodes"),
    ("rasa.shared.core.trackers", "DialogueStateTracker", "init_copy"),
    ("rasa.shared.core.events", "Event", "resolve_by_type"),
    ("rasa.shared.core.events", "Event", "_from_parameters"),
    ("rasa.utils.endpoints", "EndpointConfig", "request"),
)


def require_supported_rasa() -> None:
    """Raise UnsupportedRasaError unless the installed Rasa is the one this package was written for."""
    installed = version("rasa")
    if installed != RASA_VERSION:
        raise UnsupportedRasaError(
            f"Rasa {installed} is installed but serving/ overrides private methods of Rasa {RASA_VERSION}: "
            f"install rasa=={RASA_VERSION}, or review serving/compat.py for the new version."
        )


def missing_seams() -> list[str]:
    """Name the private attributes of SEAMS the installed Rasa no longer has."""
    missing = []
    for module, owner, attribute in SEAMS:
        target = getattr(importlib.import_module(module), owner, None)
        if not hasattr(target, attribute):
            missing.append(f"{module}.{owner}.{attribute}")
    return missing
