from __future__ import annotations

import pytest

from nlu.calibration_error import expected_calibration_error
from nlu.evaluation_table import render_table
from nlu.metrics import Prediction, summarize


def prediction(expected: str, *ranking: tuple[str, float], **rest: object) -> Prediction:
    domain = ranking[0][0].split("/")[0] if ranking else ""
    return Prediction(expected, ranking, **{"domain": domain, **rest})  # type: ignore[arg-type]


RIGHT = prediction("civil/passport_lost", ("civil/passport_lost", 0.9), ("greet", 0.1), style="plain")
SECOND = prediction(
    "civil/passport_lost", ("civil/passport_issue", 0.7), ("civil/passport_lost", 0.2), style="elder"
)
WRONG = prediction("traffic/parking_fine", ("civil/passport_issue", 0.3), style="elder")


def test_the_share_of_right_answers_is_counted() -> None:
    scores = summarize([RIGHT, SECOND, WRONG, RIGHT])
    assert (scores["n"], scores["top1"], scores["top3"]) == (4, 0.5, 0.75)


def test_a_wrong_topic_of_the_right_domain_counts_for_the_domain() -> None:
    assert summarize([RIGHT, SECOND, WRONG])["domain_accuracy"] == pytest.approx(0.6667)


def test_a_topic_may_be_expected_without_its_domain() -> None:
    scores = summarize([prediction("passport_lost", ("civil/passport_lost", 0.9))])
    assert (scores["top1"], scores["domain_accuracy"]) == (1.0, 1.0)
    assert list(scores["domains"]) == ["civil"]


def test_bands_split_the_questions_by_confidence() -> None:
    bands = summarize([RIGHT, SECOND, WRONG, RIGHT])["bands"]
    assert bands["ge_080"] == {"n": 2, "share": 0.5, "accuracy": 1.0}
    assert bands["060_080"] == {"n": 1, "share": 0.25, "accuracy": 0.0}
    assert bands["lt_060"] == {"n": 1, "share": 0.25, "accuracy": 0.0}


def test_each_style_is_scored() -> None:
    styles = summarize([RIGHT, SECOND, WRONG])["styles"]
    assert styles["plain"] == {"n": 1, "top1": 1.0, "top3": 1.0}
    assert styles["elder"] == {"n": 2, "top1": 0.0, "top3": 0.5}


def test_dialogue_acts_are_counted_apart() -> None:
    wrong = prediction("bye", ("greet", 0.9))
    scores = summarize([RIGHT, prediction("greet", ("greet", 0.9)), wrong])
    assert (scores["n"], scores["top1"]) == (1, 1.0)
    assert (scores["acts"]["n"], scores["acts"]["top1"]) == (2, 0.5)


def test_the_points_of_the_calibration_plot_are_confidence_against_accuracy() -> None:
    assert summarize([RIGHT, SECOND])["calibration"] == [
        {"confidence": 0.7, "accuracy": 0.0, "share": 0.5},
        {"confidence": 0.9, "accuracy": 1.0, "share": 0.5},
    ]


def test_questions_out_of_scope_are_counted_apart() -> None:
    sure = prediction("out_of_scope", ("civil/passport_lost", 0.7))
    unsure = prediction("out_of_scope", ("civil/passport_lost", 0.5))
    other = prediction("other_agency/tax", ("other_agency/licence", 0.9))
    scores = summarize([RIGHT, sure, unsure, other])
    assert scores["n"] == 1
    assert scores["out_of_scope"] == {"n": 3, "answered_as_known": 1}


def test_the_strongest_facet_must_be_the_expected_one() -> None:
    right = prediction("civil/a", ("civil/a", 1.0), expected_facets=("fee",), facets=("fee", "where"))
    wrong = prediction("civil/a", ("civil/a", 1.0), expected_facets=("where",), facets=("fee", "where"))
    assert summarize([right, wrong])["facet_accuracy"] == 0.5


def test_of_two_expected_facets_both_must_be_found() -> None:
    both = prediction("civil/a", ("civil/a", 1.0), expected_facets=("where", "fee"), facets=("fee", "where"))
    one = prediction("civil/a", ("civil/a", 1.0), expected_facets=("where", "fee"), facets=("fee",))
    assert summarize([both, one])["facet_accuracy"] == 0.5


def test_no_facet_found_means_the_summary() -> None:
    assert (
        summarize([prediction("civil/a", ("civil/a", 1.0), expected_facets=("summary",))])["facet_accuracy"]
        == 1
    )


def test_confusions_and_worst_topics_name_what_went_wrong() -> None:
    scores = summarize([RIGHT, SECOND, SECOND, WRONG])
    assert scores["confusions"][0] == {
        "expected": "civil/passport_lost",
        "predicted": "civil/passport_issue",
        "n": 2,
    }
    assert [row["topic"] for row in scores["worst_topics"]] == [
        "traffic/parking_fine",
        "civil/passport_lost",
    ]


def test_a_model_as_sure_as_it_is_right_has_no_calibration_error() -> None:
    assert expected_calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == 0


def test_overconfidence_is_an_error_of_its_size() -> None:
    assert expected_calibration_error([(1.0, True), (1.0, False)]) == 0.5


def test_no_questions_give_no_scores() -> None:
    scores = summarize([])
    assert (scores["n"], scores["top1"], scores["ece"]) == (0, None, None)
    assert "-" in render_table(scores)


def test_the_table_shows_totals_styles_and_confusions() -> None:
    table = render_table(summarize([RIGHT, SECOND, WRONG]))
    assert "top1              0.333" in table
    assert "elder" in table
    assert "civil/passport_lost -> civil/passport_issue" in table
