from __future__ import annotations

from pathlib import Path

import pytest

from nlu.errors import NluError
from nlu.evaluate import main
from nlu.evaluation_file import Question, read_questions


def write(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "questions.tsv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_all_columns_are_read_in_any_order(tmp_path: Path) -> None:
    path = write(tmp_path, "style\ttopic\tfacet\ttext\nelder\tpassport_lost\tfee, time\t여권 얼마여\n")
    assert read_questions(path) == [Question("여권 얼마여", "passport_lost", ("fee", "time"), "elder")]


def test_facet_and_style_may_be_missing(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufefftext\ttopic\r\n안녕\tgreet\r\n\r\n")
    assert read_questions(path) == [Question("안녕", "greet")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("text\tstyle\n안녕\tplain\n", ":1: missing column 'topic'"),
        ("", ":1: missing column 'text'"),
        ("text\ttopic\n안녕\tgreet\n여권\n", ":3: column 'topic' is empty"),
        (b"text\ttopic\n\xbf\xa9\tgreet\n", "cannot be read as UTF-8"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(NluError) as caught:
        read_questions(write(tmp_path, content))
    assert message in str(caught.value)


def test_a_missing_file_is_one_line_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere.tsv")]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "nowhere.tsv: no such file" in output.err
    assert output.err.count("\n") == 1


def test_a_missing_model_is_one_line_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "text\ttopic\n안녕\tgreet\n")
    assert main([str(path), "--model", str(tmp_path / "models"), "--json"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "no trained model found" in output.err
