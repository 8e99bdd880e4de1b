"""A conversation becomes a story the dialogue tests can play."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from admin.errors import InputError
from admin.insight.story import append_story, steps_of, story_of
from admin.insight.transcripts import transcript
from tests.admin.insight.said import bot, offering, user

KNOWN = {"type", "topic", "facet", "act", "contains", "not_contains", "candidates_include"}


def lines_of(office: Any, sender: str) -> list[Any]:
    office.insight.index.refresh()
    with office.insight.engine.connect() as connection:
        return transcript(connection, sender)


def test_words_and_pressed_buttons_become_turns_with_what_is_expected(office: Any, tmp_path: Path) -> None:
    choices = offering("civil/passport_issue")
    office.bot.say(
        "kim",
        user("등본", channel="kiosk"),
        bot("candidates", candidates=choices),
        user(choices[0]["payload"], "choose"),
        bot(topic="civil/passport_issue", facet="summary"),
        user("고마워요", "thanks"),
        bot("chitchat", act="thanks"),
    )
    steps = steps_of(lines_of(office, "kim"))
    append_story(tmp_path / "staff.yml", story_of("여권 고르기", "kiosk", steps))
    (story,) = yaml.safe_load((tmp_path / "staff.yml").read_text())
    assert story == {
        "name": "여권 고르기",
        "style": "kiosk",
        "turns": [
            {"say": "등본", "expect": {"type": "candidates"}},
            {
                "press": "civil/passport_issue 안내",
                "expect": {"type": "answer", "topic": "civil/passport_issue", "facet": "summary"},
            },
            {"say": "고마워요", "expect": {"type": "chitchat", "act": "thanks"}},
        ],
    }


def test_stories_are_added_below_one_another_and_names_stay_unique(office: Any, tmp_path: Path) -> None:
    office.chat()
    steps = steps_of(lines_of(office, "lee"))
    for name in ("첫째 시험", "둘째 시험"):
        append_story(tmp_path / "staff.yml", story_of(name, "web", steps))
    with pytest.raises(InputError, match="이미 있습니다"):
        append_story(tmp_path / "staff.yml", story_of("첫째 시험", "web", steps))
    stories = yaml.safe_load((tmp_path / "staff.yml").read_text())
    assert [story["name"] for story in stories] == ["첫째 시험", "둘째 시험"]


def test_a_conversation_with_covered_words_is_no_story(office: Any) -> None:
    office.bot.say("kim", user("제 번호는 900101-1234567"), bot("candidates"))
    office.bot.say("choi", user("죽고 싶어요", "crisis_self_harm"), bot("crisis"))
    for sender in ("kim", "choi"):
        with pytest.raises(InputError, match="가려진"):
            steps_of(lines_of(office, sender))


def test_a_broken_file_is_left_alone(tmp_path: Path, office: Any) -> None:
    office.chat()
    path = tmp_path / "staff.yml"
    path.write_text("- name: [")
    with pytest.raises(InputError, match="읽을 수 없습니다"):
        append_story(path, story_of("시험", "web", steps_of(lines_of(office, "lee"))))
    assert path.read_text() == "- name: ["
