"""Questions and answers to and from spreadsheets."""

from __future__ import annotations

import html
import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from admin.editing import exchange
from admin.errors import InputError

LOST, WASTE = "civil/passport_lost", "environment/large_waste"
HEADER = "주제,제목,종류,내용\n"


def upload(client: Any, name: str, data: bytes) -> Any:
    client.get("/articles/exchange")
    return client.post("/articles/import", files={"file": (name, data)})


def csv_of(*rows: str) -> bytes:
    return (HEADER + "\n".join(rows)).encode("utf-8-sig")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_exported_comes_back_without_a_change(edited: Any, kind: str) -> None:
    client = edited.signed_in("approver")
    exported = client.get(f"/articles/export/{kind}?domain=civil").content
    page = upload(client, f"a.{kind}", exported).text
    assert "지금 글과 다른 것이 없습니다" in page
    assert "쓰지 않는 줄" not in page


def content_of(page: str) -> str:
    return html.unescape(page.split('name="content" value="')[1].split('"')[0])


def rewrite(data: bytes, old: str, new: str) -> bytes:
    assert old in data.decode("utf-8-sig")
    return data.decode("utf-8-sig").replace(old, new).encode("utf-8-sig")


def put_draft(client: Any, old: str, new: str) -> None:
    now = client.session.get(f"{client.url}/articles/{LOST}/state", timeout=30).json()
    text = (now["draft_text"] or now["file_text"]).replace(old, new)
    body = {"text": text, "revision": now["revision"], "file_digest": now["file_digest"]}
    assert client.send(f"/articles/{LOST}/save", body).status_code == 200


def draft_text(client: Any) -> str:
    state = client.session.get(f"{client.url}/articles/{LOST}/state", timeout=30).json()
    return str(state["draft_text"])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_untouched_file_changes_nothing_though_colleagues_went_on(edited: Any, kind: str) -> None:
    client, path = edited.signed_in("approver"), edited.knowledge / f"articles/{LOST}.yml"
    exported = client.get(f"/articles/export/{kind}?domain=civil").content
    path.write_text(path.read_text().replace("title: 여권 분실 신고·재발급", "title: 여권을 잃었을 때"))
    put_draft(client, "27,000원", "28,000원")
    assert "지금 글과 다른 것이 없습니다" in upload(client, f"a.{kind}", exported).text


def test_a_row_a_colleague_changed_meanwhile_is_a_conflict_until_it_is_ticked(edited: Any) -> None:
    client = edited.signed_in("approver")
    exported = client.get("/articles/export/csv?domain=civil").content
    put_draft(client, "  fee: |\n", "  fee: |\n    동료가 고친 줄입니다.\n")
    # Two rows are edited in the file: one that nobody touched, one that a colleague did.
    data = rewrite(exported, "신분증(주민등록증", "내 신분증(주민등록증")
    fee = next(row for _, row in exchange.read("a.csv", exported) if row[0] == LOST and row[2] == "비용")
    data = rewrite(data, fee[3].splitlines()[0], "파일에서 고친 줄입니다.")
    page = upload(client, "a.csv", data).text
    assert "다른 사람이 고친 곳이 1곳" in page
    number = page.split('name="take" value="')[1].split('"')[0]
    content = content_of(page)
    assert client.post("/articles/import/save", {"content": content}).status_code == 302
    assert "내 신분증" in draft_text(client)
    assert "동료가 고친 줄입니다." in draft_text(client)
    client.post("/articles/import/save", {"content": content, "take": number})
    assert "파일에서 고친 줄입니다." in draft_text(client)
    assert "동료가 고친 줄입니다." not in draft_text(client)


def test_a_question_a_colleague_deleted_does_not_come_back(edited: Any) -> None:
    client, path = edited.signed_in("approver"), edited.knowledge / f"articles/{LOST}.yml"
    exported = client.get("/articles/export/csv?domain=civil").content
    asked = next(row[3] for _, row in exchange.read("a.csv", exported) if row[0] == LOST and row[2] == "질문")
    path.write_text(
        "".join(line for line in path.read_text().splitlines(True) if line.strip(" -\n") != asked)
    )
    assert "지금 글과 다른 것이 없습니다" in upload(client, "a.csv", exported).text


def test_an_import_is_looked_at_before_it_is_saved_as_drafts(edited: Any) -> None:
    client = edited.signed_in("approver")
    before = (edited.knowledge / f"articles/{LOST}.yml").read_text()
    data = csv_of(
        f"{LOST},,질문,여권이 감쪽같이 사라졌어요",
        f"{LOST},,비용,오만 원입니다.",
        "civil/nothing,,질문,없는 주제",
    )
    page = upload(client, "a.csv", data).text
    assert "질문 1개 더함 · 답 1곳 바꿈" in page
    assert "4번째 줄: &#39;civil/nothing&#39; 주제가 없습니다." in page
    assert "passport_lost" not in client.get("/publish").text
    assert client.post("/articles/import/save", {"content": content_of(page)}).status_code == 302
    assert "/articles/civil/passport_lost" in client.get("/publish").text
    assert (edited.knowledge / f"articles/{LOST}.yml").read_text() == before


def test_an_editor_imports_only_the_own_departments_articles(edited: Any) -> None:
    data = csv_of(f"{WASTE},,질문,소파가 안 들어가요 어떡하죠", f"{LOST},,질문,여권이 감쪽같이 사라졌어요")
    page = upload(edited.signed_in("editor"), "a.csv", data).text
    assert "다른 부서의 글이라 가져오지 않습니다" in page
    assert "초안으로 저장 (글 1개)" in page
    assert upload(edited.signed_in("viewer"), "a.csv", data).status_code == 403


def test_a_cell_never_runs_as_a_formula() -> None:
    row = (LOST, "제목", "질문", '=HYPERLINK("http://evil.example")', "")
    cell = load_workbook(io.BytesIO(exchange.to_xlsx([row]))).worksheets[0]["D2"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")
    assert exchange.read("a.csv", exchange.to_csv([row])) == [(2, row)]


def test_a_file_from_korean_excel_is_read() -> None:
    assert exchange.read("a.csv", f"{HEADER}{LOST},,질문,여권 분실\n".encode("cp949"))[0][1][3] == "여권 분실"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"a,b\n1,2\n", "주제, 종류, 내용"),
        ("a.xlsx", b"not a workbook", "엑셀 파일"),
        ("a.csv", b"\xff\xfe\x00\x81\xff", "읽을 수 없는"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained(name: str, data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        exchange.read(name, data)


def test_numbers_in_excel_are_read_as_text() -> None:
    book, out = Workbook(), io.BytesIO()
    book.active.append(exchange.HEADER)
    book.active.append([LOST, "", "비용", 50000, ""])
    book.save(out)
    assert exchange.read("a.xlsx", out.getvalue())[0][1][3] == "50000"
