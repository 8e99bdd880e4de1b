"""Who handles what the district does not (knowledge/other_agencies.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.district import District
from knowledge.document import Node, read_document
from knowledge.reader import Reader
from knowledge.template import render, unknown_fields

OTHER_AGENCY = "other_agency"  # the retrieval intent whose classes are other_agency/<id>


@dataclass(frozen=True)
class OtherAgency:
    """One body to turn to, rendered; `speech` is the text unless staff wrote a spoken form."""

    id: str
    title: str
    text: str
    speech: str
    phone: str


def load_other_agencies(
    path: Path, district: District, file: str = "other_agencies.yml"
) -> dict[str, OtherAgency]:
    """Read and check the other agencies, by id. Raises KnowledgeError."""
    reader = Reader(file)
    agencies: dict[str, OtherAgency] = {}
    for agency, node in reader.entries(read_document(path, file), "기관"):
        fields = reader.mapping(node, f"'{agency}'", ("title", "text", "phone"), ("speech",))
        texts = {
            name: _rendered(reader, fields.get(name), f"{agency}.{name}", district)
            for name in ("title", "text", "speech", "phone")
        }
        texts["speech"] = texts["speech"] or texts["text"]
        agencies[agency] = OtherAgency(id=agency, **texts)
    reader.raise_problems()
    return agencies


def find_agency(agencies: Mapping[str, OtherAgency], topic: str) -> OtherAgency | None:
    """Return the agency of a class such as `other_agency/court`."""
    intent, _, agency = topic.partition("/")
    return agencies.get(agency) if intent == OTHER_AGENCY else None


def _rendered(reader: Reader, node: Node | None, what: str, district: District) -> str:
    known = district.fields()
    text = reader.text(node, what)
    unknown = list(unknown_fields(text, known))
    for name, offset in unknown:
        reader.problem(
            "template",
            node.line_of(offset) if node else 0,
            f"'{{{name}}}'은(는) 없는 항목입니다.",
            f"쓸 수 있는 항목: {', '.join(sorted(known))}.",
        )
    return "" if unknown else render(text, known)
