"""Real speech through the real recogniser: pyttsx3 -> Vosk, by file, by websocket, by command line."""

import asyncio
import json
import os
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr
from websockets.legacy.client import connect

from voice_channel.client import ask_bot
from voice_channel.errors import VoiceError
from voice_channel.transcription import transcribe
from voice_channel.tts import SAMPLE_RATE, SpeechStyle
from voice_channel.wav import decode_wav, encode_wav

QUESTION = "수수료가 얼마예요"


@pytest.fixture(scope="session")
def question(espeak: Any) -> bytes:
    """The question as 22,050 Hz PCM with a little silence around."""
    quiet = bytes(SAMPLE_RATE)
    return quiet + espeak.speak(QUESTION, SpeechStyle()) + quiet


def test_what_is_spoken_is_understood(recognizer: Any, question: bytes) -> None:
    heard = transcribe(recognizer, decode_wav(encode_wav(question, SAMPLE_RATE)))
    assert heard.text == QUESTION
    assert heard.confidence is not None
    assert heard.confidence > 0.5


def test_an_8_khz_stereo_recording_is_understood_too(
    recognizer: Any, question: bytes, tmp_path: Path
) -> None:
    samples = soxr.resample(np.frombuffer(question, "<i2"), SAMPLE_RATE, 8000)
    path = tmp_path / "stereo.wav"
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(2)
        writer.setframerate(8000)
        writer.writeframes(np.repeat(samples[:, None], 2, axis=1).astype("<i2").tobytes())
    assert "수수료" in transcribe(recognizer, decode_wav(path.read_bytes())).text


async def vosk_test_client(url: str, path: Path) -> list[dict[str, Any]]:
    """What vosk-server's own example test.py does."""
    results = []
    async with connect(url) as websocket:
        with wave.open(str(path), "rb") as recording:
            rate = recording.getframerate()
            await websocket.send(f'{{ "config" : {{ "sample_rate" : {rate} }} }}')
            while data := recording.readframes(int(rate * 0.2)):
                await websocket.send(data)
                results.append(json.loads(await websocket.recv()))
            await websocket.send('{"eof" : 1}')
            results.append(json.loads(await websocket.recv()))
    return results


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 48000])
def test_a_stock_vosk_server_client_works_unchanged(
    make_server: Any, recognizer: Any, question: bytes, tmp_path: Path, rate: int
) -> None:
    samples = soxr.resample(np.frombuffer(question, "<i2"), SAMPLE_RATE, rate)
    path = tmp_path / "question.wav"
    path.write_bytes(encode_wav(samples.astype("<i2").tobytes(), rate))
    results = asyncio.run(vosk_test_client(make_server(lambda: recognizer).url, path))
    assert all(set(result) <= {"partial", "result", "text"} for result in results)
    assert any(result.get("partial") for result in results)
    finals = [result for result in results if result.get("text")]
    if rate >= 16000:
        assert " ".join(result["text"] for result in finals) == QUESTION
    assert finals
    assert set(finals[0]["result"][0]) == {"conf", "end", "start", "word"}


def test_alternatives_and_phrases_are_passed_on_to_vosk(
    make_server: Any, recognizer: Any, talk: Any, question: bytes
) -> None:
    async def script(client: Any) -> list[str]:
        phrases = [QUESTION, "없는낱말입니다"]
        await client.send(
            {"config": {"sample_rate": SAMPLE_RATE, "max_alternatives": 3, "phrase_list": phrases}}
        )
        frames = [question[start : start + 8820] for start in range(0, len(question), 8820)]
        for frame in frames:
            await client.send(frame)
        await client.send({"eof": 1})
        answers = [await client.receive() for _ in range(len(frames) + 1)]
        return [answer["alternatives"][0]["text"] for answer in answers if "alternatives" in answer]

    heard = talk(make_server(lambda: recognizer).url, script)
    assert " ".join(heard).strip() == QUESTION


def test_a_spoken_question_gets_a_spoken_answer(make_server: Any, recognizer: Any, question: bytes) -> None:
    server = make_server(lambda: recognizer)
    pcm = decode_wav(encode_wav(question, SAMPLE_RATE))
    answer = asyncio.run(ask_bot(f"http://127.0.0.1:{server.port}", pcm))
    assert answer.transcript == QUESTION
    assert answer.text == f"화면 글: {QUESTION}"
    assert len(answer.sound) == 2 * 4410


def test_a_silent_turn_is_reported_as_not_understood(make_server: Any) -> None:
    with pytest.raises(VoiceError) as error:
        asyncio.run(ask_bot(f"http://127.0.0.1:{make_server().port}", bytes(32_000)))
    assert error.value.code == "not_understood"


def command(*arguments: str, text: str | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "voice_channel", *arguments],
        input=text,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_the_command_line_speaks_and_transcribes(tmp_path: Path) -> None:
    path = str(tmp_path / "speech.wav")
    assert command("speak", QUESTION, "--out", path).returncode == 0
    result = json.loads(command("transcribe", path, "--json").stdout)
    assert result["text"] == QUESTION
    assert [word["word"] for word in result["words"]] == QUESTION.split()
    assert isinstance(result["synthetic"], bool)
    assert command("transcribe", path).stdout == f"{QUESTION}\n"


def test_the_command_line_reads_a_text_or_each_line_of_standard_input() -> None:
    assert command("read", "3명").stdout == "세 명\n"
    assert command("read", text="3명\n\n5~7일\n").stdout == "세 명\n\n오에서 칠 일\n"


def test_the_command_line_asks_a_running_bot(
    make_server: Any, recognizer: Any, question: bytes, tmp_path: Path
) -> None:
    server = make_server(lambda: recognizer)
    asked, answered = tmp_path / "question.wav", tmp_path / "answer.wav"
    asked.write_bytes(encode_wav(question, SAMPLE_RATE))
    done = command("ask", str(asked), str(answered), "--url", f"http://127.0.0.1:{server.port}", "--json")
    assert json.loads(done.stdout)["transcript"] == QUESTION
    with wave.open(str(answered)) as reader:
        assert reader.getnframes() == 4410


def test_the_command_line_says_in_one_line_what_went_wrong(tmp_path: Path) -> None:
    text, silent, out = tmp_path / "text.wav", tmp_path / "silent.wav", str(tmp_path / "out.wav")
    text.write_text("no sound")
    silent.write_bytes(encode_wav(bytes(32_000), 16_000))
    truncated = tmp_path / "truncated.wav"
    truncated.write_bytes(silent.read_bytes()[:1000])
    speech = tmp_path / "tone.wav"
    speech.write_bytes(encode_wav(b"\x00\x20\x00\xe0" * 8000, 16_000))
    cases = [
        (["transcribe", str(tmp_path / "none.wav")], 3),
        (["transcribe", str(text)], 4),
        (["transcribe", str(truncated)], 4),
        (["transcribe", str(silent)], 5),
        (["ask", str(speech), out, "--url", "http://127.0.0.1:9"], 6),
        (["ask", str(speech), out, "--url", "localhost"], 2),
        (["speak", "🙂", "--out", out], 2),
        (["speak", "안녕", "--out", str(tmp_path / "none" / "a.wav")], 3),
    ]
    for arguments, code in cases:
        done = command(*arguments)
        assert done.returncode == code, arguments
        assert done.stderr.splitlines()[-1].startswith("error: ")
        assert "Traceback" not in done.stderr
