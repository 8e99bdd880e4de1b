"""The files both bots are trained from: the same articles, domain, rules and actions, another pipeline."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

STOCK_PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
STOCK_POLICIES: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "TEDPolicy", "max_history": 5, "constrain_similarities": True},
]
TRAINED = ("DIETClassifier", "ResponseSelector", "TEDPolicy")


@dataclass(frozen=True)
class Project:
    """Paths `rasa train` needs; the custom components and actions come from the repository."""

    config: Path
    domain: Path
    data: Path
    knowledge: Path


def stock_config(config: dict[str, Any], epochs: int) -> dict[str, Any]:
    """Return `config` with the pipeline and policies of Rasa's own default configuration."""

    def with_epochs(component: dict[str, Any]) -> dict[str, Any]:
        return {**component, "epochs": epochs} if component["name"] in TRAINED else dict(component)

    return {
        **config,
        "pipeline": [with_epochs(component) for component in STOCK_PIPELINE],
        "policies": [with_epochs(policy) for policy in STOCK_POLICIES],
    }


def stock_domain(domain: dict[str, Any], topics: Iterable[str]) -> dict[str, Any]:
    """Return `domain` with the response per topic that Rasa's ResponseSelector asks for."""
    responses = {f"utter_{topic}": [{"text": topic}] for topic in topics}
    return {**domain, "responses": {**(domain.get("responses") or {}), **responses}}


def own_project(root: Path, knowledge: Path) -> Project:
    """Return our bot's project with another knowledge base."""
    return Project(root / "config.yml", root / "domain.yml", root / "data", knowledge)


def stock_project(
    root: Path, knowledge: Path, topics: Iterable[str], epochs: int, directory: Path
) -> Project:
    """Write Rasa's default configuration of our project into `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    config = stock_config(_read(root / "config.yml"), epochs)
    domain = stock_domain(_read(root / "domain.yml"), topics)
    _write(directory / "config.yml", config)
    _write(directory / "domain.yml", domain)
    return Project(directory / "config.yml", directory / "domain.yml", root / "data", knowledge)


def copy_knowledge(root: Path, topics: Iterable[str], directory: Path) -> Path:
    """Copy the knowledge base at `root` with only these topics' articles (domain/topic); return the copy."""
    directory.mkdir(parents=True, exist_ok=True)
    for entry in root.iterdir():
        if entry.name == "articles" or entry.suffix == ".py" or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            shutil.copytree(entry, directory / entry.name, dirs_exist_ok=True)
        else:
            shutil.copy(entry, directory)
    for topic in topics:
        target = directory / "articles" / f"{topic}.yml"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / "articles" / f"{topic}.yml", target)
    return directory


def _read(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content if isinstance(content, dict) else {}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
