"""The regression gate: a model may not be clearly worse than the one accepted last."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.errors import NluError


@dataclass(frozen=True)
class Measure:
    """A figure the gate watches: how far it may move the wrong way (share, 0 to 1)."""

    name: str
    tolerance: float
    higher_is_better: bool = True


MEASURES = (
    Measure("top1", 0.01),
    Measure("top3", 0.01),
    Measure("elderly_top1", 0.02),
    Measure("situation_top1", 0.02),
    Measure("acts_top1", 0.02),
    Measure("facet_accuracy", 0.02),
    Measure("ece", 0.01, higher_is_better=False),
    Measure("right_when_sure", 0.01),
    Measure("sure_share", 0.03),
    Measure("out_of_scope_as_known", 0.015, higher_is_better=False),
    Measure("worst_noise_loss", 0.02, higher_is_better=False),
)


def headline(scores: Mapping[str, Any]) -> dict[str, float]:
    """Return the watched figures of an evaluation's scores; what was not measured is left out."""
    sure = scores["bands"]["ge_080"]
    outside = scores["out_of_scope"]
    styles = scores["styles"]
    figures = {
        "top1": scores["top1"],
        "top3": scores["top3"],
        "elderly_top1": styles.get("elder", {}).get("top1"),
        "situation_top1": styles.get("situation", {}).get("top1"),
        "acts_top1": scores["acts"]["top1"],
        "facet_accuracy": scores["facet_accuracy"],
        "ece": scores["ece"],
        "right_when_sure": sure["accuracy"],
        "sure_share": sure["share"],
        "out_of_scope_as_known": outside["answered_as_known"] / outside["n"] if outside["n"] else None,
        "worst_noise_loss": max((v["loss"] for v in scores.get("noise", {}).values()), default=None),
    }
    return {name: round(value, 4) for name, value in figures.items() if value is not None}


def regressions(figures: Mapping[str, float], accepted: Mapping[str, float]) -> list[str]:
    """Return a line for each watched figure that is worse than accepted by more than its tolerance."""
    return list(_regressions(figures, accepted))


def _regressions(figures: Mapping[str, float], accepted: Mapping[str, float]) -> Iterator[str]:
    for measure in MEASURES:
        if measure.name not in figures or measure.name not in accepted:
            continue
        now, before = figures[measure.name], accepted[measure.name]
        worse = before - now if measure.higher_is_better else now - before
        if worse > measure.tolerance + 1e-9:
            yield f"{measure.name}: {before:.3f} accepted, {now:.3f} now (may move {measure.tolerance:.3f})"


def read_accepted(path: Path) -> dict[str, float]:
    """Read the figures accepted last; NluError names the file when it is missing or broken."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(value) for name, value in content.items()}
    except FileNotFoundError as error:
        raise NluError("accepted_missing", f"{path}: no such file; write it with --accept") from error
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise NluError("accepted_broken", f"{path}: not a JSON object of figures: {error}") from error


def write_accepted(path: Path, figures: Mapping[str, float]) -> None:
    """Make figures the accepted ones."""
    path.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
