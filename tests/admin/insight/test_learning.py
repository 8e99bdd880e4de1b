"""A resident's wording goes into the draft of an article, and everything else in it stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from admin.editing import drafts
from admin.errors import ForbiddenError, InputError, NotFoundError
from admin.insight.learning import learn, new_article_address
from admin.roles import Role, Staff

TOPIC = "civil/passport_lost"
WORDS = "여권 간수를 못 해서 어디 갔는지 모르겠다"


def member(role: Role, department: str = "") -> Staff:
    return Staff(1, role.value, "김주무", department, role)


def taught(office: Any, staff: Staff, words: list[str], topic: str = TOPIC) -> int:
    with office.insight.services.database.session() as session:
        return learn(session, office.insight.services, staff, topic, words)


def draft_text(office: Any) -> str:
    with office.insight.services.database.session() as session:
        draft = drafts.find(session, TOPIC)
        return str(draft.text) if draft is not None else ""


def file_text(office: Any) -> str:
    path: Path = office.insight.services.knowledge.settings.root / "articles" / f"{TOPIC}.yml"
    return path.read_text(encoding="utf-8")


def test_the_draft_has_one_more_question_and_every_other_line_as_it_was(office: Any) -> None:
    assert taught(office, member(Role.APPROVER), [WORDS]) == 1
    before, after = file_text(office).splitlines(), draft_text(office).splitlines()
    assert [line for line in after if line not in before] == [f"  - {WORDS}"]
    assert [line for line in before if line not in after] == []
    assert WORDS in YAML(typ="safe").load(draft_text(office))["questions"]


def test_the_file_itself_waits_for_publishing(office: Any) -> None:
    before = file_text(office)
    taught(office, member(Role.APPROVER), [WORDS])
    assert file_text(office) == before


def test_more_wordings_join_the_same_draft_and_none_is_added_twice(office: Any) -> None:
    staff = member(Role.APPROVER)
    assert taught(office, staff, [WORDS, "여권이 집에서 증발했어요"]) == 2
    assert taught(office, staff, [WORDS, "여권이 또 증발했어요"]) == 1
    assert draft_text(office).count(WORDS) == 1


def test_an_editor_adds_to_articles_of_the_own_department_only(office: Any) -> None:
    assert taught(office, member(Role.EDITOR, "civil_service"), [WORDS]) == 1
    with pytest.raises(ForbiddenError):
        taught(office, member(Role.EDITOR, "tax"), ["여권이 증발했어요"])
    with pytest.raises(ForbiddenError):
        taught(office, member(Role.VIEWER), ["여권이 증발했어요"])


def test_words_with_a_covered_number_never_get_into_an_article(office: Any) -> None:
    with pytest.raises(InputError, match="가려진"):
        taught(office, member(Role.APPROVER), ["●●●●●●-●●●●●●● 이 번호로 여권 찾아 주세요"])
    assert draft_text(office) == ""


def test_an_unknown_article_is_refused(office: Any) -> None:
    with pytest.raises(NotFoundError):
        taught(office, member(Role.APPROVER), [WORDS], "civil/no_such_topic")


def test_a_new_article_begins_with_the_question() -> None:
    assert new_article_address("드론 & 허가?") == (
        "/articles/new?question=%EB%93%9C%EB%A1%A0+%26+%ED%97%88%EA%B0%80%3F"
    )
