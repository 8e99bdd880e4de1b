"""Which speech model is used: the operator's, an installed one, else the bundled synthetic test model."""

import hashlib
import logging
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from voice_channel.errors import VoiceError
from voice_channel.settings import SttSettings

logger = logging.getLogger(__name__)

KOREAN_MODEL = "vosk-model-small-ko-0.22"
SYNTHETIC_MODEL = "vosk-model-synthetic-ko"
_ARCHIVE = Path(__file__).parents[1] / "synthetic_model" / f"{SYNTHETIC_MODEL}.tar.gz"
_INSTALL_FOLDERS = (Path.home() / ".cache" / "vosk", Path("models"), Path("/usr/share/vosk"))

SYNTHETIC_WARNING = (
    "The bundled synthetic test model is in use: it understands only synthetic (espeak-ng) test speech, not "
    "people. Set VOSK_MODEL_PATH or install vosk-model-small-ko-0.22 for real use. / "
    "시험용 합성음 모델을 쓰고 있습니다. 기계 목소리만 알아듣고 사람의 말은 알아듣지 못합니다. "
    "실제 운영에는 한국어 모델을 설치해 주세요."
)


@dataclass(frozen=True)
class VoiceModel:
    """An unpacked model: folder, name, and whether it understands only synthetic test speech."""

    path: Path
    name: str
    synthetic: bool


def find_model(settings: SttSettings, install_folders: tuple[Path, ...] = _INSTALL_FOLDERS) -> VoiceModel:
    """The model to use, in the order of this module's first line; raises VoiceError("model_missing")."""
    if settings.model_path is not None:
        return _configured(settings.model_path, settings.cache_dir)
    for folder in install_folders:
        if _is_model(folder / KOREAN_MODEL):
            return VoiceModel(folder / KOREAN_MODEL, KOREAN_MODEL, synthetic=False)
    if not _ARCHIVE.is_file():
        raise VoiceError("model_missing", f"no Vosk model installed and {_ARCHIVE} is missing")
    logger.warning(SYNTHETIC_WARNING)
    return VoiceModel(_unpack(_ARCHIVE, settings.cache_dir), SYNTHETIC_MODEL, synthetic=True)


def _configured(path: Path, cache_dir: Path) -> VoiceModel:
    if path.is_file() and path.name.endswith((".tar.gz", ".tgz")):
        name, folder = path.name.split(".tar")[0], _unpack(path, cache_dir)
    elif _is_model(path):
        name, folder = path.resolve().name, path
    else:
        raise VoiceError("model_missing", f"VOSK_MODEL_PATH={path} is not the folder of a Vosk model")
    synthetic = "synthetic" in name
    if synthetic:
        logger.warning(SYNTHETIC_WARNING)
    return VoiceModel(folder, name, synthetic)


def _is_model(folder: Path) -> bool:
    return (folder / "am" / "final.mdl").is_file() or (folder / "final.mdl").is_file()


def _unpack(archive: Path, cache_dir: Path) -> Path:
    """Unpack once into cache_dir/<hash of the archive>; safe when several processes do it at once."""
    target = cache_dir / hashlib.sha256(archive.read_bytes()).hexdigest()[:16]
    if not target.is_dir():
        cache_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache_dir, prefix=".unpacking-") as scratch:
            unpacked = Path(scratch) / "model"
            _extract(archive, unpacked)
            try:
                unpacked.rename(target)
            except OSError:  # another process was faster
                if not target.is_dir():
                    raise
    folders = [target, *(path for path in sorted(target.iterdir()) if path.is_dir())]
    for folder in folders:
        if _is_model(folder):
            return folder
    shutil.rmtree(target)
    raise VoiceError("model_missing", f"{archive} holds no Vosk model")


def _extract(archive: Path, folder: Path) -> None:
    try:
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                inside = (folder / member.name).resolve().is_relative_to(folder.resolve())
                if not inside or not (member.isfile() or member.isdir()):
                    raise VoiceError("model_missing", f"{archive} holds an unsafe entry: {member.name}")
            tar.extractall(folder)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise VoiceError("model_missing", f"cannot unpack {archive}: {error}") from error
