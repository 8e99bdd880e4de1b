import json

from serving.rule_policy import ANY, RuleIndex, place


def rule(*states):
    return json.dumps(list(states))


def state(action=None, intent=None, **more):
    return {
        **({"prev_action": {"action_name": action}} if action else {}),
        **({"user": {"intent": intent}} if intent else {}),
        **more,
    }


FEE = rule(state("action_listen"), state("action_listen", "fee"))
AFTER_FEE = rule(state("action_listen", "fee"), state("action_fee", "fee"))
GREET = rule(state("action_listen", "greet"))
SUBMIT = rule(state("apply_form", active_loop={"name": "should_not_be_set"}))
START = rule(state(intent="greet"))
INDEX = RuleIndex([FEE, AFTER_FEE, GREET, SUBMIT, START])


def test_only_rules_for_the_newest_action_and_intent_are_looked_at():
    assert INDEX.candidates(state("action_listen", "fee")) == {FEE}
    assert INDEX.candidates(state("action_fee", "fee")) == {AFTER_FEE}


def test_a_rule_without_an_intent_is_looked_at_for_every_intent():
    assert INDEX.candidates(state("apply_form", "fee")) == {SUBMIT}
    assert INDEX.candidates(state("apply_form")) == {SUBMIT}


def test_the_start_of_a_conversation_is_looked_at_whatever_the_intent():
    assert INDEX.candidates(state(intent="fee")) == {START}


def test_rules_that_name_an_intent_cannot_match_a_text():
    assert not RuleIndex([FEE, AFTER_FEE, SUBMIT]).may_match_text


def test_a_rule_on_what_was_written_can_match_a_text():
    by_text = rule({"prev_action": {"action_name": "action_listen"}, "user": {"text": "안녕"}})
    assert RuleIndex([FEE, by_text]).may_match_text


def test_a_value_that_must_not_be_set_is_no_name():
    assert place(state("action_listen", "should_not_be_set")) == ("action_listen", ANY)
