"""RulePolicy that looks at the few rules a state can match instead of at all of them."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from serving.settings import ServingSettings

ANY = "*"
Place = tuple[str, str]  # previous action and intent, either may be ANY


def place(state: State) -> Place:
    """Say where in the index a rule whose newest state is `state` belongs."""
    return _name(state, PREVIOUS_ACTION, ACTION_NAME), _name(state, USER, INTENT)


def _name(state: State, part: str, key: str) -> str:
    value = (state.get(part) or {}).get(key)
    return value if isinstance(value, str) and value and value != SHOULD_NOT_BE_SET else ANY


class RuleIndex:
    """Rule keys by the previous action and the intent of their newest state."""

    def __init__(self, keys: list[str]) -> None:
        self._by_place: dict[Place, set[str]] = defaultdict(set)
        for key in keys:
            self._by_place[place(json.loads(key)[-1])].add(key)
        self.may_match_text = any(
            action in (ANY, ACTION_LISTEN_NAME) and intent == ANY for action, intent in self._by_place
        )
        """Whether a rule can match a user message by anything but its intent."""

    def candidates(self, state: State) -> set[str]:
        """Return every key that can match `state`, and few others."""
        action, intent = place(state)
        found: set[str] = set()
        if action == ANY:  # the start of a conversation matches its rules whatever the intent
            for (rule_action, _), keys in self._by_place.items():
                if rule_action == ANY:
                    found |= keys
            return found
        for rule_action in {action, ANY}:
            for rule_intent in {intent, ANY}:
                found |= self._by_place.get((rule_action, rule_intent), set())
        return found


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IndexedRulePolicy(RulePolicy):
    """RulePolicy with an index over the trained rules; training itself is Rasa's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A lookup is passed only when a trained policy is loaded; in training the rules still change.
        self._indexes: dict[str, RuleIndex] = {}
        if kwargs.get("lookup") and ServingSettings.from_env().enabled("rules"):
            parts = (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)
            self._indexes = {part: RuleIndex(list(self.lookup.get(part, {}))) for part in parts}

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        index = next((i for part, i in self._indexes.items() if self.lookup.get(part) is lookup), None)
        if index is None or not states:
            return super()._get_possible_keys(lookup, states)
        keys = index.candidates(states[-1])
        for turn, state in enumerate(reversed(states)):
            if not keys:
                break
            keys = {key for key in keys if self._is_rule_applicable(key, turn, state)}
        return keys

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        # After a message Rasa first tries the rules by its text, which only end-to-end rules can match.
        by_text = use_text_for_last_user_input and tracker.latest_action_name == ACTION_LISTEN_NAME
        if by_text and self._indexes and not any(index.may_match_text for index in self._indexes.values()):
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)
