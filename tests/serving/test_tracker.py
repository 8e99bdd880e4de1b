import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.utils.common import all_subclasses

from serving.tracker import BEGINNINGS, REPLAYED, LiveTracker, read_tracker

DOMAIN = Domain.from_yaml("""
version: '3.1'
intents: [greet]
actions: [a, b, f, s]
slots:
  dong: {type: text, mappings: [{type: custom}]}
  topic: {type: text, influence_conversation: false, mappings: [{type: custom}]}
""")
TURN = [ActionExecuted("action_listen"), UserUttered("안녕", {"name": "greet"}), BotUttered("네")]
HISTORIES = {
    "nothing": [],
    "a turn": TURN,
    "a slot": [*TURN, SlotSet("dong", "가좌동")],
    "a slot policies do not look at": [*TURN, SlotSet("topic", "civil/seal")],
    "actions": [
        *TURN,
        ActionExecuted("a"),
        SlotSet("dong", "가좌동"),
        ActionExecuted("b", hide_rule_turn=True),
    ],
    "a form": [*TURN, ActionExecuted("f"), ActiveLoop("f"), LoopInterrupted(True)],
    "a follow-up": [*TURN, ActionExecuted("a"), FollowupAction("b")],
    "a follow-up taken up": [*TURN, FollowupAction("b"), ActionExecuted("b")],
    "a restart": [*TURN, Restarted()],
    "a session": [*TURN, SessionStarted()],
    "a restart and a session": [*TURN, Restarted(), ActionExecuted("s"), SessionStarted(), *TURN],
    "a form that goes on": [
        *TURN,
        ActionExecuted("f"),
        ActiveLoop("f"),
        SlotSet("dong", "x"),
        *TURN,
        ActionExecuted("f"),
        ActiveLoop(None),
    ],
    "a revert": [*TURN, SlotSet("dong", "가좌동"), UserUtteranceReverted()],
    "a pause": [*TURN, ConversationPaused()],
    "a reset": [SlotSet("dong", "가좌동"), *TURN, AllSlotsReset()],
}


def tracker_of(events, tracker_class=LiveTracker):
    return tracker_class.from_events("a", events, DOMAIN.slots)


def state(tracker):
    return {**tracker.current_state(EventVerbosity.ALL), "loop": tracker.active_loop}


@pytest.mark.parametrize("events", HISTORIES.values(), ids=HISTORIES)
def test_a_copy_equals_one_made_by_replaying_the_events(events):
    tracker = tracker_of(events)
    tracker.clear_followup_action()  # as the processor does before it copies
    assert state(tracker.copy()) == state(DialogueStateTracker.copy(tracker))


@pytest.mark.parametrize("events", HISTORIES.values(), ids=HISTORIES)
def test_the_events_that_count_are_those_rasa_counts(events):
    tracker = tracker_of([*events, *TURN])
    assert tracker.applied_events() == DialogueStateTracker.applied_events(tracker)


@pytest.mark.parametrize("events", HISTORIES.values(), ids=HISTORIES)
@pytest.mark.parametrize("without_rules", [False, True])
def test_policies_see_the_states_rasas_tracker_shows_them(events, without_rules):
    shown = [
        tracker_of([*events, *TURN], kind).past_states(DOMAIN, ignore_rule_only_turns=without_rules)
        for kind in (LiveTracker, DialogueStateTracker)
    ]
    assert shown[0] == shown[1]


def test_no_event_class_is_a_kind_of_one_told_by_its_exact_type():
    told = REPLAYED | BEGINNINGS
    assert {kind for kind in all_subclasses(Event) if issubclass(kind, tuple(told))} == told


@pytest.mark.parametrize("events", HISTORIES.values(), ids=HISTORIES)
def test_stored_events_give_the_same_tracker_as_rasa_reads(events):
    stored = [event.as_dict() for event in events]
    ours = read_tracker("a", stored, DOMAIN.slots)
    assert state(ours) == state(DialogueStateTracker.from_dict("a", stored, DOMAIN.slots))


def test_changing_a_copy_leaves_the_original_alone():
    tracker = tracker_of(HISTORIES["a form"])
    twin = tracker.copy()
    twin.update_with_events([SlotSet("dong", "검암동"), ActiveLoop(None), LoopInterrupted(False)], DOMAIN)
    assert tracker.get_slot("dong") is None
    assert tracker.active_loop.is_interrupted
    assert len(tracker.events) == len(HISTORIES["a form"])


def test_an_event_of_an_unknown_kind_is_an_error_as_in_rasa():
    with pytest.raises(ValueError, match="Unknown event"):
        read_tracker("a", [{"event": "fortune"}], [])
