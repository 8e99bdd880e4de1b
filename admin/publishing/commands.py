"""Run training and evaluation as processes of their own: this process never loads Rasa."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from admin.errors import AdminError
from admin.publishing.staging import environment

_NICENESS = 10  # residents' questions go first
_LAST_LINES = 12


class CommandError(AdminError):
    """A command failed; the message ends with its last lines."""

    code = "command"
    status = 500


async def run(
    command: Sequence[str],
    folder: Path,
    log: Path,
    started: Callable[[int], None],
    accepted: Sequence[int] = (0,),
) -> int:
    """Run a command to its end and return its exit code. Raises CommandError for one not accepted.

    Cancelling stops the command and everything it started.
    """
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env=environment(),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: os.nice(_NICENESS),
        )
    started(process.pid)
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        stop(process.pid)
        await process.wait()
        raise
    if code not in accepted:
        raise CommandError(_last_lines(log) or f"exit code {code}")
    return code


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").strip().splitlines()[-_LAST_LINES:])


def stop(pid: int) -> None:
    """Kill a process and its children."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def stop_leftover(pid: int | None, folder: Path) -> None:
    """Kill what a killed staff screen left running; the folder proves that it is ours."""
    if pid is None:
        return
    try:
        ours = Path(os.readlink(f"/proc/{pid}/cwd")) == folder
    except OSError:
        return
    if ours:
        stop(pid)
