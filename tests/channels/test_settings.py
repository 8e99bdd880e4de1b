from __future__ import annotations

import pytest

from channels.errors import SettingsError
from channels.settings import WebSettings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert WebSettings.from_env({}) == WebSettings()


def test_settings_are_read_from_the_environment() -> None:
    settings = WebSettings.from_env(
        {
            "WEB_MAX_MESSAGE_CHARS": "200",
            "WEB_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2",
            "WEB_ALLOWED_ORIGINS": "https://WWW.example.go.kr/",
        }
    )
    assert settings.max_message_chars == 200
    assert settings.allowed_origins == {"https://www.example.go.kr"}
    assert settings.trusted_proxies == {"10.0.0.1", "10.0.0.2"}


@pytest.mark.parametrize("value", ["0", "-3", "many", "1.5"])
def test_a_limit_that_is_no_count_is_refused_with_its_name(value: str) -> None:
    with pytest.raises(SettingsError, match="WEB_SENDER_PER_MINUTE"):
        WebSettings.from_env({"WEB_SENDER_PER_MINUTE": value})
