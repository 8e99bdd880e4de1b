"""Refuse YAML that costs far more than its size: references that multiply, and endless nesting."""

from __future__ import annotations

from typing import Any

import yaml

from knowledge.errors import KnowledgeError

MAX_DEPTH = 20  # the deepest file of the product has 7
MAX_NODES = 50_000  # the largest has 8,600
_REFERENCES = "다른 곳을 가리키는 표시(&, *)는 쓸 수 없습니다."
_WRITE_OUT = (
    '같은 내용이라도 그대로 다시 적어 주세요. 글이 &나 *로 시작하면 글 전체를 큰따옴표(")로 감싸 주세요.'
)
_DEEP = f"항목 안의 항목이 너무 깊습니다({MAX_DEPTH}단계 초과)."
_LESS_DEEP = "괄호([ ], { })와 줄 앞 빈칸을 살펴보고, 안쪽 항목을 밖으로 꺼내 주세요."
_MANY = f"항목이 너무 많습니다({MAX_NODES:,}개 초과)."
_FEWER = "내용을 줄이거나 파일을 나누어 주세요."


def assert_harmless(text: str, name: str) -> None:
    """Read only the parser's events, so that nothing grows: eleven such lines can ask for gigabytes.

    Raises KnowledgeError with the line, and yaml.YAMLError for what is no YAML.
    """
    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark is not None else 0
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if not isinstance(event, yaml.NodeEvent):
            continue
        if event.anchor is not None:  # an alias names one too
            raise KnowledgeError("reference", _REFERENCES, name, line, _WRITE_OUT)
        nodes += 1
        depth += isinstance(event, yaml.CollectionStartEvent)
        if depth > MAX_DEPTH:
            raise KnowledgeError("too_deep", _DEEP, name, line, _LESS_DEEP)
        if nodes > MAX_NODES:
            raise KnowledgeError("too_many", _MANY, name, line, _FEWER)


def load_plain(text: str, name: str) -> Any:
    """Return a file's plain data. Raises KnowledgeError and yaml.YAMLError as `assert_harmless` does."""
    assert_harmless(text, name)
    return yaml.load(text, Loader=yaml.CSafeLoader)
