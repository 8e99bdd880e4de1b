import pytest
from rasa.shared.core.events import Event, SlotSet, deserialise_events
from rasa.shared.utils.common import all_subclasses

from serving import event_classes


@pytest.fixture
def dictionary():
    event_classes.install()
    yield
    event_classes.uninstall()


def test_every_event_has_the_class_rasa_finds(dictionary):
    for name in {event.type_name for event in all_subclasses(Event)}:
        first, again = (Event.resolve_by_type(name) for _ in range(2))
        assert first is again is event_classes._stock_resolve(name)


def test_an_unknown_event_is_an_error_or_the_default_as_in_rasa(dictionary):
    for _ in range(2):
        assert Event.resolve_by_type("fortune", SlotSet) is SlotSet
        assert Event.resolve_by_type("topic") is None
        with pytest.raises(ValueError, match="fortune"):
            Event.resolve_by_type("fortune")


def test_rasa_reads_events_with_it(dictionary):
    assert deserialise_events([{"event": "slot", "name": "topic", "value": "x"}]) == [SlotSet("topic", "x")]


def test_it_can_be_taken_out_again():
    event_classes.install()
    event_classes.uninstall()
    assert Event.resolve_by_type is event_classes._stock_resolve
