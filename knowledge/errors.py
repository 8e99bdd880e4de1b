"""What can be wrong in a staff-written file, said so that staff can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one file: where, what (Korean) and how to mend it (Korean)."""

    code: str
    file: str
    line: int  # 1-based; 0 when the whole file is meant
    message: str
    remedy: str
    level: str = "error"  # error | warning | report

    def __str__(self) -> str:
        """Say the problem in one Korean line."""
        return f"{self.place}: {self.message} 이렇게 고치세요: {self.remedy}"

    @property
    def place(self) -> str:
        """File and line, in Korean."""
        return f"{self.file} {self.line}번째 줄" if self.line else self.file

    def as_dict(self) -> dict[str, str | int]:
        """Return plain JSON data."""
        return asdict(self)


class KnowledgeError(Exception):
    """A file of the knowledge base cannot be used.

    `code`, `message`, `file`, `line` and `remedy` are those of the first problem; `problems` has all of them.
    """

    def __init__(self, code: str, message: str, file: str = "", line: int = 0, remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.remedy = remedy
        self.problems: tuple[Problem, ...] = (Problem(code, file, line, message, remedy),)

    @classmethod
    def from_problems(cls, problems: Iterable[Problem]) -> KnowledgeError:
        """Build one error out of at least one problem."""
        found = tuple(problems)
        first = found[0]
        error = cls(first.code, first.message, first.file, first.line, first.remedy)
        error.problems = found
        return error

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
