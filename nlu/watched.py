"""Settings files staff edit while the bot runs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

Content = TypeVar("Content")


class WatchedFile(Generic[Content]):
    """Content of a file, read again after it changed; a broken edit leaves the last good content in use."""

    def __init__(self, path: Path, load: Callable[[Path], Content], recheck_seconds: float = 0.5) -> None:
        self._path = path
        self._load = load
        self._recheck_seconds = recheck_seconds
        self._checked = time.monotonic()
        self._stamp = self._current_stamp()
        self._content = load(path)

    def content(self) -> Content:
        """Return the newest good content; looks at the file at most once in recheck_seconds."""
        now = time.monotonic()
        if now - self._checked >= self._recheck_seconds:
            self._checked = now
            self._reload_if_changed()
        return self._content

    def _reload_if_changed(self) -> None:
        stamp = self._current_stamp()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._content = self._load(self._path)
        except Exception as error:
            logger.error("%s was not applied, the earlier version stays in use: %s", self._path, error)

    def _current_stamp(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
