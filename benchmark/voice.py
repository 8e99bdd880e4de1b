"""Speaks to a running bot in real time and listens: how soon turns end, how soon the answer is heard.

The speech is espeak-ng's, in voices the bundled test model was never trained on.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from websockets.legacy.client import connect

from benchmark.errors import BenchmarkError
from benchmark.load import percentile
from benchmark.processes import Server, free_port, serve
from voice_channel.settings import ChannelSettings
from voice_channel.synthetic_model import features
from voice_channel.synthetic_model.speech import HELD_OUT_VARIANTS, VoiceStyle, espeak
from voice_channel.turn import Signal, TurnTaking
from voice_channel.vad import SpeechDetector

RATE = features.SAMPLE_RATE
FRAME_SECONDS = 0.1
SENTENCES = 24
TURNS = 12
PAUSES = (0.4, 0.8, 1.0)  # seconds an elderly speaker may stop in mid sentence
METHOD = """\
Spoken by espeak-ng in voices the bundled test model was never trained on, sent in real time in frames of
100 ms. "Cut off": the sentence, with one pause in its middle, ended before it was over. "End of turn" is when
the silence is long enough (1.25 s at the kiosk, 0.7 s on the web); from then on counts what a resident waits
for: recognition, the bot with its actions in process, and the first sentence's speech."""
QUESTIONS = Path("voice_channel/synthetic_model/unseen_questions.txt")


@dataclass(frozen=True)
class VoiceResult:
    """Shares of sentences cut into several turns, by profile; milliseconds of turns with the running bot."""

    cut_off: dict[str, float]
    sentences: int
    turns: int
    endpoint_ms: dict[str, float]
    first_audio_p50_ms: float
    first_audio_p95_ms: float


def speak(text: str, number: int) -> np.ndarray:
    """The sentence in the voice whose turn it is, 16 kHz, without the silence around it."""
    speech = espeak().speak(text, VoiceStyle(HELD_OUT_VARIANTS[number % len(HELD_OUT_VARIANTS)], rate=140))
    samples = features.resample(speech.samples, speech.sample_rate)
    loud = np.flatnonzero(np.abs(samples) > 200)
    return samples[loud[0] : loud[-1] + 1]


def cut_off_rate(profile: str, sentences: Sequence[str]) -> float:
    """Share of the sentences, each with one pause in its middle, that end before they are over."""
    cut = 0
    for number, sentence in enumerate(sentences):
        words = sentence.split()
        half = len(words) // 2
        pause = np.zeros(int(PAUSES[number % len(PAUSES)] * RATE))
        parts = [speak(" ".join(part), number) for part in (words[:half], words[half:])]
        sound = np.concatenate([np.zeros(RATE), parts[0], pause, parts[1], np.zeros(3 * RATE)])
        cut += _turns(profile, sound) > 1
    return cut / len(sentences)


def _turns(profile: str, sound: np.ndarray) -> int:
    detector, taking = SpeechDetector(RATE), TurnTaking(ChannelSettings().timing(profile))
    windows = detector.feed(_pcm(sound))
    return sum(taking.step(window) is Signal.SILENCE for window in windows)


def measure(directory: Path, model: Path | None = None) -> VoiceResult:
    """Measure the turn-taking, then talk with the trained bot; raises BenchmarkError."""
    questions = QUESTIONS.read_text(encoding="utf-8").splitlines()[:SENTENCES]
    cut_off = {profile: cut_off_rate(profile, questions) for profile in ("kiosk", "web")}
    with _bot(directory, model or _trained()) as server:
        turns = {
            profile: asyncio.run(_talk(server.url, profile, questions[:TURNS]))
            for profile in ("web", "kiosk")
        }
    first_audio = [turn.first_audio_ms for talk in turns.values() for turn in talk]
    return VoiceResult(
        cut_off,
        len(questions),
        len(first_audio),
        {profile: statistics.median(turn.endpoint_ms for turn in talk) for profile, talk in turns.items()},
        statistics.median(first_audio),
        percentile(first_audio, 0.95),
    )


@dataclass(frozen=True)
class _Turn:
    endpoint_ms: float
    first_audio_ms: float


async def _talk(url: str, profile: str, questions: Sequence[str]) -> list[_Turn]:
    turns = []
    async with connect(url.replace("http", "ws") + "/voice", max_size=None) as socket:
        config = {"sample_rate": RATE, "events": True, "profile": profile, "audio_format": "pcm"}
        await socket.send(json.dumps({"config": config}))
        # The first turn warms everything up and is not counted.
        for number, question in enumerate([questions[-1], *questions]):
            turn = await _one_turn(socket, speak(question, number))
            if turn is not None and number:
                turns.append(turn)
    if not turns:
        raise BenchmarkError("No spoken question was answered.")
    return turns


async def _one_turn(socket: Any, speech: np.ndarray) -> _Turn | None:
    """Speak in real time; None when the speech was cut into several turns."""
    ended_speaking = asyncio.get_running_loop().create_future()
    sending = asyncio.create_task(_send(socket, speech, ended_speaking))
    ended = first_audio = 0.0
    turns = 0
    markers = []
    try:
        async for text in socket:
            message = json.loads(text)
            event = message.get("event")
            if event == "turn.ended":
                ended, turns = time.perf_counter(), turns + 1
            elif event == "speech":
                first_audio = first_audio or time.perf_counter()
                markers.append(message["marker"])
            elif event == "speech.ended":
                break
    finally:
        sending.cancel()
    for marker in markers:
        await socket.send(json.dumps({"marker": marker}))
    if turns != 1 or not ended_speaking.done() or not first_audio:
        return None
    return _Turn((ended - ended_speaking.result()) * 1000, (first_audio - ended) * 1000)


async def _send(socket: Any, speech: np.ndarray, ended: asyncio.Future[float]) -> None:
    frame = int(FRAME_SECONDS * RATE)
    sound = np.concatenate([np.zeros(RATE // 2), speech])
    started = time.perf_counter()
    for number in range(1000):
        piece = sound[number * frame : (number + 1) * frame]
        if len(piece) < frame and not ended.done():
            ended.set_result(started + len(sound) / RATE)
        await socket.send(_pcm(np.concatenate([piece, np.zeros(frame - len(piece))])))
        await asyncio.sleep(max(0.0, started + (number + 1) * FRAME_SECONDS - time.perf_counter()))


def _pcm(samples: np.ndarray) -> bytes:
    return np.clip(samples, -32768, 32767).astype("<i2").tobytes()


def _trained() -> Path:
    models = sorted(Path("models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise BenchmarkError("No trained model in models/: run make train.")
    return models[-1]


@contextmanager
def _bot(directory: Path, model: Path) -> Iterator[Server]:
    """Our bot with its voice channel, actions in the bot's process."""
    port = free_port()
    credentials, endpoints = directory / "voice_credentials.yml", directory / "voice_endpoints.yml"
    credentials.write_text("voice_channel.channel.VoiceInput:\n", encoding="utf-8")
    endpoints.write_text('action_endpoint:\n  url: "inproc://actions"\n', encoding="utf-8")
    command = [sys.executable, "-m", "serving", "--model", str(model), "--port", str(port)]
    command += ["--credentials", str(credentials), "--endpoints", str(endpoints)]
    with serve(command, port, "/voice/health", directory / "voice.log", {}) as server:
        yield server


def rows(result: VoiceResult) -> list[tuple[str, str]]:
    """The rows of the report's table."""
    return [
        (
            f"sentences with a pause of {PAUSES[0]} to {PAUSES[-1]} s cut off, kiosk",
            f"{result.cut_off['kiosk']:.0%}",
        ),
        ("the same with the web's shorter silence", f"{result.cut_off['web']:.0%}"),
        ("end of speech to end of turn, median, kiosk", f"{result.endpoint_ms['kiosk']:.0f} ms"),
        ("end of speech to end of turn, median, web", f"{result.endpoint_ms['web']:.0f} ms"),
        ("end of turn to first sound of the answer, median", f"{result.first_audio_p50_ms:.0f} ms"),
        ("end of turn to first sound of the answer, p95", f"{result.first_audio_p95_ms:.0f} ms"),
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        for what, measured in rows(measure(Path(scratch))):
            print(f"{what}: {measured}")
