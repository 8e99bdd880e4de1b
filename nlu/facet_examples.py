"""Questions labelled with the part of an answer they ask for: data/facet_examples.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge import FACETS
from nlu.errors import NluError

_COLUMNS = ["facet", "text", "topic"]


@dataclass(frozen=True)
class FacetExample:
    """A question, the facets an answer to it should open with, and its topic ("" for a general wording)."""

    facets: tuple[str, ...]
    text: str
    topic: str = ""


def read_facet_examples(path: Path) -> list[FacetExample]:
    """Read a tab-separated file with the header facet, text, topic; NluError names file and line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NluError("facet_examples_unreadable", f"cannot read {path}: {error}") from error
    if not lines or lines[0].split("\t") != _COLUMNS:
        raise NluError("facet_examples_header", f"{path}:1: the header must be {', '.join(_COLUMNS)}")
    return [_example(path, number, line) for number, line in enumerate(lines[1:], 2) if line.strip()]


def _example(path: Path, number: int, line: str) -> FacetExample:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) not in (2, 3) or not cells[1]:
        raise NluError("facet_examples_cells", f"{path}:{number}: expected facet, text and topic")
    facets = tuple(cells[0].split(","))
    unknown = [facet for facet in facets if facet not in FACETS]
    if unknown:
        raise NluError("facet_unknown", f"{path}:{number}: unknown facet {unknown[0]!r}")
    return FacetExample(facets, cells[1], cells[2] if len(cells) == 3 else "")
