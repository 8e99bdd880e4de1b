"""What a benchmark run measures."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class BenchmarkSettings:
    """Choices of one run, all from the command line."""

    topics: int = 40
    """Topics in the comparison with stock Rasa, whose training time grows fast with them."""
    lines_per_act: int = 20
    """Training lines of each dialogue act in that comparison, for the same reason."""
    messages: int = 480
    """Messages sent at each number of senders."""
    senders: tuple[int, ...] = (1, 8, 32)
    """Residents talking at the same time."""
    evaluation: tuple[Path, ...] = ()
    """Evaluation files; without any, tests/nlu/*.tsv."""
    quick: bool = False
    """A smoke run: few topics, messages and training epochs; its report does not replace the real one."""
    skip_stock: bool = False
    skip_all_topics: bool = False

    @property
    def stock_epochs(self) -> int:
        """Training epochs of the stock pipeline."""
        return 5 if self.quick else 100

    @property
    def report(self) -> Path:
        """Where the report goes; the plot goes beside it."""
        return Path("results/benchmark.md") if self.quick else Path("docs/benchmark.md")

    @classmethod
    def from_arguments(cls, argv: Sequence[str] | None = None) -> BenchmarkSettings:
        """Read the command line."""
        parser = argparse.ArgumentParser(prog="python -m benchmark", description=__doc__)
        parser.add_argument("--topics", type=int, help="topics to compare at")
        parser.add_argument("--messages", type=int, help="messages at each number of senders")
        parser.add_argument("--evaluation", type=Path, nargs="+", default=[], help="evaluation files (TSV)")
        parser.add_argument("--quick", action="store_true", help="smoke run, report goes to results/")
        parser.add_argument("--skip-stock", action="store_true", help="measure only our bot")
        parser.add_argument("--skip-all-topics", action="store_true", help="do not measure all topics")
        given = parser.parse_args(argv)
        return cls(
            topics=given.topics or (8 if given.quick else cls.topics),
            messages=given.messages or (96 if given.quick else cls.messages),
            evaluation=tuple(given.evaluation or evaluation_files(Path("tests/nlu"))),
            quick=given.quick,
            skip_stock=given.skip_stock,
            skip_all_topics=given.skip_all_topics,
        )


def evaluation_files(directory: Path) -> list[Path]:
    """Return the TSV files of `directory` that have the columns `text` and `topic`."""
    return [path for path in sorted(directory.glob("*.tsv")) if {"text", "topic"} <= _columns(path)]


def _columns(path: Path) -> set[str]:
    with path.open(encoding="utf-8") as file:
        return set(file.readline().rstrip("\n").split("\t"))
