"""A small file never asks for much memory or time, whatever it says."""

from __future__ import annotations

import pytest

from knowledge.errors import KnowledgeError
from knowledge.yaml_limits import MAX_DEPTH, MAX_NODES, assert_harmless, load_plain


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &a [하나, 둘]\nb: [*a, *a]\n", "reference", 1),
        ("- 글\n- &memo 글\n", "reference", 2),
        ("title: 글\na: *b\n", "reference", 2),
        ("b: 1\na:\n  " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "too_deep", 3),
        ("- 1\n" * (MAX_NODES + 1), "too_many", MAX_NODES),
    ],
)
def test_what_grows_is_refused_with_file_line_and_remedy(text: str, code: str, line: int) -> None:
    with pytest.raises(KnowledgeError) as caught:
        assert_harmless(text, "articles/a.yml")
    assert (caught.value.code, caught.value.line, caught.value.file) == (code, line, "articles/a.yml")
    assert caught.value.remedy


def test_marks_inside_a_text_are_only_text() -> None:
    assert load_plain('a: "*중요*"\nb: 1층 & 2층\nc: |\n  * 하나\n  & 둘\n', "a.yml") == {
        "a": "*중요*",
        "b": "1층 & 2층",
        "c": "* 하나\n& 둘\n",
    }


def test_nesting_the_parser_could_not_survive_is_a_problem() -> None:
    with pytest.raises(KnowledgeError, match="깊습니다"):
        assert_harmless("[" * 100_000, "a.yml")
