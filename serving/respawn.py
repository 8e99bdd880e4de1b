"""Run a command and start it again when it dies: `python -m serving.respawn COMMAND [ARG ...]`."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

CONFIGURATION_PROBLEM = 2  # a process that exits with this would only fail again
LONGEST_WAIT = 30.0
HEALTHY_AFTER = 60.0


def next_wait(wait: float, lived: float) -> float:
    """Seconds to wait before the next start: doubles while the command keeps dying young."""
    return 1.0 if lived >= HEALTHY_AFTER else min(wait * 2, LONGEST_WAIT)


def keep_running(command: Sequence[str]) -> int:
    """Run the command until it ends well, is told to stop, or says its configuration is wrong."""
    child: subprocess.Popen[bytes] | None = None
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        if child is not None and child.poll() is None:
            child.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    wait = 0.5
    while True:
        started = time.monotonic()
        child = subprocess.Popen(command)
        code = child.wait()
        if stopping or code in (0, CONFIGURATION_PROBLEM):
            return 0 if stopping else code
        wait = next_wait(wait, time.monotonic() - started)
        print(f"{command[-1]} ended with code {code}; starting it again in {wait:.0f} s", flush=True)
        time.sleep(wait)
        if stopping:
            return 0


if __name__ == "__main__":
    sys.exit(keep_running(sys.argv[1:]))
