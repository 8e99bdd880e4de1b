"""Measures a recogniser on a folder of recordings with what is said in them."""

from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

from voice_channel.error_rates import ErrorCount
from voice_channel.errors import VoiceError
from voice_channel.reading import spoken_form
from voice_channel.stt import Recognizer
from voice_channel.transcription import transcribe
from voice_channel.wav import load_wav

_WORST = 10


@dataclass(frozen=True)
class Recording:
    """One recording: its name, what is said (numbers in words), what was heard, and the errors."""

    name: str
    said: str
    heard: str
    errors: ErrorCount


def evaluate_folder(recognizer: Recognizer, folder: Path) -> list[Recording]:
    """Recognise every WAV that has a text of the same name beside it; raises VoiceError."""
    pairs = [(wav, wav.with_suffix(".txt")) for wav in sorted(folder.glob("**/*.wav"))]
    pairs = [(wav, text) for wav, text in pairs if text.is_file()]
    if not pairs:
        raise VoiceError("file_missing", f"{folder} holds no NAME.wav with a NAME.txt beside it")
    recordings = []
    for wav, text in pairs:
        said = _read(text)
        heard = transcribe(recognizer, load_wav(wav)).text
        name = str(wav.relative_to(folder).with_suffix(""))
        recordings.append(Recording(name, said, heard, ErrorCount.of(said, heard)))
    return recordings


def report(recordings: list[Recording], worst: int = _WORST) -> str:
    """The error rates, characters first, and the recordings that went worst."""
    total = reduce(add, (recording.errors for recording in recordings))
    exact = sum(not recording.errors.character_errors for recording in recordings)
    lines = [
        f"CER {total.cer:.1%}  WER {total.wer:.1%}  without an error {exact} of {len(recordings)} recordings"
    ]
    ranked = sorted(recordings, key=lambda recording: -recording.errors.cer)[:worst]
    wrong = [recording for recording in ranked if recording.errors.character_errors]
    for recording in wrong:
        lines += [
            f"{recording.errors.cer:7.1%}  {recording.name}",
            f"         said  {recording.said}",
            f"         heard {recording.heard}",
        ]
    return "\n".join(lines)


def _read(path: Path) -> str:
    """The text as it is spoken: recognisers write numbers as words."""
    try:
        return spoken_form(" ".join(path.read_text(encoding="utf-8").split()))
    except (OSError, UnicodeDecodeError) as error:
        raise VoiceError("file_missing", f"cannot read {path} as UTF-8 text: {error}") from error
