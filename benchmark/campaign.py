"""One run: every bot trained, served and measured in turn on the same machine."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from benchmark import bots, staff_screen, voice
from benchmark.bots import BotResult
from benchmark.errors import BenchmarkError
from benchmark.processes import Cost, Server
from benchmark.project import (
    Project,
    compared_project,
    copy_knowledge,
    intent_examples,
    own_project,
    stock_project,
)
from benchmark.questions import Question, about, choose_topics, read_questions
from benchmark.settings import BenchmarkSettings
from benchmark.staff_screen import ScreenResult
from benchmark.voice import VoiceResult
from knowledge.examples import load_training_knowledge

logger = logging.getLogger(__name__)

OURS_HTTP = "ours, action server"
OURS_IN_PROCESS = "ours, actions in process"
STOCK = "stock Rasa"


@dataclass(frozen=True)
class Campaign:
    """The results at the compared number of topics and, of our bot, at all of them."""

    compared: tuple[BotResult, ...]
    all_topics: tuple[BotResult, ...]
    actions_mb: float
    screen: ScreenResult | None = None
    voice: VoiceResult | None = None

    def result(self, name: str) -> BotResult | None:
        """Return the compared bot of that name."""
        return next((result for result in self.compared if result.name == name), None)


@dataclass(frozen=True)
class Stage:
    """What bots that are measured on the same topics share."""

    questions: Sequence[Question]
    topics: Sequence[str]
    settings: BenchmarkSettings

    def measure(self, name: str, training: Cost, running: AbstractContextManager[Server]) -> BotResult:
        """Start a bot and measure it."""
        logger.info("measuring %s, %d topics", name, len(self.topics))
        with running as server:
            return bots.measure(
                name,
                len(self.topics),
                training,
                server,
                self.questions,
                self.settings.messages,
                self.settings.senders,
            )


def run(settings: BenchmarkSettings, root: Path, directory: Path) -> Campaign:
    """Measure everything `settings` asks for; files of the run go into `directory`."""
    every_topic = topic_keys(root / "knowledge")
    questions = read_questions(settings.evaluation)
    topics = choose_topics(every_topic, settings.topics)
    knowledge = copy_knowledge(root / "knowledge", topics, directory / "knowledge")
    stage = Stage(about(questions, topics), topics, settings)
    if not stage.questions:
        raise BenchmarkError("No evaluation line is about the chosen topics: see --evaluation and --topics.")
    lines = intent_examples(root / "data", topics, settings.lines_per_act)
    project = compared_project(root, knowledge, lines, directory / "own")
    compared, actions_mb = _own(stage, project, directory / "own")
    if not settings.skip_stock:
        questions_too = {**lines, **article_questions(knowledge, lines)}
        project = stock_project(root, knowledge, questions_too, settings.stock_epochs, directory / "stock")
        compared.append(_stock(stage, project, directory / "stock"))
    all_topics: list[BotResult] = []
    if not settings.skip_all_topics:
        stage = Stage(about(questions, every_topic), every_topic, settings)
        all_topics, actions_mb = _own(stage, own_project(root, root / "knowledge"), directory / "all")
    logger.info("measuring the staff screen")
    screen = staff_screen.measure(directory / "screen", 200 if settings.quick else staff_screen.CONVERSATIONS)
    logger.info("measuring the voice channel")
    spoken = voice.measure(directory)
    return Campaign(tuple(compared), tuple(all_topics), actions_mb, screen, spoken)


def topic_keys(knowledge: Path) -> list[str]:
    """Return domain/topic of every article."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in knowledge.glob("articles/*/*.yml"))


def article_questions(knowledge: Path, lines: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return each topic's training lines as our importer would train them."""
    questions: dict[str, list[str]] = {}
    for example in load_training_knowledge(knowledge).examples:
        questions.setdefault(example.key, list(lines.get(example.key, ()))).append(example.text)
    return questions


def _own(stage: Stage, project: Project, directory: Path) -> tuple[list[BotResult], float]:
    """Measure our bot with both ways to run its actions; also return the action server's memory."""
    logger.info("training our bot, %d topics", len(stage.topics))
    model, cost = bots.train(project, directory)
    with bots.action_server(project, directory) as actions:
        running = bots.own_bot(project, model, f"{actions.url}/webhook", directory / "http")
        over_http = stage.measure(OURS_HTTP, cost, running)
        actions_mb = actions.rss_mb
    running = bots.own_bot(project, model, bots.IN_PROCESS, directory / "in_process")
    return [over_http, stage.measure(OURS_IN_PROCESS, cost, running)], actions_mb


def _stock(stage: Stage, project: Project, directory: Path) -> BotResult:
    logger.info("training stock Rasa, %d topics; this takes a while", len(stage.topics))
    model, cost = bots.train(project, directory)
    with bots.action_server(project, directory) as actions:
        running = bots.stock_bot(project, model, f"{actions.url}/webhook", directory / "server")
        return stage.measure(STOCK, cost, running)
