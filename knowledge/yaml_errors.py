"""Say in plain Korean what a YAML parser complains about."""

from __future__ import annotations

import re

import yaml

from knowledge.errors import Problem

_INDENT = "같은 단계의 항목은 줄 앞 빈칸 수를 똑같이 맞춰 주세요. 바로 윗줄의 빈칸 수도 살펴봐 주세요."
_QUOTE_ALL = '글 전체를 큰따옴표(")로 감싸 주세요.'
_PAIR = "글의 처음과 끝에 같은 따옴표를 한 쌍으로 적어 주세요."

# First match wins. (part of the parser's message, what is wrong, remedy)
_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "글 속에 쌍점(: )이 있거나 줄 앞 빈칸이 맞지 않습니다.",
        '글 전체를 큰따옴표(")로 감싸거나 줄 앞 빈칸을 윗줄과 맞춰 주세요.',
    ),
    (
        "could not find expected ':'",
        "항목 이름 뒤의 쌍점(:)이나 줄 앞의 '-'가 빠졌습니다.",
        "'항목: 내용' 또는 '- 내용' 모양으로 적어 주세요.",
    ),
    ("quoted scalar", "따옴표가 닫히지 않았습니다.", _PAIR),
    *(
        (part, "글이 특수 기호(*, &, !, @, %)로 시작합니다.", _QUOTE_ALL)
        for part in ("alias", "scanning an anchor", "scanning a tag", "cannot start any token")
    ),
    (
        "scanning a block scalar",
        "'|'나 '>' 바로 뒤에 글이 이어집니다.",
        "'|'만 적고 글은 다음 줄부터 빈칸을 넣어 적어 주세요.",
    ),
    (
        "flow sequence",
        "대괄호([ ])가 닫히지 않았거나 쉼표가 빠졌습니다.",
        "[가, 나, 다] 모양인지 확인해 주세요.",
    ),
    (
        "flow mapping",
        "중괄호({ })가 닫히지 않았거나 쉼표가 빠졌습니다.",
        '중괄호가 든 글은 큰따옴표(")로 감싸고, 그 밖에는 {이름: 값, 이름: 값} 모양인지 확인해 주세요.',
    ),
    ("did not find expected key", "줄 앞 빈칸이 윗줄과 맞지 않습니다.", _INDENT),
    ("block", "줄 앞 빈칸이나 '-' 표시가 윗줄과 맞지 않습니다.", _INDENT),
    ("found another document", "'---' 줄이 있어 문서가 둘로 나뉘었습니다.", "'---' 줄을 지워 주세요."),
)
# The value of a line such as `  - value`, `key: value` or `  - key: value`.
_VALUE = re.compile(r"\s*(?:- +)?(?:[^\s:'\"]+: +)?(?P<text>\S.*)")
_TEXT_AFTER_QUOTE = re.compile(r"\"[^\"]*\"\s*[^\s\"#,:]|'[^']*'\s*[^\s'#,:]")


def explain_yaml_error(error: yaml.YAMLError, text: str, name: str) -> Problem:
    """Turn a parser error into a Problem with the line, in Korean."""
    if isinstance(error, yaml.reader.ReaderError):
        return Problem(
            "control_character",
            name,
            _line_of_control_character(text),
            "눈에 보이지 않는 제어 문자가 들어 있습니다.",
            "그 줄을 지우고 직접 다시 입력해 주세요. 다른 프로그램에서 붙여 넣을 때 섞이곤 합니다.",
        )
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 0
    lines = text.split("\n")
    return (
        # The parser often notices a mistake one line late.
        _explain_line(lines, line, name)
        or _explain_line(lines, line - 1, name)
        or _unclosed_quote(lines, context.line + 1 if context is not None else 1, line, name)
        or _explain_message(str(error), line, name)
    )


def _explain_line(lines: list[str], number: int, name: str) -> Problem | None:
    source = lines[number - 1] if 0 < number <= len(lines) else ""
    if "\t" in source[: len(source) - len(source.lstrip())]:
        remedy = "탭을 지우고 빈칸(스페이스) 두 칸으로 바꿔 주세요."
        return Problem("tab", name, number, "줄 앞에 탭(Tab)이 들어 있습니다.", remedy)
    value = _VALUE.match(source)
    if value is not None and value["text"].startswith(("{district.", "{department.")):
        return Problem("unquoted_brace", name, number, "글이 중괄호({)로 시작합니다.", _QUOTE_ALL)
    if value is not None and _TEXT_AFTER_QUOTE.match(value["text"]):
        remedy = "글 전체를 작은따옴표(')로 감싸거나 따옴표를 빼 주세요."
        return Problem("quote", name, number, "따옴표 뒤에 글이 이어집니다.", remedy)
    return None


def _unclosed_quote(lines: list[str], first: int, last: int, name: str) -> Problem | None:
    """Find a quote opened and not closed in its line: the parser runs on and complains much later."""
    for number in range(first, min(last, len(lines)) + 1):
        value = _VALUE.match(lines[number - 1])
        quote = value["text"][0] if value is not None else ""
        if value is not None and quote in ('"', "'") and value["text"].count(quote) == 1:
            return Problem("quote", name, number, "따옴표가 닫히지 않았습니다.", _PAIR)
    return None


def _line_of_control_character(text: str) -> int:
    for offset, character in enumerate(text):
        if (ord(character) < 32 and character not in "\n\t") or character in "\x7f\ufffe\uffff":
            return text.count("\n", 0, offset) + 1
    return 0


def _explain_message(message: str, line: int, name: str) -> Problem:
    for part, wrong, remedy in _EXPLANATIONS:
        if part in message:
            return Problem("yaml", name, line, wrong, remedy)
    remedy = "쌍점(:), 따옴표, 줄 앞 빈칸을 다른 글과 견주어 고쳐 주세요."
    return Problem("yaml", name, line, "YAML 형식이 맞지 않습니다.", remedy)
