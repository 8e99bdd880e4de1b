"""Tables as files for a spreadsheet program: XLSX and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


@dataclass(frozen=True)
class Table:
    """A titled table; the first row of `rows` is the heading."""

    title: str
    rows: Sequence[Sequence[Any]]


def safe(value: Any) -> Any:
    """Keep words a resident typed from being run as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def to_xlsx(tables: Iterable[Table]) -> bytes:
    """Return a workbook with a sheet for each table."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.title[:31])
        for row in table.rows:
            sheet.append([safe(value) for value in row])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(zip(*table.rows, strict=False), start=1):
            widest = max(_width(value) for value in column)
            sheet.column_dimensions[get_column_letter(number)].width = min(widest + 2, WIDEST)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_csv(tables: Iterable[Table]) -> bytes:
    """Return all tables below one another, with the mark by which Korean Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    for table in tables:
        writer.writerow([table.title])
        writer.writerows([safe(value) for value in row] for row in table.rows)
        writer.writerow([])
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def _width(value: Any) -> int:
    return sum(2 if ord(letter) > 0x1100 else 1 for letter in str(value))
