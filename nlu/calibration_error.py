"""How far confidence is from the share of answers that are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

_BINS = 10


def expected_calibration_error(outcomes: Sequence[tuple[float, bool]]) -> float | None:
    """Return the mean gap between confidence and accuracy over ten equal bins, weighted by their size."""
    gaps = (abs(sum(c for c, _ in cell) - sum(r for _, r in cell)) for cell in _bins(outcomes))
    return round(sum(gaps) / len(outcomes), 4) if outcomes else None


def calibration_points(outcomes: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return the points of a reliability diagram: mean confidence, accuracy and share of each bin."""
    return [
        {
            "confidence": round(sum(c for c, _ in cell) / len(cell), 4),
            "accuracy": round(sum(r for _, r in cell) / len(cell), 4),
            "share": round(len(cell) / len(outcomes), 4),
        }
        for cell in _bins(outcomes)
    ]


def _bins(outcomes: Sequence[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in outcomes:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    return [bins[place] for place in sorted(bins)]
