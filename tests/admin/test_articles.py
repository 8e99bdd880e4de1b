"""Articles on the screen: who may change what, two people at once, files edited meanwhile, history."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from admin.editing import files

LOST = "civil/passport_lost"
WASTE = "environment/large_waste"
TITLE = "title: 여권 분실 신고·재발급"


def article(screen: Any, key: str = LOST) -> Path:
    return screen.knowledge / "articles" / f"{key}.yml"


def state(client: Any, key: str = LOST) -> dict[str, Any]:
    return dict(client.session.get(f"{client.url}/articles/{key}/state", timeout=30).json())


def save(client: Any, text: str, then: str = "", key: str = LOST, **fields: Any) -> Any:
    now = state(client, key)
    body = {
        "text": text,
        "revision": now["revision"],
        "file_digest": now["file_digest"],
        "then": then,
        **fields,
    }
    return client.send(f"/articles/{key}/save", body)


def edit(text: str, old: str = "52,000원", new: str = "53,000원") -> str:
    assert old in text
    return text.replace(old, new)


def test_an_answer_is_in_the_file_at_once_and_everything_else_stays(edited: Any) -> None:
    before = article(edited).read_text()
    client = edited.signed_in("approver")
    assert save(client, edit(before), "publish").json()["status"] == "done"
    assert article(edited).read_text() == edit(before)


def test_an_editors_change_waits_for_approval(edited: Any) -> None:
    before = article(edited).read_text()
    assert save(edited.signed_in("editor"), edit(before), "publish").status_code == 403
    assert (
        save(edited.signed_in("editor"), edit(before), "review", note="수수료가 올랐습니다").status_code
        == 200
    )
    assert article(edited).read_text() == before
    approver = edited.signed_in("approver")
    assert "수수료가 올랐습니다" in approver.get("/publish").text
    assert approver.post("/publish", {"key": LOST}).status_code == 302
    assert article(edited).read_text() == edit(before)


def test_an_approver_sends_a_draft_back_with_a_note(edited: Any) -> None:
    save(edited.signed_in("editor"), edit(article(edited).read_text()), "review")
    approver = edited.signed_in("approver")
    assert approver.send(f"/articles/{LOST}/draft", {"what": "return", "note": ""}).status_code == 422
    assert (
        approver.send(f"/articles/{LOST}/draft", {"what": "return", "note": "근거를 적어 주세요"}).status_code
        == 200
    )
    assert "근거를 적어 주세요" in edited.signed_in("editor").get(f"/articles/{LOST}").text


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_another_departments_article_can_only_be_read(edited: Any, role: str) -> None:
    client = edited.client(role)
    text = article(edited, WASTE).read_text()
    assert client.get(f"/articles/{WASTE}").status_code == 200
    assert save(client, f"{text}# x\n", key=WASTE).status_code == 403


def test_nobody_takes_an_article_over_by_writing_another_department_into_it(edited: Any) -> None:
    text = article(edited, WASTE).read_text()
    stolen = text.replace("department: resource_circulation", "department: civil_service")
    assert save(edited.signed_in("editor"), stolen, key=WASTE).status_code == 403
    given = article(edited).read_text().replace("department: civil_service", "department: tax")
    assert save(edited.signed_in("editor"), given).status_code == 403


def test_broken_yaml_is_named_with_its_line_and_never_published(edited: Any) -> None:
    client = edited.signed_in("approver")
    before = article(edited).read_text()
    broken = before.replace(TITLE, 'title: "여권 분실')
    found = client.send(f"/articles/{LOST}/check", {"text": broken}).json()
    assert found["problems"][0]["line"] == 1
    assert "따옴표" in found["problems"][0]["message"]
    assert save(client, broken, "publish").status_code in (403, 422)
    assert article(edited).read_text() == before


def test_a_file_broken_outside_is_told_with_its_line_beside_the_draft(edited: Any) -> None:
    client, path = edited.signed_in("approver"), article(edited)
    text = path.read_text()
    assert save(client, edit(text)).status_code == 200
    path.write_text(text.replace(TITLE, 'title: "여권 분실'))
    deadline = time.monotonic() + 10
    while "file-problems" not in (page := client.get(f"/articles/{LOST}").text):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    told = page.split('id="file-problems"')[1].split("</div>")[0]
    assert f"articles/{LOST}.yml 1번째 줄" in told
    assert "이렇게 고치세요" in told


def test_references_in_yaml_are_refused_with_their_line(edited: Any) -> None:
    viewer, text = edited.signed_in("viewer"), article(edited).read_text()
    lines = len(text.splitlines())
    sent = f"{text}a: &a [하나, 둘]\nb: &b [*a, *a]\n"
    found = viewer.send(f"/articles/{LOST}/check", {"text": sent}).json()
    assert [problem["line"] for problem in found["problems"]] == [lines + 1]
    assert "&, *" in found["problems"][0]["message"]
    assert found["form"] is None


def test_a_revision_that_is_no_number_is_explained(edited: Any) -> None:
    client, text = edited.signed_in("approver"), article(edited).read_text()
    response = save(client, text, revision="abc")
    assert response.status_code == 422
    assert "새로 고친" in response.json()["error"]["message"]


def test_the_way_to_an_article_is_told_in_words(edited: Any) -> None:
    crumb = (
        edited.signed_in("viewer").get(f"/articles/{LOST}").text.split('class="crumb">')[1].split("</p>")[0]
    )
    assert "민원" in crumb
    assert LOST not in crumb


def test_two_people_on_one_article_do_not_overwrite_each_other(edited: Any) -> None:
    text = article(edited).read_text()
    first, second = edited.signed_in("approver"), edited.signed_in("administrator")
    seen = state(second)
    assert save(first, edit(text)).status_code == 200
    mine = edit(text, "27,000원", "28,000원")
    body = {"text": mine, "revision": seen["revision"], "file_digest": seen["file_digest"]}
    refused = second.send(f"/articles/{LOST}/save", body)
    assert refused.status_code == 409
    theirs = refused.json()["text"]
    joined = second.send(f"/articles/{LOST}/merge", {"base": text, "text": mine, "theirs": theirs}).json()
    assert joined["clashes"] == ["요약", "비용"]
    assert save(second, joined["text"]).status_code == 200


def test_a_file_edited_in_an_editor_at_the_same_time_is_not_overwritten(edited: Any) -> None:
    client = edited.signed_in("approver")
    text = article(edited).read_text()
    seen = state(client)
    article(edited).write_text(text.replace(TITLE, "title: 여권을 잃어버렸을 때"))
    mine = edit(text)
    body = {"text": mine, "revision": seen["revision"], "file_digest": seen["file_digest"], "then": "publish"}
    refused = client.send(f"/articles/{LOST}/save", body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "file_changed")
    joined = client.send(
        f"/articles/{LOST}/merge", {"base": text, "text": mine, "theirs": refused.json()["text"]}
    )
    assert joined.json()["clashes"] == []
    assert "여권을 잃어버렸을 때" in joined.json()["text"]
    assert "53,000원" in joined.json()["text"]


def test_a_draft_whose_file_changed_underneath_is_not_published_unseen(edited: Any) -> None:
    client = edited.signed_in("approver")
    text = article(edited).read_text()
    save(client, edit(text))
    article(edited).write_text(f"{text}# 파일에서 덧붙임\n")
    assert client.post("/publish", {"key": LOST}).status_code == 409
    assert article(edited).read_text() == f"{text}# 파일에서 덧붙임\n"


def test_an_earlier_text_comes_back_with_two_clicks(edited: Any) -> None:
    client = edited.signed_in("approver")
    before = article(edited).read_text()
    save(client, edit(before), "publish")
    page = client.get(f"/articles/{LOST}/history").text
    number = page.split(f"/articles/{LOST}/history/")[1].split('"')[0]
    assert client.post(f"/articles/{LOST}/history/{number}").status_code == 302
    assert client.post("/publish", {"key": LOST}).status_code == 302
    assert article(edited).read_text() == before


def test_a_new_topic_waits_as_a_draft_until_it_is_published(edited: Any) -> None:
    client = edited.signed_in("editor")
    client.get("/articles/new?question=물놀이장 언제 열어요")
    fields = {
        "title": "물놀이장 이용",
        "domain": "civil",
        "topic": "summer_water_park",
        "department": "civil_service",
        "questions": "물놀이장 언제 열어요",
        "summary": "여름에 엽니다.",
    }
    response = client.post("/articles/new", fields)
    assert response.headers["Location"] == "/articles/civil/summer_water_park"
    assert client.get("/articles/civil/summer_water_park").status_code == 200
    assert not article(edited, "civil/summer_water_park").exists()
    for page in ("/publish", "/articles"):
        assert ">물놀이장 이용</a>" in client.get(page).text


def test_confirming_a_source_writes_todays_date(edited: Any) -> None:
    client = edited.signed_in("approver")
    article(edited).write_text(
        article(edited).read_text().replace("checked: 2026-11-21", "checked: 2020-01-01")
    )
    page = client.get("/articles/confirm?department=civil_service").text
    source = page.split(f'value="{LOST}"')[1].split('name="source" value="')[1].split('"')[0]
    assert client.post("/articles/confirm", {"key": LOST, "source": source}).status_code == 302
    assert f"checked: {date.today()}" in article(edited).read_text()
    assert (
        edited.signed_in("viewer").post("/articles/confirm", {"key": LOST, "source": source}).status_code
        == 403
    )


def test_the_form_changes_only_its_line_of_the_yaml(signed_in: Callable[[str], Any], screen: Any) -> None:
    client = signed_in("approver")
    text = article(screen).read_text()
    body = {"text": text, "form": {"title": "여권 분실"}}
    found = client.send(f"/articles/{LOST}/check", body).json()
    assert found["text"] == text.replace(TITLE, "title: 여권 분실")
    assert found["needs_training"] is True
    assert found["answers"][0]["title"] == "여권 분실"


@pytest.mark.parametrize(
    "key", ["../../etc/passwd", "civil/..%2f..%2fx", "nowhere/nothing", "civil/unknown_topic"]
)
def test_a_path_that_is_no_article_is_not_found(signed_in: Callable[[str], Any], key: str) -> None:
    assert signed_in("administrator").get(f"/articles/{key}").status_code in (302, 404)


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("old")
    path.chmod(0o640)
    files.write_whole(path, "new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)
    assert list(tmp_path.iterdir()) == [path]


def test_an_answer_is_heard_in_the_bots_own_voice(signed_in: Callable[[str], Any]) -> None:
    spoken = signed_in("viewer").send("/articles/speak", {"text": "- 수수료는 5만 원입니다."})
    assert (spoken.headers["Content-Type"], spoken.content[:4]) == ("audio/wav", b"RIFF")
    assert signed_in("viewer").send("/articles/speak", {"text": " "}).status_code == 422
