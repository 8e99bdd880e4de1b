"""Labelled sentences: a tab-separated file with a header row that names at least the text and the label."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from nlu.errors import NluError


@dataclass(frozen=True)
class LabelledLine:
    """A sentence and its label; `round` says when the sentence was written, empty when the file does not."""

    text: str
    label: str
    round: str = ""


def read_labelled(path: Path, column: str, labels: Collection[str]) -> list[LabelledLine]:
    """Read a file whose labels are in `column`; NluError names file and line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NluError("lines_unreadable", f"cannot read {path}: {error}") from error
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    for name in ("text", column):
        if name not in (rows.fieldnames or ()):
            raise NluError("lines_column", f"{path}:1: missing column {name!r} in the header row")
    found = []
    for number, row in enumerate(rows, 2):
        if not row["text"] or row[column] not in labels:
            allowed = ", ".join(labels)
            raise NluError("lines_label", f"{path}:{number}: a line needs a text and one of {allowed}")
        found.append(LabelledLine(row["text"].strip(), row[column], row.get("round") or ""))
    return found
