import pytest

from serving.request_rules import Hint, Refusal, check_message, clean, refusal_for_status


def test_a_plain_message_passes_with_its_other_fields():
    body = {"sender": "a", "message": " 안녕 ", "metadata": {"x": 1}, "colour": "red"}
    assert check_message(body, 100) == {**body, "message": "안녕"}


def test_a_missing_sender_gets_an_id_of_its_own():
    first, second = (check_message({"message": "안녕"}, 100)["sender"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("sender", [{}, [], True, " ", "a\x00", "s" * 201])
def test_a_sender_that_cannot_be_stored_is_refused(sender):
    assert check_message({"sender": sender, "message": "안녕"}, 100).code == "bad_sender"


@pytest.mark.parametrize("message", [None, "", " \n", "\x00"])
def test_an_empty_message_gets_a_hint(message):
    assert isinstance(check_message({"sender": "a", "message": message}, 100), Hint)


def test_a_message_may_be_as_long_as_the_setting_says():
    assert isinstance(check_message({"sender": "a", "message": "가" * 101}, 100), Hint)
    assert check_message({"sender": "a", "message": "가" * 100}, 100)["message"] == "가" * 100


@pytest.mark.parametrize("payload", [None, [], "안녕", 5])
def test_what_is_no_object_is_refused(payload):
    assert isinstance(check_message(payload, 100), Refusal)


def test_cleaning_keeps_lines_and_tabs_and_emoji():
    assert clean("가\n나\t👍\x00\x1b\ud800") == "가\n나\t👍"


@pytest.mark.parametrize(
    ("status", "code"), [(404, "not_found"), (413, "too_large"), (405, "bad_request"), (500, "server_error")]
)
def test_each_http_error_has_words_of_its_own(status, code):
    refusal = refusal_for_status(status)
    assert (refusal.status, refusal.code) == (status, code)
