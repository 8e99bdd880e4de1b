"""What the bot says to greetings and other dialogue acts (knowledge/small_talk.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge.catalog import Catalog
from knowledge.district import District
from knowledge.document import Node, read_document
from knowledge.reader import Reader
from knowledge.wordings import read_wordings


@dataclass(frozen=True)
class SmallTalkEntry:
    """Wordings for one act, rendered; `chips` are topic keys (domain/topic) or domain ids.

    `asked` are closer wordings for messages with one of their `words`.
    """

    act: str
    text: tuple[str, ...]
    speech: tuple[str, ...] = ()
    chips: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    asked: tuple[SmallTalkEntry, ...] = ()

    def answering(self, message: str) -> SmallTalkEntry:
        """Return the wordings for exactly this message: the first whose words it has, else these."""
        squeezed = re.sub(r"\s", "", message)
        fitting = (entry for entry in self.asked if any(word in squeezed for word in entry.words))
        return next(fitting, self)


@dataclass(frozen=True)
class SmallTalk:
    """All acts by id."""

    acts: Mapping[str, SmallTalkEntry] = field(default_factory=dict)

    def get(self, act: str) -> SmallTalkEntry | None:
        """Return the wordings of one act."""
        return self.acts.get(act)


def load_small_talk(
    path: Path, district: District, catalog: Catalog, file: str = "small_talk.yml"
) -> SmallTalk:
    """Read and check the small talk. Raises KnowledgeError."""
    reader = Reader(file)
    acts: dict[str, SmallTalkEntry] = {}
    for act, node in reader.entries(read_document(path, file), "말"):
        fields = reader.mapping(node, f"'{act}'", ("text",), ("speech", "chips", "asked"))
        asked = (
            reader.mapping(item, f"{act}.asked", ("words", "text"), ("speech", "chips"))
            for item in reader.items(fields.get("asked"), "asked")
        )
        closer = tuple(_entry(reader, act, inner, district, catalog) for inner in asked)
        acts[act] = replace(_entry(reader, act, fields, district, catalog), asked=closer)
        if "text" in fields and not acts[act].text and not reader.problems:
            reader.problem(
                "empty", node.line, f"'{act}'에 할 말이 없습니다.", "text에 한 줄 이상 적어 주세요."
            )
    reader.raise_problems()
    return SmallTalk(acts)


def _entry(
    reader: Reader, act: str, fields: Mapping[str, Node], district: District, catalog: Catalog
) -> SmallTalkEntry:
    words = (re.sub(r"\s", "", word) for word, _ in reader.texts(fields.get("words"), "words"))
    return SmallTalkEntry(
        act=act,
        text=_wordings(reader, fields.get("text"), f"{act}.text", district),
        speech=_wordings(reader, fields.get("speech"), f"{act}.speech", district),
        chips=_chips(reader, fields.get("chips"), catalog),
        words=tuple(words),
    )


def _wordings(reader: Reader, node: Node | None, what: str, district: District) -> tuple[str, ...]:
    return tuple(text for text, _ in read_wordings(reader, node, what, district.fields()))


def _chips(reader: Reader, node: Node | None, catalog: Catalog) -> tuple[str, ...]:
    chips: list[str] = []
    for text, line in reader.texts(node, "chips"):
        topic = catalog.topic(text)
        if topic is None and catalog.domain(text) is None:
            reader.problem(
                "chip",
                line,
                f"chips의 '{text}'은(는) 없는 주제입니다.",
                "catalog.yml의 주제나 분야 id를 적어 주세요.",
            )
        else:
            chips.append(topic.key if topic is not None else text)
    return tuple(chips)
