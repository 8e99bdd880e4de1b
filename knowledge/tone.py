"""One sentence before an answer, by the resident's feeling and the situation (knowledge/tone.yml)."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.catalog import Catalog
from knowledge.district import Department, District
from knowledge.document import Node, read_document
from knowledge.reader import Reader
from knowledge.template import fields_used
from knowledge.wordings import read_templates

EMOTIONS = ("anger", "anxiety", "sadness", "gratitude", "joy", "confusion")
# The resident tells of a death in the family, in whatever tone.
BEREAVED = "부고"
# As staff write them; the actions say which of them hold now.
SITUATIONS = (
    *("아침", "낮", "저녁", "밤"),
    *("봄", "여름", "가을", "겨울"),
    *("주말", "월요일", "금요일", "공휴일", "새해 첫날", "설날", "추석", "어린이날", "성탄절"),
    *("비", "눈", "더위", "추위", "맑음", "바람", "미세먼지", "공기 좋음"),
    BEREAVED,
)
_ENDS = re.compile(r"[.!?]+(?=\s|$)")
_PERSON = ("department.contact", "department.phone", "district.call_center.phone")


@dataclass(frozen=True)
class ToneLines:
    """Wordings for a situation and topics (empty: any), fields still in place."""

    say: tuple[str, ...]
    when: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    def fits(self, situations: Collection[str], topic: str) -> bool:
        """Tell whether these words suit the moment and the topic."""
        return self.when <= set(situations) and (not self.topics or topic in self.topics)

    @property
    def specificity(self) -> tuple[bool, int]:
        """How closely the words are tied to one case; the closest are said first."""
        return bool(self.topics), len(self.when)


@dataclass(frozen=True)
class Tone:
    """All openers by emotion, and what colours a greeting."""

    openers: Mapping[str, tuple[ToneLines, ...]] = field(default_factory=dict)
    greetings: tuple[ToneLines, ...] = ()

    def opener(
        self,
        emotion: str,
        situations: Collection[str],
        topic: str = "",
        said: Collection[str] = (),
        names_person: bool = True,
    ) -> str | None:
        """Return a wording not `said` yet, the most fitting one; with a number to call if `names_person`."""
        # Whom to call matters most, then how closely the words fit the case.
        fitting = [
            ((_names_person(text), line.specificity), text)
            for line in self.openers.get(emotion, ())
            if line.fits(situations, topic)
            for text in line.say
            if text not in said and (names_person or not _names_person(text))
        ]
        best = max((rank for rank, _ in fitting), default=None)
        return random.choice([text for rank, text in fitting if rank == best]) if fitting else None

    def condolence(self, topics: Collection[str], said: Collection[str] = ()) -> str | None:
        """Return words for who tells of a death when asking about one of the topics; once a conversation."""
        lines = [
            line
            for line in self.openers.get("sadness", ())
            if BEREAVED in line.when and line.topics & set(topics)
        ]
        texts = [text for line in lines for text in line.say]
        return random.choice(texts) if texts and not set(texts) & set(said) else None

    def greeting(self, situations: Collection[str], said: Collection[str] = ()) -> str | None:
        """Return a remark on the day or the weather not `said` yet, from the uppermost line that fits."""
        for line in self.greetings:
            unsaid = [text for text in line.say if text not in said]
            if unsaid and line.fits(situations, ""):
                return random.choice(unsaid)
        return None


def load_tone(path: Path, district: District, catalog: Catalog, file: str = "tone.yml") -> Tone:
    """Read and check the openers. Raises KnowledgeError."""
    reader = Reader(file)
    top = reader.mapping(read_document(path, file), "말투", ("openers",), ("greetings",))
    emotions = reader.mapping(top.get("openers"), "openers", (), EMOTIONS)
    known = district.fields_for(Department("", "", ""))
    openers = {
        name: tuple(_lines(reader, item, name, known, catalog) for item in reader.items(node, name))
        for name, node in emotions.items()
    }
    greetings = tuple(
        _lines(reader, item, "greetings", known, catalog)
        for item in reader.items(top.get("greetings"), "greetings")
    )
    reader.raise_problems()
    return Tone(openers, greetings)


def _names_person(text: str) -> bool:
    return bool(fields_used(text) & set(_PERSON))


def _lines(reader: Reader, node: Node, what: str, known: Mapping[str, str], catalog: Catalog) -> ToneLines:
    fields = reader.mapping(node, what, ("say",), ("when", "topics"))
    for text, line in (said := read_templates(reader, fields.get("say"), f"{what}.say", known)):
        ends = [match.end() for match in _ENDS.finditer(text)]
        if ends != [len(text)]:
            reader.problem(
                "one_sentence",
                line,
                f"{what}의 말은 한 문장이어야 합니다: “{text}”",
                "마침표나 물음표로 끝나는 한 문장으로 줄이고, 나머지는 다음 줄에 '- '로 나누어 주세요.",
            )
    return ToneLines(
        say=tuple(text for text, _ in said),
        when=frozenset(_situations(reader, fields.get("when"))),
        topics=frozenset(_topics(reader, fields.get("topics"), catalog)),
    )


def _situations(reader: Reader, node: Node | None) -> list[str]:
    found = reader.texts(node, "when")
    for name, line in found:
        if name not in SITUATIONS:
            reader.problem(
                "situation",
                line,
                f"when의 '{name}'은(는) 없습니다.",
                f"쓸 수 있는 말: {', '.join(SITUATIONS)}.",
            )
    return [name for name, _ in found]


def _topics(reader: Reader, node: Node | None, catalog: Catalog) -> list[str]:
    keys = []
    for name, line in reader.texts(node, "topics"):
        topic = catalog.topic(name)
        if topic is None:
            reader.problem(
                "topic", line, f"topics의 '{name}' 주제가 없습니다.", "catalog.yml의 주제 id를 적어 주세요."
            )
        else:
            keys.append(topic.key)
    return keys
