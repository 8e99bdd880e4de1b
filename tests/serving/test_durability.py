import asyncio
import json
import sqlite3

import aiohttp

from tests.serving.running import running_bot

SENDERS = 6


async def talk_until_killed(bot, answers_before_kill):
    """Texts that got an answer from a bot that is killed while everybody talks."""
    answered = []
    enough = asyncio.Event()

    async def talk(session, sender):
        for number in range(10_000):
            text = f"수수료 {sender} {number}"
            try:
                async with session.post(bot.webhook, json={"sender": sender, "message": text}) as response:
                    assert (await response.json())[0]["text"].startswith("수수료는")
            except aiohttp.ClientError:
                return
            answered.append(text)
            if len(answered) >= answers_before_kill:
                enough.set()

    async with aiohttp.ClientSession() as session:
        talks = [asyncio.create_task(talk(session, f"sender{n}")) for n in range(SENDERS)]
        await enough.wait()
        bot.process.kill()
        await asyncio.gather(*talks)
    return answered


def test_every_answered_message_survives_kill_9(trained_model, actions_url, tmp_path):
    with running_bot(trained_model, tmp_path, actions_url) as bot:
        answered = asyncio.run(talk_until_killed(bot, answers_before_kill=150))
    database = sqlite3.connect(tmp_path / "conversations.db")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    stored = {}
    for sender, data in database.execute("SELECT sender_id, data FROM events ORDER BY id"):
        stored.setdefault(sender, []).append(json.loads(data))
    texts = [event["text"] for events in stored.values() for event in events if event["event"] == "user"]
    assert set(answered) <= set(texts)
    assert len(texts) == len(set(texts))
    # No half-written turn: each conversation ends where the bot waits for the resident.
    assert {(events[-1]["event"], events[-1]["name"]) for events in stored.values()} == {
        ("action", "action_listen")
    }


def test_sigterm_ends_the_bot_cleanly(trained_model, actions_url, tmp_path):
    with running_bot(trained_model, tmp_path, actions_url, SERVING_DISABLE="runner,store,lock") as bot:
        bot.say("안녕", "a")
        assert bot.stop() == 0
        assert "Traceback" not in bot.log()
