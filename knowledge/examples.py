"""Turn articles into labelled questions for training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.article import Article
from knowledge.catalog import Catalog
from knowledge.errors import KnowledgeError, Problem
from knowledge.store import load_state, scan


@dataclass(frozen=True)
class Example:
    """One question and the topic (domain/topic) it belongs to, with its place."""

    text: str
    key: str
    file: str
    line: int


@dataclass(frozen=True)
class TrainingKnowledge:
    """Everything training needs from the knowledge base."""

    examples: tuple[Example, ...]
    domain_titles: Mapping[str, str]


def load_training_knowledge(root: Path) -> TrainingKnowledge:
    """Read the whole knowledge base strictly. Raises KnowledgeError with every problem found."""
    state = load_state(root, scan(root), None)
    broken = [
        problem
        for file, problems in sorted(state.problems.items())
        if file.startswith("articles/")
        for problem in problems
    ]
    if broken:
        raise KnowledgeError.from_problems(broken)
    articles = [state.articles[key] for key in sorted(state.articles)]
    if not articles:
        raise KnowledgeError(
            "no_articles",
            "글이 하나도 없습니다.",
            "articles/",
            0,
            "articles/<분야>/<주제>.yml 글을 넣어 주세요.",
        )
    examples = collect_examples(articles, state.catalog)
    return TrainingKnowledge(examples, {domain.id: domain.title for domain in state.catalog.domains})


def collect_examples(articles: Sequence[Article], catalog: Catalog) -> tuple[Example, ...]:
    """Return questions, titles and aliases, each text once. Raises KnowledgeError if two topics share one."""
    owners: dict[str, Example] = {}
    problems: list[Problem] = []
    for example in _questions(articles):
        owner = owners.setdefault(example.text, example)
        if owner.key != example.key:
            problems.append(shared_question(owner, example))
    if problems:
        raise KnowledgeError.from_problems(problems)
    for example in _aliases(articles, catalog):
        # A staff-written question outranks an alias of another topic; `validate` tells staff about it.
        owners.setdefault(example.text, example)
    return tuple(sorted(owners.values(), key=lambda example: (example.key, example.text)))


def shared_question(first: Example, second: Example) -> Problem:
    """Say that two topics hold the same question."""
    return Problem(
        "shared_question",
        second.file,
        second.line,
        f"'{second.text}' 질문이 {first.file} {first.line}번째 줄({first.key})에도 있습니다.",
        "두 주제 가운데 맞는 쪽에만 남기고 지워 주세요.",
    )


def _questions(articles: Sequence[Article]) -> list[Example]:
    found: list[Example] = []
    for article in articles:
        found.append(Example(article.title, article.key, article.file, article.lines.get("title", 0)))
        found.extend(
            Example(text, article.key, article.file, line)
            for text, line in zip(article.questions, article.question_lines, strict=True)
        )
    return found


def _aliases(articles: Sequence[Article], catalog: Catalog) -> list[Example]:
    found: list[Example] = []
    for article in articles:
        topic = catalog.topics[article.topic]
        for text in (topic.title, *topic.aliases):
            found.append(Example(text, topic.key, "catalog.yml", topic.line))
    return found
