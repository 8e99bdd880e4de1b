"""The weekly report as one A4 page of PDF, with fonts that come along: an office machine may have none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from fpdf import FPDF

from admin.insight.report import Line, Report

FONTS = Path(__file__).parents[1] / "fonts"
FAMILY = "Minwon"
MARGIN, WIDTH = 15.0, 180.0  # mm
GAP = 8.0
COLUMN = (WIDTH - GAP) / 2
LINE = 6.1
BRAND, INK, QUIET, SOFT = (11, 90, 115), (22, 36, 45), (75, 92, 103), (226, 240, 244)
Colour = tuple[int, int, int]


def to_pdf(report: Report) -> bytes:
    """Return the report as PDF."""
    page = _Page()
    page.heading(report)
    page.summary(report)
    page.figures(report.figures)
    top = page.get_y() + 3
    asked = page.list_at(MARGIN, top, "주민이 많이 물은 것", report.asked, "이번 주에는 질문이 없습니다.")
    missed = page.list_at(
        MARGIN + COLUMN + GAP,
        top,
        "답하지 못한 것",
        report.missed,
        "답하지 못한 질문이 없습니다.",
        notes=True,
    )
    top = max(asked, missed) + 3
    mood = page.list_at(MARGIN, top, "주민의 마음", report.mood, "")
    more = [Line(f"그 밖에 {report.more_changed}개")] if report.more_changed else []
    changed = page.list_at(
        MARGIN + COLUMN + GAP, top, "바뀐 글", [*report.changed, *more], "이번 주에 바뀐 글이 없습니다."
    )
    page.set_y(max(mood, changed) + 3)
    page.advice(report.advice)
    return bytes(page.output())


class _Page(FPDF):
    """One page; nothing flows over, long lines are shortened."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.set_auto_page_break(False)
        self.set_margins(MARGIN, MARGIN)
        self.add_font(FAMILY, "", FONTS / "MinwonGothic-Regular.ttf")
        self.add_font(FAMILY, "B", FONTS / "MinwonGothic-Bold.ttf")
        self.add_page()

    def heading(self, report: Report) -> None:
        """The name, the week, the district."""
        self.set_fill_color(*BRAND)
        self.rect(0, 0, 210, 30, style="F")
        self._set("B", 20, (255, 255, 255))
        self.set_xy(MARGIN, 7)
        self.cell(WIDTH, 10, self._fit(report.title, WIDTH))
        self._set("", 11, (255, 255, 255))
        self.set_xy(MARGIN, 18)
        self.cell(WIDTH, 6, self._fit(f"{report.district} · {report.week}", WIDTH))
        self.set_y(35)

    def summary(self, report: Report) -> None:
        """The week in two sentences."""
        self._set("B", 12, INK)
        self.multi_cell(WIDTH, 6.5, self._known(report.headline), new_x="LMARGIN", new_y="NEXT")
        self._set("", 11, INK)
        self.multi_cell(WIDTH, 6, self._known(report.comparison), new_x="LMARGIN", new_y="NEXT")

    def figures(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """A row of boxes: name, value, the week before."""
        top, width = self.get_y() + 3, WIDTH / len(figures)
        for place, (name, value, before) in enumerate(figures):
            left = MARGIN + place * width
            self.set_fill_color(*SOFT)
            self.rect(left, top, width - 2, 20, style="F", round_corners=True, corner_radius=1.5)
            for size, weight, colour, text, height in (
                (8.5, "", QUIET, name, 2.0),
                (14, "B", BRAND, value, 7.0),
                (8, "", QUIET, f"지난주 {before}", 14.5),
            ):
                self._set(weight, size, colour)
                self.set_xy(left, top + height)
                self.cell(width - 2, 4, text, align="C")
        self.set_y(top + 22)

    def list_at(
        self, left: float, top: float, title: str, lines: Sequence[Line], empty: str, notes: bool = False
    ) -> float:
        """A titled list in a column; return where it ends. With `notes` each line has a second one below."""
        self._title(left, top, title, COLUMN)
        y = top + 9
        for line in lines or [Line(empty)]:
            self._set("", 10, INK)
            side = line.count if notes else "  ".join(part for part in (line.count, line.note) if part)
            right = self.get_string_width(side) + 3 if side else 0.0
            self.set_xy(left, y)
            self.cell(COLUMN - right, LINE, self._fit(line.text, COLUMN - right))
            self.set_xy(left + COLUMN - right, y)
            self.cell(right, LINE, side, align="R")
            y += LINE
            if notes and line.note:
                self._set("", 8, QUIET)
                self.set_xy(left, y - 1)
                self.cell(COLUMN, 4, self._fit(line.note, COLUMN))
                y += 3.2
        return y

    def advice(self, advice: Sequence[str]) -> None:
        """What to do, with boxes to tick."""
        self._title(MARGIN, self.get_y(), "다음 주에 할 일", WIDTH)
        self.set_y(self.get_y() + 9)
        for line in advice or ["할 일이 없습니다."]:
            y = self.get_y()
            self.set_draw_color(*BRAND)
            self.rect(MARGIN, y + 1.2, 3.6, 3.6)
            self._set("", 10.5, INK)
            self.set_xy(MARGIN + 6, y)
            self.multi_cell(WIDTH - 6, LINE, self._known(line), new_x="LMARGIN", new_y="NEXT")
            self.set_y(self.get_y() + 0.8)

    def _title(self, left: float, top: float, title: str, width: float) -> None:
        self._set("B", 12, BRAND)
        self.set_xy(left, top)
        self.cell(width, 7, title)
        self.set_draw_color(*BRAND)
        self.line(left, top + 7.5, left + width, top + 7.5)
        self.set_xy(left, top)

    def _set(self, weight: str, size: float, colour: Colour) -> None:
        self.set_font(FAMILY, weight, size)
        self.set_text_color(*colour)

    def _known(self, text: str) -> str:
        """Drop the signs the font has no shape for, such as emoji."""
        return "".join(letter for letter in text if ord(letter) in _letters(self.font_style))

    def _fit(self, text: str, width: float) -> str:
        text = self._known(" ".join(text.split()))
        if self.get_string_width(text) <= width - 1:
            return text
        while text and self.get_string_width(f"{text}…") > width - 1:
            text = text[:-1]
        return f"{text}…"


@lru_cache(maxsize=2)
def _letters(weight: str) -> frozenset[int]:
    name = "Bold" if "B" in weight else "Regular"
    return frozenset(TTFont(FONTS / f"MinwonGothic-{name}.ttf")["cmap"].getBestCmap())
