"""Compare two models by the sentences they were asked: what got better, what got worse."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_SHOWN = 60
FIGURE_LABELS = {
    "top1": "맞힌 비율",
    "top3": "셋 안에 든 비율",
    "elderly_top1": "어르신 말씨를 맞힌 비율",
    "situation_top1": "상황 설명을 맞힌 비율",
    "acts_top1": "인사·부탁을 맞힌 비율",
    "facet_accuracy": "수수료·준비물 등 항목을 맞힌 비율",
    "ece": "확신과 실제의 차이",
    "right_when_sure": "자신 있게 답한 것 중 맞은 비율",
    "sure_share": "자신 있게 답한 비율",
    "out_of_scope_as_known": "모르는 일을 아는 척한 비율",
}
_REGRESSION = re.compile(r"worse than accepted: (\w+): ([\d.]+) accepted, ([\d.]+) now")


@dataclass(frozen=True)
class Asked:
    """One question and what a model made of it."""

    text: str
    expected: str
    predicted: str
    confidence: float
    right: bool


def read_sentences(path: Path) -> dict[str, Asked]:
    """Read what `nlu.evaluate --sentences` wrote, by question."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked = Asked(
            str(row["text"]),
            str(row["expected"]),
            str(row["predicted"]),
            float(row["confidence"]),
            bool(row["right"]),
        )
        found[asked.text] = asked
    return found


def compare(before: Mapping[str, Asked], after: Mapping[str, Asked]) -> dict[str, Any]:
    """Return counts, and the sentences that turned right or wrong."""
    shared = [text for text in after if text in before]
    better = [
        _row(before[text], after[text]) for text in shared if after[text].right and not before[text].right
    ]
    worse = [
        _row(before[text], after[text]) for text in shared if before[text].right and not after[text].right
    ]
    return {
        "asked": len(shared),
        "right_before": sum(before[text].right for text in shared),
        "right_after": sum(after[text].right for text in shared),
        "better_count": len(better),
        "worse_count": len(worse),
        "better": better[:MOST_SHOWN],
        "worse": worse[:MOST_SHOWN],
    }


def learnt(questions: Sequence[tuple[str, str]], after: Mapping[str, Asked]) -> list[dict[str, Any]]:
    """Return for each new question (text, topic) what the new model makes of it."""
    return [
        {"text": text, "expected": topic, "predicted": after[text].predicted, "right": after[text].right}
        for text, topic in questions
        if text in after
    ]


def regressions(output: str) -> list[dict[str, str]]:
    """Read from the gate's output which figures got worse than allowed."""
    return [
        {"name": FIGURE_LABELS.get(match[1], match[1]), "before": match[2], "after": match[3]}
        for match in _REGRESSION.finditer(output)
    ]


def _row(before: Asked, after: Asked) -> dict[str, Any]:
    return {
        "text": after.text,
        "expected": after.expected,
        "before": before.predicted,
        "after": after.predicted,
    }
