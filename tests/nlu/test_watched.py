from __future__ import annotations

import logging
from pathlib import Path

import pytest

from nlu.watched import WatchedFile


def read_number(path: Path) -> int:
    return int(path.read_text())


def test_an_edit_is_in_use_at_the_next_look(tmp_path: Path) -> None:
    path = tmp_path / "number"
    path.write_text("1")
    watched = WatchedFile(path, read_number, recheck_seconds=0)
    path.write_text("22")
    assert watched.content() == 22


def test_an_unchanged_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "number"
    path.write_text("1")
    reads: list[Path] = []
    watched = WatchedFile(path, reads.append, recheck_seconds=0)
    watched.content()
    watched.content()
    assert reads == [path]


def test_a_broken_edit_is_reported_and_leaves_the_last_good_content(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "number"
    path.write_text("1")
    watched = WatchedFile(path, read_number, recheck_seconds=0)
    path.write_text("one")
    with caplog.at_level(logging.ERROR):
        assert watched.content() == 1
    assert "earlier version" in caplog.text


def test_between_looks_the_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "number"
    path.write_text("1")
    watched = WatchedFile(path, read_number, recheck_seconds=3600)
    path.write_text("22")
    assert watched.content() == 1
