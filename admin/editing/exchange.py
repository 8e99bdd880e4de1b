"""Questions and answers as a spreadsheet and back: one row for each, `주제 | 제목 | 종류 | 내용 | 판`.

The last cell is a mark of the content as it was exported: it tells later whether the row was edited in the
file, and whether the article was changed meanwhile.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from admin.editing.form import to_form
from admin.errors import InputError
from knowledge import FACET_LABELS

HEADER = ("주제", "제목", "종류", "내용", "판")
QUESTION, TITLE, SPOKEN = "질문", "제목", " (말)"
MAX_ROWS = 60_000
# A cell that starts with one of these would run as a formula when somebody opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = tuple[str, str, str, str, str]


def rows_of(key: str, text: str) -> Iterator[Row]:
    """Yield an article's rows."""
    form = to_form(text)
    if form is None:
        return
    title = form["title"]
    yield key, title, TITLE, title, mark_of(title)
    for facet, answer in form["facets"].items():
        yield key, title, FACET_LABELS.get(facet, facet), answer, mark_of(answer)
    for facet, answer in form["speech"].items():
        yield key, title, FACET_LABELS.get(facet, facet) + SPOKEN, answer, mark_of(answer)
    for question in form["questions"]:
        yield key, title, QUESTION, question, mark_of(question)


def mark_of(content: str) -> str:
    """Return the mark of a content; the letter in front keeps Excel from making a number of it."""
    return f"v{hashlib.sha256(content.encode()).hexdigest()[:10]}"


def to_csv(rows: Iterable[Row]) -> bytes:
    """Return a CSV file that Excel opens as Korean."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Iterable[Row]) -> bytes:
    """Return an Excel file; every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("질문과 답")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", (34, 28, 16, 90, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(HEADER)
    for row in rows:
        sheet.append([_guarded(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(name: str, data: bytes) -> list[tuple[int, Row]]:
    """Return the rows of an uploaded file with their numbers. Raises InputError."""
    lines = _xlsx(data) if name.lower().endswith(".xlsx") else _csv(data)
    header = [cell.strip() for cell in lines[0]] if lines else []
    missing = [column for column in ("주제", "종류", "내용") if column not in header]
    if missing:
        raise InputError(
            f"첫 줄에 '{', '.join(missing)}' 칸이 없습니다. 내보낸 파일의 모양을 그대로 써 주세요."
        )
    if len(lines) > MAX_ROWS:
        raise InputError(f"한 번에 {MAX_ROWS:,}줄까지 가져올 수 있습니다.")
    places = [header.index(column) if column in header else -1 for column in HEADER]
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = [_plain(line[place]) if 0 <= place < len(line) else "" for place in places]
        if any(cells):
            rows.append((number, (cells[0], cells[1], cells[2], cells[3], cells[4])))
    return rows


def _csv(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp949")  # what Korean Excel writes by default
        except UnicodeDecodeError:
            raise InputError(
                "글자를 읽을 수 없는 파일입니다. UTF-8이나 엑셀의 CSV로 저장해 주세요."
            ) from None
    try:
        return list(csv.reader(io.StringIO(text)))
    except csv.Error:
        raise InputError("CSV 모양이 아닙니다.") from None


def _xlsx(data: bytes) -> list[list[str]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError):
        raise InputError("엑셀 파일(.xlsx)을 읽을 수 없습니다.") from None
    rows = book.worksheets[0].iter_rows(values_only=True, max_row=MAX_ROWS + 2)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    cell = cell.replace("\r\n", "\n").strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
