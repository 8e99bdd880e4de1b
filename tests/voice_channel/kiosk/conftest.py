"""A browser at the kiosk: sound goes into its microphone, and what it plays is kept."""

from __future__ import annotations

import base64
import socket
import threading
import wave
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from knowledge import KnowledgeStore
from voice_channel.kiosk.channel import KioskInput
from voice_channel.kiosk.settings import KioskSettings
from voice_channel.stt import Recognizer, TurnOptions
from voice_channel.tts import SAMPLE_RATE, SpeechStyle
from voice_channel.tts.pyttsx3_synthesizer import Pyttsx3Synthesizer

LANDSCAPE = (1920, 1080)
PATIENCE, PLAYWRIGHTS_OWN_PATIENCE = 20_000, 5_000  # a spoken turn takes its time, on a busy machine more
OpenKiosk = Callable[..., Page]

# Keeps everything that goes to the loudspeaker, and what the page's security policy blocks.
RECORD = """
  window.blocked = [];
  document.addEventListener("securitypolicyviolation", (event) => window.blocked.push(event.violatedDirective));
  window.played = [];
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && !this.tap) {
      this.tap = this.context.createScriptProcessor(4096, 1, 1);
      window.playedRate = this.context.sampleRate;
      this.tap.onaudioprocess = ({ inputBuffer }) => window.played.push(inputBuffer.getChannelData(0).slice());
      connect.call(this, this.tap);
      connect.call(this.tap, target);
    }
    return connect.call(this, target, ...rest);
  };
  window.states = [];
  addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
    if (window.states.at(-1) !== document.body.dataset.state) window.states.push(document.body.dataset.state);
  }).observe(document.body, { attributeFilter: ["data-state"] }));
"""
# A microphone the test speaks into whenever it wants: say(base64 of a WAV) resolves when all is said.
MICROPHONE = """
  const room = () => window.room ??= (() => {
    const context = new AudioContext({ sampleRate: 16000 });
    return { context, line: context.createMediaStreamDestination() };
  })();
  let stream;
  navigator.mediaDevices.getUserMedia = async () => (stream = room().line.stream.clone());
  window.unplug = () => stream.getTracks().forEach((track) => track.dispatchEvent(new Event("ended")));
  window.say = async (wav) => {
    const { context, line } = room();
    const bytes = Uint8Array.from(atob(wav), (char) => char.charCodeAt(0));
    const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(bytes.buffer) });
    source.connect(line);
    source.start();
    await new Promise((resolve) => source.addEventListener("ended", resolve));
  };
"""
NO_MICROPHONE = """
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError"); };
"""
# A browser with a Korean voice of its own, which keeps what it is told to read.
KOREAN_VOICE = """
  window.read = [];
  const voice = { lang: "ko-KR", name: "Korean" };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [voice], addEventListener() {}, cancel() {},
    speak(utterance) { window.read.push(utterance.text); setTimeout(() => utterance.onend(), 50); },
  } });
"""
SCRIPTS = {"microphone": MICROPHONE, "no-microphone": NO_MICROPHONE, "korean-voice": KOREAN_VOICE}


@pytest.fixture(scope="module")
def store() -> KnowledgeStore:
    return KnowledgeStore()


@pytest.fixture
def make_kiosk(make_server: Any, store: KnowledgeStore) -> Callable[..., Any]:
    def make(settings: KioskSettings | None = None, **options: Any) -> Any:
        server = make_server(beside=[KioskInput(settings or KioskSettings(), store)], **options)
        server.page = f"http://127.0.0.1:{server.port}"
        return server

    return make


@pytest.fixture
def kiosk(make_kiosk: Any) -> Any:
    return make_kiosk()


@pytest.fixture(scope="module")
def question_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the browser's fake microphone reads each time it is opened."""
    return tmp_path_factory.mktemp("microphone") / "question.wav"


@pytest.fixture(scope="module")
def browser(chromium: str, question_file: Path) -> Iterator[Browser]:
    write_wav(question_file, bytes(SAMPLE_RATE * 2))
    arguments = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={question_file}%noloop",
    ]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=arguments)
        expect.set_options(timeout=PATIENCE)
        yield launched
        expect.set_options(timeout=PLAYWRIGHTS_OWN_PATIENCE)
        launched.close()


@pytest.fixture
def microphone_says(question_file: Path, spoken: Callable[[str], bytes]) -> Callable[[str], None]:
    """What is said into the fake microphone when it is opened next; silence follows."""

    def say(text: str) -> None:
        write_wav(question_file, spoken(text) + bytes(SAMPLE_RATE * 2 * 20))

    return say


@pytest.fixture
def open_kiosk(browser: Browser) -> Iterator[OpenKiosk]:
    """Opens the kiosk's page; at the end nothing may have been blocked or have failed."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_at(
        url: str, size: tuple[int, int] = LANDSCAPE, browser_has: str = "", clock: bool = False
    ) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(
            locale="ko-KR", viewport=viewport, screen=viewport, reduced_motion="reduce"
        )
        contexts.append(context)
        context.add_init_script(RECORD)
        if browser_has:
            context.add_init_script(SCRIPTS[browser_has])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if clock:
            page.clock.install()
        page.goto(f"{url}/kiosk")
        expect(page.get_by_role("button", name="직원 부르기")).to_be_visible()
        expect(page.locator(".tile").first).to_be_visible()
        expect(page.locator("body")).not_to_have_attribute("data-state", "connecting")
        return page

    yield open_at
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("() => window.blocked") == []
        context.close()
    assert errors == []


@pytest.fixture(scope="session")
def spoken(espeak: Pyttsx3Synthesizer) -> Callable[[str], bytes]:
    """Speech of a voice, with the silence around it that people leave."""

    def speak(text: str) -> bytes:
        quiet = bytes(SAMPLE_RATE * 2 * 6 // 10)
        return quiet + espeak.speak(text, SpeechStyle()) + quiet

    return speak


@pytest.fixture
def heard(recognizer: Recognizer) -> Callable[[Page], str]:
    """What a listener understands of all a page has played so far, without spaces."""

    def listen(page: Page) -> str:
        pcm = played(page)
        turn = recognizer.start_turn(TurnOptions(page.evaluate("() => window.playedRate")))
        texts = []
        for start in range(0, len(pcm), 8000):
            if turn.accept(pcm[start : start + 8000]):
                texts.append(turn.result().text)
        return "".join([*texts, turn.final().text]).replace(" ", "")

    return listen


def played(page: Page) -> bytes:
    """Everything the page has sent to its loudspeaker, as PCM."""
    encoded = page.evaluate(
        """() => { const all = new Int16Array(window.played.reduce((sum, part) => sum + part.length, 0));
        let at = 0;
        for (const part of window.played) for (const sample of part) all[at++] = Math.max(-1, Math.min(1, sample)) * 32767;
        let text = ""; const bytes = new Uint8Array(all.buffer);
        for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
        return btoa(text); }"""
    )
    return base64.b64decode(encoded)


def write_wav(path: Path, pcm: bytes) -> None:
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLE_RATE)
        writer.writeframes(pcm)


@pytest.fixture
def say(tmp_path: Path) -> Callable[[Page, bytes], None]:
    """Speak into the microphone of a page opened with browser_has="microphone"; returns when all is said."""

    def speak(page: Page, pcm: bytes) -> None:
        path = tmp_path / "said.wav"
        write_wav(path, pcm)
        page.evaluate("(wav) => window.say(wav)", base64.b64encode(path.read_bytes()).decode())

    return speak


class Line:
    """A network cable between browser and server that can be pulled out."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._plugged = True
        threading.Thread(target=self._accept, daemon=True).start()

    def pull(self) -> None:
        """Every connection breaks, new ones are refused."""
        self._plugged = False
        for end in self._sockets:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def plug(self) -> None:
        """New connections work again."""
        self._plugged = True

    def close(self) -> None:
        self._listener.close()
        self.pull()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self._plugged:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._target))
                self._sockets += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._copy, args=(source, target), daemon=True).start()

    @staticmethod
    def _copy(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def line_to() -> Iterator[Callable[[int], Line]]:
    lines: list[Line] = []

    def lay(port: int) -> Line:
        lines.append(Line(port))
        return lines[-1]

    yield lay
    for line in lines:
        line.close()


@pytest.fixture
def state_of() -> Callable[..., Any]:
    """expect(...) of what the machine does: idle, listening, thinking, speaking, offline, no-microphone."""

    def check(page: Page, state: str, timeout: float = PATIENCE) -> None:
        expect(page.locator("body")).to_have_attribute("data-state", state, timeout=timeout)

    return check
