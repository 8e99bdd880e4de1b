"""One article: what staff know about one topic (knowledge/articles/<domain>/<topic>.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.catalog import Catalog, Topic
from knowledge.district import Department, District
from knowledge.document import Node, read_document
from knowledge.facets import FACETS
from knowledge.reader import Reader
from knowledge.template import render, unknown_fields

_REQUIRED = ("title", "department", "questions", "facets")
_OPTIONAL = ("active", "nationwide", "speech", "related", "sources", "links")
MAX_QUESTION_LENGTH = 200


@dataclass(frozen=True)
class Source:
    """Where a fact comes from; no `facets` means it backs all of them."""

    title: str
    facets: tuple[str, ...] = ()
    checked: date | None = None
    line: int = 0


@dataclass(frozen=True)
class Link:
    """A web page offered beside the answer."""

    title: str
    url: str

    def as_dict(self) -> dict[str, str]:
        """Return title and url."""
        return {"title": self.title, "url": self.url}


@dataclass(frozen=True)
class Article:
    """A checked article. Title and questions are rendered; facets and speech keep their template fields."""

    key: str
    topic: str
    domain: str
    title: str
    department: Department
    nationwide: bool
    questions: tuple[str, ...]
    facets: Mapping[str, str]
    speech: Mapping[str, str]
    related: tuple[str, ...]
    sources: tuple[Source, ...]
    links: tuple[Link, ...]
    file: str = ""
    active: bool = True  # switched off: still understood, but only the department is named
    question_lines: tuple[int, ...] = field(default=(), compare=False, repr=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def sources_for(self, facet: str) -> tuple[Source, ...]:
        """Return the sources that back one facet."""
        return tuple(source for source in self.sources if not source.facets or facet in source.facets)


def load_article(path: Path, file: str, district: District, catalog: Catalog) -> Article:
    """Read and check one article; `file` is its path inside the knowledge folder. Raises KnowledgeError."""
    reader = Reader(file)
    topic = _topic_of(reader, path, catalog)
    top = reader.mapping(read_document(path, file), "글", _REQUIRED, _OPTIONAL)
    department = _department(reader, top.get("department"), district)
    known = district.fields_for(department)
    questions = _questions(reader, top, known)
    facets = _facet_texts(reader, top.get("facets"), "facets", known)
    speech = _facet_texts(reader, top.get("speech"), "speech", known)
    _check_facets(reader, top, facets, speech)
    article = Article(
        key=topic.key,
        topic=topic.id,
        domain=topic.domain,
        title=_checked_text(reader, top.get("title"), "title", known, rendered=True),
        department=department,
        nationwide=reader.flag(top.get("nationwide"), "nationwide", topic.nationwide),
        questions=tuple(text for text, _ in questions),
        facets={name: facets[name] for name in FACETS if name in facets},
        speech=speech,
        related=_related(reader, top.get("related"), topic, catalog),
        sources=_sources(reader, top.get("sources")),
        links=_links(reader, top.get("links")),
        file=file,
        active=reader.flag(top.get("active"), "active", True),
        question_lines=tuple(line for _, line in questions),
        lines=_lines(top),
    )
    reader.raise_problems()
    return article


def _topic_of(reader: Reader, path: Path, catalog: Catalog) -> Topic:
    topic = catalog.topics.get(path.stem)
    if topic is None:
        reader.problem(
            "unknown_topic",
            0,
            f"'{path.stem}' 주제는 catalog.yml에 없습니다.",
            "파일 이름을 catalog.yml의 주제 id와 똑같이 고치거나, 새 주제면 catalog.yml에 먼저 넣어 주세요.",
        )
        reader.fail()
    if path.parent.name != topic.domain:
        reader.problem(
            "wrong_folder",
            0,
            f"'{topic.id}' 주제는 '{topic.domain}' 폴더에 있어야 합니다.",
            f"파일을 articles/{topic.domain}/ 폴더로 옮겨 주세요.",
        )
        reader.fail()
    return topic


def _department(reader: Reader, node: Node | None, district: District) -> Department:
    key = reader.text(node, "department")
    department = district.departments.get(key)
    if department is not None:
        return department
    if node is not None and key:
        reader.problem(
            "unknown_department",
            node.line,
            f"'{key}' 부서가 district.yml에 없습니다.",
            f"이 가운데 하나로 적어 주세요: {', '.join(district.departments)}.",
        )
    return Department(id=key, name=key, phone=district.call_center.phone)


def _questions(reader: Reader, top: Mapping[str, Node], known: Mapping[str, str]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for item in reader.items(top.get("questions"), "questions"):
        text = " ".join(_checked_text(reader, item, "질문", known, rendered=True).split())
        if not item.style and item.last_line > item.line:
            # YAML joins a line that is indented too far to the one above, and two questions become one.
            reader.problem(
                "joined_question",
                item.line,
                "질문이 다음 줄과 이어졌습니다.",
                "줄마다 '- '로 시작하고 줄 앞 빈칸을 윗줄과 맞춰 주세요. 긴 질문도 한 줄에 적습니다.",
            )
        if len(text) > MAX_QUESTION_LENGTH:
            reader.problem(
                "long_question",
                item.line,
                f"질문이 {MAX_QUESTION_LENGTH}자를 넘습니다.",
                "줄이 붙어 있으면 나누고, 질문을 짧게 줄여 주세요.",
            )
        elif text:
            found.append((text, item.line))
    if "questions" in top and not found and not reader.problems:
        reader.problem(
            "no_questions",
            top["questions"].line,
            "질문이 하나도 없습니다.",
            "주민이 묻는 말을 '- '로 적어 주세요.",
        )
    return found


def _checked_text(
    reader: Reader, node: Node | None, what: str, known: Mapping[str, str], *, rendered: bool = False
) -> str:
    """Return a text whose template fields are all known, rendered or not."""
    text = reader.text(node, what)
    if node is None or not text:
        return ""
    # Offsets count from the unstripped text, so lines of a block stay right.
    raw = node.value if isinstance(node.value, str) else text
    unknown = list(unknown_fields(raw, known))
    for name, offset in unknown:
        _report_unknown_field(reader, name, node.line_of(offset), known)
    return render(text, known) if rendered and not unknown else text


def _report_unknown_field(reader: Reader, name: str, line: int, known: Mapping[str, str]) -> None:
    if name == "{":
        reader.problem(
            "template",
            line,
            "중괄호({)가 닫히지 않았습니다.",
            "중괄호를 닫거나, 글자 그대로라면 {{ 로 적어 주세요.",
        )
        return
    reader.problem(
        "template",
        line,
        f"'{{{name}}}'은(는) 없는 항목입니다.",
        f"쓸 수 있는 항목: {', '.join(sorted(known))}.",
    )


def _facet_texts(reader: Reader, node: Node | None, what: str, known: Mapping[str, str]) -> dict[str, str]:
    fields = reader.mapping(node, what, (), FACETS)
    texts = {
        name: _checked_text(reader, child, f"{what}.{name}", known)
        for name, child in fields.items()
        if name in FACETS
    }
    return {name: text for name, text in texts.items() if text}


def _check_facets(
    reader: Reader, top: Mapping[str, Node], facets: Mapping[str, str], speech: Mapping[str, str]
) -> None:
    if "facets" in top and "summary" not in facets:
        reader.problem(
            "no_summary",
            top["facets"].line,
            "facets에 summary(요약)가 없습니다.",
            "묻는 말에 바로 답이 되는 한두 문장을 'summary: ...'로 적어 주세요.",
        )
    for name in speech:
        if name not in facets:
            reader.problem(
                "speech_without_facet",
                top["speech"].line,
                f"speech.{name}에 맞는 facets.{name}이 없습니다.",
                f"facets에 {name}을 먼저 적거나 speech.{name}을 지워 주세요.",
            )


def _related(reader: Reader, node: Node | None, topic: Topic, catalog: Catalog) -> tuple[str, ...]:
    keys: list[str] = []
    for text, line in reader.texts(node, "related"):
        other = catalog.topic(text)
        if other is None or other.id == topic.id:
            reader.problem(
                "related",
                line,
                f"related의 '{text}' 주제를 쓸 수 없습니다.",
                "catalog.yml에 있는 다른 주제 id를 적어 주세요.",
            )
        elif other.key not in keys:
            keys.append(other.key)
    return tuple(keys)


def _sources(reader: Reader, node: Node | None) -> tuple[Source, ...]:
    sources = []
    for item in reader.items(node, "sources"):
        fields = reader.mapping(item, "sources", ("title",), ("facets", "checked"))
        names = reader.texts(fields.get("facets"), "sources.facets")
        for name, line in names:
            if name not in FACETS:
                reader.problem(
                    "facet",
                    line,
                    f"'{name}'은(는) 없는 답변 항목입니다.",
                    f"{', '.join(FACETS)} 중에서 고르세요.",
                )
        sources.append(
            Source(
                title=reader.text(fields.get("title"), "sources.title"),
                facets=tuple(name for name, _ in names),
                checked=reader.day(fields.get("checked"), "checked"),
                line=item.line,
            )
        )
    return tuple(sources)


def _links(reader: Reader, node: Node | None) -> tuple[Link, ...]:
    links = []
    for item in reader.items(node, "links"):
        fields = reader.mapping(item, "links", ("title", "url"), ())
        link = Link(
            reader.text(fields.get("title"), "links.title"), reader.text(fields.get("url"), "links.url")
        )
        if link.url and not re.match(r"https?://[^\s/]+\.[^\s]+$", link.url):
            reader.problem(
                "url",
                item.line,
                f"'{link.url}'은(는) 주소가 아닙니다.",
                "https://로 시작하는 주소를 적어 주세요.",
            )
        links.append(link)
    return tuple(links)


def _lines(top: Mapping[str, Node]) -> dict[str, int]:
    lines = {name: node.line for name, node in top.items()}
    for name in ("facets", "speech"):
        node = top.get(name)
        if node is not None and isinstance(node.value, dict):
            lines.update({f"{name}.{child}": value.line for child, value in node.value.items()})
    return lines
