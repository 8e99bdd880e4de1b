import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from voice_channel.box import Box, BoxOptions, NoLoudspeaker, recorded
from voice_channel.errors import VoiceError
from voice_channel.sound_card import load_sounddevice
from voice_channel.wav import encode_wav


def talk_at_the_box(url: str, frames: AsyncIterator[bytes]) -> tuple[list[str], bytes]:
    shown: list[str] = []
    loudspeaker = NoLoudspeaker()
    asyncio.run(Box(BoxOptions(url), loudspeaker, shown.append, live=False).run(frames))
    return shown, loudspeaker.sound


def test_a_recording_of_two_questions_is_answered_turn_by_turn(
    server: Any, tone: Callable[..., bytes], silence: Callable[..., bytes], tmp_path: Path
) -> None:
    path = tmp_path / "questions.wav"
    path.write_bytes(encode_wav(tone(0.5) + silence(2.0) + tone(0.5), 16_000))
    shown, sound = talk_at_the_box(f"http://127.0.0.1:{server.port}", recorded(path))
    assert [line for line in shown if line.startswith(">")] == ["> 안녕하세요"] * 2
    assert shown.count("화면 글: 안녕하세요") == 2
    assert len(sound) == 2 * 2 * 4410
    assert server.bot.asked[0].metadata["profile"] == "kiosk"


def test_a_bot_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "question.wav"
    path.write_bytes(encode_wav(b"\x00\x20\x00\xe0" * 4000, 16_000))
    with pytest.raises(VoiceError) as error:
        talk_at_the_box("http://127.0.0.1:9", recorded(path))
    assert error.value.code == "bot_unreachable"


def test_without_the_sound_card_package_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(VoiceError, match="uv sync --group kiosk"):
        load_sounddevice()
