"""Fetches the real Korean speech model with vosk's own downloader."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

from voice_channel.errors import VoiceError
from voice_channel.stt.model import KOREAN_MODEL, VoiceModel


def download_korean_model() -> VoiceModel:
    """Install the Korean model where vosk keeps models, and load it once to prove it works.

    Raises VoiceError("download_failed").
    """
    import requests
    import vosk

    try:
        vosk.Model(model_name=KOREAN_MODEL)
        path = _installed()
    except (requests.RequestException, OSError, BadZipFile, SystemExit) as error:
        reason = "the site does not list it" if isinstance(error, SystemExit) else str(error)
        raise VoiceError(
            "download_failed",
            f"{KOREAN_MODEL} could not be downloaded ({reason}); fetch "
            f"{vosk.MODEL_PRE_URL}{KOREAN_MODEL}.zip by hand, unpack it and set VOSK_MODEL_PATH to it",
        ) from error
    except Exception as error:  # vosk raises a bare Exception when the files do not load
        raise VoiceError(
            "download_failed", f"{KOREAN_MODEL} was downloaded but does not load: {error}"
        ) from error
    return VoiceModel(path, KOREAN_MODEL, synthetic=False)


def _installed() -> Path:
    """Where vosk put the model."""
    import vosk

    for folder in vosk.MODEL_DIRS:
        if folder is not None and (path := Path(folder) / KOREAN_MODEL).is_dir():
            return path
    raise OSError("the downloaded model is in none of vosk's folders")
