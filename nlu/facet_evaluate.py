"""Score the facet classifier on topics it has not seen: python -m nlu.facet_evaluate [--threshold 0.2]."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from knowledge import KnowledgeError, KnowledgeSettings, KnowledgeStore
from nlu.calibration import fit_temperature, softmax
from nlu.errors import NluError
from nlu.facet_choice import SUMMARY, choose_facets, fit_to_article
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
    examples: Sequence[FacetExample],
    lexicon: FacetLexicon,
    threshold: float,
    available: Mapping[str, Collection[str]] | None = None,
) -> list[tuple[FacetExample, str]]:
    """Return each example of a topic with the class chosen by a model that saw no question of that topic.

    `available` has the facets of each topic's article: an example that asks for none of them expects the
    summary.
    """
    matches = [lexicon.matches(example.text) for example in examples]
    documents = [facet_grams(e.text, found) for e, found in zip(examples, matches, strict=True)]
    classes = sorted({name for example in examples for name in facet_classes(example.facets)} | {SUMMARY})
    settings = replace(FacetTraining(), folds=FOLDS)
    scores, rows = held_out_scores(documents, examples, classes, settings)
    answers = np.array([classes.index(facet_classes(examples[i].facets)[0]) for i in rows], np.int64)
    probabilities = softmax(scores * fit_temperature(scores, answers))
    chosen = []
    for row, found in zip(rows, probabilities, strict=True):
        known = available.get(examples[row].topic) if available is not None else None
        named = dict(zip(classes, map(float, found), strict=True))
        facets = choose_facets(matches[row], named, threshold)
        if known is not None:
            facets = fit_to_article(facets, named, threshold, known)
        example = _answerable(examples[row], known)
        chosen.append((example, facet_classes([match.facet for match in facets])[0]))
    return chosen


def _answerable(example: FacetExample, facets: Collection[str] | None) -> FacetExample:
    if facets is None:
        return example
    kept = tuple(facet for facet in example.facets if facet in facets)
    return replace(example, facets=kept or ("summary",))


def article_facets() -> dict[str, Collection[str]]:
    """Return the facets each topic's article has; KnowledgeError when the knowledge base cannot be read."""
    store = KnowledgeStore(KnowledgeSettings.from_env())
    articles = {topic: store.article(topic) for topic in store.topics()}
    return {topic: tuple(article.facets) for topic, article in articles.items() if article}


def facet_scores(chosen: Sequence[tuple[FacetExample, str]]) -> FacetScores:
    """Score chosen classes; a question that asks for two facets may be answered by either."""
    named = Counter(name for _, name in chosen)
    expected = Counter(facet_classes(example.facets)[0] for example, _ in chosen)
    right = Counter(name for example, name in chosen if name in facet_classes(example.facets))
    specific = sum(count for name, count in named.items() if name != SUMMARY)
    specific_right = sum(count for name, count in right.items() if name != SUMMARY)
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
    parser.add_argument("--threshold", type=float, default=0.2)
    parser.add_argument("--without-articles", action="store_true", help="allow facets an article lacks")
    options = parser.parse_args(arguments)
    try:
        lexicon = FacetLexicon.load(options.lexicon)
        examples = read_facet_examples(options.examples)
        available = None if options.without_articles else article_facets()
        scores = facet_scores(held_out_facets(examples, lexicon, options.threshold, available))
    except (NluError, KnowledgeError) as error:
        print(f"nlu.facet_evaluate: {error}", file=sys.stderr)
        return 2
    print(f"{scores.questions} questions, accuracy {scores.accuracy:.3f}, precision {scores.precision:.3f}\n")
    print("| class | precision | recall | questions |\n| --- | --- | --- | --- |")
    for name, (right, named, expected) in scores.classes.items():
        print(f"| {name} | {right / max(1, named):.2f} | {right / max(1, expected):.2f} | {expected} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
