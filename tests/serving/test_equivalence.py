import pytest

from serving.settings import PIECES
from tests.serving.conversations import comparable, interleaved
from tests.serving.in_process import run

TURN_PIECES = tuple(piece for piece in PIECES if piece != "guard")
CHOICES = [{piece} for piece in TURN_PIECES] + [set(TURN_PIECES)]


@pytest.mark.parametrize("pieces", CHOICES, ids=lambda pieces: "+".join(sorted(pieces)))
def test_the_bot_says_and_stores_what_stock_rasa_would(
    pieces, stock, trained_model, project_actions, tmp_path
):
    replies, events = run(trained_model, project_actions, tmp_path / "ours.db", pieces)
    assert replies == stock[0]
    assert events == stock[1]


def test_the_server_says_over_http_what_stock_rasa_would(stock, bot):
    replies = [(sender, text, comparable(bot.say(text, sender))) for sender, text in interleaved()]
    # The guard shortens nothing here, and a sender id over HTTP is the same as in process.
    assert replies == stock[0]


def test_the_server_still_says_it_after_its_model_was_loaded_anew(stock, bot, trained_model):
    half = len(interleaved()) // 2
    replies = []
    for number, (sender, text) in enumerate(interleaved()):
        if number == half:
            assert bot.put_model(trained_model) == 204
        replies.append((sender, text, comparable(bot.say(text, f"swap-{sender}"))))
    assert [(sender, text, _as_sender(messages, sender)) for sender, text, messages in replies] == stock[0]


def _as_sender(messages, sender):
    return [{**message, "recipient_id": sender} for message in messages]


def test_the_conversations_exercise_form_restart_and_back(stock):
    stored = {event["event"] for events in stock[1].values() for event in events}
    assert {"active_loop", "restart", "rewind", "slot", "session_started"} <= stored
    texts = [message.get("text") for *_, messages in stock[0] for message in messages]
    assert "가좌동 홍길동 님, 접수했습니다" in texts
