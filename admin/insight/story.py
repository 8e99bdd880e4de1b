"""A conversation as an end-to-end test: a story of tests/stories, played with the real bot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from admin.errors import InputError
from admin.insight.transcripts import Line
from knowledge.errors import KnowledgeError
from knowledge.yaml_limits import load_plain
from privacy.masking import COVER

HEADER = "# 직원 화면에서 상담 기록으로 만든 시험입니다. 형식은 tests/dialogue/test_stories.py 에 있습니다.\n"
STYLES = {"kiosk": "kiosk", "voice": "elderly"}
TOPICAL = ("answer",)


@dataclass(frozen=True)
class Step:
    """One turn of a story. `press` is a button's title; of `say` and `press` one is empty."""

    say: str = ""
    press: str = ""
    type: str = ""
    topic: str = ""
    facet: str = ""
    act: str = ""

    @property
    def words(self) -> str:
        """What the resident does, for people."""
        return self.say or f"[단추] {self.press}"


def steps_of(lines: Sequence[Line]) -> list[Step]:
    """Return the conversation as steps that expect what the bot did; staff correct what it should have done.

    Raises InputError for a conversation whose words are not all there: a crisis, or a masked number.
    """
    steps: list[Step] = []
    buttons: dict[str, str] = {}
    for line in lines:
        if not line.text or COVER in line.text:
            raise InputError("가려진 말이 있는 대화는 시험으로 만들 수 없습니다.")
        reply = line.replies[0] if line.replies else None
        press = buttons.get(line.text, "")
        if line.text.startswith("/") and not press:
            break  # the button belongs to something the transcript does not show
        steps.append(
            Step(
                say="" if press else line.text,
                press=press,
                type=reply.type if reply else "",
                topic=reply.topic if reply and reply.type in TOPICAL else "",
                facet=reply.facet if reply and reply.type in TOPICAL else "",
                act=reply.act if reply else "",
            )
        )
        # A story presses buttons of the first message alone.
        buttons = {payload: title for title, payload in reply.buttons} if reply else {}
    if not steps:
        raise InputError("시험으로 만들 말이 없습니다.")
    return steps


def story_of(name: str, channel: str, steps: Sequence[Step]) -> dict[str, Any]:
    """Return the story as YAML data. Raises InputError when it has no name or no step."""
    name = " ".join(name.split())
    if not 2 <= len(name) <= 80:
        raise InputError("시험 이름을 2자에서 80자까지 적어 주세요.")
    if not steps:
        raise InputError("시험에 넣을 말을 하나 이상 골라 주세요.")
    return {"name": name, "style": STYLES.get(channel, "web"), "turns": [_turn(step) for step in steps]}


def _turn(step: Step) -> dict[str, Any]:
    said = {"press": step.press} if step.press else {"say": step.say}
    expected = {key: getattr(step, key) for key in ("type", "topic", "facet", "act") if getattr(step, key)}
    return {**said, "expect": expected} if expected else said


def append_story(path: Path, story: Mapping[str, Any]) -> None:
    """Add a story to the file. Raises InputError when the name is taken or the file is broken."""
    known = path.read_text(encoding="utf-8") if path.exists() else HEADER
    try:
        stories = load_plain(known, path.name) or []
    except (KnowledgeError, yaml.YAMLError) as error:
        raise InputError(f"{path.name} 파일을 읽을 수 없습니다. 파일을 먼저 고쳐 주세요.") from error
    if any(other.get("name") == story["name"] for other in stories):
        raise InputError(f"'{story['name']}' 시험이 이미 있습니다. 다른 이름을 적어 주세요.")
    text = yaml.safe_dump([dict(story)], allow_unicode=True, sort_keys=False, width=1000)
    path.parent.mkdir(parents=True, exist_ok=True)
    separator = "" if re.search(r"\n\n$|^$", known) else "\n"
    temporary = path.with_suffix(".tmp")
    temporary.write_text(f"{known.rstrip()}\n{separator}{text}", encoding="utf-8")
    temporary.replace(path)
