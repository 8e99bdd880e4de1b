"""Train a model only when something it was trained from has changed: `python -m serving.training`."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from knowledge import KnowledgeError
from knowledge.examples import Example, load_training_knowledge
from serving.errors import ServingError

MODELS_KEPT = 3
# What a model is made from, next to the articles' questions. Rasa then decides by its own fingerprints
# which parts to train again.
SOURCES = ("config.yml", "domain.yml", "data", "serving/rule_policy.py", "uv.lock")
CODE = ("nlu/*.py", "knowledge/*.py")


class TrainingError(ServingError):
    """Rasa could not train a model from the files as they are."""

    code = "training"


def fingerprint(root: Path) -> str:
    """A hash over everything a model depends on; answers are not part of it, only questions are.

    Raises TrainingError when an article is broken.
    """
    return _fingerprint(root, _examples(root / "knowledge"))


def validated_digest(root: Path, examples: Sequence[Example]) -> str:
    """A hash over what Rasa's validation looks at: its own files and which intents have questions."""
    intents = sorted({example.key.split("/")[0] for example in examples})
    return _hash([*_contents(root, _sources(root)), " ".join(intents).encode()])


def question_digests(examples: Sequence[Example]) -> dict[str, str]:
    """One hash per topic over its questions: tells which topics changed since a training."""
    digests = {example.key: hashlib.sha256() for example in examples}
    for example in examples:
        digests[example.key].update(f"{example.text}\n".encode())
    return {key: digest.hexdigest()[:16] for key, digest in sorted(digests.items())}


def newest_model(models: Path) -> Path | None:
    """The model trained last, if there is one."""
    return max(models.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime, default=None)


def is_up_to_date(root: Path, models: Path) -> bool:
    """Whether the newest model was trained from the files as they are now."""
    newest, trained = newest_model(models), read_record(models)
    if newest is None or trained.get("model") != newest.name:
        return False
    return bool(trained.get("fingerprint") == fingerprint(root))


def read_record(models: Path) -> dict[str, Any]:
    """What the newest model was trained from; empty when nobody knows."""
    try:
        record = json.loads((models / "trained_from.json").read_text())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def train(root: Path, models: Path) -> float:
    """Run `rasa train` and record what from; returns seconds. Raises TrainingError when training fails.

    Rasa validates its own files again only when they changed: a question in an article is checked by ours.
    """
    started = time.monotonic()
    examples = _examples(root / "knowledge")
    before, validated = _fingerprint(root, examples), validated_digest(root, examples)
    log = models / "training.log"
    models.mkdir(parents=True, exist_ok=True)
    command = [str(Path(sys.executable).parent / "rasa"), "train", "--out", str(models), "--quiet"]
    if read_record(models).get("validated") == validated:
        command.append("--skip-validation")
    with log.open("wb") as output:
        code = subprocess.run(
            command, cwd=root, stdout=output, stderr=subprocess.STDOUT, env=_environment()
        ).returncode
    newest = newest_model(models)
    if code != 0 or newest is None:
        last = "\n".join(log.read_text(errors="replace").strip().splitlines()[-12:])
        raise TrainingError(f"{last}\ntraining failed; the whole log is in {log}")
    record = {
        "model": newest.name,
        "fingerprint": before,
        "validated": validated,
        "questions": question_digests(examples),
    }
    (models / "trained_from.json").write_text(json.dumps(record))
    for old in sorted(models.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime)[:-MODELS_KEPT]:
        old.unlink()
    return time.monotonic() - started


def main() -> int:
    """Train when needed, telling what happens; returns a process exit code."""
    root, models = Path.cwd(), Path("models").resolve()
    try:
        if is_up_to_date(root, models):
            print("[train] nothing changed; the newest model is up to date", flush=True)
            return 0
        print("[train] training the model (about a minute)", flush=True)
        seconds = train(root, models)
    except TrainingError as problem:
        print(f"[train] {problem}", file=sys.stderr)
        return 2
    print(f"[train] done in {seconds:.0f} s: {newest_model(models)}", flush=True)
    return 0


def _fingerprint(root: Path, examples: Sequence[Example]) -> str:
    code = [path for pattern in CODE for path in sorted(root.glob(pattern))]
    questions = [f"{example.key} {example.text}\n".encode() for example in examples]
    return _hash([*_contents(root, _sources(root)), *_contents(root, code), *questions])


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _contents(root: Path, paths: Iterable[Path]) -> Iterator[bytes]:
    return (str(path.relative_to(root)).encode() + path.read_bytes() for path in paths)


def _sources(root: Path) -> list[Path]:
    return [path for source in SOURCES for path in _files(root / source)]


def _examples(root: Path) -> tuple[Example, ...]:
    try:
        return load_training_knowledge(root).examples
    except KnowledgeError as problem:
        raise TrainingError(str(problem)) from problem


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _environment() -> dict[str, str]:
    quiet = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    return {**os.environ, **quiet}


if __name__ == "__main__":
    sys.exit(main())
