"""The second engine, with a stand-in for its package: the weights are too large for a test."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from voice_channel.errors import VoiceError
from voice_channel.settings import SttSettings, TtsSettings
from voice_channel.stt import create_recognizer
from voice_channel.stt.sherpa_recognizer import join_tokens, model_files
from voice_channel.transcription import transcribe
from voice_channel.tts import SAMPLE_RATE, SpeechStyle, create_synthesizer


class Stream:
    def __init__(self) -> None:
        self.samples = 0
        self.finished = False

    def accept_waveform(self, sample_rate: int, samples: Any) -> None:
        assert sample_rate == 16_000
        assert np.abs(samples).max(initial=0) <= 1
        self.samples += len(samples)

    def input_finished(self) -> None:
        self.finished = True


class Engine:
    """Has one word ready for each second of sound, as the real engine decodes in chunks."""

    def __init__(self) -> None:
        self.decoded = 0

    @classmethod
    def from_transducer(cls, **options: Any) -> "Engine":
        assert Path(options["tokens"]).is_file()
        return cls()

    def create_stream(self) -> Stream:
        self.decoded = 0
        return Stream()

    def is_ready(self, stream: Stream) -> bool:
        return stream.samples // 16_000 > self.decoded

    def decode_stream(self, stream: Stream) -> None:
        self.decoded += 1

    def get_result(self, stream: Stream) -> str:
        return " ".join(["여권"] * self.decoded)

    def get_result_all(self, stream: Stream) -> Any:
        assert stream.finished
        tokens = ["▁여", "권"] * self.decoded
        times = [float(number) for number in range(len(tokens))]
        return SimpleNamespace(
            text=self.get_result(stream), tokens=tokens, timestamps=times, ys_probs=[-0.1] * len(tokens)
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = ("encoder.onnx", "encoder.int8.onnx", "decoder.onnx", "joiner.int8.onnx", "tokens.txt")
    for name in names:
        (tmp_path / name).touch()
    return tmp_path


def test_the_engine_is_chosen_by_a_setting_and_hears_through_the_same_interface(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sherpa_onnx", SimpleNamespace(OnlineRecognizer=Engine))
    env = {"VOICE_STT_ENGINE": "sherpa-onnx", "VOICE_SHERPA_MODEL_PATH": str(folder)}
    recognizer = create_recognizer(SttSettings.from_env(env))
    heard = transcribe(recognizer, bytes(32_000 * 2))
    assert (heard.text, recognizer.synthetic) == ("여권 여권", False)
    assert heard.confidence == pytest.approx(0.905, abs=0.001)
    assert [word["word"] for word in heard.raw["result"]] == ["여권", "여권"]


def test_quantised_files_are_preferred(folder: Path) -> None:
    files = model_files(folder)
    assert [files[part].name for part in ("encoder", "decoder", "joiner")] == [
        "encoder.int8.onnx",
        "decoder.onnx",
        "joiner.int8.onnx",
    ]


@pytest.mark.parametrize("missing", ["decoder.onnx", "tokens.txt"])
def test_a_missing_file_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(VoiceError, match=missing.split(".")[0]) as error:
        model_files(folder)
    assert error.value.code == "model_missing"


def test_without_the_package_the_remedy_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sherpa_onnx", None)
    env = {"VOICE_STT_ENGINE": "sherpa-onnx", "VOICE_SHERPA_MODEL_PATH": str(folder)}
    with pytest.raises(VoiceError, match="uv sync --group sherpa"):
        create_recognizer(SttSettings.from_env(env))


def test_an_unknown_engine_is_refused_by_name() -> None:
    with pytest.raises(VoiceError, match="VOICE_STT_ENGINE"):
        SttSettings.from_env({"VOICE_STT_ENGINE": "whisper"})


def test_word_parts_become_words_with_their_least_sure_part() -> None:
    words = join_tokens(["▁수수", "료", "▁", "얼마"], [0.1, 0.3, 0.6, 0.7], [-0.5, 0.0, -0.1, 0.0])
    assert [word["word"] for word in words] == ["수수료", "얼마"]
    assert words[0]["conf"] == pytest.approx(0.607, abs=0.001)
    assert (words[0]["start"], words[0]["end"]) == (0.1, 0.3)


class Voice:
    """Half a second of a constant at 16 kHz, shorter when spoken faster."""

    def __init__(self, config: Any) -> None:
        assert Path(config.model.vits.model).is_file()

    def generate(self, text: str, sid: int, speed: float) -> Any:
        return SimpleNamespace(samples=[0.5] * int(8000 / speed), sample_rate=16_000)


@pytest.fixture
def voices(monkeypatch: pytest.MonkeyPatch) -> None:
    package = SimpleNamespace(
        OfflineTtsVitsModelConfig=SimpleNamespace,
        OfflineTtsModelConfig=SimpleNamespace,
        OfflineTtsConfig=lambda **config: SimpleNamespace(validate=lambda: True, **config),
        OfflineTts=Voice,
    )
    monkeypatch.setitem(sys.modules, "sherpa_onnx", package)


def tts(folder: Path) -> Any:
    env = {"VOICE_TTS_ENGINE": "sherpa-onnx", "VOICE_SHERPA_TTS_PATH": str(folder)}
    return create_synthesizer(TtsSettings.from_env(env))


def test_another_voice_speaks_through_the_same_interface(folder: Path, voices: None) -> None:
    normal = np.frombuffer(tts(folder).speak("안녕하세요.", SpeechStyle()), "<i2")
    slow = np.frombuffer(tts(folder).speak("안녕하세요.", SpeechStyle(rate=70)), "<i2")
    quiet = np.frombuffer(tts(folder).speak("안녕하세요.", SpeechStyle(volume=0.35)), "<i2")
    assert len(normal) == SAMPLE_RATE // 2
    assert len(slow) == SAMPLE_RATE
    assert np.median(quiet) == pytest.approx(np.median(normal) / 2, rel=0.01)


def test_a_folder_without_a_voice_is_named(tmp_path: Path, voices: None) -> None:
    with pytest.raises(VoiceError, match="VOICE_SHERPA_TTS_PATH"):
        tts(tmp_path).speak("안녕", SpeechStyle())
