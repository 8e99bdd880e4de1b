"""The bot's models folder: which model is the newest, and which questions it has learnt."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from admin.editing.files import write_whole
from knowledge import KnowledgeError, KnowledgeStore
from knowledge.examples import collect_examples

RECORD = "trained_from.json"
KEPT = 3  # as many as training keeps


def newest(folder: Path) -> Path | None:
    """Return the model the bot would load, if there is one."""
    return max(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def record(folder: Path) -> str:
    """Return the folder's record of what the newest model was trained from, "" without one."""
    try:
        return (folder / RECORD).read_text(encoding="utf-8")
    except OSError:
        return ""


def install(model: Path, folder: Path, content: str) -> Path:
    """Put a trained model beside the others as the newest one; safe to repeat."""
    target = folder / model.name
    if not target.exists():
        part = folder / f".{model.name}.part"
        shutil.copyfile(model, part)
        os.replace(part, target)
    write_record(folder, content)
    return target


def write_record(folder: Path, content: str) -> None:
    """Replace the record; an empty one is removed."""
    if content:
        write_whole(folder / RECORD, content)
    else:
        (folder / RECORD).unlink(missing_ok=True)


def remove(model: Path) -> None:
    """Delete a model that must not be loaded."""
    model.unlink(missing_ok=True)


def make_newest(model: Path) -> None:
    """Let the bot load this model at its next start."""
    os.utime(model)


def forget_old(folder: Path, keep: set[str]) -> None:
    """Delete all but the newest few and those to keep."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for model in models[:-KEPT]:
        if model.name not in keep:
            model.unlink()


def untrained_topics(store: KnowledgeStore, folder: Path) -> list[str] | None:
    """Return the topics whose questions the newest model has not learnt; None when nobody knows."""
    try:
        trained: Any = json.loads(record(folder) or "{}").get("questions")
    except (ValueError, AttributeError):
        trained = None
    if not isinstance(trained, dict):
        return None
    now = question_digests(store)
    return sorted(key for key in {*now, *trained} if now.get(key) != trained.get(key))


def question_digests(store: KnowledgeStore) -> dict[str, str]:
    """One hash per topic over its questions, as training records them."""
    articles = [article for key in store.topics() if (article := store.article(key)) is not None]
    try:
        examples = collect_examples(articles, store.catalog)
    except KnowledgeError:
        return {}
    digests = {example.key: hashlib.sha256() for example in examples}
    for example in examples:
        digests[example.key].update(f"{example.text}\n".encode())
    return {key: digest.hexdigest()[:16] for key, digest in digests.items()}
