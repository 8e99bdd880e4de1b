"""Read one YAML file as text nodes that remember their line.

Every scalar stays text: staff write `9:00`, `네` or `no` and mean exactly that, whatever YAML would make
of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from knowledge.errors import KnowledgeError, Problem
from knowledge.yaml_errors import explain_yaml_error
from knowledge.yaml_limits import assert_harmless

_MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Node:
    """A mapping, a list, a text or nothing, with its line in the file."""

    value: dict[str, Node] | list[Node] | str | None
    line: int
    style: str = ""  # "|" for a literal block, whose lines can be counted
    last_line: int = 0
    duplicates: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    def line_of(self, offset: int) -> int:
        """Return the line of the character at `offset` of a text."""
        if self.style == "|" and isinstance(self.value, str):
            return self.line + 1 + self.value.count("\n", 0, offset)
        return self.line


def read_document(path: Path, name: str) -> Node:
    """Read a YAML file; `name` is the file name shown to staff. Raises KnowledgeError."""
    text = decode(_read_bytes(path, name), name)
    try:
        assert_harmless(text, name)
        # The composer alone, because it keeps the line of every node.
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise KnowledgeError.from_problems([explain_yaml_error(error, text, name)]) from error
    if root is None:
        raise KnowledgeError(
            "empty_file", "파일이 비어 있습니다.", name, 0, "내용을 적거나, 쓰지 않는 파일이면 지워 주세요."
        )
    node = _convert(root, root.start_mark.line + 1)
    repeated = list(_duplicates(node, name))
    if repeated:
        raise KnowledgeError.from_problems(repeated)
    return node


def decode(data: bytes, name: str) -> str:
    """Turn bytes into text: UTF-8 with or without a byte order mark, any line ends. Raises KnowledgeError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise KnowledgeError(
            "encoding",
            "글자가 UTF-8 방식으로 저장되지 않아 읽을 수 없습니다.",
            name,
            line,
            "메모장에서 '다른 이름으로 저장'을 누르고 인코딩을 UTF-8로 골라 다시 저장해 주세요.",
        ) from error
    # Files from a Mac may hold Hangul as separate letters.
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(
            "unreadable",
            "파일을 열 수 없습니다.",
            name,
            0,
            f"파일이 있는지, 읽기 권한이 있는지 확인해 주세요. ({error.strerror})",
        ) from error
    if len(data) > _MAX_BYTES:
        raise KnowledgeError(
            "too_large", "파일이 너무 큽니다(1MB 초과).", name, 0, "내용을 줄이거나 주제를 나누어 주세요."
        )
    return data


def _convert(node: yaml.Node, line: int) -> Node:
    if isinstance(node, yaml.ScalarNode):
        empty = node.style is None and (node.value == "" or node.value.lower() in ("null", "~"))
        return Node(None if empty else node.value, line, node.style or "", node.end_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(item, item.start_mark.line + 1) for item in node.value], line)
    children: dict[str, Node] = {}
    duplicates: list[tuple[str, int]] = []
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in children:
            duplicates.append((key, key_line))
        children[key] = _convert(value_node, key_line)
    return Node(children, line, duplicates=tuple(duplicates))


def _duplicates(node: Node, name: str) -> Iterator[Problem]:
    for key, line in node.duplicates:
        yield Problem(
            "duplicate_key",
            name,
            line,
            f"'{key}' 항목이 두 번 적혀 있습니다.",
            "하나만 남기고 지우거나 내용을 한곳에 모아 주세요.",
        )
    if isinstance(node.value, dict):
        children = list(node.value.values())
    else:
        children = node.value if isinstance(node.value, list) else []
    for child in children:
        yield from _duplicates(child, name)
