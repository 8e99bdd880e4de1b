"""Commands and servers, with what they cost."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmark.errors import BenchmarkError

READY_SECONDS = 900.0
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "SANIC_HOST": "127.0.0.1",
}


@dataclass(frozen=True)
class Cost:
    """Seconds of wall-clock and of CPU time (user and system, all processes)."""

    wall: float
    cpu: float


def run(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end; raise BenchmarkError with the log's end if it fails."""
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env={**os.environ, **QUIET, **environment}
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        tail = log.read_text(encoding="utf-8", errors="replace")[-1500:]
        raise BenchmarkError(f"{' '.join(command[:4])} failed:\n{tail}")
    return Cost(time.monotonic() - started, usage.ru_utime + usage.ru_stime)


@dataclass
class Server:
    """A running server process."""

    url: str
    process: subprocess.Popen[bytes]
    load_seconds: float

    @property
    def rss_mb(self) -> float:
        """Resident memory in MB (10^6 bytes) of the process and its children."""
        return sum(_rss(pid) for pid in _family(self.process.pid)) / 1e6

    @property
    def cpu_seconds(self) -> float:
        """CPU time so far of the process and its children."""
        return sum(_cpu(pid) for pid in _family(self.process.pid))


@contextmanager
def serve(
    command: Sequence[str], port: int, ready_path: str, log: Path, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Start a server on this machine, wait until `ready_path` answers 200, stop it at the end."""
    url = f"http://127.0.0.1:{port}"
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env={**os.environ, **QUIET, **environment}
        )
        try:
            _wait(process, url + ready_path, log)
            yield Server(url, process, time.monotonic() - started)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """Return a port nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    tail = log.read_text(encoding="utf-8", errors="replace")[-1500:]
    raise BenchmarkError(f"{url} did not get ready:\n{tail}")


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [pid, *(child for text in children.read_text().split() for child in _family(int(text)))]
    except OSError:
        return [pid]


def _rss(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
