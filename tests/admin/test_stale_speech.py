"""An answer that was rewritten while its spoken words still say the old thing."""

from __future__ import annotations

from typing import Any

import pytest

from admin.editing.stale_speech import in_words, stale_speech

LOST = "civil/passport_lost"
TEXT = """\
title: 여권
questions: [여권 줘요]
facets:
  summary: 10일 안에 나옵니다.
  fee: 수수료는 52,000원입니다.
speech:
  fee: 수수료는 오만 이천 원이에요.
"""


def test_a_changed_number_whose_old_value_is_still_heard_is_named() -> None:
    (found,) = stale_speech(TEXT, TEXT.replace("52,000", "55,000"))
    assert (found.facet, found.numbers) == ("fee", ("52,000",))
    assert "55,000원" in found.message
    assert "오만 이천 원" in found.message


def test_a_number_inside_a_longer_one_is_not_heard() -> None:
    before = TEXT.replace("52,000원", "52,000원(전에는 50,000원)")
    (found,) = stale_speech(before, TEXT)
    assert found.numbers == ()


def test_a_number_written_in_digits_is_heard_too() -> None:
    digits = TEXT.replace("오만 이천 원이에요", "52,000원이에요")
    assert stale_speech(digits, digits.replace("수수료는 52,000원입", "수수료는 9,000원입"))[0].numbers == (
        "52,000",
    )


@pytest.mark.parametrize(
    "changed",
    [
        TEXT,
        TEXT.replace("10일", "12일"),  # nothing of its own is read aloud
        TEXT.replace("52,000", "55,000").replace("오만 이천", "오만 오천"),
        TEXT.replace("여권 줘요", "여권 주세요"),
        "title: [",
    ],
)
def test_what_was_mended_too_or_has_no_spoken_text_is_no_warning(changed: str) -> None:
    assert stale_speech(TEXT, changed) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "영"),
        (10, "십"),
        (27_000, "이만칠천"),
        (10_500, "만오백"),
        (111_110, "십일만천백십"),
        (120_000_000, "일억이천만"),
    ],
)
def test_numbers_are_read_as_koreans_do(number: int, words: str) -> None:
    assert in_words(number) == words


def test_the_check_and_the_list_before_publishing_tell_it(edited: Any) -> None:
    client = edited.signed_in("approver")
    text = (edited.knowledge / "articles" / f"{LOST}.yml").read_text()
    changed = text.replace("52,000원", "55,000원")
    found = client.send(f"/articles/{LOST}/check", {"text": changed}).json()
    warnings = [problem for problem in found["problems"] if problem["code"] == "stale_speech"]
    assert [problem["level"] for problem in warnings] == ["warning"] * len(found["stale_speech"])
    assert "오만 이천 원" in found["stale_speech"]["summary"]
    line = warnings[0]["line"]
    assert text.splitlines()[line - 1].startswith("  summary: 여권을 잃어버리면 여권 창구나 정부이십사")
    assert found["ok"]
    now = client.session.get(f"{client.url}/articles/{LOST}/state", timeout=30).json()
    body = {"text": changed, "revision": now["revision"], "file_digest": now["file_digest"]}
    assert client.send(f"/articles/{LOST}/save", body).status_code == 200
    assert "말로 할 때’는 그대로입니다" in client.get("/publish").text
