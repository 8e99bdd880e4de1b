from __future__ import annotations

from pathlib import Path

import pytest

from nlu.facet_evaluate import facet_scores, held_out_facets, main
from nlu.facet_examples import FacetExample, read_facet_examples
from nlu.facet_lexicon import FacetLexicon

DATA = Path(__file__).parents[2] / "data"


def test_precision_counts_only_the_facets_that_were_named() -> None:
    chosen = [
        (FacetExample(("fee",), "얼마"), "fee"),
        (FacetExample(("time",), "며칠"), "summary"),
        (FacetExample(("how",), "방법"), "time"),
        (FacetExample(("fee", "where"), "얼마고 어디"), "where"),
    ]
    scores = facet_scores(chosen)
    assert (scores.questions, scores.accuracy) == (4, 0.5)
    assert scores.precision == pytest.approx(2 / 3)
    assert scores.classes["time"] == (0, 1, 1)


def test_only_questions_of_a_topic_are_scored_and_each_once() -> None:
    things = {"a/1": "여권", "a/2": "등본", "a/3": "의자", "a/4": "수영장", "a/5": "주차장"}
    examples = [
        FacetExample((facet,), f"{thing} {question}", topic)
        for topic, thing in things.items()
        for facet, question in (("fee", "얼마"), ("time", "며칠"), ("how", "하고 싶어요"))
    ] + [FacetExample(("fee",), "공짜예요")]
    chosen = held_out_facets(examples, FacetLexicon.load(DATA / "facets.yml"), 0.4)
    assert sorted(example.text for example, _ in chosen) == sorted(e.text for e in examples if e.topic)


def test_unseen_topics_are_understood_no_worse_than_accepted() -> None:
    examples = read_facet_examples(DATA / "facet_examples.tsv")
    scores = facet_scores(held_out_facets(examples, FacetLexicon.load(DATA / "facets.yml"), 0.2))
    assert scores.accuracy >= 0.57
    assert scores.precision >= 0.54


def test_a_missing_file_is_named_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--examples", "nowhere.tsv"]) == 2
    assert "nowhere.tsv" in capsys.readouterr().err
