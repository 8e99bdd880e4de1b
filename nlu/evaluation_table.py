"""Evaluation scores as a table to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_TOTALS = ("n", "top1", "top3", "domain_accuracy", "facet_accuracy", "ece")


def render_table(scores: Mapping[str, Any]) -> str:
    """Return the scores as lines of text."""
    return "\n".join(_lines(scores))


def _lines(scores: Mapping[str, Any]) -> Iterator[str]:
    for name in _TOTALS:
        yield f"{name:<18}{_number(scores[name])}"
    yield ""
    yield f"{'band':<18}{'share':>8}{'accuracy':>10}"
    for name, band in scores["bands"].items():
        yield f"{name:<18}{_number(band['share']):>8}{_number(band['accuracy']):>10}"
    for title in ("styles", "domains", "noise"):
        yield ""
        yield f"{title:<18}{'n':>8}{'top1':>10}{'top3':>10}"
        for name, group in scores.get(title, {}).items():
            yield _group(name, group)
    yield ""
    yield _group("dialogue acts", scores["acts"])
    yield ""
    yield f"{'worst topics':<34}{'n':>8}{'top1':>10}{'top3':>10}"
    for row in scores["worst_topics"]:
        yield _group(row["topic"], row, 34)
    outside = scores["out_of_scope"]
    yield ""
    yield f"out of scope      {outside['answered_as_known']} of {outside['n']} answered as if known"
    yield ""
    yield "most frequent confusions"
    for pair in scores["confusions"]:
        yield f"{pair['n']:>4}  {pair['expected']} -> {pair['predicted']}"


def _group(name: str, group: Mapping[str, Any], width: int = 18) -> str:
    return f"{name:<{width}}{group['n']:>8}{_number(group['top1']):>10}{_number(group['top3']):>10}"


def _number(value: float | int | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
