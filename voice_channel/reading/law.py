"""Numbers that name a place in an order: 제24조제1항, 제3회, 별표 6, 3·1절, 2분의 1."""

import re
from functools import lru_cache

from voice_channel.reading.numerals import sino
from voice_channel.reading.tables import reading_tables

_EVENTS = "절|운동|혁명|민주|전쟁|광복|참전|사태|항쟁|사건|만세|독립|세월|계엄|정신|기념|묘지|선언|용사|희생"
_ARTICLE_UNIT = "조|항|호|목|편|장|절|관"
_ARTICLE = re.compile(
    rf"(?:(?<![가-힣])|(?<=[조항호법령칙절장률]))제\s?(\d+)(?:-(\d+))?"
    rf"(?:\s?({_ARTICLE_UNIT})(?![가-힣]*[도료원]))?(?:의\s?(\d+))?"
)
_ARTICLE_RANGE = re.compile(rf"제\s?(\d+)\s?({_ARTICLE_UNIT})\s?~\s?제\s?(\d+)\s?({_ARTICLE_UNIT})")
_BRANCH = re.compile(r"((?:별표|별지|서식)\s?)(\d+)의\s?(\d+)")
_PARTS_OF = re.compile(r"(\d+)분의\s?(\d+)")
_FRACTION = re.compile(r"(?<![\d./-])(\d{1,3})/(\d{1,3})(?![\d./-])")
_QUARTER = re.compile(r"(?<![\d/])([1-4])/4\s?분기")
_VERSUS = re.compile(
    r"(?<![\d:])(\d{1,3})\s?:\s?(\d{1,3})(?![\d:])|(?<!\d)(\d{1,2})대\s?(\d{1,2})(?=\s|$|의|로|입)"
)


def read_articles(text: str) -> str:
    """Articles, ordinals with 제, anniversaries and fractions in words."""
    text = _anniversary().sub(lambda m: reading_tables().anniversaries[f"{m[1]}·{m[2]}"], text)
    text = _ARTICLE_RANGE.sub(lambda m: f"제{sino(int(m[1]))}{m[2]}부터 제{sino(int(m[3]))}{m[4]}까지", text)
    text = _ARTICLE.sub(_article, text)
    text = _BRANCH.sub(lambda m: f"{m[1].strip()} {sino(int(m[2]))}의 {sino(int(m[3]))}", text)
    text = _PARTS_OF.sub(lambda m: f"{sino(int(m[1]))}분의 {sino(int(m[2]))}", text)
    return _FRACTION.sub(_fraction, text)


def read_quarters(text: str) -> str:
    """1/4분기 in words; before the dates and fractions, which look alike."""
    return _QUARTER.sub(lambda m: f"{sino(int(m[1]))}사분기", text)


def read_ratios(text: str) -> str:
    """1:1 and 2대1 in words; after the clock times, which look alike."""
    return _VERSUS.sub(lambda m: f"{sino(int(m[1] or m[3]))} 대 {sino(int(m[2] or m[4]))}", text)


def _article(match: re.Match[str]) -> str:
    number, second, unit, branch = match.groups()
    words = f"제{sino(int(number))}"
    if second:
        words += f" 다시 {sino(int(second))}"
    words += unit or ""
    if branch:
        words += f"의 {sino(int(branch))}"
    # 제10조의3제2항: whatever stands tightly before is the part of the law it belongs to.
    return " " + words if match.string[: match.start()][-1:].isalnum() else words


def _fraction(match: re.Match[str]) -> str:
    part, whole = int(match[1]), int(match[2])
    return f"{sino(whole)}분의 {sino(part)}" if 0 < part < whole else match[0]


@lru_cache(maxsize=1)
def _anniversary() -> re.Pattern[str]:
    pairs = (name.split("·") for name in reading_tables().anniversaries)
    alternatives = "|".join(rf"{first}[·.]{second}" for first, second in pairs)
    return re.compile(rf"(?<![\d.·])(?={alternatives})(\d+)[·.](\d+)(?=\s?(?:{_EVENTS}))")
