"""Which articles changed in a period, as far as the files' history tells."""

from __future__ import annotations

import subprocess
from pathlib import Path

from admin.insight.moment import Period

SECONDS = 10


def changed_topics(root: Path, period: Period) -> list[str]:
    """Return the keys of articles changed in the period, sorted; by git, else by the files' dates."""
    return sorted(_by_git(root, period) if _in_git(root) else _by_date(root, period))


def _in_git(root: Path) -> bool:
    answer = _git(root, "rev-parse", "--is-inside-work-tree")
    return answer is not None and answer.strip() == "true"


def _by_git(root: Path, period: Period) -> set[str]:
    since, until = (f"{int(second)}" for second in period.timestamps())
    log = _git(
        root, "log", f"--since={since}", f"--until={until}", "--name-only", "--format=", "--", "articles"
    )
    found = {key for line in (log or "").splitlines() if (key := _key(Path(line.strip()))) is not None}
    return found | {key for key in _uncommitted(root) if key in _by_date(root, period)}


def _uncommitted(root: Path) -> set[str]:
    """What staff changed on the screen and nobody has committed."""
    names = _git(root, "status", "--porcelain", "--untracked-files=all", "--", "articles") or ""
    return {
        key for line in names.splitlines() if (key := _key(Path(line[3:].strip().strip('"')))) is not None
    }


def _by_date(root: Path, period: Period) -> set[str]:
    start, end = period.timestamps()
    files = (root / "articles").glob("*/*.yml")
    return {key for file in files if start <= file.stat().st_mtime < end and (key := _key(file)) is not None}


def _key(file: Path) -> str | None:
    parts = file.parts
    return f"{parts[-2]}/{file.stem}" if file.suffix == ".yml" and len(parts) > 1 else None


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
