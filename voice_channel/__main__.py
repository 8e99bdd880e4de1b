"""Command line: speak, transcribe, read, ask, kiosk, evaluate, model."""

import argparse
import asyncio
import contextlib
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from voice_channel.box import Box, BoxOptions, Frames, Loudspeaker, NoLoudspeaker, recorded, standard_input
from voice_channel.client import ask_bot
from voice_channel.errors import VoiceError
from voice_channel.evaluation import evaluate_folder, report
from voice_channel.reading import spoken_form
from voice_channel.settings import VoiceSettings
from voice_channel.sound_card import SoundCard, microphone
from voice_channel.stt import create_recognizer
from voice_channel.stt.download import download_korean_model
from voice_channel.stt.model import KOREAN_MODEL, find_model
from voice_channel.transcription import transcribe
from voice_channel.tts import SAMPLE_RATE, SpeechStyle, create_synthesizer
from voice_channel.wav import encode_wav, load_wav

_EXIT_CODES = {
    "nothing_to_say": 2,
    "setting_invalid": 2,
    "url_invalid": 2,
    "file_missing": 3,
    "file_unwritable": 3,
    "wav_invalid": 4,
    "wav_truncated": 4,
    "audio_silent": 5,
    "not_understood": 5,
    "bot_unreachable": 6,
    "bot_failed": 6,
    "model_missing": 7,
    "download_failed": 7,
    "sound_card_missing": 8,
}
_RECORDING_HELP = "recording: WAV, 8 to 96 kHz, 8 to 32 bit or float, mono or stereo"


def speak(arguments: argparse.Namespace) -> None:
    """Write the text as speech."""
    spoken = spoken_form(arguments.text)
    if not spoken:
        raise VoiceError("nothing_to_say", "the text holds nothing that can be spoken")
    settings = VoiceSettings.from_env().tts
    synthesizer = create_synthesizer(settings)
    try:
        pcm = synthesizer.speak(spoken, SpeechStyle.from_settings(settings))
    finally:
        synthesizer.close()
    _write(arguments.out, encode_wav(pcm, SAMPLE_RATE))
    print(f"{arguments.out}: {len(pcm) / 2 / SAMPLE_RATE:.1f} s")


def transcribe_file(arguments: argparse.Namespace) -> None:
    """Print what is said in a recording."""
    pcm = load_wav(arguments.wav)
    recognizer = create_recognizer(VoiceSettings.from_env().stt)
    heard = transcribe(recognizer, pcm)
    if arguments.json:
        result = {
            "text": heard.text,
            "confidence": heard.confidence,
            "words": heard.raw.get("result", []),
            "model": recognizer.name,
            "synthetic": recognizer.synthetic,
        }
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(heard.text)


def read(arguments: argparse.Namespace) -> None:
    """Print the spoken form of the text, or of each line of standard input."""
    if arguments.text is not None:
        print(spoken_form(arguments.text))
        return
    for line in sys.stdin.buffer:
        # Form feeds and the like would make two lines of one.
        text = " ".join(line.decode("utf-8", errors="replace").splitlines())
        print(spoken_form(text), flush=True)


def ask(arguments: argparse.Namespace) -> None:
    """Ask the running bot with a recording and write its spoken answer."""
    answer = asyncio.run(ask_bot(arguments.url, load_wav(arguments.wav)))
    _write(arguments.out, encode_wav(answer.sound, answer.sample_rate))
    if arguments.json:
        result = {"transcript": answer.transcript, "text": answer.text, "messages": answer.messages}
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(f"> {answer.transcript}\n{answer.text}")


def evaluate(arguments: argparse.Namespace) -> None:
    """Print the error rates over a folder of recordings and their texts."""
    recognizer = create_recognizer(VoiceSettings.from_env().stt)
    print(report(evaluate_folder(recognizer, arguments.folder), arguments.worst))


def kiosk(arguments: argparse.Namespace) -> None:
    """Talk with the running bot until the sound ends."""
    silent = NoLoudspeaker()
    use_card = arguments.input is None
    loudspeaker: Loudspeaker = SoundCard() if use_card else silent
    if use_card:
        frames = microphone()
    else:
        frames = standard_input() if str(arguments.input) == "-" else recorded(arguments.input)
    live = use_card or str(arguments.input) == "-"
    options = BoxOptions(arguments.url, barge_in=arguments.barge_in)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_talk(options, loudspeaker, frames, live))
    if arguments.out is not None:
        _write(arguments.out, encode_wav(silent.sound, silent.sample_rate))


async def _talk(options: BoxOptions, loudspeaker: Loudspeaker, frames: Frames, live: bool) -> None:
    await Box(options, loudspeaker, lambda text: print(text, flush=True), live).run(frames)


def model(arguments: argparse.Namespace) -> None:
    """Say which speech model is used; with --download, install the real Korean one first."""
    if arguments.download:
        print(f"downloading {KOREAN_MODEL} (82 MB)", flush=True)
        found = download_korean_model()
    else:
        found = find_model(VoiceSettings.from_env().stt)
    kind = "synthetic test speech only" if found.synthetic else "people"
    print(f"{found.name}: {found.path} (understands {kind})")


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise VoiceError("file_unwritable", f"cannot write {path}: {error.strerror}") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m voice_channel", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("speak", help="write a text as speech")
    command.add_argument("text")
    command.add_argument("--out", type=Path, required=True, metavar="F.wav", help="WAV file to write")
    command.set_defaults(run=speak)

    command = commands.add_parser("transcribe", help="print what is said in a recording")
    command.add_argument("wav", type=Path, metavar="F.wav", help=_RECORDING_HELP)
    command.add_argument("--json", action="store_true", help="one JSON object with word times and confidence")
    command.set_defaults(run=transcribe_file)

    command = commands.add_parser("read", help="print the spoken form of a text")
    command.add_argument("text", nargs="?", help="without it, each line of standard input")
    command.set_defaults(run=read)

    command = commands.add_parser("ask", help="ask the running bot by voice")
    command.add_argument("wav", type=Path, metavar="IN.wav", help=_RECORDING_HELP)
    command.add_argument("out", type=Path, metavar="OUT.wav", help="WAV file for the spoken answer")
    command.add_argument("--url", default="http://localhost:5005", help="the bot (default: %(default)s)")
    command.add_argument("--json", action="store_true", help="one JSON object with transcript and messages")
    command.set_defaults(run=ask)

    command = commands.add_parser("kiosk", help="talk with the running bot at this machine")
    command.add_argument("--url", default="http://localhost:5005", help="the bot (default: %(default)s)")
    command.add_argument("--input", type=Path, metavar="F.wav", help="a recording, or - for raw 16 kHz sound")
    command.add_argument("--out", type=Path, metavar="F.wav", help="with --input: WAV file for the answers")
    command.add_argument(
        "--barge-in", choices=("tap", "voice"), default="tap", help="voice interrupts the bot"
    )
    command.set_defaults(run=kiosk)

    command = commands.add_parser("evaluate", help="measure recognition on NAME.wav and NAME.txt pairs")
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument("--worst", type=int, default=10, help="recordings to list (default: %(default)s)")
    command.set_defaults(run=evaluate)

    command = commands.add_parser("model", help="say which speech model is used")
    command.add_argument("--download", action="store_true", help="install the real Korean model first")
    command.set_defaults(run=model)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 2-7 see the message on standard error)."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except VoiceError as error:
        print(f"error: {error.detail}", file=sys.stderr)
        return _EXIT_CODES.get(error.code, 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
