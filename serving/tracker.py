"""A conversation tracker that is cheap to copy, to ask and to read back."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    FollowupAction,
    LegacyForm,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from serving.event_classes import resolve_event_class

# Told by type(): isinstance() is slow for Rasa's event classes, and these have no further subclasses.
REVERTS = frozenset({ActionReverted, UserUtteranceReverted})
REPLAYED = REVERTS | {ActiveLoop, LegacyForm}
BEGINNINGS = frozenset({Restarted, SessionStarted})


class LiveTracker(DialogueStateTracker):
    """Tracker whose copy() copies the state where Rasa's replays the whole conversation."""

    saved_events: int | None = None
    """How many of `events` the store holds; None for a tracker the store has never seen."""
    newest_id: int | None = None
    """The database's id of the newest stored event, where known."""
    generation = -1
    """Which domain of the store this tracker was made under."""

    def copy(self) -> DialogueStateTracker:
        """Create a duplicate of this tracker, equal to one made by replaying its events."""
        if not REVERTS.isdisjoint(map(type, self.events)):
            return super().copy()  # what a revert leaves behind is only known by replaying
        twin = copy.copy(self)
        twin.events = copy.copy(self.events)
        twin.slots = copy.copy(self.slots)  # keeps the kind of dictionary
        for name, slot in self.slots.items():
            twin.slots[name] = copy.copy(slot)
        if self.active_loop is not None:
            twin.active_loop = dataclasses.replace(self.active_loop)
        # As after a replay, which knows neither the model nor that a follow-up was already taken up.
        twin.followup_action = followup_of(self.events)
        twin.model_id = twin.assistant_id = None
        twin.saved_events = None
        return twin

    def applied_events(self) -> list[Event]:
        """Return the events that still count (see parent class)."""
        if not REPLAYED.isdisjoint(map(type, self.events)):
            return super().applied_events()
        events = list(self.events)
        for place in range(len(events) - 1, -1, -1):
            if type(events[place]) in BEGINNINGS:
                return events[place + 1 :]
        return events

    def generate_all_prior_trackers(self) -> Iterator[tuple[DialogueStateTracker, bool]]:
        """Yield the trackers before each action (see parent class), with the slots policies look at."""
        slots = [slot for slot in self.slots.values() if slot.influence_conversation]
        prior = DialogueStateTracker(
            self.sender_id, slots, self._max_event_history, is_rule_tracker=self.is_rule_tracker
        )
        for event in self.applied_events():
            if isinstance(event, ActionExecuted):
                yield prior, event.hide_rule_turn
            if not isinstance(event, SlotSet) or event.key in prior.slots:
                prior.update(event)
        yield prior, False


def followup_of(events: Iterable[Event]) -> str | None:
    """Name the action that `events` leave scheduled, None if there is none."""
    for event in reversed(list(events)):
        if isinstance(event, ActionExecuted | UserUttered):
            return None
        if isinstance(event, FollowupAction):
            return event.action_name
        if isinstance(event, Restarted):
            return ACTION_SESSION_START_NAME
        if isinstance(event, SessionStarted):
            break
    return ACTION_LISTEN_NAME


def read_tracker(sender_id: str, stored: Iterable[dict[str, Any]], slots: list[Slot]) -> LiveTracker:
    """Rebuild the tracker of `sender_id` from its stored events."""
    tracker = LiveTracker(sender_id, slots)
    for item in stored:
        event_class = resolve_event_class(item["event"])
        event = event_class._from_parameters(item) if event_class else None
        if event is not None:
            tracker.update(event)
    return tracker
