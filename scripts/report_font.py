"""Make the fonts of the weekly report's PDF (admin/fonts) out of Nanum Gothic.

    apt-get install fonts-nanum
    .venv/bin/python scripts/report_font.py /usr/share/fonts/truetype/nanum

The licence (OFL 1.1) reserves the name Nanum, so the reduced fonts have another one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[1] / "admin" / "fonts"
FAMILY = "Minwon Gothic"
SIGNS = "‘’“”·…—–「」『』《》○●◎△▲▽▼□■◇◆★☆※→←↑↓↔±×÷℃㎡①②③④⑤⑥⑦⑧⑨⑩₩￦©®™°′″•‰"
SYLLABLES = range(0xAC00, 0xD7A4)
KSX1001 = {
    ord(bytes([first, last]).decode("euc-kr")) for first in range(0xB0, 0xC9) for last in range(0xA1, 0xFF)
}
# What residents typed is set in regular and may hold any syllable; bold is for our own headings.
FONTS = {"Regular": ("NanumGothic.ttf", set(SYLLABLES)), "Bold": ("NanumGothicBold.ttf", KSX1001)}


def main(folder: str) -> None:
    """Write both weights."""
    letters = {*range(0x20, 0x7F), *range(0x3131, 0x318F), *map(ord, SIGNS)}
    for weight, (source, syllables) in FONTS.items():
        font = TTFont(Path(folder) / source)
        options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"])
        options.drop_tables += [
            "GSUB",
            "GPOS",
            "GDEF",
            "vhea",
            "vmtx",
            "FFTM",
            "TSI0",
            "TSI1",
            "TSI2",
            "TSI3",
            "TSI5",
        ]
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=letters | syllables)
        subsetter.subset(font)
        rename(font, weight)
        font.save(TARGET / f"MinwonGothic-{weight}.ttf")


def rename(font: TTFont, weight: str) -> None:
    """Give the font its own name; copyright and licence stay."""
    names = {
        1: FAMILY,
        2: weight,
        3: f"{FAMILY} {weight}",
        4: f"{FAMILY} {weight}",
        6: f"MinwonGothic-{weight}",
    }
    for record in list(font["name"].names):
        if record.nameID in names or record.nameID in (7, 16, 17, 18):
            font["name"].removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main(sys.argv[1])
