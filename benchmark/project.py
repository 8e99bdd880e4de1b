"""The files both bots are trained from: the same questions, rules and actions, another pipeline."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
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
# A plain intent cannot have a slash in its name.
TOPIC_MARK = "__"


@dataclass(frozen=True)
class Project:
    """Paths `rasa train` needs; the custom components and actions come from the repository."""

    config: Path
    domain: Path
    data: Path
    knowledge: Path


def intent_examples(data: Path, topics: Sequence[str], most: int) -> dict[str, list[str]]:
    """Read the training lines of `data`, at most this many an intent; of topics only the chosen ones."""
    examples: dict[str, list[str]] = {}
    for path in sorted((data / "nlu").glob("*.yml")):
        for entry in _read(path).get("nlu") or []:
            intent = str(entry.get("intent", ""))
            if "/" in intent and not intent.startswith("other_agency/") and intent not in topics:
                continue
            lines = [line[2:].strip() for line in entry["examples"].splitlines() if line.startswith("- ")]
            examples.setdefault(intent, []).extend(lines)
    return {intent: lines[:most] for intent, lines in examples.items()}


def stock_config(config: Mapping[str, Any], epochs: int) -> dict[str, Any]:
    """Return `config` with the pipeline and policies of Rasa's own default configuration."""

    def with_epochs(component: dict[str, Any]) -> dict[str, Any]:
        return {**component, "epochs": epochs} if component["name"] in TRAINED else dict(component)

    return {
        **{key: value for key, value in config.items() if key != "importers"},
        "pipeline": [with_epochs(component) for component in STOCK_PIPELINE],
        "policies": [with_epochs(policy) for policy in STOCK_POLICIES],
    }


def stock_domain(domain: Mapping[str, Any], intents: Iterable[str]) -> dict[str, Any]:
    """Return `domain` with one plain intent for each trained class."""
    return {**domain, "intents": [plain(intent) for intent in intents]}


def stock_rules(rules: Iterable[Mapping[str, Any]], intents: Iterable[str]) -> dict[str, Any]:
    """Return the project's rules for the intents that are left, and a rule that answers each topic."""
    kept = set(intents)
    own = [rule for rule in rules if rule["steps"][0].get("intent") in {*kept, "nlu_fallback"}]
    topics = [
        {"rule": plain(topic), "steps": [{"intent": plain(topic)}, {"action": "action_answer"}]}
        for topic in sorted(kept)
        if "/" in topic
    ]
    return {"version": "3.1", "rules": [*own, *topics]}


def plain(intent: str) -> str:
    """civil/passport_lost -> civil__passport_lost; other intents stay."""
    return intent.replace("/", TOPIC_MARK)


def own_project(root: Path, knowledge: Path) -> Project:
    """Return our bot's project with another knowledge base."""
    return Project(root / "config.yml", root / "domain.yml", root / "data", knowledge)


def compared_project(root: Path, knowledge: Path, examples: Mapping[str, list[str]], target: Path) -> Project:
    """Write our bot's project with these training lines beside the articles' questions."""
    data = target / "data"
    _write(data / "nlu.yml", _nlu(examples))
    shutil.copytree(root / "data/rules", data / "rules", dirs_exist_ok=True)
    return Project(root / "config.yml", root / "domain.yml", data, knowledge)


def stock_project(
    root: Path, knowledge: Path, examples: Mapping[str, list[str]], epochs: int, target: Path
) -> Project:
    """Write Rasa's default configuration with one plain intent a topic, from the same training lines."""
    rules = [rule for path in sorted((root / "data/rules").glob("*.yml")) for rule in _read(path)["rules"]]
    _write(target / "config.yml", stock_config(_read(root / "config.yml"), epochs))
    _write(target / "domain.yml", stock_domain(_read(root / "domain.yml"), [*examples, "nlu_fallback"]))
    _write(target / "data/nlu.yml", _nlu({plain(intent): lines for intent, lines in examples.items()}))
    _write(target / "data/rules.yml", stock_rules(rules, examples))
    return Project(target / "config.yml", target / "domain.yml", target / "data", knowledge)


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


def _nlu(examples: Mapping[str, list[str]]) -> dict[str, Any]:
    entries = [
        {"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)}
        for intent, lines in examples.items()
    ]
    return {"version": "3.1", "nlu": entries}


def _read(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content if isinstance(content, dict) else {}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
