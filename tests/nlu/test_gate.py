from __future__ import annotations

from pathlib import Path

import pytest

from nlu.errors import NluError
from nlu.gate import headline, read_accepted, regressions, write_accepted
from nlu.metrics import Prediction, summarize

ACCEPTED = {"top1": 0.96, "ece": 0.03, "out_of_scope_as_known": 0.02}


def test_a_model_as_good_as_the_accepted_one_passes() -> None:
    assert regressions(ACCEPTED, ACCEPTED) == []
    assert regressions({"top1": 0.95, "ece": 0.04}, ACCEPTED) == []


def test_losing_more_than_a_point_of_top_one_is_named() -> None:
    (line,) = regressions({**ACCEPTED, "top1": 0.949}, ACCEPTED)
    assert "top1: 0.960 accepted, 0.949 now" in line


def test_broken_calibration_is_named() -> None:
    assert regressions({**ACCEPTED, "ece": 0.05}, ACCEPTED)[0].startswith("ece")


def test_getting_better_is_no_regression() -> None:
    assert regressions({"top1": 1.0, "ece": 0.0, "out_of_scope_as_known": 0.0}, ACCEPTED) == []


def test_a_figure_nobody_accepted_yet_is_not_compared() -> None:
    assert regressions({"facet_accuracy": 0.1}, ACCEPTED) == []


def test_the_headline_has_the_figures_of_the_scores() -> None:
    right = Prediction("civil/a", (("civil/a", 0.9),), "civil", style="elder")
    outside = Prediction("out_of_scope", (("civil/a", 0.7),), "civil")
    figures = headline(summarize([right, outside]))
    assert figures["top1"] == figures["elderly_top1"] == figures["out_of_scope_as_known"] == 1.0
    assert "worst_noise_loss" not in figures


def test_accepted_figures_survive_the_file(tmp_path: Path) -> None:
    write_accepted(tmp_path / "accepted.json", ACCEPTED)
    assert read_accepted(tmp_path / "accepted.json") == ACCEPTED


@pytest.mark.parametrize("content", [None, "{", "[]", '{"top1": "high"}'])
def test_a_broken_file_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "accepted.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(NluError, match=r"accepted\.json"):
        read_accepted(path)
