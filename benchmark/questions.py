"""The questions both bots get: evaluation lines for accuracy, and what to send under load."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.errors import BenchmarkError


@dataclass(frozen=True)
class Question:
    """One evaluation line; `topic` is the bare topic id."""

    text: str
    topic: str


def bare(topic: str) -> str:
    """Return the topic id without its domain."""
    return topic.rsplit("/", 1)[-1]


def read_questions(paths: Iterable[Path]) -> list[Question]:
    """Read the evaluation files (TSV with a header, columns `text` and `topic`)."""
    questions = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if not {"text", "topic"} <= set(rows.fieldnames or ()):
                raise BenchmarkError(f"{path}: the first line must name the columns text and topic.")
            questions += [
                Question(row["text"], bare(row["topic"])) for row in rows if row["text"] and row["topic"]
            ]
    return questions


def choose_topics(available: Sequence[str], count: int) -> list[str]:
    """Choose `count` topic keys (domain/topic), the domains in turn; the same ones every time."""
    by_domain: dict[str, list[str]] = {}
    for key in sorted(available):
        by_domain.setdefault(key.split("/")[0], []).append(key)
    turns = max((len(keys) for keys in by_domain.values()), default=0)
    in_turn = [keys[turn] for turn in range(turns) for keys in by_domain.values() if turn < len(keys)]
    return sorted(in_turn[:count])


def about(questions: Iterable[Question], topics: Iterable[str]) -> list[Question]:
    """Return the questions about these topics."""
    wanted = {bare(topic) for topic in topics}
    return [question for question in questions if question.topic in wanted]


def texts_to_send(questions: Sequence[Question], count: int) -> list[str]:
    """Return `count` texts, each question in turn and from the start again."""
    if not questions:
        raise BenchmarkError("No evaluation line is about the chosen topics.")
    return [questions[number % len(questions)].text for number in range(count)]
