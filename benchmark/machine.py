"""The machine a result was measured on, described as it was."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Machine:
    """Processor, cores this process may use, memory in GB (10^9 bytes), Python and system."""

    processor: str
    cores: int
    memory_gb: float
    system: str
    python: str


def describe() -> Machine:
    """Return the description of this machine."""
    return Machine(
        processor=_first("/proc/cpuinfo", "model name") or platform.machine(),
        cores=len(os.sched_getaffinity(0)),
        memory_gb=int((_first("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) * 1024 / 1e9,
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
    )


def load_average() -> float:
    """Return the load average of the last minute: runnable processes, ours included."""
    return os.getloadavg()[0]


def _first(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")
