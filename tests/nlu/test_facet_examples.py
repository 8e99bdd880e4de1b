from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import FACETS
from nlu.errors import NluError
from nlu.facet_examples import FacetExample, read_facet_examples

SHIPPED = Path(__file__).parents[2] / "data" / "facet_examples.tsv"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "examples.tsv"
    path.write_text("\n".join(("facet\ttext\ttopic", *lines)) + "\n", encoding="utf-8")
    return path


def test_a_line_is_facets_text_and_topic(tmp_path: Path) -> None:
    path = written(tmp_path, "fee,where\t얼마고 어디서 내요\tcivil/passport_issue", "time\t며칠 걸려요\t")
    assert read_facet_examples(path) == [
        FacetExample(("fee", "where"), "얼마고 어디서 내요", "civil/passport_issue"),
        FacetExample(("time",), "며칠 걸려요", ""),
    ]


@pytest.mark.parametrize("line", ["price\t얼마예요\t", "fee\t\t", "얼마예요"])
def test_a_mistake_names_file_and_line(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, "fee\t얼마예요\t", line)
    with pytest.raises(NluError, match=r"examples\.tsv:3"):
        read_facet_examples(path)


def test_a_file_without_the_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "examples.tsv"
    path.write_text("fee\t얼마예요\n", encoding="utf-8")
    with pytest.raises(NluError, match="header"):
        read_facet_examples(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NluError, match=r"nowhere\.tsv"):
        read_facet_examples(tmp_path / "nowhere.tsv")


def test_the_shipped_examples_show_every_facet_a_hundred_times_and_no_question_twice() -> None:
    examples = read_facet_examples(SHIPPED)
    texts = [example.text for example in examples]
    assert len(texts) == len(set(texts)) >= 3000
    for facet in FACETS:
        assert sum(facet in example.facets for example in examples) >= 100, facet


def test_no_shipped_example_is_an_evaluation_question() -> None:
    evaluated: set[str] = set()
    for path in Path(__file__).parent.glob("*.tsv"):
        evaluated |= {line.split("\t")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()}
    # Only counted: a failure must not print evaluation questions to whoever writes examples.
    shared = sum(example.text in evaluated for example in read_facet_examples(SHIPPED))
    assert shared == 0
