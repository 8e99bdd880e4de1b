import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from voice_channel.errors import VoiceError
from voice_channel.tts import SAMPLE_RATE, SpeechStyle, Synthesizer
from voice_channel.tts.cache import CachedSynthesizer
from voice_channel.tts.pyttsx3_synthesizer import Pyttsx3Synthesizer

STYLE = SpeechStyle()


def seconds(pcm: bytes) -> float:
    return len(pcm) / 2 / SAMPLE_RATE


def process_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_sentence_becomes_sound(espeak: Pyttsx3Synthesizer) -> None:
    pcm = espeak.speak("여권 재발급 수수료는 오만 삼천 원입니다.", STYLE)
    assert 2 < seconds(pcm) < 8
    assert max(pcm) > 0


def test_slower_speech_takes_longer(espeak: Pyttsx3Synthesizer) -> None:
    slow, fast = (espeak.speak("수수료는 만 원입니다.", SpeechStyle(rate=rate)) for rate in (90, 200))
    assert seconds(slow) > 1.5 * seconds(fast)


def test_the_style_is_right_for_each_sentence_when_styles_alternate(espeak: Pyttsx3Synthesizer) -> None:
    rates = (90, 140, 200) * 10
    lengths = [seconds(espeak.speak("수수료는 만 원입니다.", SpeechStyle(rate=rate))) for rate in rates]
    for first in range(3):
        assert lengths[first::3] == pytest.approx([lengths[first]] * 10, rel=0.02)


def test_volume_and_voice_change_the_sound(espeak: Pyttsx3Synthesizer) -> None:
    loud, quiet = (espeak.speak("안녕하세요", SpeechStyle(volume=volume)) for volume in (1.0, 0.1))
    assert peak(loud) > 4 * peak(quiet)
    assert seconds(espeak.speak("안녕하세요", SpeechStyle(voice="ko+f3"))) > 0.5


def peak(pcm: bytes) -> int:
    return max(abs(int.from_bytes(pcm[i : i + 2], "little", signed=True)) for i in range(0, len(pcm), 2))


def test_several_sentences_are_all_spoken(espeak: Pyttsx3Synthesizer) -> None:
    one = seconds(espeak.speak("수수료는 만 원입니다.", STYLE))
    assert seconds(espeak.speak("수수료는 만 원입니다. " * 4, STYLE)) == pytest.approx(4 * one, rel=0.1)


@pytest.mark.parametrize("text", ["", " \n ", "\0", "🙂", "...", "\ud800"])
def test_text_without_anything_to_say_is_a_moment_of_silence(espeak: Pyttsx3Synthesizer, text: str) -> None:
    pcm = espeak.speak(text, STYLE)
    assert seconds(pcm) == pytest.approx(0.1)
    assert not any(pcm)


def test_control_characters_do_not_cut_the_sentence_short(espeak: Pyttsx3Synthesizer) -> None:
    assert (
        seconds(espeak.speak("수수료는\0 만 원입니다", STYLE))
        > seconds(espeak.speak("수수료는", STYLE)) + 0.5
    )


def test_a_very_long_text_is_spoken_to_its_end(espeak: Pyttsx3Synthesizer) -> None:
    assert seconds(espeak.speak("신청하실 수 있습니다 " * 300, STYLE)) > 300


def test_an_unknown_voice_is_refused_and_the_next_sentence_works(espeak: Pyttsx3Synthesizer) -> None:
    for voice in ("kor", "en", "ko+nobody"):
        with pytest.raises(VoiceError, match="unknown voice"):
            espeak.speak("안녕하세요", SpeechStyle(voice=voice))
    assert seconds(espeak.speak("안녕하세요", STYLE)) > 0.5


def test_a_worker_killed_before_a_sentence_is_replaced(espeak: Pyttsx3Synthesizer) -> None:
    espeak.speak("안녕하세요", STYLE)
    lost = espeak.worker_pid
    assert lost is not None
    os.kill(lost, signal.SIGKILL)
    assert seconds(espeak.speak("안녕하세요", STYLE)) > 0.5
    assert espeak.worker_pid != lost
    assert process_gone(lost)


def test_a_worker_killed_in_mid_sentence_is_replaced(espeak: Pyttsx3Synthesizer) -> None:
    espeak.speak("안녕하세요", STYLE)
    lost = espeak.worker_pid
    assert lost is not None
    os.kill(lost, signal.SIGSTOP)  # holds the sentence in the worker until it is killed
    spoken: list[bytes] = []
    speaking = threading.Thread(target=lambda: spoken.append(espeak.speak("수수료는 만 원입니다.", STYLE)))
    speaking.start()
    os.kill(lost, signal.SIGKILL)
    speaking.join(60)
    assert seconds(spoken[0]) > 1
    assert espeak.worker_pid != lost


def test_a_worker_that_hangs_is_replaced() -> None:
    synthesizer = Pyttsx3Synthesizer(timeout=0.5)
    synthesizer.speak("안녕하세요", STYLE)
    hung = synthesizer.worker_pid
    assert hung is not None
    os.kill(hung, signal.SIGSTOP)
    assert seconds(synthesizer.speak("안녕하세요", STYLE)) > 0.5
    assert process_gone(hung)
    synthesizer.close()


def test_many_threads_may_speak_at_once(espeak: Pyttsx3Synthesizer) -> None:
    lengths: dict[int, float] = {}

    def speak(number: int) -> None:
        lengths[number] = seconds(espeak.speak("수수료는 만 원입니다. " * (1 + number % 2), STYLE))

    threads = [threading.Thread(target=speak, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(lengths) == 8
    assert min(lengths[1], lengths[3]) > 1.5 * max(lengths[0], lengths[2])


def test_closing_leaves_no_process_and_speaking_again_starts_one() -> None:
    synthesizer = Pyttsx3Synthesizer()
    synthesizer.speak("안녕하세요", STYLE)
    pid = synthesizer.worker_pid
    assert pid is not None
    synthesizer.close()
    assert process_gone(pid)
    assert seconds(synthesizer.speak("안녕하세요", STYLE)) > 0.5
    synthesizer.close()


def test_a_program_that_forgets_to_close_ends_and_takes_its_worker_with_it() -> None:
    script = (
        "from voice_channel.tts.pyttsx3_synthesizer import *\n"
        "s = Pyttsx3Synthesizer(); s.speak('안녕하세요', SpeechStyle()); print(s.worker_pid)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip().isdigit()  # and nothing of pyttsx3's own printing
    deadline = time.monotonic() + 10
    while not process_gone(int(done.stdout)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert process_gone(int(done.stdout))


class CountingSynthesizer(Synthesizer):
    def __init__(self) -> None:
        self.made: list[str] = []

    def speak(self, text: str, style: SpeechStyle) -> bytes:
        self.made.append(text)
        if text == "고장":
            raise VoiceError("tts_failed", "broken")
        return text.encode()

    def close(self) -> None:
        self.made.clear()


@pytest.fixture
def counting() -> CountingSynthesizer:
    return CountingSynthesizer()


def test_the_same_sentence_in_the_same_style_is_made_once(counting: CountingSynthesizer) -> None:
    cached = CachedSynthesizer(counting, 2)
    for style in (STYLE, STYLE, SpeechStyle(rate=100)):
        assert cached.speak("가", style) == "가".encode()
    assert counting.made == ["가", "가"]


def test_the_sentence_unused_for_longest_is_forgotten(counting: CountingSynthesizer) -> None:
    cached = CachedSynthesizer(counting, 2)
    for text in ("가", "나", "가", "다", "가", "나"):
        cached.speak(text, STYLE)
    assert counting.made == ["가", "나", "다", "나"]


def test_a_failure_is_not_remembered(counting: CountingSynthesizer) -> None:
    cached = CachedSynthesizer(counting, 2)
    attempts: list[Callable[[], Any]] = [lambda: cached.speak("고장", STYLE)] * 2
    for attempt in attempts:
        with pytest.raises(VoiceError):
            attempt()
    assert counting.made == ["고장", "고장"]
