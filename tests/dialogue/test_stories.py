"""The conversations of tests/stories with the real bot, over HTTP.

A turn says something (`say`) or presses a button of the last reply by its title or number (`press`).
`expect` describes the first message of the reply, or, as a list, every message of it in order:
type, topic, facet, act, crisis, emotion (a value, or a list of acceptable ones), contains, not_contains (words in the
text), says (words in the speech), candidates_include (topics offered as buttons), chip (titles), opener (true or false).
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

STORIES = Path(__file__).parents[1] / "stories"
STYLES = ("web", "kiosk", "elderly")
EXACT = ("type", "topic", "facet", "act", "crisis", "emotion")
KNOWN = {*EXACT, "contains", "not_contains", "candidates_include", "opener", "says", "chip"}


def stories() -> list[dict[str, Any]]:
    return [story for path in sorted(STORIES.glob("*.yml")) for story in yaml.safe_load(path.read_text())]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def differences(expected: dict[str, Any], payload: dict[str, Any]) -> Iterator[str]:
    """What a reply lacks or has too much of."""
    unknown = set(expected) - KNOWN
    assert not unknown, f"the story expects unknown things: {unknown}"
    for key in EXACT:
        if key in expected and (payload.get(key) or "") not in as_list(expected[key]):
            yield f"{key} is {payload.get(key)!r}, not {expected[key]!r}"
    for words in as_list(expected.get("contains", [])):
        if words not in payload["text"]:
            yield f"{words!r} is not said"
    for words in as_list(expected.get("not_contains", [])):
        if words in payload["text"]:
            yield f"{words!r} is said"
    if "opener" in expected and bool(payload.get("opener")) != expected["opener"]:
        yield f"the opener is {payload.get('opener')!r}"
    for words in as_list(expected.get("says", [])):
        if words not in payload["speech"]:
            yield f"{words!r} is not spoken"
    for title in as_list(expected.get("chip", [])):
        if title not in [chip["title"] for chip in payload["chips"]]:
            yield f"there is no chip {title!r}"
    offered = [candidate["topic"] for candidate in payload.get("candidates") or []]
    for topic in as_list(expected.get("candidates_include", [])):
        if topic not in offered:
            yield f"{topic} is not among the candidates {offered}"


def message_of(turn: dict[str, Any], last: dict[str, Any]) -> str:
    """What the resident's turn sends: words, or the payload of a pressed button."""
    if "say" in turn:
        return str(turn["say"])
    buttons = [*(last.get("candidates") or []), *(last.get("chips") or [])]
    wanted = turn["press"]
    if isinstance(wanted, int):
        return str(buttons[wanted - 1]["payload"])
    found = [button["payload"] for button in buttons if button["title"] == wanted]
    assert found, f"no button {wanted!r} among {[button['title'] for button in buttons]}"
    return str(found[0])


def heading(payload: dict[str, Any]) -> str:
    parts = (payload.get(key) for key in ("type", "act", "topic", "facet"))
    return "/".join(str(part) for part in parts if part)


def play(bot: Any, story: dict[str, Any]) -> str:
    """Hold the conversation; returns what went wrong, with the transcript up to there, or nothing."""
    sender, transcript, last = uuid.uuid4().hex, [], {}
    for turn in story["turns"]:
        message = message_of(turn, last)
        payloads = bot.payloads(message, sender)
        transcript.append(f"  resident: {turn.get('say') or turn['press']}")
        transcript += [f"  bot [{heading(p)}]: {p['text'][:90]!r}" for p in payloads]
        expected = as_list(turn.get("expect", {}))
        wrong = []
        if not payloads or (isinstance(turn.get("expect"), list) and len(payloads) != len(expected)):
            wrong.append(f"{len(payloads)} messages instead of {len(expected)}")
        for number, (wanted, payload) in enumerate(zip(expected, payloads, strict=False), 1):
            wrong += [f"message {number}: {difference}" for difference in differences(wanted, payload)]
        if wrong:
            return "\n".join([f"{story['name']} ({story['style']})", *transcript, *wrong])
        last = payloads[0]
    return ""


@pytest.mark.parametrize("story", [pytest.param(story, id=story["name"]) for story in stories()])
def test_the_conversation_goes_as_written(bot, story):
    went_wrong = play(bot, story)
    assert not went_wrong, f"\n{went_wrong}"


def test_the_stories_cover_every_domain_and_the_slower_residents():
    styles = Counter(story["style"] for story in stories())
    assert set(styles) <= set(STYLES)
    assert styles["elderly"] + styles["kiosk"] >= 15
    assert styles.total() >= 70
    domains = {
        topic.split("/")[0]
        for story in stories()
        for turn in story["turns"]
        for expected in as_list(turn.get("expect", {}))
        for topic in as_list(expected.get("topic", ""))
        if topic
    }
    assert len(domains) == 10


def test_each_story_has_a_name_of_its_own():
    names = Counter(story["name"] for story in stories())
    assert [name for name, count in names.items() if count > 1] == []
