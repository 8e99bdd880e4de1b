"""Ask a model evaluation questions, on every core: what it makes of one says nothing about another."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

from nlu.certainty import FALLBACK_INTENT, class_confidences
from nlu.evaluation_file import Question
from nlu.metrics import Prediction

if TYPE_CHECKING:
    from rasa.core.agent import Agent

# Below this many questions starting processes takes longer than asking.
_SERIAL_QUESTIONS = 200
_MOST_WORKERS = 4


def predict_all(agent: Agent, questions: Sequence[Question]) -> list[Prediction]:
    """Return what the model makes of each question, in their order."""
    workers = min(_MOST_WORKERS, os.cpu_count() or 1)
    if workers == 1 or len(questions) < _SERIAL_QUESTIONS or not _can_fork():
        return _predict(agent, questions)
    shares = [questions[start::workers] for start in range(workers)]
    # A forked process has the loaded model already; loading it takes as long as a thousand questions.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _remember, (agent,)) as pool:
        found = list(pool.map(_predict_share, shares))
    return [found[number % workers][number // workers] for number in range(len(questions))]


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


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


_agent: Agent | None = None


def _remember(agent: Agent) -> None:
    global _agent
    _agent = agent


def _predict_share(questions: Sequence[Question]) -> list[Prediction]:
    assert _agent is not None
    return _predict(_agent, questions)


def _predict(agent: Agent, questions: Sequence[Question]) -> list[Prediction]:
    async def predict() -> list[Prediction]:
        return [to_prediction(question, await agent.parse_message(question.text)) for question in questions]

    return asyncio.run(predict())
