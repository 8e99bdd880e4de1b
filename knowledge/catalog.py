"""The list of topics the bot knows (knowledge/catalog.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.district import District
from knowledge.document import Node, read_document
from knowledge.facets import FACETS
from knowledge.reader import Reader
from knowledge.template import render, unknown_fields

KINDS = ("information", "lookup", "report", "reservation", "application")


@dataclass(frozen=True)
class Domain:
    """One consultation domain."""

    id: str
    title: str


@dataclass(frozen=True)
class Topic:
    """One topic; `title` and `aliases` are rendered for the district."""

    id: str
    domain: str
    title: str
    kind: str
    priority: int
    nationwide: bool
    facets: tuple[str, ...]
    confusable_with: tuple[str, ...]
    aliases: tuple[str, ...]
    months: tuple[int, ...] = ()
    """The months of the year in which residents ask most."""
    line: int = 0

    @property
    def key(self) -> str:
        """Return domain/topic."""
        return f"{self.domain}/{self.id}"


@dataclass(frozen=True)
class Catalog:
    """All domains in order, and all topics by bare id."""

    domains: tuple[Domain, ...]
    topics: Mapping[str, Topic]

    def topic(self, key: str) -> Topic | None:
        """Find a topic by `domain/topic` or by its bare id."""
        topic = self.topics.get(key.rsplit("/", 1)[-1])
        return topic if topic is not None and key in (topic.id, topic.key) else None

    def domain(self, domain_id: str) -> Domain | None:
        """Find a domain by id."""
        return next((domain for domain in self.domains if domain.id == domain_id), None)


_REQUIRED = ("id", "domain", "title", "facets")
_OPTIONAL = ("kind", "priority", "nationwide", "confusable_with", "aliases", "months")
_MONTHS = frozenset(str(month) for month in range(1, 13))


def load_catalog(path: Path, district: District, file: str = "catalog.yml") -> Catalog:
    """Read and check the catalogue. Raises KnowledgeError."""
    reader = Reader(file)
    top = reader.mapping(read_document(path, file), "주제 목록", ("domains", "topics"), ("version",))
    domains = tuple(_domain(reader, node) for node in reader.items(top.get("domains"), "domains"))
    topics: dict[str, Topic] = {}
    for node in reader.items(top.get("topics"), "topics"):
        topic = _topic(reader, node, district)
        if topic.id in topics:
            reader.problem(
                "duplicate_topic",
                node.line,
                f"주제 '{topic.id}'이(가) 두 번 있습니다.",
                "하나를 지우거나 이름을 바꿔 주세요.",
            )
        topics[topic.id] = topic
    _check_references(reader, {domain.id for domain in domains}, topics)
    reader.raise_problems()
    return Catalog(domains, topics)


def _domain(reader: Reader, node: Node) -> Domain:
    fields = reader.mapping(node, "domains", ("id", "title"), ())
    return Domain(reader.text(fields.get("id"), "id"), reader.text(fields.get("title"), "title"))


def _topic(reader: Reader, node: Node, district: District) -> Topic:
    fields = reader.mapping(node, "주제", _REQUIRED, _OPTIONAL)
    return Topic(
        id=reader.text(fields.get("id"), "id"),
        domain=reader.text(fields.get("domain"), "domain"),
        title=_rendered(reader, reader.text(fields.get("title"), "title"), node.line, district),
        kind=reader.optional_text(fields, "kind", "kind", "information"),
        priority=int(reader.number(fields.get("priority"), "priority", 3)),
        nationwide=reader.flag(fields.get("nationwide"), "nationwide"),
        facets=tuple(text for text, _ in reader.texts(fields.get("facets"), "facets")),
        confusable_with=tuple(
            text for text, _ in reader.texts(fields.get("confusable_with"), "confusable_with")
        ),
        aliases=tuple(
            _rendered(reader, text, line, district)
            for text, line in reader.texts(fields.get("aliases"), "aliases")
        ),
        months=_months(reader, fields.get("months")),
        line=node.line,
    )


def _months(reader: Reader, node: Node | None) -> tuple[int, ...]:
    months = tuple((text, line) for text, line in reader.texts(node, "months"))
    for text, line in months:
        if text not in _MONTHS:
            reader.problem(
                "months", line, f"'{text}'은(는) 달이 아닙니다.", "1부터 12까지의 숫자로 적어 주세요."
            )
    return tuple(int(text) for text, _ in months if text in _MONTHS)


def _rendered(reader: Reader, text: str, line: int, district: District) -> str:
    known = district.fields()
    unknown = [name for name, _ in unknown_fields(text, known)]
    for name in unknown:
        reader.problem(
            "template", line, f"'{{{name}}}'은(는) 없는 항목입니다.", f"쓸 수 있는 항목: {', '.join(known)}."
        )
    return text if unknown else render(text, known)


def _check_references(reader: Reader, domains: set[str], topics: Mapping[str, Topic]) -> None:
    for topic in topics.values():
        if topic.domain not in domains:
            reader.problem(
                "domain", topic.line, f"분야 '{topic.domain}'이(가) 없습니다.", "domains의 id로 적어 주세요."
            )
        if topic.kind not in KINDS:
            reader.problem(
                "kind", topic.line, f"kind '{topic.kind}'은(는) 없습니다.", f"{', '.join(KINDS)} 중 하나로."
            )
        for facet in topic.facets:
            if facet not in FACETS:
                reader.problem(
                    "facet",
                    topic.line,
                    f"'{facet}'은(는) 없는 답변 항목입니다.",
                    f"{', '.join(FACETS)} 중에서 고르세요.",
                )
        for other in topic.confusable_with:
            if other not in topics:
                reader.problem(
                    "topic",
                    topic.line,
                    f"confusable_with의 '{other}' 주제가 없습니다.",
                    "주제 id를 확인해 주세요.",
                )
