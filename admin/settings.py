"""Settings of the staff screen, read from the environment once at start."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from admin.errors import SettingsError


@dataclass(frozen=True)
class AdminSettings:
    """How the staff screen runs."""

    host: str = "127.0.0.1"
    """Address to listen on (ADMIN_HOST)."""
    port: int = 5006
    """Port to listen on (ADMIN_PORT)."""
    database: Path = Path("var/admin.db")
    """Accounts, audit log, drafts, article versions and publications (ADMIN_DATABASE)."""
    secure_cookies: bool = False
    """Send cookies over https only; switch on behind a TLS proxy (ADMIN_SECURE_COOKIES)."""
    idle_minutes: int = 30
    """Minutes without a click after which one is signed out (ADMIN_IDLE_MINUTES)."""
    session_hours: int = 10
    """Hours after which one signs in again anyway (ADMIN_SESSION_HOURS)."""
    failures_allowed: int = 5
    """Wrong passwords before a name is locked (ADMIN_FAILURES_ALLOWED)."""
    lock_minutes: int = 15
    """How long it stays locked (ADMIN_LOCK_MINUTES)."""
    trusted_proxies: frozenset[str] = frozenset()
    """Proxies whose X-Forwarded-For is believed (ADMIN_TRUSTED_PROXIES)."""

    project: Path = Path(".")
    """Folder of the bot's files: config.yml, domain.yml, data, models (ADMIN_PROJECT)."""
    work: Path = Path("var/publish")
    """Where models are trained before they go live (ADMIN_WORK_DIR)."""
    evaluation: Path = Path("tests/nlu")
    """Evaluation questions the regression gate asks, .tsv (ADMIN_EVALUATION_DIR)."""
    bot_url: str = "http://127.0.0.1:5005"
    """The bot, to swap its model and to try questions (ADMIN_BOT_URL)."""
    bot_token: str = ""
    """Token of the bot's control API (SERVING_AUTH_TOKEN)."""
    train_command: tuple[str, ...] = (sys.executable, "-m", "serving.training")
    """Trains a model into ./models of the folder it runs in (ADMIN_TRAIN_COMMAND)."""
    evaluate_command: tuple[str, ...] = (sys.executable, "-m", "nlu.evaluate")
    """Scores a model, see `python -m nlu.evaluate --help` (ADMIN_EVALUATE_COMMAND)."""
    speak_command: tuple[str, ...] = (sys.executable, "-m", "voice_channel", "speak")
    """Writes a text as speech, `--out F.wav -- TEXT` (ADMIN_SPEAK_COMMAND)."""

    @property
    def models(self) -> Path:
        """Where the bot finds its models."""
        return (self.project / "models").absolute()

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> AdminSettings:
        """Read the settings; raises SettingsError when a value cannot be used."""
        source = os.environ if env is None else env
        proxies = source.get("ADMIN_TRUSTED_PROXIES", "").split(",")
        return cls(
            host=source.get("ADMIN_HOST") or cls.host,
            port=_count(source, "ADMIN_PORT", cls.port),
            database=Path(source.get("ADMIN_DATABASE") or cls.database),
            secure_cookies=_flag(source, "ADMIN_SECURE_COOKIES", cls.secure_cookies),
            idle_minutes=_count(source, "ADMIN_IDLE_MINUTES", cls.idle_minutes),
            session_hours=_count(source, "ADMIN_SESSION_HOURS", cls.session_hours),
            failures_allowed=_count(source, "ADMIN_FAILURES_ALLOWED", cls.failures_allowed),
            lock_minutes=_count(source, "ADMIN_LOCK_MINUTES", cls.lock_minutes),
            project=Path(source.get("ADMIN_PROJECT") or cls.project),
            work=Path(source.get("ADMIN_WORK_DIR") or cls.work),
            evaluation=Path(source.get("ADMIN_EVALUATION_DIR") or cls.evaluation),
            bot_url=(source.get("ADMIN_BOT_URL") or cls.bot_url).rstrip("/"),
            bot_token=source.get("SERVING_AUTH_TOKEN") or "",
            train_command=_command(source, "ADMIN_TRAIN_COMMAND", cls.train_command),
            evaluate_command=_command(source, "ADMIN_EVALUATE_COMMAND", cls.evaluate_command),
            speak_command=_command(source, "ADMIN_SPEAK_COMMAND", cls.speak_command),
            trusted_proxies=frozenset(proxy.strip() for proxy in proxies if proxy.strip()),
        )


def _count(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "").strip() or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(f"{name} must be a whole number from 1 up, not {text!r}.")
    return int(text)


def _command(env: Mapping[str, str], name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(env.get(name, ""))) or default
    except ValueError as error:
        raise SettingsError(f"{name} cannot be read as a command: {error}.") from error


def _flag(env: Mapping[str, str], name: str, default: bool) -> bool:
    text = env.get(name, "").strip().lower()
    if text not in ("", "0", "1", "true", "false"):
        raise SettingsError(f"{name} must be 1 or 0, not {text!r}.")
    return text in ("1", "true") if text else default
