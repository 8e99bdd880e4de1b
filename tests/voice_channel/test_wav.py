import io
import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from voice_channel.errors import VoiceError
from voice_channel.wav import RECOGNITION_RATE, decode_wav, encode_wav, load_wav


def tone(rate: int, seconds: float = 1.0, channels: int = 1, peak: float = 0.5) -> np.ndarray:
    samples = peak * np.sin(2 * np.pi * 300 * np.arange(int(rate * seconds)) / rate)
    return np.repeat(samples[:, None], channels, axis=1)


def wav(samples: np.ndarray, rate: int, bits: int, kind: int = 1) -> bytes:
    channels = samples.shape[1]
    if kind == 3:
        data = samples.astype(f"<f{bits // 8}").tobytes()
    elif bits == 8:
        data = (samples * 127 + 128).astype(np.uint8).tobytes()
    else:
        whole = (samples * (2 ** (bits - 1) - 1)).astype("<i4")
        data = b"".join(int(x).to_bytes(bits // 8, "little", signed=True) for x in whole.reshape(-1))
    frame = channels * bits // 8
    header = struct.pack("<HHIIHH", kind, channels, rate, rate * frame, frame, bits)
    body = b"fmt " + struct.pack("<I", len(header)) + header + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body


def pitch(pcm: bytes) -> float:
    samples = np.frombuffer(pcm, "<i2").astype(float)
    return float(np.argmax(np.abs(np.fft.rfft(samples)))) * RECOGNITION_RATE / len(samples)


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 44100, 48000, 96000])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_usual_rate_becomes_16_khz_mono_of_the_same_pitch(rate: int, channels: int) -> None:
    pcm = decode_wav(wav(tone(rate, channels=channels), rate, 16))
    assert len(pcm) / 2 / RECOGNITION_RATE == pytest.approx(1.0, abs=0.01)
    assert pitch(pcm) == pytest.approx(300, abs=2)


@pytest.mark.parametrize(("bits", "kind"), [(8, 1), (16, 1), (24, 1), (32, 1), (32, 3), (64, 3)])
def test_any_usual_sample_format_keeps_the_sound(bits: int, kind: int) -> None:
    pcm = decode_wav(wav(tone(16000), 16000, bits, kind))
    assert pitch(pcm) == pytest.approx(300, abs=2)
    assert np.abs(np.frombuffer(pcm, "<i2")).max() == pytest.approx(16384, rel=0.02)


def test_a_quiet_recording_is_raised_so_that_it_can_be_understood() -> None:
    pcm = decode_wav(wav(tone(16000, peak=0.02), 16000, 16))
    assert np.abs(np.frombuffer(pcm, "<i2")).max() > 10_000


def test_a_wav_of_unknown_length_is_read_to_its_end() -> None:
    data = bytearray(wav(tone(16000), 16000, 16))
    data[40:44] = b"\xff\xff\xff\xff"
    assert len(decode_wav(bytes(data))) == 32_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "wav_invalid"),
        (b"hello", "wav_invalid"),
        (b"RIFF\0\0\0\0WAVE", "wav_invalid"),
        (wav(tone(16000), 16000, 16)[:30], "wav_truncated"),
        (wav(tone(16000), 16000, 16)[:36], "wav_truncated"),
        (wav(tone(16000), 16000, 16)[:9000], "wav_truncated"),
        (wav(tone(16000) * 0, 16000, 16), "audio_silent"),
        (wav(tone(16000)[:0], 16000, 16), "audio_silent"),
        (wav(tone(4000), 4000, 16), "wav_invalid"),
        (wav(tone(16000), 16000, 16, kind=7), "wav_invalid"),
        (wav(tone(16000) * np.nan, 16000, 32, kind=3), "audio_silent"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(data: bytes, code: str) -> None:
    with pytest.raises(VoiceError) as error:
        decode_wav(data)
    assert error.value.code == code


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"nothing\.wav") as error:
        load_wav(tmp_path / "nothing.wav")
    assert error.value.code == "file_missing"


def test_written_sound_is_a_wav_others_can_read() -> None:
    with wave.open(io.BytesIO(encode_wav(b"\x01\x00" * 100, 22050))) as reader:
        assert (reader.getframerate(), reader.getnchannels(), reader.getnframes()) == (22050, 1, 100)
