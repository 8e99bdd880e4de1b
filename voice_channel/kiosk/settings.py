"""Settings of the kiosk page: frozen, read from environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from voice_channel.errors import VoiceError
from voice_channel.settings import read_number

VOICES = ("server", "browser")
# WCAG 2.2.1: who is warned that time runs out gets at least twenty seconds to ask for more.
LEAST_WARNING_SECONDS = 20


@dataclass(frozen=True)
class KioskSettings:
    """What differs from kiosk to kiosk; times in seconds, the screen's diagonal in inches."""

    name: str = ""
    screen_inches: float = 24.0
    idle_seconds: float = 60.0
    idle_warning_seconds: float = LEAST_WARNING_SECONDS
    listen_seconds: float = 15.0
    voice: str = "server"
    staff_call_url: str = ""
    web_address: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "KioskSettings":
        """Read KIOSK_*; raises VoiceError("setting_invalid") naming the variable."""
        voice = env.get("KIOSK_VOICE", "").strip() or cls.voice
        if voice not in VOICES:
            raise VoiceError("setting_invalid", f"KIOSK_VOICE={voice!r} is not one of {', '.join(VOICES)}")
        return cls(
            name=env.get("KIOSK_NAME", "").strip(),
            screen_inches=read_number(env, "KIOSK_SCREEN_INCHES", cls.screen_inches, 7, 100),
            idle_seconds=read_number(env, "KIOSK_IDLE_SECONDS", cls.idle_seconds, 20, 900),
            idle_warning_seconds=read_number(
                env, "KIOSK_IDLE_WARNING_SECONDS", cls.idle_warning_seconds, LEAST_WARNING_SECONDS, 120
            ),
            listen_seconds=read_number(env, "KIOSK_LISTEN_SECONDS", cls.listen_seconds, 3, 60),
            voice=voice,
            staff_call_url=_address(env, "KIOSK_STAFF_CALL_URL"),
            web_address=_address(env, "KIOSK_WEB_ADDRESS"),
        )


def _address(env: Mapping[str, str], name: str) -> str:
    address = env.get(name, "").strip().rstrip("/")
    if address and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc):
        raise VoiceError("setting_invalid", f"{name}={address!r} is not an http or https address")
    return address
