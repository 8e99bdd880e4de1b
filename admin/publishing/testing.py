"""Ask both models the evaluation questions and hold a new one back that does clearly worse."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from admin.editing.merging import added_questions
from admin.publishing.changes import Change
from admin.publishing.commands import CommandError, run
from admin.publishing.comparison import Asked, compare, learnt, read_sentences, regressions
from admin.settings import AdminSettings

_ADDED_ASKED = 40
_REGRESSION = 3  # exit code of nlu.evaluate when the gate closes
Started = Callable[[int], None]


async def compare_models(
    settings: AdminSettings,
    folder: Path,
    before: str,
    after: str,
    changes: Sequence[Change],
    started: Started,
) -> dict[str, Any]:
    """Return the report: sentences better and worse, new questions, and figures worse than allowed."""
    questions = sorted(str(path.resolve()) for path in settings.evaluation.glob("*.tsv"))
    old, accepted = await _of_live_model(settings, folder, before, questions, started)
    added = [
        (text, change.key) for change in changes for text in added_questions(change.before, change.after)
    ]
    # So few among so many do not move the gate's figures.
    asked = [*questions, _as_file(folder, added[:_ADDED_ASKED])]
    sentences, figures, log = folder / "after.jsonl", folder / "after.json", folder / "gate.log"
    options = ["--gate", str(accepted)] if accepted else []
    options += ["--accept", str(figures)] if questions else []
    model = folder / "models" / after
    closed = await _evaluate(settings, folder, model, asked, sentences, log, options, started)
    if questions:
        _remember(_kept(settings, after, questions), sentences, figures)
    new = read_sentences(sentences)
    report = compare(old, new)
    report["regressions"] = regressions(log.read_text(errors="replace")) if closed else []
    report["learnt"] = learnt(added[:_ADDED_ASKED], new)
    return report


async def _of_live_model(
    settings: AdminSettings, folder: Path, before: str, questions: Sequence[str], started: Started
) -> tuple[dict[str, Asked], Path | None]:
    """Return what the live model makes of the questions; asked once for each model, then remembered."""
    model = settings.models / before
    if not before or not questions or not model.exists():
        return {}, None
    kept = _kept(settings, before, questions)
    if not all(path.exists() for path in kept):
        fresh, accepted = folder / "before.jsonl", folder / "before.json"
        options = ["--accept", str(accepted)]
        log = folder / "before.log"
        try:
            await _evaluate(settings, folder, model, questions, fresh, log, options, started)
        except CommandError:
            # A model from before an update of the program may no longer load: nothing to compare with.
            return {}, None
        _remember(kept, fresh, accepted)
    return read_sentences(kept[0]), kept[1]


def _kept(settings: AdminSettings, model: str, questions: Sequence[str]) -> tuple[Path, Path]:
    """Where a model's sentences and figures are remembered; other questions are another evaluation."""
    digest = hashlib.sha256()
    for file in questions:
        digest.update(Path(file).read_bytes())
    stem = f"{model}-{digest.hexdigest()[:12]}"
    folder = settings.work.resolve() / "evaluations"
    return folder / f"{stem}.jsonl", folder / f"{stem}.json"


def _remember(kept: tuple[Path, Path], sentences: Path, figures: Path) -> None:
    kept[0].parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sentences, kept[0])
    shutil.copyfile(figures, kept[1])


async def _evaluate(
    settings: AdminSettings,
    folder: Path,
    model: Path,
    questions: Sequence[str],
    sentences: Path,
    log: Path,
    options: Sequence[str],
    started: Started,
) -> bool:
    """Run the evaluation; returns whether the gate closed."""
    command = [*settings.evaluate_command, *questions, "--model", str(model), "--json"]
    command += ["--sentences", str(sentences), *options]
    return await run(command, folder, log, started, accepted=(0, _REGRESSION)) == _REGRESSION


def _as_file(folder: Path, added: Sequence[tuple[str, str]]) -> str:
    path = folder / "added.tsv"
    rows = ["text\ttopic", *(f"{text}\t{topic}" for text, topic in added)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)
