"""Score the facet classifier on topics it has not seen: python -m nlu.facet_evaluate [--threshold 0.4]."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from nlu.calibration import fit_temperature, softmax
from nlu.errors import NluError
from nlu.facet_choice import GENERAL, choose_facets
from nlu.facet_classifier import FacetTraining, facet_classes, held_out_scores
from nlu.facet_examples import FacetExample, read_facet_examples
from nlu.facet_features import facet_grams
from nlu.facet_lexicon import FacetLexicon

FOLDS = 5


@dataclass(frozen=True)
class FacetScores:
    """Accuracy over the classes, precision of named facets, and (right, named, expected) of each class."""

    questions: int
    accuracy: float
    precision: float
    classes: dict[str, tuple[int, int, int]]


def held_out_facets(
    examples: Sequence[FacetExample], lexicon: FacetLexicon, threshold: float
) -> list[tuple[FacetExample, str]]:
    """Return each example of a topic with the class chosen by a model that saw no question of that topic."""
    matches = [lexicon.matches(example.text) for example in examples]
    documents = [facet_grams(e.text, found) for e, found in zip(examples, matches, strict=True)]
    classes = sorted({name for example in examples for name in facet_classes(example.facets)} | {GENERAL})
    settings = replace(FacetTraining(), folds=FOLDS)
    scores, rows = held_out_scores(documents, examples, classes, settings)
    answers = np.array([classes.index(facet_classes(examples[i].facets)[0]) for i in rows], np.int64)
    probabilities = softmax(scores * fit_temperature(scores, answers))
    chosen = []
    for row, found in zip(rows, probabilities, strict=True):
        facets = choose_facets(matches[row], dict(zip(classes, map(float, found), strict=True)), threshold)
        chosen.append((examples[row], facet_classes([match.facet for match in facets])[0]))
    return chosen


def facet_scores(chosen: Sequence[tuple[FacetExample, str]]) -> FacetScores:
    """Score chosen classes; a question that asks for two facets may be answered by either."""
    named = Counter(name for _, name in chosen)
    expected = Counter(facet_classes(example.facets)[0] for example, _ in chosen)
    right = Counter(name for example, name in chosen if name in facet_classes(example.facets))
    specific = sum(count for name, count in named.items() if name != GENERAL)
    specific_right = sum(count for name, count in right.items() if name != GENERAL)
    return FacetScores(
        questions=len(chosen),
        accuracy=sum(right.values()) / max(1, len(chosen)),
        precision=specific_right / max(1, specific),
        classes={name: (right[name], named[name], expected[name]) for name in sorted(expected)},
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores as a Markdown table; returns 0, or 2 after naming a mistake on standard error."""
    parser = argparse.ArgumentParser(prog="python -m nlu.facet_evaluate", description=__doc__)
    parser.add_argument("--examples", type=Path, default=Path("data/facet_examples.tsv"))
    parser.add_argument("--lexicon", type=Path, default=Path("data/facets.yml"))
    parser.add_argument("--threshold", type=float, default=0.4)
    options = parser.parse_args(arguments)
    try:
        lexicon = FacetLexicon.load(options.lexicon)
        scores = facet_scores(
            held_out_facets(read_facet_examples(options.examples), lexicon, options.threshold)
        )
    except NluError as error:
        print(f"nlu.facet_evaluate: {error}", file=sys.stderr)
        return 2
    print(f"{scores.questions} questions, accuracy {scores.accuracy:.3f}, precision {scores.precision:.3f}\n")
    print("| class | precision | recall | questions |\n| --- | --- | --- | --- |")
    for name, (right, named, expected) in scores.classes.items():
        print(f"| {name} | {right / max(1, named):.2f} | {right / max(1, expected):.2f} | {expected} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
