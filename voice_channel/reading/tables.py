"""The staff-editable reading dictionary (tables.yml) and units (units.yml)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import KnowledgeError
from knowledge.yaml_limits import load_plain
from voice_channel.errors import VoiceError

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class ReadingTables:
    """Written form -> spoken form, by kind."""

    words: dict[str, str]
    anniversaries: dict[str, str]
    sites: dict[str, str]
    hotlines: tuple[str, ...]
    letters: dict[str, str]


@dataclass(frozen=True)
class UnitTables:
    """Counters by kind of numeral, and signs of units with what is said before and behind the number."""

    native: frozenset[str]
    native_below: dict[str, int]
    sino: frozenset[str]
    in_names: frozenset[str]
    units: dict[str, tuple[str, str]]


@lru_cache(maxsize=1)
def reading_tables() -> ReadingTables:
    """The dictionary, read once; raises VoiceError("reading_table_invalid") naming the file."""
    return _load(_FOLDER / "tables.yml", _reading_tables)


@lru_cache(maxsize=1)
def unit_tables() -> UnitTables:
    """The units, read once; raises VoiceError("reading_table_invalid") naming the file."""
    return _load(_FOLDER / "units.yml", _unit_tables)


def _load(file: Path, build: Any) -> Any:
    try:
        return build(load_plain(file.read_text(encoding="utf-8"), file.name))
    except (
        OSError,
        KnowledgeError,
        yaml.YAMLError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise VoiceError("reading_table_invalid", f"{file}: {error!r}") from error


def _reading_tables(data: dict[str, Any]) -> ReadingTables:
    def texts(kind: str) -> dict[str, str]:
        return {str(key): str(value) for key, value in data[kind].items()}

    hotlines = tuple(str(number) for number in data["hotlines"])
    return ReadingTables(texts("words"), texts("anniversaries"), texts("sites"), hotlines, texts("letters"))


def _unit_tables(data: dict[str, Any]) -> UnitTables:
    def said(words: str | list[str]) -> tuple[str, str]:
        return ("", words) if isinstance(words, str) else (words[0], words[1])

    return UnitTables(
        native=frozenset(data["native"]),
        native_below=dict(data["native_below"]),
        sino=frozenset(data["sino"]),
        in_names=frozenset(data["in_names"]),
        units={str(sign): said(words) for sign, words in data["units"].items()},
    )
