"""What the bot says to a person in danger (knowledge/crisis.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.catalog import Catalog
from knowledge.district import District
from knowledge.document import Node, read_document
from knowledge.reader import Reader
from knowledge.spoken import speech_from_text
from knowledge.wordings import read_wordings

CRISIS_KINDS = (
    "self_harm",
    "medical",
    "fire",
    "crime",
    "domestic_violence",
    "child_abuse",
    "elder_in_danger",
)
_NUMBER = re.compile(r"\d{3,4}(?:-\d{3,4}){0,2}")
_DIGITS = dict(zip("0123456789", "공일이삼사오육칠팔구", strict=True))


@dataclass(frozen=True)
class Hotline:
    """A number to call and who answers."""

    number: str
    name: str


@dataclass(frozen=True)
class CrisisCard:
    """The words for one kind of danger, rendered; the number is in the first sentence of text and speech."""

    kind: str
    text: str
    speech: str
    hotlines: tuple[Hotline, ...]


@dataclass(frozen=True)
class TopicLine:
    """A sentence added to answers on topics near a danger, unless they name its number already."""

    text: str
    hotline: Hotline


@dataclass(frozen=True)
class Crisis:
    """All cards by kind, and the sentence for each topic (domain/topic) that needs one."""

    cards: Mapping[str, CrisisCard] = field(default_factory=dict)
    topic_lines: Mapping[str, TopicLine] = field(default_factory=dict)


def load_crisis(path: Path, district: District, catalog: Catalog, file: str = "crisis.yml") -> Crisis:
    """Read and check the cards. Raises KnowledgeError."""
    reader = Reader(file)
    top = reader.mapping(read_document(path, file), "위급 안내", ("kinds",), ("lines_for_topics",))
    fields = reader.mapping(top.get("kinds"), "kinds", CRISIS_KINDS, ())
    cards = {kind: _card(reader, kind, node, district) for kind, node in fields.items()}
    lines: dict[str, TopicLine] = {}
    for node in reader.items(top.get("lines_for_topics"), "lines_for_topics"):
        lines.update(_topic_lines(reader, node, district, catalog))
    reader.raise_problems()
    return Crisis(cards, lines)


def spoken_number(number: str) -> str:
    """Return a phone number digit by digit, with a pause at each hyphen: "일오칠칠에 일삼팔구"."""
    return "에 ".join("".join(_DIGITS[digit] for digit in part) for part in number.split("-"))


def spoken_numbers(text: str, hotlines: tuple[Hotline, ...]) -> str:
    """Return a text with its phone numbers read out, each twice where it comes first."""
    known = {hotline.number for hotline in hotlines}
    said: set[str] = set()

    def read(match: re.Match[str]) -> str:
        number = match.group()
        if number not in known:
            return number
        again = f"{spoken_number(number)}, " if number not in said else ""
        said.add(number)
        return again + spoken_number(number)

    return _NUMBER.sub(read, text)


def _card(reader: Reader, kind: str, node: Node, district: District) -> CrisisCard:
    fields = reader.mapping(node, f"'{kind}'", ("phones", "text"), ("speech",))
    hotlines = tuple(_hotline(reader, item) for item in reader.items(fields.get("phones"), "phones"))
    text = _one(reader, fields.get("text"), f"{kind}.text", district)
    speech = _one(reader, fields.get("speech"), f"{kind}.speech", district) or speech_from_text(text)
    for name, said in (("text", text), ("speech", speech)):
        _check_numbers(reader, fields.get(name) or node, f"{kind}.{name}", said, hotlines)
    return CrisisCard(kind, text, spoken_numbers(speech, hotlines), hotlines)


def _check_numbers(reader: Reader, node: Node, what: str, said: str, hotlines: tuple[Hotline, ...]) -> None:
    first = _NUMBER.search(said.split(".")[0])
    if said and (first is None or first.group() not in {hotline.number for hotline in hotlines}):
        reader.problem(
            "number_first",
            node.line,
            f"{what}의 첫 문장에 phones의 번호가 없습니다.",
            "“지금 바로 119에 전화하세요.”처럼 번호를 맨 앞 문장에 적어 주세요.",
        )


def _hotline(reader: Reader, node: Node) -> Hotline:
    fields = reader.mapping(node, "phones", ("number", "name"), ())
    number = reader.text(fields.get("number"), "number")
    if number and not _NUMBER.fullmatch(number):
        reader.problem(
            "phone",
            node.line,
            f"'{number}'은(는) 전화번호가 아닙니다.",
            '"1577-1389"처럼 숫자와 -로 적어 주세요.',
        )
    return Hotline(number, reader.text(fields.get("name"), "name"))


def _topic_lines(reader: Reader, node: Node, district: District, catalog: Catalog) -> dict[str, TopicLine]:
    fields = reader.mapping(node, "lines_for_topics", ("topics", "number", "name", "say"), ())
    numbered = {name: child for name, child in fields.items() if name in ("number", "name")}
    hotline = Hotline(
        reader.text(numbered.get("number"), "number"), reader.text(numbered.get("name"), "name")
    )
    text = _one(reader, fields.get("say"), "say", district)
    if text and hotline.number and hotline.number not in text:
        reader.problem(
            "number_missing",
            node.line,
            f"say에 {hotline.number} 번호가 없습니다.",
            "say에 그 번호를 적어 주세요.",
        )
    topics = {}
    for key, line in reader.texts(fields.get("topics"), "topics"):
        topic = catalog.topic(key)
        if topic is None:
            reader.problem(
                "topic", line, f"topics의 '{key}' 주제가 없습니다.", "catalog.yml의 주제 id를 적어 주세요."
            )
        else:
            topics[topic.key] = TopicLine(text, hotline)
    return topics


def _one(reader: Reader, node: Node | None, what: str, district: District) -> str:
    found = read_wordings(reader, node, what, district.fields())
    return "\n".join(text for text, _ in found)
