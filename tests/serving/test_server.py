import asyncio
import json
import sqlite3

import aiohttp
import pytest

from tests.serving.running import request, running_bot

ANSWERED_IN_WORDS = {
    "an empty message": {"sender": "x", "message": ""},
    "only spaces": {"sender": "x", "message": "  \n "},
    "only control characters": {"sender": "x", "message": "\x00\x01"},
    "no message": {"sender": "x"},
    "5,000 characters": {"sender": "x", "message": "가" * 5000},
    "no sender": {"message": "안녕"},
    "one character": {"sender": "x", "message": "?"},
    "an emoji": {"sender": "x", "message": "👍🏽"},
    "half a surrogate pair": {"sender": "x", "message": "안녕 \ud83d"},
    "a NUL in the text": {"sender": "x", "message": "안녕\x00"},
    "unknown fields": {"sender": "x", "message": "안녕", "colour": {"a": [1]}},
    "metadata that is a list": {"sender": "x", "message": "안녕", "metadata": [1]},
    "a channel that is a number": {"sender": "x", "message": "안녕", "input_channel": 7},
    "a sender that is a number": {"sender": 12, "message": "안녕"},
}
REFUSED = {
    "not JSON": (b"hello", 400),
    "nothing": (b"", 400),
    "a JSON array": (b"[]", 400),
    "a JSON string": (b'"hi"', 400),
    "null": (b"null", 400),
    "broken UTF-8": (b'{"sender": "x", "message": "\xff\xfe"}', 400),
    "100 KB": (json.dumps({"sender": "x", "message": "a" * 100_000}).encode(), 413),
    "deep nesting": (b"[" * 30_000, 400),
    "a number as message": (b'{"sender": "x", "message": 5}', 400),
    "an object as message": (b'{"sender": "x", "message": {"text": "a"}}', 400),
    "an object as sender": (b'{"sender": {}, "message": "a"}', 400),
    "a huge sender": (json.dumps({"sender": "s" * 10_000, "message": "a"}).encode(), 400),
}


@pytest.mark.parametrize("body", ANSWERED_IN_WORDS.values(), ids=ANSWERED_IN_WORDS)
def test_a_strange_message_is_answered_in_words(bot, body):
    status, answer = request(bot.webhook, body)
    assert status == 200
    assert json.loads(answer)[0]["text"]


@pytest.mark.parametrize(("body", "status"), REFUSED.values(), ids=REFUSED)
def test_a_body_that_is_no_message_gets_a_short_korean_error(bot, body, status):
    got, answer = request(bot.webhook, body)
    error = json.loads(answer)["error"]
    assert got == status
    assert error["message"].endswith((".", "요."))
    assert "Traceback" not in answer
    assert bot.say("안녕", "next")[0]["text"] == "안녕하세요"


def test_two_residents_without_a_sender_do_not_share_a_conversation(bot):
    first, second = (json.loads(request(bot.webhook, {"message": "안녕"})[1])[0] for _ in range(2))
    assert first["recipient_id"] != second["recipient_id"]


def test_an_unknown_address_is_a_short_json_error(bot):
    status, answer = request(f"{bot.url}/no/such/page")
    assert status == 404
    assert json.loads(answer)["error"]["code"] == "not_found"


@pytest.mark.parametrize("path", ["status", "conversations/x/tracker", "domain", "model/parse"])
def test_the_control_api_does_not_answer_what_a_proxy_passes_on(bot, path):
    status, answer = request(f"{bot.url}/{path}", headers={"X-Forwarded-For": "203.0.113.7"})
    assert status == 403
    assert "model_id" not in answer


def test_the_control_api_answers_this_machine(bot):
    assert request(f"{bot.url}/status")[0] == 200


def test_a_crashing_action_gives_one_apology_with_a_number_and_ends_the_turn(bot):
    bot.say("수수료", "crash")
    messages = bot.say("고장", "crash")
    assert [set(message) - {"recipient_id"} for message in messages] == [{"text"}, {"custom"}]
    assert "죄송합니다" in messages[0]["text"]
    assert messages[1]["custom"]["type"] == "handoff"
    assert messages[1]["custom"]["department"]["phone"] in messages[0]["text"]
    assert bot.say("수수료", "crash")[0]["text"] == "수수료는 3,000원입니다"


def test_the_log_repeats_nothing_a_resident_wrote(bot):
    bot.say("내 번호는 8765-4321", "private")
    request(bot.webhook, {"sender": "private", "message": "고장 8765-4321"})
    request(bot.webhook, b'{"message": "8765-4321"')
    assert "8765-4321" not in bot.log()
    assert "action_break failed" in bot.log()


def test_the_health_check_counts_unsaved_turns(bot):
    lock = sqlite3.connect(bot.database, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        bot.say("수수료", "locked")
        assert json.loads(request(f"{bot.url}/health")[1])["status"] == "degraded"
    finally:
        lock.execute("ROLLBACK")
    assert bot.say("수수료", "locked")[0]["text"] == "수수료는 2,000원입니다"
    report = json.loads(request(f"{bot.url}/health")[1])
    assert report["status"] == "ok"
    assert report["tracker_store"]["failed_writes"] >= 1
    stored = lock.execute("SELECT count(*) FROM events WHERE sender_id='locked' AND type_name='user'")
    assert stored.fetchone() == (2,)


def test_a_new_model_is_loaded_without_one_failed_request(bot, trained_model):
    async def talk(session, sender, done):
        answered = []
        while not done.is_set():
            body = {"sender": sender, "message": "안녕"}
            async with session.post(bot.webhook, json=body) as response:
                answered.append((response.status, (await response.json())[0]["text"]))
        return answered

    async def swap():
        done = asyncio.Event()
        async with aiohttp.ClientSession() as session:
            talks = [asyncio.create_task(talk(session, f"swap{n}", done)) for n in range(4)]
            await asyncio.sleep(0.2)
            for _ in range(2):
                async with session.put(
                    f"{bot.url}/model", json={"model_file": str(trained_model)}
                ) as response:
                    assert response.status == 204
            await asyncio.sleep(0.2)
            done.set()
            return [answer for task in talks for answer in await task]

    answers = asyncio.run(swap())
    assert len(answers) > 8
    assert set(answers) == {(200, "안녕하세요")}


def test_a_model_that_cannot_be_loaded_leaves_the_old_one_working(bot, tmp_path):
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"no archive")
    bot.say("신청", "keeps")
    assert bot.put_model(broken) >= 400
    assert bot.say("홍길동", "keeps")[0]["text"] == "홍길동 님, 어느 동에 사세요"


def test_a_server_that_cannot_load_its_model_says_so_and_ends(tmp_path):
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"no archive")
    with (
        pytest.raises(AssertionError, match='run "make train" again'),
        running_bot(broken, tmp_path, "http://127.0.0.1:9/webhook"),
    ):
        pass
