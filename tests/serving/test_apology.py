import pytest

from knowledge import KnowledgeSettings
from knowledge.district import CallCenter
from serving.apology import Apologies, apology_response, apology_text
from serving.district import district_call_center
from serving.validator import validate_action_response

CENTER = CallCenter("다산콜", "02-120")


def call(time, sender="a", action="action_answer"):
    events = [{"event": "user", "timestamp": time, "text": "수수료"}, {"event": "bot", "timestamp": time + 1}]
    return {"next_action": action, "sender_id": sender, "tracker": {"events": events}}


def test_the_apology_names_the_call_centre_of_the_district():
    assert "다산콜(02-120)" in apology_text(CENTER)


def test_without_a_district_it_names_no_number():
    assert not any(letter.isdigit() for letter in apology_text(None))
    assert "department" not in apology_response(None)["custom"]


def test_a_turn_has_one_apology_however_many_actions_fail():
    apologies = Apologies(CENTER)
    answers = [apologies.result_for(call(1.0)) for _ in range(3)]
    assert [len(answer["responses"]) for answer in answers] == [1, 0, 0]


def test_the_next_turn_and_another_resident_get_their_own():
    apologies = Apologies(CENTER)
    for one in (call(1.0), call(2.0), call(1.0, sender="b")):
        assert len(apologies.result_for(one)["responses"]) == 1


def test_the_turn_ends_after_it():
    assert Apologies(CENTER).result_for(call(1.0))["events"] == [
        {"event": "followup", "name": "action_listen"}
    ]


def test_a_session_still_starts_when_its_action_fails():
    result = Apologies(CENTER).result_for(call(1.0, action="action_session_start"))
    assert [event["event"] for event in result["events"]] == ["session_started", "action"]
    assert result["responses"] == []


@pytest.mark.parametrize("center", [CENTER, None])
def test_it_is_a_valid_answer_of_an_action_server(center):
    validate_action_response(Apologies(center).result_for(call(1.0)))


def test_the_number_comes_from_the_districts_profile(tmp_path):
    assert district_call_center(KnowledgeSettings(root=tmp_path)) is None
