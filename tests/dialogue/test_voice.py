"""A spoken question to the running bot, and its spoken answer."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QUESTION = "여권 잃어버렸는데 수수료 얼마예요"


def voice(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "voice_channel", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("voice") / "question.wav"
    result = voice("speak", QUESTION, "--out", path)
    assert result.returncode == 0, result.stderr
    return path


def seconds(path: Path) -> float:
    with wave.open(str(path)) as file:
        return file.getnframes() / file.getframerate()


def test_a_spoken_question_gets_the_right_answer_spoken(bot, question, tmp_path):
    answer = tmp_path / "answer.wav"
    result = voice("ask", question, answer, "--url", bot.url, "--json")
    assert result.returncode == 0, result.stderr
    heard = json.loads(result.stdout)
    assert "여권" in heard["transcript"]
    payload = next(m["custom"] for m in heard["messages"] if "custom" in m)
    assert (payload["topic"], payload["facet"]) == ("civil/passport_lost", "fee")
    assert seconds(answer) > 2.0


def test_the_spoken_answer_can_be_understood_again(bot, question, tmp_path):
    answer = tmp_path / "answer.wav"
    assert voice("ask", question, answer, "--url", bot.url).returncode == 0
    transcript = voice("transcribe", answer)
    assert transcript.returncode == 0, transcript.stderr
    assert "원" in transcript.stdout


def test_without_a_running_bot_the_operator_gets_one_clear_line(question, tmp_path):
    result = voice("ask", question, tmp_path / "answer.wav", "--url", "http://127.0.0.1:9")
    assert result.returncode != 0
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.stderr
