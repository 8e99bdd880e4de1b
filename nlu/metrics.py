"""Scores of predictions against what was expected."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from nlu.calibration_error import calibration_points, expected_calibration_error
from nlu.ranking import OUT_OF_SCOPE, domain_of, is_topic

CONFIDENT, UNSURE = 0.80, 0.60
_LONGEST_LIST = 20


@dataclass(frozen=True)
class Prediction:
    """One question: what was expected and the classes the model ranked, likeliest first."""

    expected: str
    ranking: tuple[tuple[str, float], ...]
    domain: str
    expected_facets: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    style: str = ""

    @property
    def best(self) -> str:
        """The likeliest class."""
        return self.ranking[0][0] if self.ranking else ""

    @property
    def confidence(self) -> float:
        """The probability the model gives its likeliest class."""
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def right(self) -> bool:
        """Whether the likeliest class is the expected one."""
        return same_class(self.expected, self.best)

    @property
    def in_top3(self) -> bool:
        """Whether the expected class is among the first three."""
        return any(same_class(self.expected, name) for name, _ in self.ranking[:3])


def same_class(expected: str, predicted: str) -> bool:
    """Compare class names; an expected topic may be written without its domain."""
    return expected == predicted or ("/" not in expected and predicted.endswith(f"/{expected}"))


def summarize(predictions: Sequence[Prediction]) -> dict[str, Any]:
    """Return all scores; dialogue acts and what is out of scope are counted apart from the topics."""
    outside = [p for p in predictions if domain_of(p.expected) in OUT_OF_SCOPE]
    inside = [p for p in predictions if domain_of(p.expected) not in OUT_OF_SCOPE]
    acts = [p for p in inside if _is_act(p)]
    known = [p for p in inside if not _is_act(p)]
    outcomes = [(p.confidence, p.right) for p in known]
    return {
        "n": len(known),
        "top1": _share(p.right for p in known),
        "top3": _share(p.in_top3 for p in known),
        "domain_accuracy": _share(_domain_right(p) for p in known),
        "facet_accuracy": _share(_facets_right(p) for p in known if p.expected_facets),
        "ece": expected_calibration_error(outcomes),
        "calibration": calibration_points(outcomes),
        "acts": {
            "n": len(acts),
            "top1": _share(p.right for p in acts),
            "top3": _share(p.in_top3 for p in acts),
        },
        "bands": _bands(known),
        "styles": _groups(known, [p.style or "unnamed" for p in known]),
        "domains": _groups(known, [_expected_domain(p) for p in known]),
        "out_of_scope": {"n": len(outside), "answered_as_known": sum(map(_answered_as_known, outside))},
        "worst_topics": _worst_topics(known),
        "confusions": _confusions(inside),
    }


def _share(values: Iterable[bool]) -> float | None:
    outcomes = list(values)
    return round(sum(outcomes) / len(outcomes), 4) if outcomes else None


def _expected_domain(prediction: Prediction) -> str:
    """A topic written without its domain is looked up in the ranking, where the right one usually is."""
    return domain_of(_full_name(prediction))


def _full_name(prediction: Prediction) -> str:
    full = (name for name, _ in prediction.ranking if same_class(prediction.expected, name))
    return prediction.expected if is_topic(prediction.expected) else next(full, prediction.expected)


def _is_act(prediction: Prediction) -> bool:
    return "/" not in prediction.expected and not is_topic(_full_name(prediction))


def _domain_right(prediction: Prediction) -> bool:
    return prediction.domain == _expected_domain(prediction)


def _facets_right(prediction: Prediction) -> bool:
    """One expected facet must be the strongest found; of several, each must be found."""
    found = prediction.facets or ("summary",)
    if len(prediction.expected_facets) == 1:
        return found[0] == prediction.expected_facets[0]
    return set(prediction.expected_facets) <= set(found)


def _answered_as_known(prediction: Prediction) -> bool:
    known = is_topic(prediction.best) and domain_of(prediction.best) not in OUT_OF_SCOPE
    return known and prediction.confidence >= UNSURE


def _bands(predictions: Sequence[Prediction]) -> dict[str, Any]:
    edges = {"ge_080": (CONFIDENT, 2.0), "060_080": (UNSURE, CONFIDENT), "lt_060": (0.0, UNSURE)}
    bands = {}
    for name, (low, high) in edges.items():
        members = [p for p in predictions if low <= p.confidence < high]
        share = round(len(members) / len(predictions), 4) if predictions else None
        bands[name] = {"n": len(members), "share": share, "accuracy": _share(p.right for p in members)}
    return bands


def _groups(predictions: Sequence[Prediction], names: Sequence[str]) -> dict[str, Any]:
    groups: defaultdict[str, list[Prediction]] = defaultdict(list)
    for prediction, name in zip(predictions, names, strict=True):
        groups[name].append(prediction)
    return {name: _group(group) for name, group in sorted(groups.items())}


def _group(members: Sequence[Prediction]) -> dict[str, Any]:
    return {
        "n": len(members),
        "top1": _share(p.right for p in members),
        "top3": _share(p.in_top3 for p in members),
    }


def _worst_topics(predictions: Sequence[Prediction]) -> list[dict[str, Any]]:
    groups = _groups(predictions, [p.expected for p in predictions])
    missed = [{"topic": topic, **scores} for topic, scores in groups.items() if scores["top1"] < 1]
    return sorted(missed, key=lambda row: (row["top1"], -row["n"], row["topic"]))[:_LONGEST_LIST]


def _confusions(predictions: Sequence[Prediction]) -> list[dict[str, Any]]:
    pairs = Counter((p.expected, p.best) for p in predictions if not p.right)
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return [{"expected": e, "predicted": p, "n": n} for (e, p), n in ranked[:_LONGEST_LIST]]
