"""Score a trained model on evaluation files: python -m nlu.evaluate FILE.tsv [FILE...] [--json]."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge import KnowledgeError, KnowledgeSettings, KnowledgeStore
from nlu.certainty import FALLBACK_INTENT, class_confidences
from nlu.errors import NluError
from nlu.evaluation_file import Question, read_questions
from nlu.evaluation_table import render_table
from nlu.metrics import Prediction, summarize

if TYPE_CHECKING:
    from rasa.core.agent import Agent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, or 2 after naming a mistake on standard error."""
    options = _parser().parse_args(arguments)
    try:
        questions = [question for file in options.files for question in read_questions(file)]
        scores = evaluate(questions, options.model)
    except NluError as error:
        print(f"nlu.evaluate: {error}", file=sys.stderr)
        return 2
    print(json.dumps(scores, ensure_ascii=False) if options.json else render_table(scores))
    return 0


def evaluate(questions: Sequence[Question], model: Path) -> dict[str, Any]:
    """Return the scores of the newest model in a folder, or of one model file, on questions."""
    _silence()
    named = _with_full_names(questions)
    agent = _load_agent(model)
    return summarize(asyncio.run(_predict_all(agent, named)))


def to_prediction(question: Question, parsed: Mapping[str, Any]) -> Prediction:
    """Return what a parsed message says about a question, as if the bot always had to answer."""
    intents = [entry["name"] for entry in parsed["intent_ranking"] if entry["name"] != FALLBACK_INTENT]
    return Prediction(
        expected=question.topic,
        ranking=tuple(class_confidences(parsed)),
        domain=intents[0] if intents else "",
        expected_facets=question.facets,
        facets=tuple(entity["value"] for entity in parsed["entities"] if entity["entity"] == "facet"),
        style=question.style,
    )


def _with_full_names(questions: Sequence[Question]) -> list[Question]:
    """Complete topics written without their domain, as far as the catalogue knows them."""
    try:
        catalog = KnowledgeStore(KnowledgeSettings.from_env()).catalog
    except KnowledgeError:
        return list(questions)
    found = [(question, catalog.topic(question.topic)) for question in questions]
    return [replace(question, topic=topic.key) if topic else question for question, topic in found]


async def _predict_all(agent: Agent, questions: Sequence[Question]) -> list[Prediction]:
    return [to_prediction(question, await agent.parse_message(question.text)) for question in questions]


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
    return parser


if __name__ == "__main__":
    sys.exit(main())
