from pathlib import Path
from typing import Any

import pytest

from voice_channel.error_rates import ErrorCount
from voice_channel.errors import VoiceError
from voice_channel.evaluation import evaluate_folder, report
from voice_channel.tts import SAMPLE_RATE, SpeechStyle
from voice_channel.wav import encode_wav


def test_characters_are_compared_without_spaces_and_punctuation() -> None:
    errors = ErrorCount.of("여권을 잃어버렸어요.", "여권을잃어 버렸어요")
    assert (errors.cer, errors.characters) == (0.0, 9)
    assert errors.wer == 1.0


def test_error_rates_add_up_over_sentences() -> None:
    total = ErrorCount.of("가나", "가다") + ErrorCount.of("가나다라마바사아", "가나다라마바사아")
    assert total.cer == 0.1
    assert total.wer == 0.5


def test_a_folder_of_recordings_is_measured(recognizer: Any, espeak: Any, tmp_path: Path) -> None:
    for name, spoken, text in (
        ("right", "수수료가 얼마예요", "수수료가 얼마예요?"),
        ("deep/wrong", "수수료가 얼마예요", "여권은 어디서 만들어요"),
        ("number", "삼 층", "3층"),
    ):
        path = tmp_path / f"{name}.wav"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(encode_wav(espeak.speak(spoken, SpeechStyle()) + bytes(SAMPLE_RATE), SAMPLE_RATE))
        path.with_suffix(".txt").write_text(text, encoding="utf-8")
    (tmp_path / "alone.wav").write_bytes(encode_wav(bytes(3200), 16_000))
    recordings = evaluate_folder(recognizer, tmp_path)
    assert sorted(recording.name for recording in recordings) == ["deep/wrong", "number", "right"]
    lines = report(recordings).splitlines()
    assert lines[0].startswith("CER ")
    assert "deep/wrong" in lines[1]
    assert "right" not in "\n".join(lines[2:])


def test_a_folder_without_pairs_is_refused(recognizer: Any, tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as error:
        evaluate_folder(recognizer, tmp_path)
    assert error.value.code == "file_missing"
