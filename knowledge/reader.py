"""Check the shape of a document and collect every problem, so that staff mend a file in one go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NoReturn

from knowledge.document import Node
from knowledge.errors import KnowledgeError, Problem

_TRUE = ("true", "yes", "on", "예", "네")
_FALSE = ("false", "no", "off", "아니요", "아니오")


class Reader:
    """Reads typed fields of one file; problems are collected in `problems`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def problem(self, code: str, line: int, message: str, remedy: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(code, self.file, line, message, remedy))

    def raise_problems(self) -> None:
        """Raise KnowledgeError when anything was wrong."""
        if self.problems:
            self.fail()

    def fail(self) -> NoReturn:
        """Raise everything found so far."""
        raise KnowledgeError.from_problems(sorted(self.problems, key=lambda problem: problem.line))

    def mapping(
        self,
        node: Node | None,
        what: str,
        required: Sequence[str] = (),
        optional: Sequence[str] | None = None,
    ) -> dict[str, Node]:
        """Return the fields of a mapping. `optional` None allows any other field name."""
        if node is None or node.value is None:
            return {}
        if not isinstance(node.value, dict):
            self.problem(
                "shape",
                node.line,
                f"{what}에는 '이름: 내용' 줄이 와야 합니다.",
                "다른 글의 모양을 보고 고쳐 주세요.",
            )
            return {}
        if optional is not None:
            known = [*required, *optional]
            for key, child in node.value.items():
                if key not in known:
                    self.problem(
                        "unknown_field",
                        child.line,
                        f"{what}에 '{key}'(이)라는 항목은 없습니다.",
                        f"쓸 수 있는 항목: {', '.join(known)}.",
                    )
        for key in required:
            if key not in node.value:
                self.problem(
                    "missing_field",
                    node.line,
                    f"{what}에 '{key}' 항목이 없습니다.",
                    f"'{key}: ...' 줄을 넣어 주세요.",
                )
        return node.value

    def items(self, node: Node | None, what: str) -> list[Node]:
        """Return the items of a list; nothing at all is an empty list."""
        if node is None or node.value is None:
            return []
        if not isinstance(node.value, list):
            self.problem(
                "shape",
                node.line,
                f"{what}은(는) 목록이어야 합니다.",
                "줄마다 '- '로 시작하거나 [가, 나] 모양으로 적어 주세요.",
            )
            return []
        return node.value

    def text(self, node: Node | None, what: str) -> str:
        """Return a non-empty text, stripped; "" after noting a problem."""
        if node is None:
            return ""
        if isinstance(node.value, str) and node.value.strip():
            return node.value.strip()
        if node.value is None or node.value == "" or isinstance(node.value, str):
            self.problem(
                "empty", node.line, f"{what} 내용이 비어 있습니다.", "내용을 적거나 그 줄을 지워 주세요."
            )
        elif isinstance(node.value, dict) and any(
            re.match(r"(district|department)\.", key) for key in node.value
        ):
            self.problem(
                "unquoted_brace",
                node.line,
                f"{what}: 글이 중괄호({{)로 시작합니다.",
                '글 전체를 큰따옴표(")로 감싸 주세요.',
            )
        elif isinstance(node.value, dict):
            self.problem(
                "shape",
                node.line,
                f"{what}에는 글이 와야 하는데 '이름: 내용' 모양으로 읽혔습니다.",
                '쌍점(:)이 든 글은 큰따옴표(")로 감싸 주세요.',
            )
        else:
            self.problem(
                "shape",
                node.line,
                f"{what}에는 글이 와야 하는데 목록으로 읽혔습니다.",
                "여러 줄 글은 '항목: |' 다음 줄부터 적고, [ ]로 시작하는 글은 따옴표로 감싸 주세요.",
            )
        return ""

    def optional_text(self, fields: Mapping[str, Node], key: str, what: str, default: str = "") -> str:
        """Return a text field, or `default` when it is absent or left empty."""
        node = fields.get(key)
        return default if node is None or node.value is None else self.text(node, what)

    def texts(self, node: Node | None, what: str) -> list[tuple[str, int]]:
        """Return the texts of a list with their lines."""
        found = [(self.text(item, what), item.line) for item in self.items(node, what)]
        return [(text, line) for text, line in found if text]

    def flag(self, node: Node | None, what: str, default: bool = False) -> bool:
        """Return true or false."""
        if node is None or node.value is None:
            return default
        value = node.value.strip().lower() if isinstance(node.value, str) else ""
        if value not in (*_TRUE, *_FALSE):
            self.problem(
                "boolean", node.line, f"{what} 값을 알 수 없습니다.", "true 또는 false로 적어 주세요."
            )
        return value in _TRUE

    def number(self, node: Node | None, what: str, default: float) -> float:
        """Return a number."""
        if node is None or node.value is None:
            return default
        try:
            return float(node.value if isinstance(node.value, str) else "")
        except ValueError:
            self.problem("number", node.line, f"{what} 값이 숫자가 아닙니다.", "0.8처럼 숫자만 적어 주세요.")
            return default

    def day(self, node: Node | None, what: str) -> date | None:
        """Return a date written as 2026-11-21."""
        if node is None or node.value is None:
            return None
        try:
            return date.fromisoformat(node.value if isinstance(node.value, str) else "")
        except ValueError:
            self.problem(
                "date",
                node.line,
                f"{what} 날짜를 읽을 수 없습니다.",
                "2026-11-21처럼 연-월-일로 적어 주세요.",
            )
            return None

    def entries(self, node: Node | None, what: str) -> Iterator[tuple[str, Node]]:
        """Go over the fields of a mapping whose names staff may choose."""
        yield from self.mapping(node, what).items()
