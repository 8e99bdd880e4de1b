"""Evaluation files: tab-separated questions with the answer each of them should get."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nlu.errors import NluError

REQUIRED = ("text", "topic")


@dataclass(frozen=True)
class Question:
    """A question, the class it belongs to, the facets it asks for and the voice it is written in."""

    text: str
    topic: str
    facets: tuple[str, ...] = ()
    style: str = ""


def read_questions(path: Path) -> list[Question]:
    """Read a file with a header row naming at least text and topic; NluError names file and line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise NluError("evaluation_missing", f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise NluError("evaluation_unreadable", f"{path}: cannot be read as UTF-8 text: {error}") from error
    columns = lines[0].split("\t") if lines else []
    for name in REQUIRED:
        if name not in columns:
            raise NluError("evaluation_column", f"{path}:1: missing column {name!r} in the header row")
    return [
        _question(path, number, columns, line) for number, line in enumerate(lines[1:], 2) if line.strip()
    ]


def _question(path: Path, number: int, columns: list[str], line: str) -> Question:
    cells = dict(zip(columns, (cell.strip() for cell in line.split("\t")), strict=False))
    for name in REQUIRED:
        if not cells.get(name):
            raise NluError("evaluation_cell", f"{path}:{number}: column {name!r} is empty")
    facets = tuple(facet for facet in cells.get("facet", "").replace(" ", "").split(",") if facet)
    return Question(cells["text"], cells["topic"], facets, cells.get("style", ""))
