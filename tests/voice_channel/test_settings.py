from pathlib import Path

import pytest

from voice_channel.errors import VoiceError
from voice_channel.settings import VoiceSettings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert VoiceSettings.from_env({}) == VoiceSettings()


def test_the_environment_overrides_the_defaults() -> None:
    settings = VoiceSettings.from_env(
        {
            "VOICE_TTS_RATE": "110",
            "VOICE_TTS_VOICE": "ko+f3",
            "VOSK_MODEL_PATH": "/models/ko",
            "VOICE_ALLOWED_ORIGINS": "https://a.kr/, https://b.kr",
            "VOICE_KIOSK_SILENCE": "1.5",
        }
    )
    assert (settings.tts.rate, settings.tts.voice) == (110, "ko+f3")
    assert settings.stt.model_path == Path("/models/ko")
    assert settings.channel.allowed_origins == ("https://a.kr", "https://b.kr")
    assert settings.channel.end_silence("kiosk") == 1.5
    assert settings.channel.end_silence("web") == 0.7


@pytest.mark.parametrize(("name", "value"), [("VOICE_TTS_RATE", "fast"), ("VOICE_TTS_VOLUME", "7")])
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    with pytest.raises(VoiceError, match=name) as error:
        VoiceSettings.from_env({name: value})
    assert error.value.code == "setting_invalid"
