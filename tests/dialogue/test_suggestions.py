"""The questions the first screen suggests: a resident's first tap must not fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import KnowledgeSettings, KnowledgeStore

ROOT = Path(__file__).parents[2]
SUGGESTED = KnowledgeStore(KnowledgeSettings(root=ROOT / "knowledge")).small_talk.get("suggestions")


@pytest.mark.parametrize("question", SUGGESTED.text if SUGGESTED else ())
def test_a_suggested_question_is_answered_at_once(bot, question: str) -> None:
    reply = bot.payloads(question)[0]
    assert reply["type"] == "answer", reply["text"]
    assert not reply["candidates"]


def test_a_suggested_question_fits_a_phones_button() -> None:
    assert SUGGESTED is not None
    assert max(map(len, SUGGESTED.text)) <= 26
