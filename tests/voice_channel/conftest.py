"""A small server with the voice channel, engines that need no model, and sound to feed them."""

import asyncio
import contextlib
import json
import socket
import threading
import uuid
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rasa.core.channels.channel import InputChannel, UserMessage, register
from sanic import Sanic
from sanic.touchup import TouchUp
from websockets.legacy.client import connect

from voice_channel.channel import VoiceInput
from voice_channel.engines import VoiceEngines
from voice_channel.errors import VoiceError
from voice_channel.settings import ChannelSettings, VoiceSettings
from voice_channel.stt import Hypothesis, Recognizer, TurnOptions, TurnRecognizer, create_recognizer
from voice_channel.tts import SpeechStyle, Synthesizer
from voice_channel.tts.pyttsx3_synthesizer import Pyttsx3Synthesizer

RATE = 16_000


class LoudnessTurn(TurnRecognizer):
    """Hears "안녕하세요" in any loud sound."""

    def __init__(self) -> None:
        self._loud = False

    def accept(self, pcm: bytes) -> bool:
        self._loud = self._loud or (bool(len(pcm)) and int(np.abs(np.frombuffer(pcm, "<i2")).max()) > 3000)
        return False

    def partial(self) -> str:
        return "안녕" if self._loud else ""

    def result(self) -> Hypothesis:
        text = "안녕하세요" if self._loud else ""
        self._loud = False
        return Hypothesis(text, 0.9, {"text": text})

    def final(self) -> Hypothesis:
        return self.result()


class LoudnessRecognizer(Recognizer):
    name = "loudness"
    synthetic = True

    def start_turn(self, options: TurnOptions) -> TurnRecognizer:
        return LoudnessTurn()


class ToneSynthesizer(Synthesizer):
    """A tenth of a second for each sentence, or `seconds`; fails on the word 고장."""

    def __init__(self) -> None:
        self.seconds = 0.1
        self.spoken: list[str] = []
        self.styles: list[SpeechStyle] = []
        self.may_speak = threading.Event()
        self.may_speak.set()

    def speak(self, text: str, style: SpeechStyle) -> bytes:
        self.may_speak.wait(20)
        self.spoken.append(text)
        self.styles.append(style)
        if "고장" in text:
            raise VoiceError("tts_failed", "broken on purpose")
        return b"\x10\x10" * int(self.seconds * 22_050)

    def close(self) -> None:
        self.may_speak.set()


class FakeBot:
    """Stands in for Rasa's agent: answers with text and payload, remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[UserMessage] = []
        self.replies: dict[str, list[dict[str, Any]]] = {}
        self.running = 0

    async def handle_message(self, message: UserMessage) -> None:
        self.asked.append(message)
        self.running += 1
        try:
            if message.text == "터져라":
                raise RuntimeError("secret detail")
            if message.text == "오래 걸려라":
                await asyncio.sleep(60)
            output = message.output_channel
            if message.text in self.replies:
                for payload in self.replies[message.text]:
                    await output.send_custom_json(message.sender_id, payload)
                return
            speech = {"고장": "고장 났어요."}.get(
                message.text, f"{message.text}라고 하셨어요. 수수료는 3만 원이에요."
            )
            await output.send_text_message(message.sender_id, f"화면 글: {message.text}")
            wish = {"voice": "slower"} if message.text == "천천히" else {}
            await output.send_custom_json(message.sender_id, {"type": "answer", "speech": speech, **wish})
        finally:
            self.running -= 1


class VoiceServer:
    """The channel mounted by Rasa's own registration, on a real port, in a thread of its own."""

    def __init__(
        self, settings: VoiceSettings, engines: VoiceEngines, beside: Sequence[InputChannel] = ()
    ) -> None:
        self.bot = FakeBot()
        self.meanings: dict[str, str] = {}
        self.engines = engines
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._channels = [VoiceInput(settings, engines), *beside]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/voice"

    def start(self) -> None:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(60)

    async def _start(self) -> None:
        app = Sanic(f"voice-test-{uuid.uuid4().hex}", configure_logging=False)
        app.ctx.agent = SimpleNamespace(
            handle_message=self.bot.handle_message, parse_message=self._parse_message
        )
        register(self._channels, app, "/webhooks/")
        self._server = await app.create_server("127.0.0.1", self.port, return_asyncio_server=True)
        await self._server.startup()
        await self.engines.warm_up()

    async def _parse_message(self, text: str) -> dict[str, Any]:
        ranking = [{"intent_response_key": self.meanings.get(text, text), "confidence": 0.9}]
        return {"intent": {"name": "nlu_fallback"}, "response_selector": {"default": {"ranking": ranking}}}

    def stop(self) -> None:
        async def close() -> None:
            self._server.close()
            await self._server.wait_closed()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            self.engines.close()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)


@pytest.fixture
def tone() -> Callable[..., bytes]:
    def make(seconds: float, rate: int = RATE) -> bytes:
        time = np.arange(int(seconds * rate)) / rate
        return (np.sin(2 * np.pi * 440 * time) * 8000).astype("<i2").tobytes()

    return make


@pytest.fixture
def silence() -> Callable[..., bytes]:
    return lambda seconds, rate=RATE: bytes(int(seconds * rate) * 2)


@pytest.fixture
def synthesizer() -> ToneSynthesizer:
    return ToneSynthesizer()


@pytest.fixture
def make_server(
    synthesizer: ToneSynthesizer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., VoiceServer]]:
    rewrite = TouchUp.run

    def rewrite_once(app: Sanic) -> None:
        # Sanic rewrites its own methods when it starts and fails on methods rewritten before.
        with contextlib.suppress(KeyError):
            rewrite(app)

    monkeypatch.setattr("sanic.app.TouchUp.run", rewrite_once)
    servers: list[VoiceServer] = []

    def make(
        load: Callable[[], Recognizer] = LoudnessRecognizer,
        beside: Sequence[InputChannel] = (),
        **channel: Any,
    ) -> VoiceServer:
        settings = VoiceSettings(channel=ChannelSettings(**channel))
        server = VoiceServer(settings, VoiceEngines(settings, load, synthesizer), beside)
        server.start()
        servers.append(server)
        return server

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def server(make_server: Callable[..., VoiceServer]) -> VoiceServer:
    return make_server()


class Client:
    """A websocket client that keeps what it reads."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def send(self, message: dict[str, Any] | bytes | str) -> None:
        text = json.dumps(message) if isinstance(message, dict) else message
        await self.connection.send(text)

    async def receive(self) -> dict[str, Any]:
        return dict(json.loads(await asyncio.wait_for(self.connection.recv(), 20)))

    async def until(self, event: str) -> list[dict[str, Any]]:
        """All messages up to and with the next one of that event."""
        messages = [await self.receive()]
        while messages[-1].get("event") != event:
            messages.append(await self.receive())
        return messages


@pytest.fixture
def talk() -> Callable[..., Any]:
    """Run a coroutine function with a connected client, and further clients if asked for."""

    def run(
        url: str, script: Callable[..., Coroutine[Any, Any, Any]], clients: int = 1, **options: Any
    ) -> Any:
        async def main() -> Any:
            connections = [await connect(url, **options) for _ in range(clients)]
            try:
                return await script(*map(Client, connections))
            finally:
                for connection in connections:
                    await connection.close()

        return asyncio.run(main())

    return run


@pytest.fixture(scope="session")
def recognizer(tmp_path_factory: pytest.TempPathFactory) -> Recognizer:
    """The real recogniser with the model an operator would get."""
    from voice_channel.settings import SttSettings

    settings = SttSettings.from_env()
    return create_recognizer(replace(settings, cache_dir=tmp_path_factory.mktemp("model")))


@pytest.fixture(scope="session")
def espeak() -> Iterator[Pyttsx3Synthesizer]:
    """The real synthesiser."""
    synthesizer = Pyttsx3Synthesizer(timeout=20)
    yield synthesizer
    synthesizer.close()
