"""Sort what the checks find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.errors import Problem

LEVELS = ("error", "warning", "report")


@dataclass(frozen=True)
class Report:
    """Everything `python -m knowledge validate` has to say."""

    findings: tuple[Problem, ...]
    articles: int = 0
    questions: int = 0

    @property
    def ok(self) -> bool:
        """Whether training and publishing may go on."""
        return not self.of("error")

    def of(self, level: str) -> tuple[Problem, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level == level)


def make_report(findings: Iterable[Problem], articles: int = 0, questions: int = 0) -> Report:
    """Order findings by level, file and line."""
    ordered = sorted(findings, key=lambda finding: (LEVELS.index(finding.level), finding.file, finding.line))
    return Report(tuple(ordered), articles, questions)
