"""Stands in for training and evaluation: the same command lines and files, in no time.

What it does is steered by a file named `orders` beside the models it reads: `fail`, `wait` (until the file is
gone or changed) or `worse`.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sys
import time
from pathlib import Path

from knowledge.examples import load_training_knowledge

ORDERS = Path(os.environ["FAKE_ORDERS"])


def orders() -> str:
    return ORDERS.read_text().strip() if ORDERS.exists() else ""


def train() -> int:
    while orders() == "wait":
        time.sleep(0.05)
    if orders() == "fail":
        print("something about the training data is wrong")
        return 1
    examples = load_training_knowledge(Path("knowledge")).examples
    models = Path("models")
    models.mkdir(exist_ok=True)
    questions: dict[str, object] = {}
    for example in examples:
        questions.setdefault(example.key, hashlib.sha256())
        questions[example.key].update(f"{example.text}\n".encode())  # type: ignore[attr-defined]
    digests = {key: value.hexdigest()[:16] for key, value in questions.items()}  # type: ignore[attr-defined]
    name = f"model-{time.time_ns()}.tar.gz"
    (models / name).write_text(json.dumps(sorted(example.text for example in examples)))
    (models / "trained_from.json").write_text(json.dumps({"model": name, "questions": digests}))
    return 0


def evaluate(arguments: list[str]) -> int:
    values = {name: value for name, value in itertools.pairwise(arguments) if name.startswith("--")}
    known = set(json.loads(Path(values["--model"]).read_text()))
    rows = []
    for file in (Path(argument) for argument in arguments if argument.endswith(".tsv")):
        for line in file.read_text().splitlines()[1:]:
            text, topic = line.split("\t")[:2]
            right = text in known
            predicted = topic if right else "out_of_scope"
            rows.append(
                {"text": text, "expected": topic, "predicted": predicted, "confidence": 0.9, "right": right}
            )
    Path(values["--sentences"]).write_text("".join(json.dumps(row) + "\n" for row in rows))
    if "--accept" in values:
        Path(values["--accept"]).write_text(json.dumps({"top1": 0.9}))
    if "--gate" in values and orders() == "worse":
        print("nlu.evaluate: worse than accepted: top1: 0.950 accepted, 0.800 now (may move 0.010)")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(train() if sys.argv[1] == "train" else evaluate(sys.argv[2:]))
