import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from serving import validator

BROKEN = {
    "no object": [],
    "nothing": None,
    "events that are no list": {"events": {}},
    "an event without a kind": {"events": [{"name": "x"}]},
    "an unknown kind of event": {"events": [{"event": "fortune"}]},
    "a slot without a name": {"events": [{"event": "slot", "value": 1}]},
    "an event whose fields are wrong": {"events": [{"event": "entities"}]},
    "an event whose kind is a number": {"events": [{"event": 5}]},
    "responses that are no list": {"responses": {}},
    "a response that is a string": {"events": [], "responses": ["안녕"]},
}


@pytest.fixture
def compiled():
    validator.install()
    yield RemoteAction("action_fee", None)
    validator.uninstall()


@pytest.mark.parametrize("result", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_explained_as_stock_rasa_explains_it(result):
    action = RemoteAction("action_fee", None)
    with pytest.raises(ValidationError) as stock:
        action._validate_action_result(result)
    with pytest.raises(ValidationError) as ours:
        validator.validate_action_response(result)
    assert ours.value.message == stock.value.message


GOOD = {
    "an answer": {
        "events": [{"event": "slot", "name": "topic", "value": None}],
        "responses": [{"text": "네"}],
    },
    "nothing to say": {},
    "events without their optional fields": {
        "events": [{"event": kind} for kind in ("bot", "user", "action")]
    },
    "a text as written by a form": {"events": [{"event": "active_loop", "name": None}], "responses": []},
}


@pytest.mark.parametrize("answer", GOOD.values(), ids=GOOD)
def test_a_good_answer_passes_as_it_does_in_stock_rasa(compiled, answer):
    validator.uninstall()
    assert RemoteAction("action_fee", None)._validate_action_result(answer)
    validator.install()
    assert compiled._validate_action_result(answer)


def test_forms_and_slot_extraction_use_it_too(compiled):
    with pytest.raises(ValidationError):
        compiled._validate_action_result({"events": {}})
    assert RemoteAction._validate_action_result.__module__ == "serving.validator"


def test_it_can_be_taken_out_again():
    validator.install()
    validator.uninstall()
    assert RemoteAction._validate_action_result.__module__ == "rasa.core.actions.action"
