"""Pieces that die, files that break: the resident still gets a Korean sentence and a number."""

from __future__ import annotations

import uuid


def test_without_the_action_server_the_resident_gets_an_apology_and_a_number_and_then_it_recovers(own_bot):
    sender = uuid.uuid4().hex
    own_bot.kill("actions")
    messages = own_bot.say("여권 잃어버렸어요", sender)
    said = " ".join(m.get("text", "") for m in messages)
    assert "죄송" in said
    assert "032-120" in said
    assert sum("죄송" in m.get("text", "") for m in messages) == 1
    own_bot.start_actions()
    assert own_bot.payloads("여권 잃어버렸어요", sender)[0]["topic"] == "civil/passport_lost"


def test_what_was_answered_survives_a_kill_of_the_bot(own_bot):
    sender = uuid.uuid4().hex
    own_bot.payloads("여권 잃어버렸어요", sender)
    own_bot.kill("bot")
    own_bot.kill("actions")
    own_bot.start()
    reply = own_bot.payloads("수수료는요?", sender)[0]
    assert (reply["topic"], reply["facet"]) == ("civil/passport_lost", "fee")
