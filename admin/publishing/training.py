"""Train a model in the staging folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from admin.publishing import models
from admin.publishing.commands import CommandError, run
from admin.settings import AdminSettings


async def train(settings: AdminSettings, folder: Path, started: Callable[[int], None]) -> Path:
    """Return the trained model. Raises CommandError with the trainer's last lines."""
    await run(settings.train_command, folder, folder / "train.log", started)
    model = models.newest(folder / "models")
    if model is None:
        raise CommandError("학습은 끝났지만 모델이 만들어지지 않았습니다.")
    return model
