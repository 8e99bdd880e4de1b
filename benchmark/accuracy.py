"""How often the right topic comes first, and how far the certainty can be trusted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from benchmark.load import TIMEOUT
from benchmark.project import TOPIC_MARK
from benchmark.questions import Question, bare

SURE = 0.8
AT_ONCE = 4


@dataclass(frozen=True)
class Accuracy:
    """Shares of all questions; `sure_right` is the share right among those answered with certainty."""

    questions: int
    top1: float
    top3: float
    sure: float
    sure_right: float


@dataclass(frozen=True)
class Judged:
    """The bot's likeliest topics for one question and how certain it was of the first."""

    topics: tuple[str, ...]
    confidence: float
    right: str


def judge(parsed: dict[str, Any], right: str) -> Judged:
    """Read the topics out of a parsed message: from a selector's ranking, or from plain intents."""
    if any(TOPIC_MARK in entry["name"] for entry in parsed.get("intent_ranking") or []):
        return _judge_intents(parsed["intent_ranking"], right)
    selector = parsed.get("response_selector") or {}
    parts = [value for value in selector.values() if isinstance(value, dict)]
    ranking: list[dict[str, Any]] = next((part["ranking"] for part in parts if part.get("ranking")), [])
    topics = tuple(bare(str(entry["intent_response_key"])) for entry in ranking)
    known = (parsed.get("intent") or {}).get("name") in domains(selector)
    confidence = float(ranking[0]["confidence"]) if ranking and known else 0.0
    return Judged(topics, confidence, right)


def _judge_intents(ranking: Sequence[dict[str, Any]], right: str) -> Judged:
    """Read a bot whose topics are plain intents; another intent in front means that it would not answer."""
    topics = [entry for entry in ranking if TOPIC_MARK in entry["name"]]
    sure = topics[0] is ranking[0]
    names = tuple(bare(entry["name"].replace(TOPIC_MARK, "/")) for entry in topics)
    return Judged(names, float(topics[0]["confidence"]) if sure else 0.0, right)


def domains(selector: dict[str, Any]) -> set[str]:
    """Return the intents that stand for a domain; another one means that the bot would not answer a topic."""
    return {str(key).split("/")[0] for key in selector.get("all_retrieval_intents") or []}


def summarise(judged: Sequence[Judged]) -> Accuracy:
    """Return the shares over all questions."""
    sure = [one for one in judged if one.confidence >= SURE]
    return Accuracy(
        questions=len(judged),
        top1=_share(one.right in one.topics[:1] for one in judged),
        top3=_share(one.right in one.topics[:3] for one in judged),
        sure=len(sure) / max(1, len(judged)),
        sure_right=_share(one.right in one.topics[:1] for one in sure),
    )


def _share(hits: Any) -> float:
    values = list(hits)
    return sum(values) / max(1, len(values))


async def measure(url: str, questions: Sequence[Question]) -> Accuracy:
    """Ask the server at `url` what each question is about."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(session: aiohttp.ClientSession, question: Question) -> Judged:
        async with slots, session.post(f"{url}/model/parse", json={"text": question.text}) as response:
            response.raise_for_status()
            return judge(await response.json(), question.topic)

    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        return summarise(await asyncio.gather(*(one(session, question) for question in questions)))
