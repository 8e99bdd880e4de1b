"""The pages over conversations, as each role sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

ROLES = ("viewer", "editor", "approver", "administrator")
PAGES = (
    "/inbox",
    "/inbox?state=ignored&reason=down&domain=civil&words=여권&page=7",
    "/conversations?words=여권&channel=web&emotion=anxiety&first=2026-11-01&last=2026-12-01",
    "/conversations/read?id=kim",
    "/statistics?first=2026-11-23&last=2026-11-30",
    "/statistics/export/xlsx",
    "/statistics/export/csv",
    "/reports?day=2026-11-23",
    "/reports/2026-11-23/pdf",
    "/reports/2026-11-23/xlsx",
    "/reports/2026-11-23/html",
)
Staff = Callable[[str], Any]


def question(client: Any, words: str) -> int:
    """The number of an inbox question."""
    for state in ("new", "held", "done", "ignored"):
        page = client.get(f"/inbox?state={state}").text
        if words in page:
            return int(page[: page.index(words)].rsplit('href="/inbox/', 1)[1].split('"')[0])
    raise AssertionError(f"{words} is not in the inbox")


@pytest.mark.parametrize("path", PAGES)
def test_every_role_reads_every_page(staff: Staff, path: str) -> None:
    assert [staff(role).get(path).status_code for role in ROLES] == [200] * 4


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_reads_none(chatting_screen: Any, path: str) -> None:
    assert chatting_screen.client().get(path).status_code == 302


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/inbox/{question}/state", {"editor", "approver", "administrator"}),
        ("/conversations/test", {"editor", "approver", "administrator"}),
        ("/conversations/delete", {"administrator"}),
    ],
)
def test_only_those_who_may_change_something_reach_its_form(
    staff: Staff, path: str, allowed: set[str]
) -> None:
    for role in ROLES:
        address = path.format(question=999)
        status = staff(role).post(address, {"state": "held", "id": "nobody"}).status_code
        assert (status != 403) == (role in allowed), (role, status)
        if role == "administrator" and path == "/conversations/delete":
            assert status == 302


@pytest.mark.parametrize(
    "path",
    [
        "/inbox/999",
        "/conversations/read?id=nobody",
        "/conversations/test?id=nobody",
        "/reports/soon/pdf",
        "/reports/2026-11-23/exe",
        "/statistics/export/exe",
    ],
)
def test_what_is_not_there_is_said_in_korean(staff: Staff, path: str) -> None:
    response = staff("editor").get(path)
    assert response.status_code == 404
    assert "습니다" in response.text


def test_two_wordings_of_a_question_are_one_row_with_the_bots_thoughts(staff: Staff) -> None:
    viewer = staff("viewer")
    page = viewer.get(f"/inbox/{question(viewer, '드론 비행 허가')}").text
    assert "공원에서 드론 날려도 되나요" in page
    assert "40%" in page
    assert "보류" not in page, "a viewer has no buttons"


def test_a_thumb_down_is_in_the_inbox_with_what_was_said_about_it(staff: Staff) -> None:
    viewer = staff("viewer")
    page = viewer.get(f"/inbox/{question(viewer, '여권 잃어버렸는데')}").text
    assert "너무 길어요" in page
    assert "도움 안 됨" in page
    mend = 'href="/articles/civil/passport_lost">「여권 분실 신고·재발급」 답 고치기'
    assert mend in staff("editor").get("/inbox").text
    assert mend not in viewer.get("/inbox").text


def test_a_question_moves_between_states(staff: Staff) -> None:
    editor = staff("editor")
    number = question(editor, "드론 비행 허가")
    response = editor.post(f"/inbox/{number}/state", {"state": "ignored", "at-words": "드론"})
    assert response.headers["Location"].startswith("/inbox?words=")
    assert "드론 비행 허가" in editor.get("/inbox?state=ignored").text
    editor.post(f"/inbox/{number}/state", {"state": "new"})
    assert editor.post(f"/inbox/{number}/state", {"state": "sold"}).status_code == 422


def test_the_words_of_a_crisis_are_nowhere(staff: Staff) -> None:
    page = staff("viewer").get("/conversations/read?id=choi").text
    assert "죽고" not in page
    assert "남기지 않습니다" in page


def test_reading_a_transcript_is_written_down(staff: Staff) -> None:
    staff("viewer").get("/conversations/read?id=lee")
    log = staff("administrator").get("/audit?username=viewer").text
    assert "상담 기록 읽기" in log
    assert "lee" in log


def test_figures_lead_to_conversations(staff: Staff) -> None:
    page = staff("viewer").get("/statistics?first=2026-11-23&last=2026-11-29").text
    link = "/conversations?first=2026-11-23&amp;last=2026-11-29&amp;outcome=missed"
    assert link in page
    listed = staff("viewer").get(link.replace("&amp;", "&")).text
    assert "드론 비행 허가" in listed
    assert "여권 잃어버렸는데" not in listed


def test_a_conversation_becomes_a_story_with_what_staff_corrected(staff: Staff, chatting_screen: Any) -> None:
    editor = staff("editor")
    assert "드론 비행 허가" in editor.get("/conversations/test?id=lee").text
    fields = {
        "id": "lee",
        "name": "드론은 되묻습니다",
        "keep-0": "1",
        "type-0": "candidates",
        "topic-0": "",
        "facet-0": "",
    }
    assert editor.post("/conversations/test", fields).status_code == 302
    (story,) = yaml.safe_load((chatting_screen.folder / "staff.yml").read_text())
    assert story["turns"] == [{"say": "드론 비행 허가", "expect": {"type": "candidates"}}]
    again = editor.post("/conversations/test", fields)
    assert again.status_code == 422
    assert "이미 있습니다" in again.text
    wrong = editor.post("/conversations/test", {**fields, "name": "다른 시험", "topic-0": "civil/no_such"})
    assert wrong.status_code == 422


def test_an_administrator_deletes_a_conversation_everywhere(staff: Staff) -> None:
    administrator = staff("administrator")
    assert administrator.post("/conversations/delete", {"id": "park"}).status_code == 302
    assert administrator.get("/conversations/read?id=park").status_code == 404
    assert "상담 기록 삭제" in administrator.get("/audit").text


def test_one_click_adds_the_question_to_the_draft_and_it_is_taken_care_of(staff: Staff) -> None:
    editor = staff("editor")
    number = question(editor, "여권 잃어버렸는데")
    response = editor.post(f"/inbox/{number}/learn", {"topic": "civil/passport_issue"})
    assert response.status_code == 302
    assert "「반영하기」를 거치면" in editor.get(response.headers["Location"]).text
    assert "여권 잃어버렸는데" in editor.get("/inbox?state=done").text
    assert "여권 잃어버렸는데 수수료 얼마예요" in editor.get("/articles/civil/passport_issue").text
    assert "질문을 글에 넣음" in staff("administrator").get("/audit").text


def test_the_one_click_adds_the_words_it_shows(staff: Staff) -> None:
    editor = staff("editor")
    number = question(editor, "드론 비행 허가")
    editor.post(f"/inbox/{number}/learn", {"topic": "civil/passport_lost"})
    page = editor.get("/articles/civil/passport_lost").text
    assert "드론 비행 허가" in page
    assert "공원에서 드론" not in page
    editor.post(f"/inbox/{number}/state", {"state": "new"})


def test_a_question_is_never_added_to_another_departments_article(staff: Staff) -> None:
    editor = staff("editor")
    number = question(editor, "드론 비행 허가")
    assert editor.post(f"/inbox/{number}/learn", {"topic": "environment/large_waste"}).status_code == 403
    assert editor.post(f"/inbox/{number}/learn", {"topic": "civil/no_such"}).status_code == 422
    assert (
        staff("viewer").post(f"/inbox/{number}/learn", {"topic": "civil/passport_issue"}).status_code == 403
    )
    assert "드론 비행 허가" in editor.get("/inbox?state=new").text
