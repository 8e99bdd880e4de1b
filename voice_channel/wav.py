"""Reads any common WAV file as 16 kHz mono and writes 16-bit mono ones."""

import io
import struct
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from voice_channel.errors import VoiceError

RECOGNITION_RATE = 16_000
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_MIN_RATE, _MAX_RATE = 8_000, 96_000
_MAX_SECONDS = 600
_SILENCE_PEAK = 0.003
_QUIET_PEAK, _RAISED_PEAK = 0.25, 0.5
# Written by programs that stream and cannot know the length.
_UNKNOWN_SIZES = (0, 0xFFFFFFFF, 0x7FFFFFFF)


def load_wav(path: Path) -> bytes:
    """The file as 16 kHz mono s16le; raises file_missing, wav_invalid, wav_truncated or audio_silent."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise VoiceError("file_missing", f"no such file: {path}") from None
    except OSError as error:
        raise VoiceError("file_missing", f"cannot read {path}: {error.strerror}") from error
    try:
        return decode_wav(data)
    except VoiceError as error:
        raise VoiceError(error.code, f"{path}: {error.detail}") from error


def decode_wav(data: bytes) -> bytes:
    """WAV of 8 to 96 kHz, 8 to 32 bit or float -> 16 kHz mono s16le; quiet sound is raised."""
    samples, rate = _mono_samples(data)
    peak = float(np.abs(samples).max()) if len(samples) else 0.0
    if peak < _SILENCE_PEAK:
        raise VoiceError("audio_silent", "the recording is silent")
    if peak < _QUIET_PEAK:
        samples = samples * np.float32(_RAISED_PEAK / peak)
    if rate != RECOGNITION_RATE:
        samples = soxr.resample(samples, rate, RECOGNITION_RATE)
    return (np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()


def encode_wav(pcm: bytes, rate: int) -> bytes:
    """s16le mono samples as a WAV file in memory."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(pcm)
    return buffer.getvalue()


def _mono_samples(data: bytes) -> tuple[npt.NDArray[np.float32], int]:
    chunks = _chunks(data)
    header = chunks.get(b"fmt ")
    if header is None or len(header) < 16:
        raise VoiceError("wav_invalid", "the WAV header has no format")
    if b"data" not in chunks:
        raise VoiceError("wav_truncated", "the file ends before the sound begins")
    kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", header[:16])
    if kind == _EXTENSIBLE and len(header) >= 26:
        kind = struct.unpack("<H", header[24:26])[0]
    if not _MIN_RATE <= rate <= _MAX_RATE:
        raise VoiceError("wav_invalid", f"sample rate {rate} Hz is outside {_MIN_RATE} to {_MAX_RATE} Hz")
    if not 1 <= channels <= 8:
        raise VoiceError("wav_invalid", f"{channels} channels are not supported")
    frame = channels * bits // 8
    sound = chunks[b"data"]
    if frame and len(sound) > rate * frame * _MAX_SECONDS:
        raise VoiceError("wav_invalid", f"the recording is longer than {_MAX_SECONDS} seconds")
    samples = _samples(sound[: len(sound) // frame * frame] if frame else b"", kind, bits)
    return samples.reshape(-1, channels).mean(axis=1, dtype=np.float32), rate


def _chunks(data: bytes) -> dict[bytes, bytes]:
    if len(data) < 12 or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise VoiceError("wav_invalid", "not a WAV file")
    chunks: dict[bytes, bytes] = {}
    position = 12
    while position + 8 <= len(data):
        name, size = struct.unpack("<4sI", data[position : position + 8])
        body = data[position + 8 : position + 8 + size]
        if name == b"data" and size in _UNKNOWN_SIZES:
            body = data[position + 8 :]
        elif len(body) < size:
            raise VoiceError("wav_truncated", f"the file is cut off: {len(body)} of {size} bytes of {name!r}")
        chunks.setdefault(name, body)
        position += 8 + size + size % 2
    return chunks


def _samples(sound: bytes, kind: int, bits: int) -> npt.NDArray[np.float32]:
    """Samples between -1 and 1, channels interleaved."""
    if kind == _FLOAT and bits in (32, 64):
        floats = np.frombuffer(sound, f"<f{bits // 8}").astype(np.float32)
        return np.nan_to_num(floats, nan=0.0, posinf=1.0, neginf=-1.0)
    if kind != _PCM or bits not in (8, 16, 24, 32):
        raise VoiceError("wav_invalid", f"unsupported WAV encoding (format {kind}, {bits} bit)")
    if bits == 8:
        return (np.frombuffer(sound, np.uint8).astype(np.float32) - 128.0) / 128.0
    if bits == 24:
        triples = np.frombuffer(sound, np.uint8).reshape(-1, 3)
        padded = np.zeros((len(triples), 4), np.uint8)
        padded[:, 1:] = triples
        return padded.view("<i4").reshape(-1).astype(np.float32) / 2.0**31
    return np.frombuffer(sound, f"<i{bits // 8}").astype(np.float32) / 2.0 ** (bits - 1)
