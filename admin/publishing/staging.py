"""A copy of the project to train in, so that a failed training changes nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from admin.publishing import models
from admin.publishing.changes import Change, apply

# Copied or made anew; everything else of the project is linked.
_NOT_LINKED = {"knowledge", "models", "var", "results", ".git"}


def folder_of(work: Path, publication_id: int) -> Path:
    """Return the folder of a publication."""
    return work.resolve() / f"publication-{publication_id}"


def prepare(folder: Path, project: Path, knowledge: Path, changes: Sequence[Change]) -> None:
    """Build the copy with the changes in it. Raises ClashError when a file changed meanwhile."""
    remove(folder)
    folder.mkdir(parents=True)
    for entry in project.resolve().iterdir():
        if entry.name not in _NOT_LINKED:
            (folder / entry.name).symlink_to(entry)
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(project / "knowledge", folder / "knowledge", ignore=ignored)
    if knowledge.resolve() != (project / "knowledge").resolve():
        shutil.rmtree(folder / "knowledge" / "articles")
        shutil.copytree(knowledge, folder / "knowledge", ignore=ignored, dirs_exist_ok=True)
    apply(folder / "knowledge", changes)
    # What the live model was trained from: training then knows what it need not check again.
    (folder / "models").mkdir()
    models.write_record(folder / "models", models.record(project / "models"))


def remove(folder: Path) -> None:
    """Delete the copy; links are removed, never followed."""
    shutil.rmtree(folder, ignore_errors=True)


def environment() -> dict[str, str]:
    """Return the environment commands run with inside the copy."""
    return {**os.environ, "KNOWLEDGE_DIR": "knowledge", "PYTHONUNBUFFERED": "1"}
