"""Score a trained model on evaluation files: python -m nlu.evaluate FILE.tsv [FILE...] [--json]."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge import KnowledgeError, KnowledgeSettings, KnowledgeStore
from nlu.errors import NluError
from nlu.evaluation_file import Question, read_questions
from nlu.evaluation_report import write_report
from nlu.evaluation_table import render_table
from nlu.gate import headline, read_accepted, regressions, write_accepted
from nlu.metrics import Prediction, summarize
from nlu.noise import NOISES, noisy
from nlu.prediction import predict_all
from nlu.ranking import is_topic

if TYPE_CHECKING:
    from rasa.core.agent import Agent

REGRESSION = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, 2 after naming a mistake on standard error, or 3 for a regression."""
    options = _parser().parse_args(arguments)
    try:
        questions = [question for file in options.files for question in read_questions(file)]
        scores, predictions = evaluate(questions, options.model, options.noise)
        if options.sentences:
            _write_sentences(options.sentences, questions, predictions)
        if options.report:
            write_report(scores, options.report)
        if options.accept:
            write_accepted(options.accept, headline(scores))
        worse = regressions(headline(scores), read_accepted(options.gate)) if options.gate else []
    except NluError as error:
        print(f"nlu.evaluate: {error}", file=sys.stderr)
        return 2
    print(json.dumps(scores, ensure_ascii=False) if options.json else render_table(scores))
    for line in worse:
        print(f"nlu.evaluate: worse than accepted: {line}", file=sys.stderr)
    return REGRESSION if worse else 0


def evaluate(
    questions: Sequence[Question], model: Path, noise: bool = False
) -> tuple[dict[str, Any], list[Prediction]]:
    """Return the scores of the newest model in a folder, or of one model file, and each prediction.

    `noise` also scores the topics' questions with each kind of noise and how much top-1 it costs.
    """
    _silence()
    named = _with_full_names(questions)
    agent = _load_agent(model)
    predictions = predict_all(agent, named)
    scores = summarize(predictions)
    if noise:
        scores["noise"] = {kind: _noise_scores(agent, named, kind, scores["top1"]) for kind in NOISES}
    return scores, predictions


def _noise_scores(agent: Agent, questions: Sequence[Question], kind: str, clean: float) -> dict[str, Any]:
    disturbed = [replace(q, text=noisy(q.text, kind)) for q in questions if is_topic(q.topic)]
    scores = summarize(predict_all(agent, disturbed))
    figures = {name: scores[name] for name in ("n", "top1", "top3")}
    return {**figures, "loss": round(clean - scores["top1"], 4)}


def _with_full_names(questions: Sequence[Question]) -> list[Question]:
    """Complete topics written without their domain, as far as the catalogue knows them."""
    try:
        catalog = KnowledgeStore(KnowledgeSettings.from_env()).catalog
    except KnowledgeError:
        return list(questions)
    found = [(question, catalog.topic(question.topic)) for question in questions]
    return [replace(question, topic=topic.key) if topic else question for question, topic in found]


def _write_sentences(path: Path, questions: Sequence[Question], predictions: Sequence[Prediction]) -> None:
    """One JSON object a line: what the staff screen compares two models by."""
    rows = (
        {
            "text": question.text,
            "expected": prediction.expected,
            "predicted": prediction.best,
            "confidence": round(prediction.confidence, 4),
            "right": prediction.right,
        }
        for question, prediction in zip(questions, predictions, strict=True)
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _load_agent(model: Path) -> Agent:
    from rasa.core.agent import Agent
    from rasa.model import get_latest_model

    newest = get_latest_model(str(model))
    if newest is None:
        raise NluError("model_missing", f"{model}: no trained model found; train one first")
    return Agent.load(newest)


def _silence() -> None:
    """Keep Rasa from printing each question: evaluation files may hold what residents wrote."""
    import structlog

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    warnings.simplefilter("ignore")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nlu.evaluate", description=__doc__)
    parser.add_argument(
        "files", metavar="FILE.tsv", nargs="+", type=Path, help="columns text, topic [facet, style]"
    )
    parser.add_argument(
        "--model", type=Path, default=Path("models"), help="model file or folder (default: models)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--noise", action="store_true", help="measure five kinds of noise as well")
    parser.add_argument("--sentences", type=Path, metavar="FILE", help="write a JSON line for each question")
    parser.add_argument("--report", type=Path, metavar="FOLDER", help="write evaluation.md, calibration.svg")
    parser.add_argument("--gate", type=Path, metavar="FILE", help="fail (3) when worse than these figures")
    parser.add_argument("--accept", type=Path, metavar="FILE", help="make this result the accepted one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
