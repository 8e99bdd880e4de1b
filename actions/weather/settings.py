from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from actions.errors import ActionError


@dataclass(frozen=True)
class WeatherSettings:
    """Keys and addresses of the open-data services; a service without a key is not used. Times in seconds."""

    kma_key: str = ""
    kma_url: str = "https://apis.data.go.kr/1360000/VilageFcstInfoService_2.0"
    airkorea_key: str = ""
    airkorea_url: str = "https://apis.data.go.kr/B552584/ArpltnInforInqireSvc"
    safetydata_key: str = ""
    safetydata_url: str = "https://www.safetydata.go.kr/V2/api/DSSP-IF-00247"
    timeout: float = 3.0
    refresh: float = 600.0
    ca_file: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> WeatherSettings:
        """Read the variables of docs/settings.md; raises ActionError naming a wrong one."""
        ca_file = env.get("WEATHER_CA_FILE", "")
        if ca_file and not Path(ca_file).is_file():
            raise ActionError("settings", f"WEATHER_CA_FILE {ca_file!r} is not a file")
        return cls(
            kma_key=_key(env, "KMA_SERVICE_KEY"),
            kma_url=env.get("KMA_URL", cls.kma_url),
            airkorea_key=_key(env, "AIRKOREA_SERVICE_KEY"),
            airkorea_url=env.get("AIRKOREA_URL", cls.airkorea_url),
            safetydata_key=_key(env, "SAFETYDATA_SERVICE_KEY"),
            safetydata_url=env.get("SAFETYDATA_URL", cls.safetydata_url),
            timeout=_seconds(env, "WEATHER_TIMEOUT", cls.timeout),
            refresh=_seconds(env, "WEATHER_REFRESH_SECONDS", cls.refresh),
            ca_file=ca_file,
        )


def _key(env: Mapping[str, str], name: str) -> str:
    """The portal hands out each key twice, once already encoded; a request encodes it again."""
    key = env.get(name, "").strip()
    return unquote(key) if "%" in key else key


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    try:
        seconds = float(env.get(name, default))
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        raise ActionError("settings", f"{name} must be a number of seconds above 0, not {env.get(name)!r}")
    return seconds
