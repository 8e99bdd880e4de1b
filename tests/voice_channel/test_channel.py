import asyncio
import base64
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatusCode

from voice_channel.errors import VoiceError
from voice_channel.stt import Hypothesis, Recognizer, TurnOptions, TurnRecognizer

EVENTS = {"config": {"sample_rate": 16000, "events": True, "sender": "kiosk-1"}}


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


def test_a_spoken_turn_is_answered_in_text_and_in_speech(
    server: Any, talk: Any, tone: Any, silence: Any
) -> None:
    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send(EVENTS)
        for _ in range(10):
            await client.send(tone(0.1))
        for _ in range(10):
            await client.send(silence(0.1))
        return await client.until("speech.ended")

    messages = talk(server.url, script)
    events = [m["event"] for m in messages if m.get("event") not in (None, "state", "partial")]
    assert events == ["ready", "turn.started", "turn.ended", "reply", "speech", "speech", "speech.ended"]
    ended = next(m for m in messages if m.get("event") == "turn.ended")
    assert (ended["text"], ended["reason"]) == ("안녕하세요", "silence")
    speech = [m for m in messages if m.get("event") == "speech"]
    assert [m["sentence"] for m in speech] == ["안녕하세요라고 하셨어요.", "수수료는 삼만 원이에요."]
    assert base64.b64decode(speech[0]["audio"])[:4] == b"RIFF"
    assert speech[0]["marker"] != speech[1]["marker"]


def test_the_bot_is_told_whose_turn_it_was_and_how_sure_the_recogniser_is(
    server: Any, talk: Any, tone: Any
) -> None:
    async def script(client: Any) -> None:
        await client.send({"config": {**EVENTS["config"], "endpointing": "manual", "profile": "kiosk"}})
        await client.send(tone(0.5))
        await client.send({"reset": 1})
        await client.until("reply")

    talk(server.url, script)
    message = server.bot.asked[0]
    assert (message.sender_id, message.input_channel, message.text) == ("kiosk-1", "voice", "안녕하세요")
    assert message.metadata["confidence"] == 0.9
    assert message.metadata["profile"] == "kiosk"


def test_every_frame_gets_exactly_one_vosk_answer(server: Any, talk: Any, tone: Any, silence: Any) -> None:
    frames = [tone(0.1), b"", tone(0.02), silence(1.0), tone(0.3), silence(2.0)]

    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send({"config": {**EVENTS["config"], "speak": False}})
        for frame in frames:
            await client.send(frame)
        await client.send({"eof": 1})
        messages = []
        with pytest.raises(ConnectionClosed):
            while True:
                messages.append(await client.receive())
        return messages

    answers = [m for m in talk(server.url, script) if "event" not in m]
    assert len(answers) == len(frames) + 1
    assert all(("partial" in answer) != ("text" in answer) for answer in answers)


def test_reset_gives_a_final_result_and_stays_open(server: Any, talk: Any, tone: Any) -> None:
    async def script(client: Any) -> None:
        for _ in range(2):
            await client.send(tone(0.2))
            assert await client.receive() == {"partial": "안녕"}
            await client.send('{"reset" : 1}')
            assert await client.receive() == {"text": "안녕하세요"}

    talk(server.url, script)


def test_a_client_that_never_asks_for_events_gets_none_and_asks_nothing(
    server: Any, talk: Any, tone: Any
) -> None:
    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send({"config": {"sample_rate": 16000}})
        await client.send(tone(1.0))
        first = await client.receive()
        await client.send({"eof": 1})
        return [first, await client.receive()]

    assert talk(server.url, script) == [{"partial": "안녕"}, {"text": "안녕하세요"}]
    assert server.bot.asked == []


@pytest.mark.parametrize(
    ("garbage", "code"),
    [
        (b"\x00", "frame_invalid"),
        (b"\x00" * 300_002, "frame_too_large"),
        ("not json", "message_invalid"),
        ("[1]", "message_invalid"),
        ("", "message_invalid"),
        ("[" * 5000, "message_invalid"),
        ('{"hello": 1}', "message_invalid"),
        ('{"config": 5}', "message_invalid"),
        ('{"config": {"sample_rate": "fast"}}', "sample_rate_unsupported"),
        ('{"config": {"sample_rate": NaN}}', "sample_rate_unsupported"),
        ('{"config": {"sample_rate": 0}}', "sample_rate_unsupported"),
        ('{"config": {"sender": "a b"}}', "message_invalid"),
        ('{"config": {"profile": "car"}}', "message_invalid"),
        ('{"config": {"phrase_list": "네"}}', "message_invalid"),
        ('{"config": {"max_alternatives": -1}}', "message_invalid"),
        ('{"config": {"barge_in": "shout"}}', "message_invalid"),
        ('{"config": {"rate": 9}}', "message_invalid"),
        ('{"config": {"volume": "loud"}}', "message_invalid"),
        ('{"text": ""}', "message_invalid"),
        ('{"text": 5}', "message_invalid"),
        ('{"text": "\\u0000"}', "message_invalid"),
        ('{"text": "' + "가" * 2000 + '"}', "text_too_long"),
        ('{"text": "' + "a" * 300_000 + '"}', "frame_too_large"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_garbage_is_answered_in_korean_and_the_connection_survives(
    server: Any, talk: Any, tone: Any, garbage: str | bytes, code: str
) -> None:
    async def script(client: Any) -> None:
        await client.send(garbage)
        error = await client.receive()
        assert (error["event"], error["code"]) == ("error", code)
        assert error["message"].endswith("요.")
        await client.send(tone(0.2))
        assert await client.receive() == {"partial": "안녕"}

    talk(server.url, script)


def test_unknown_config_keys_are_ignored(server: Any, talk: Any, tone: Any) -> None:
    async def script(client: Any) -> None:
        await client.send({"config": {"sample_rate": 8000.0, "model": "/etc", "future": {"a": 1}}})
        await client.send(tone(0.2, 8000))
        assert await client.receive() == {"partial": "안녕"}

    talk(server.url, script)


def test_a_typed_question_is_answered_in_the_same_conversation(server: Any, talk: Any) -> None:
    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send(EVENTS)
        await client.send({"text": " 여권 \ud83d "})
        return await client.until("speech.ended")

    messages = talk(server.url, script)
    reply = next(m for m in messages if m.get("event") == "reply")
    assert [message.get("text") for message in reply["messages"]] == ["화면 글: 여권", None]
    assert reply["messages"][1]["custom"]["type"] == "answer"
    assert server.bot.asked[0].sender_id == "kiosk-1"


def test_speech_can_be_had_as_pcm_or_not_at_all(server: Any, talk: Any) -> None:
    async def script(client: Any) -> None:
        await client.send({"config": {"events": True, "audio_format": "pcm"}})
        await client.send({"text": "여권"})
        speech = (await client.until("speech"))[-1]
        assert base64.b64decode(speech["audio"]) == b"\x10\x10" * 2205
        await client.until("speech.ended")
        await client.send({"config": {"speak": False}})
        await client.send({"text": "여권"})
        await client.until("reply")
        await client.send({"eof": 1})
        rest = []
        with pytest.raises(ConnectionClosed):
            while True:
                rest.append(await client.receive())
        assert {"text": ""} in rest
        assert not [m for m in rest if m.get("event") == "speech"]

    talk(server.url, script)


def test_speaking_stops_when_the_client_interrupts(server: Any, talk: Any, synthesizer: Any) -> None:
    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send(EVENTS)
        synthesizer.may_speak.clear()
        await client.send({"text": "여권"})
        await client.until("reply")
        await asyncio.sleep(0.05)
        await client.send({"interrupt": 1})
        stopped = await client.until("interrupted")
        synthesizer.may_speak.set()
        await client.send({"eof": 1})
        with pytest.raises(ConnectionClosed):
            while True:
                stopped.append(await client.receive())
        return stopped

    messages = talk(server.url, script)
    assert not [m for m in messages if m.get("event", "").startswith("speech")]


def test_speaking_stops_when_the_resident_starts_to_speak(server: Any, talk: Any, tone: Any) -> None:
    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send(EVENTS)
        await client.send({"text": "여권"})
        await client.until("speech.ended")  # sent, but no marker has come back: still being played
        await client.send(tone(0.3))
        return await client.until("turn.started")

    messages = talk(server.url, script)
    assert {"event": "interrupted", "reason": "barge_in"} in messages


def test_a_noise_while_the_bot_speaks_does_not_lose_the_rest_of_the_answer(
    server: Any, talk: Any, tone: Any, silence: Any
) -> None:
    cough = (np.frombuffer(tone(0.6), "<i2") // 3).astype("<i2").tobytes()  # too quiet to hold words

    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send({"config": {**EVENTS["config"], "echo_cancellation": True}})
        await client.send({"text": "여권"})
        spoken = [m for m in await client.until("speech.ended") if m.get("event") == "speech"]
        await client.send({"marker": spoken[0]["marker"]})
        await client.send(cough + silence(1.0))
        await client.until("resumed")
        return [spoken[1], *(await client.until("speech.ended"))]

    second, *rest = talk(server.url, script)
    again = [m for m in rest if m.get("event") == "speech"]
    assert [(m["sentence"], m["index"]) for m in again] == [(second["sentence"], 1)]


def test_a_noise_while_the_answer_is_ready_brings_the_answer_and_no_prompt(
    server: Any, talk: Any, tone: Any, silence: Any
) -> None:
    noise = (np.frombuffer(tone(0.6), "<i2") // 3).astype("<i2").tobytes()

    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send(EVENTS)
        await client.send(noise)
        await client.until("turn.started")
        await client.send({"text": "여권"})
        await client.until("reply")  # it waits until nobody speaks
        await client.send(silence(1.0))
        return await client.until("speech.ended")

    events = [m["event"] for m in talk(server.url, script) if "event" in m]
    assert "prompt" not in events
    assert events.count("speech") == 2


def test_a_nod_while_the_bot_speaks_is_no_question(
    make_server: Any, talk: Any, tone: Any, silence: Any
) -> None:
    class Nod(TurnRecognizer):
        def accept(self, pcm: bytes) -> bool:
            return False

        def partial(self) -> str:
            return "네"

        def result(self) -> Hypothesis:
            return Hypothesis("네", 0.9, {"text": "네"})

        final = result

    class Nods(Recognizer):
        name, synthetic = "nods", True

        def start_turn(self, options: TurnOptions) -> TurnRecognizer:
            return Nod()

    server = make_server(Nods)

    async def script(client: Any) -> dict[str, Any]:
        await client.send({"config": {**EVENTS["config"], "echo_cancellation": True}})
        await client.send({"text": "여권"})
        await client.until("speech.ended")
        await client.send(tone(0.3) + silence(1.0))
        ended = (await client.until("turn.ended"))[-1]
        await client.until("resumed")
        return dict(ended)

    ended = talk(server.url, script)
    assert (ended["text"], ended["heard"], ended["reason"]) == ("", "네", "backchannel")
    assert len(server.bot.asked) == 1


def test_the_bot_is_not_interrupted_by_voice_when_only_a_tap_shall_do_that(
    server: Any, talk: Any, tone: Any
) -> None:
    async def script(client: Any) -> dict[str, Any]:
        await client.send({"config": {**EVENTS["config"], "barge_in": "tap"}})
        await client.send({"text": "여권"})
        await client.until("speech.ended")
        await client.send(tone(1.0))
        await client.send({"interrupt": 1})
        return (await client.until("interrupted"))[-1]

    assert talk(server.url, script)["reason"] == "client"


def test_the_state_is_announced_as_it_changes(server: Any, talk: Any) -> None:
    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send(EVENTS)
        await client.send({"text": "여권"})
        messages = await client.until("speech.ended")
        for message in messages:
            if "marker" in message:
                await client.send({"marker": message["marker"]})
        return [*messages, *(await client.until("state"))]

    states = [m["state"] for m in talk(server.url, script) if m.get("event") == "state"]
    assert states == ["listening", "thinking", "speaking", "listening"]


def test_captions_follow_the_resident_word_by_word(server: Any, talk: Any, tone: Any, silence: Any) -> None:
    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send(EVENTS)
        await client.send(tone(0.3))
        return await client.until("partial")

    assert talk(server.url, script)[-1] == {"event": "partial", "turn": 1, "text": "안녕"}


def test_nobody_speaking_is_asked_kindly_and_aloud(make_server: Any, talk: Any, silence: Any) -> None:
    server = make_server(kiosk_no_speech=2.0)

    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send({"config": {**EVENTS["config"], "profile": "kiosk"}})
        await client.send(silence(2.5))
        return await client.until("speech.ended")

    messages = talk(server.url, script)
    prompt = next(m for m in messages if m.get("event") == "prompt")
    assert prompt["reason"] == "no_speech"
    assert [m["sentence"] for m in messages if m.get("event") == "speech"] == [prompt["text"]]
    assert server.bot.asked == []


def test_the_bot_speaks_slower_from_then_on_when_the_resident_asks(
    server: Any, talk: Any, synthesizer: Any
) -> None:
    async def script(client: Any) -> dict[str, Any]:
        await client.send({"config": {**EVENTS["config"], "rate": 150}})
        await client.send({"text": "천천히"})
        changed = (await client.until("voice"))[-1]
        await client.until("speech.ended")
        return dict(changed)

    assert talk(server.url, script)["rate"] == 120
    assert synthesizer.styles[-1].rate == 120


def test_nothing_is_interrupted_once_the_client_has_played_it(server: Any, talk: Any, tone: Any) -> None:
    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send(EVENTS)
        await client.send({"text": "여권"})
        for message in await client.until("speech.ended"):
            if "marker" in message:
                await client.send({"marker": message["marker"]})
        await client.send(tone(0.3))
        return await client.until("turn.started")

    assert not [m for m in talk(server.url, script) if m.get("event") == "interrupted"]


def test_noise_without_words_asks_the_bot_nothing(server: Any, talk: Any, tone: Any, silence: Any) -> None:
    quiet_tone = np.frombuffer(tone(0.5), "<i2") // 4  # enough to start a turn, too quiet to hold words

    async def script(client: Any) -> dict[str, Any]:
        await client.send(EVENTS)
        await client.send(quiet_tone.tobytes())
        await client.send(silence(1.5))
        return (await client.until("turn.ended"))[-1]

    assert talk(server.url, script)["reason"] == "not_understood"
    assert server.bot.asked == []


def test_a_turn_ends_at_the_longest_length_allowed(make_server: Any, talk: Any, tone: Any) -> None:
    async def script(client: Any) -> dict[str, Any]:
        await client.send(EVENTS)
        await client.send(tone(3.0))
        return (await client.until("turn.ended"))[-1]

    assert talk(make_server(max_utterance=2.0).url, script)["reason"] == "too_long"


def test_a_bot_that_fails_is_reported_in_korean_and_the_next_turn_works(server: Any, talk: Any) -> None:
    async def script(client: Any) -> None:
        await client.send(EVENTS)
        await client.send({"text": "터져라"})
        error = (await client.until("error"))[-1]
        assert error["code"] == "bot_failed"
        assert "secret" not in error["message"]
        await client.send({"text": "여권"})
        await client.until("speech.ended")

    talk(server.url, script)


def test_a_bot_that_takes_too_long_is_reported(make_server: Any, talk: Any) -> None:
    server = make_server(reply_timeout=0.1)

    async def script(client: Any) -> str:
        await client.send(EVENTS)
        await client.send({"text": "오래 걸려라"})
        return str((await client.until("error"))[-1]["code"])

    assert talk(server.url, script) == "bot_failed"
    assert server.bot.running == 0


def test_when_speech_fails_the_written_reply_is_still_there(server: Any, talk: Any) -> None:
    async def script(client: Any) -> list[dict[str, Any]]:
        await client.send(EVENTS)
        await client.send({"text": "고장"})
        return await client.until("speech.ended")

    messages = talk(server.url, script)
    events = [m for m in messages if m["event"] != "state"]
    assert [m["event"] for m in events] == ["ready", "reply", "error", "speech.ended"]
    assert events[2]["code"] == "tts_failed"


def test_a_missing_model_is_said_in_korean_and_typed_questions_still_work(
    make_server: Any, talk: Any
) -> None:
    def missing() -> Any:
        raise VoiceError("model_missing", "none here")

    server = make_server(missing)

    async def script(client: Any) -> None:
        await client.send(bytes(320))
        assert (await client.receive())["code"] == "model_missing"
        await client.send({"text": "여권"})
        await client.until("reply")

    talk(server.url, script)


def test_a_client_that_drops_in_mid_sentence_leaves_nothing_behind(server: Any, talk: Any, tone: Any) -> None:
    async def script(client: Any) -> None:
        await client.send(EVENTS)
        await client.send({"text": "오래 걸려라"})
        await client.send(tone(0.5))
        await client.until("turn.started")
        assert server.bot.running == 1
        client.connection.transport.abort()

    talk(server.url, script)
    assert eventually(lambda: server.bot.running == 0)

    def open_connections() -> str:
        return urllib.request.urlopen(server.url.replace("ws:", "http:") + "/health").read().decode()

    assert eventually(lambda: '"connections":0' in open_connections())


def test_two_connections_of_one_sender_are_both_answered(server: Any, talk: Any) -> None:
    async def script(first: Any, second: Any) -> None:
        for client in (first, second):
            await client.send(EVENTS)
        for client, text in ((first, "하나"), (second, "둘")):
            await client.send({"text": text})
        for client, text in ((first, "하나"), (second, "둘")):
            reply = (await client.until("reply"))[-1]
            assert reply["messages"][0]["text"] == f"화면 글: {text}"

    talk(server.url, script, clients=2)


def test_too_many_connections_are_turned_away_politely(make_server: Any, talk: Any) -> None:
    async def script(first: Any, second: Any) -> None:
        await first.send({"text": "여권"})
        await first.until("reply")
        assert (await second.receive())["code"] == "busy"
        with pytest.raises(ConnectionClosed):
            await second.receive()

    talk(make_server(max_connections=1).url, script, clients=2)


def test_one_sender_cannot_take_all_connections(make_server: Any, talk: Any) -> None:
    async def script(first: Any, second: Any) -> None:
        await first.send(EVENTS)
        await first.until("ready")
        await second.send(EVENTS)
        assert (await second.until("error"))[-1]["code"] == "busy"

    talk(make_server(max_connections_per_sender=1).url, script, clients=2)


def test_too_many_waiting_questions_are_refused(server: Any, talk: Any) -> None:
    async def script(client: Any) -> None:
        for _ in range(5):
            await client.send({"text": "오래 걸려라"})
        assert (await client.receive())["code"] == "busy"

    talk(server.url, script)


def test_a_page_of_another_site_cannot_connect(server: Any, talk: Any) -> None:
    async def script(client: Any) -> None:
        await client.send({"eof": 1})

    with pytest.raises(InvalidStatusCode) as refused:
        talk(server.url, script, origin="https://evil.example")
    assert refused.value.status_code == 403
    talk(server.url, script, origin=f"http://127.0.0.1:{server.port}")


def test_an_origin_on_the_allow_list_can_connect(make_server: Any, talk: Any) -> None:
    async def script(client: Any) -> None:
        await client.send({"eof": 1})
        assert await client.receive() == {"text": ""}

    server = make_server(allowed_origins=("https://www.example.go.kr",))
    talk(server.url, script, origin="https://www.example.go.kr")


def test_the_health_page_names_the_model_and_whether_it_is_synthetic(server: Any) -> None:
    page = urllib.request.urlopen(server.url.replace("ws:", "http:") + "/health").read().decode()
    assert '"name":"loudness"' in page
    assert '"synthetic":true' in page


class TwoReadings(TurnRecognizer):
    """Unsure between two questions that mean different things, then hears 네."""

    heard = 0
    phrases: list[tuple[str, ...]] = []

    def accept(self, pcm: bytes) -> bool:
        return False

    def partial(self) -> str:
        return ""

    def result(self) -> Hypothesis:
        type(self).heard += 1
        if type(self).heard > 1:
            return Hypothesis("네", 0.9, {"text": "네"})
        alternatives = (("여권 신청", 0.5), ("여관 신청", 0.5))
        return Hypothesis("여권 신청", 0.4, {"text": "여권 신청"}, alternatives)

    final = result


class TwoReadingsRecognizer(Recognizer):
    name, synthetic = "two readings", True

    def start_turn(self, options: TurnOptions) -> TurnRecognizer:
        TwoReadings.phrases.append(options.phrases)
        return TwoReadings()


def test_doubtful_words_are_asked_about_before_they_are_answered(
    make_server: Any, talk: Any, tone: Any
) -> None:
    TwoReadings.heard = 0
    server = make_server(TwoReadingsRecognizer)
    server.meanings = {"여권 신청": "civil/passport", "여관 신청": "economy/lodging"}

    async def script(client: Any) -> list[str]:
        await client.send({"config": {**EVENTS["config"], "endpointing": "manual", "speak": False}})
        texts = []
        for _ in range(2):
            await client.send(tone(0.5))
            await client.send({"reset": 1})
            reply = (await client.until("reply"))[-1]["messages"]
            texts.append(reply[0].get("text") or reply[0]["custom"]["text"])
        return texts

    assert talk(server.url, script) == ["‘여권 신청’이라고 들었어요. 맞으세요?", "화면 글: 여권 신청"]
    assert [message.text for message in server.bot.asked] == ["여권 신청"]
    assert "아니요" in TwoReadings.phrases[-1]  # the answer to a question back is listened for


def test_a_page_on_the_allow_list_can_read_the_health_page(make_server: Any) -> None:
    site = "https://www.example.go.kr"
    url = make_server(allowed_origins=(site,)).url.replace("ws:", "http:") + "/health"
    answer = urllib.request.urlopen(urllib.request.Request(url, headers={"Origin": site}))
    assert answer.headers["Access-Control-Allow-Origin"] == site
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(urllib.request.Request(url, headers={"Origin": "https://evil.example"}))
