"""Checks of one article's text: complete, sourced, readable, speakable, free of the district's names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from knowledge.answer import STALE_AFTER, needs_confirmation
from knowledge.article import Article
from knowledge.catalog import Topic
from knowledge.district import District
from knowledge.document import decode
from knowledge.errors import Problem
from knowledge.facets import FACET_LABELS
from knowledge.spoken import MAX_SENTENCES, split_sentences
from knowledge.template import render

MAX_WORDS = 40
MAX_CHARACTERS = 120
_UNSPEAKABLE = re.compile(r"[^가-힣0-9A-Za-z\s.,!?%~:+\-()/·'\"℃㎡㎏㎞]")
_WEB = re.compile(r"https?://|www\.|\.(go|or|co)\.kr")
# Field to write instead of the literal value; longer values are tried first.
_NAMED_FIELDS = (
    "district.office.address",
    "district.full_name",
    "district.call_center.name",
    "district.health_center.name",
    "district.office.name",
    "district.currency",
    "district.app",
    "district.name",
)


def check_facets(article: Article, topic: Topic) -> Iterator[Problem]:
    """Find facets the catalogue asks for and the article lacks."""
    missing = [facet for facet in topic.facets if facet not in article.facets]
    if missing:
        labels = ", ".join(f"{facet}({FACET_LABELS[facet]})" for facet in missing)
        yield Problem(
            "missing_facet",
            article.file,
            article.lines.get("facets", 0),
            f"꼭 필요한 답변 항목이 빠졌습니다: {labels}.",
            "facets에 그 항목의 답을 적어 주세요.",
        )


def check_facts(article: Article, today: date) -> Iterator[Problem]:
    """List what staff should confirm: facets without a source, sources unchecked or checked long ago."""
    unsourced = [
        FACET_LABELS[facet]
        for facet in article.facets
        if not article.sources_for(facet) and needs_confirmation(article, facet, today)
    ]
    if unsourced:
        yield _to_confirm(
            article, article.lines.get("facets", 0), f"출처가 없는 항목: {', '.join(unsourced)}."
        )
    for source in article.sources:
        if source.checked is None:
            yield _to_confirm(article, source.line, f"확인한 날이 없는 출처: {source.title}.")
        elif today - source.checked > STALE_AFTER:
            yield _to_confirm(
                article, source.line, f"확인한 지 1년이 넘은 출처: {source.title} ({source.checked})."
            )
        elif source.checked > today:
            yield Problem(
                "future_date",
                article.file,
                source.line,
                f"확인한 날({source.checked})이 오늘보다 뒤입니다.",
                "실제로 확인한 날로 고쳐 주세요.",
                "warning",
            )


def _to_confirm(article: Article, line: int, message: str) -> Problem:
    remedy = "담당 부서에 확인한 뒤 sources에 출처와 checked 날짜를 적어 주세요."
    return Problem("to_confirm", article.file, line, f"[확인 필요] {message}", remedy, "report")


def check_reading(article: Article, values: Mapping[str, str]) -> Iterator[Problem]:
    """Find sentences that are too long to read easily."""
    for facet, template in article.facets.items():
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", render(template, values)):
            words = len(sentence.split())
            if words > MAX_WORDS or len(sentence) > MAX_CHARACTERS:
                yield Problem(
                    "long_sentence",
                    article.file,
                    article.lines.get(f"facets.{facet}", 0),
                    f"{FACET_LABELS[facet]}에 긴 문장({words}단어, {len(sentence)}자): {sentence[:30]}…",
                    f"{MAX_CHARACTERS}자 안쪽의 짧은 문장으로 나눠 주세요.",
                    "warning",
                )


def check_speech(article: Article, values: Mapping[str, str]) -> Iterator[Problem]:
    """Find spoken texts that cannot be read aloud well."""
    for facet, template in article.speech.items():
        text = render(template, values)
        odd = sorted(set(_UNSPEAKABLE.findall(text)))
        if odd or _WEB.search(text):
            yield Problem(
                "unspeakable",
                article.file,
                article.lines.get(f"speech.{facet}", 0),
                f"소리 내어 읽을 수 없는 글자가 있습니다: {' '.join(odd) or '인터넷 주소'}",
                "말로 풀어 적어 주세요. 인터넷 주소는 빼고 누리집 이름만 적습니다.",
                "warning",
            )
        if len(split_sentences(text)) > MAX_SENTENCES:
            yield Problem(
                "long_speech",
                article.file,
                article.lines.get(f"speech.{facet}", 0),
                f"speech.{facet}이(가) {MAX_SENTENCES}문장을 넘습니다.",
                "귀로 듣기 쉽게 세 문장 안으로 줄여 주세요.",
                "warning",
            )


def check_names(article: Article, root: Path, district: District) -> Iterator[Problem]:
    """Find the district's own names written out, which would be wrong in another district."""
    lines = decode((root / article.file).read_bytes(), article.file).split("\n")
    for number, line in enumerate(lines, start=1):
        for literal, field_name in _literals(line, district.fields()):
            in_question = number in article.question_lines
            yield Problem(
                "literal_name",
                article.file,
                number,
                f"구 이름이나 상표 '{literal}'이(가) 그대로 적혀 있습니다.",
                f"{{{field_name}}} 로 바꿔 적어 주세요.",
                "warning" if in_question else "error",
            )


def _literals(line: str, values: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    text = "" if line.lstrip().startswith("#") else line
    found: list[tuple[str, str]] = []
    for field_name in sorted(_NAMED_FIELDS, key=lambda name: -len(values[name])):
        value = values[field_name]
        pattern = rf"(?<![가-힣]){re.escape(value)}"
        if value and re.search(pattern, text):
            found.append((value, field_name))
            text = re.sub(pattern, " ", text)
    return found
