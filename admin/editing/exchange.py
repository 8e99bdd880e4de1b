"""Questions and answers as a spreadsheet and back: one row for each, `주제 | 제목 | 종류 | 내용`."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from admin.editing.form import Form, apply_form, to_form
from admin.errors import InputError
from knowledge import FACET_LABELS

HEADER = ("주제", "제목", "종류", "내용")
QUESTION, TITLE, SPOKEN = "질문", "제목", " (말)"
MAX_ROWS = 60_000
# A cell that starts with one of these would run as a formula when somebody opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FACETS = {label: facet for facet, label in FACET_LABELS.items()}
Row = tuple[str, str, str, str]


@dataclass
class Import:
    """What a file would change in one article."""

    key: str
    title: str
    text: str
    before: str
    questions: list[str] = field(default_factory=list)
    answers: list[tuple[str, str, str]] = field(default_factory=list)  # label, before, after
    problems: list[str] = field(default_factory=list)


def rows_of(key: str, text: str) -> Iterator[Row]:
    """Yield an article's rows."""
    form = to_form(text)
    if form is None:
        return
    title = form["title"]
    yield key, title, TITLE, title
    for facet, answer in form["facets"].items():
        yield key, title, FACET_LABELS.get(facet, facet), answer
    for facet, answer in form["speech"].items():
        yield key, title, FACET_LABELS.get(facet, facet) + SPOKEN, answer
    for question in form["questions"]:
        yield key, title, QUESTION, question


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
    for letter, width in zip("ABCD", (34, 28, 16, 90), strict=True):
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
            rows.append((number, (cells[0], cells[1], cells[2], cells[3])))
    return rows


def plan(rows: Sequence[tuple[int, Row]], texts: dict[str, str]) -> tuple[list[Import], list[str]]:
    """Return what would change for each article, and rows that cannot be used.

    Questions are added, never removed; an answer replaces the one there is. `texts` are the articles by key.
    """
    forms: dict[str, Form] = {}
    imports: dict[str, Import] = {}
    problems: list[str] = []
    for number, (key, _, kind, content) in rows:
        if key not in texts:
            problems.append(f"{number}번째 줄: '{key}' 주제가 없습니다.")
            continue
        if key not in forms:
            form = to_form(texts[key])
            if form is None:
                problems.append(f"{number}번째 줄: '{key}' 글에 틀린 곳이 있어 가져올 수 없습니다.")
                continue
            forms[key] = form
            imports[key] = Import(key, form["title"], texts[key], texts[key])
        problem = _take(forms[key], imports[key], kind, content)
        if problem:
            problems.append(f"{number}번째 줄: {problem}")
    for key, made in imports.items():
        if made.questions or made.answers:
            made.text = apply_form(texts[key], forms[key])
    return [made for made in imports.values() if made.text != made.before], problems


def _take(form: Form, made: Import, kind: str, content: str) -> str:
    """Put one row into a form; returns what is wrong with it, or ""."""
    if not content:
        return "" if kind else "종류와 내용이 비어 있습니다."
    if kind == QUESTION:
        question = " ".join(content.split())
        if question not in form["questions"]:
            form["questions"].append(question)
            made.questions.append(question)
        return ""
    if kind == TITLE:
        if content != form["title"]:
            made.answers.append((TITLE, form["title"], content))
            form["title"] = content
        return ""
    place, label = ("speech", kind.removesuffix(SPOKEN)) if kind.endswith(SPOKEN) else ("facets", kind)
    facet = _FACETS.get(label)
    if facet is None:
        known = ", ".join((QUESTION, TITLE, *_FACETS))
        return f"'{kind}'은(는) 없는 종류입니다. 쓸 수 있는 종류: {known}."
    before = form[place].get(facet, "")
    if content != before:
        made.answers.append((kind, before, content))
        form[place][facet] = content
    return ""


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
