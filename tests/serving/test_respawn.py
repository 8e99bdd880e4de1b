from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from serving.respawn import CONFIGURATION_PROBLEM, LONGEST_WAIT, next_wait


def respawn(*command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "serving.respawn", *command])


def test_a_command_that_dies_is_started_again(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    script = f"open({str(marks)!r}, 'a').write('x'); import sys; sys.exit(1)"
    process = respawn(sys.executable, "-c", script)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not (marks.exists() and len(marks.read_text()) >= 2):
        time.sleep(0.1)
    process.terminate()
    assert process.wait(10) == 0
    assert len(marks.read_text()) >= 2


def test_a_configuration_problem_is_not_tried_again() -> None:
    process = respawn(sys.executable, "-c", f"import sys; sys.exit({CONFIGURATION_PROBLEM})")
    assert process.wait(20) == CONFIGURATION_PROBLEM


def test_stopping_it_stops_the_command() -> None:
    process = respawn(sys.executable, "-c", "import time; time.sleep(60)")
    time.sleep(1.0)
    process.terminate()
    assert process.wait(10) == 0


def test_waits_grow_while_the_command_dies_young_and_stay_bounded() -> None:
    assert next_wait(1.0, lived=0.1) == 2.0
    assert next_wait(LONGEST_WAIT, lived=0.1) == LONGEST_WAIT
    assert next_wait(LONGEST_WAIT, lived=3600) == 1.0
