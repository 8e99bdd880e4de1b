"""Sentences staff write in lists, rendered for the district."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.document import Node
from knowledge.reader import Reader
from knowledge.template import render, unknown_fields


def read_wordings(
    reader: Reader, node: Node | None, what: str, values: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Return one text or a list of texts, rendered, each with its line; unknown fields become problems."""
    return [(render(text, values), line) for text, line in read_templates(reader, node, what, values)]


def read_templates(
    reader: Reader, node: Node | None, what: str, known: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Return the texts with their fields still in place, for words that depend on the answer beside them."""
    single = node is not None and isinstance(node.value, str)
    texts = [(reader.text(node, what), node.line)] if single and node else reader.texts(node, what)
    return [(text, line) for text, line in texts if _is_known(reader, text, line, known)]


def _is_known(reader: Reader, text: str, line: int, known: Mapping[str, str]) -> bool:
    unknown = [name for name, _ in unknown_fields(text, known)]
    for name in unknown:
        reader.problem(
            "template",
            line,
            f"'{{{name}}}'은(는) 없는 항목입니다.",
            f"쓸 수 있는 항목: {', '.join(sorted(known))}.",
        )
    return bool(text) and not unknown
