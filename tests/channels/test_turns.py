from __future__ import annotations

import asyncio
from typing import Any

import pytest

from channels.errors import RefusedError
from channels.incoming import Incoming
from channels.messages import message
from channels.rate_limit import Limits
from channels.settings import WebSettings
from channels.turns import Say, Turns
from knowledge import KnowledgeStore


class FakeBot:
    def __init__(self, replies: list[dict[str, Any]], error: Exception | None = None) -> None:
        self.heard: list[str] = []
        self.replies = replies
        self.error = error

    async def __call__(self, incoming: Incoming, say: Say) -> None:
        self.heard.append(incoming.text)
        for reply in self.replies:
            say(reply)
        if self.error is not None:
            raise self.error


def run(
    bot: FakeBot, store: KnowledgeStore, *messages: Incoming, settings: WebSettings | None = None
) -> list[list[dict[str, Any]]]:
    async def scene() -> list[list[dict[str, Any]]]:
        chosen = settings or WebSettings()
        limits = Limits(chosen, clock=lambda: 0.0)
        turns = Turns(bot, chosen, lambda: store.district, limits, clock=lambda: 0.0)
        answers = []
        for incoming in messages:
            answers.append([said async for said in turns.answer(incoming, "203.0.113.9")])
        return answers

    return asyncio.run(scene())


def test_the_bots_messages_reach_the_resident(store: KnowledgeStore) -> None:
    bot = FakeBot([message("무료입니다.")])
    assert run(bot, store, Incoming("kim", "얼마예요", "1")) == [[{**message("무료입니다."), "id": "1.0"}]]


def test_an_empty_message_gets_a_notice_without_asking_the_bot(store: KnowledgeStore) -> None:
    bot = FakeBot([])
    ((notice,),) = run(bot, store, Incoming("kim", "", "1"))
    assert notice["type"] == "notice"
    assert not bot.heard


def test_a_message_over_the_limit_gets_a_notice_without_asking_the_bot(store: KnowledgeStore) -> None:
    bot = FakeBot([])
    ((notice,),) = run(
        bot, store, Incoming("kim", "가" * 11, "1"), settings=WebSettings(max_message_chars=10)
    )
    assert "10자" in notice["text"]
    assert not bot.heard


@pytest.mark.parametrize("error", [None, RuntimeError("secret detail")])
def test_a_bot_that_breaks_or_says_nothing_ends_in_an_apology_with_a_number(
    store: KnowledgeStore, error: Exception | None
) -> None:
    ((sorry,),) = run(FakeBot([], error), store, Incoming("kim", "여권", "1"))
    assert store.district.call_center.phone in sorry["text"]
    assert "secret" not in str(sorry)


def test_a_repeated_message_is_answered_again_but_asked_once_and_not_counted(store: KnowledgeStore) -> None:
    bot = FakeBot([message("네")])
    same = [Incoming("kim", "여권", "1")] * 5
    answers = run(bot, store, *same, settings=WebSettings(sender_per_minute=1))
    assert answers == [[{**message("네"), "id": "1.0"}]] * 5
    assert bot.heard == ["여권"]


def test_too_many_messages_of_one_conversation_are_refused_in_korean(store: KnowledgeStore) -> None:
    messages = [Incoming("kim", "여권", str(number)) for number in range(3)]
    with pytest.raises(RefusedError) as refusal:
        run(FakeBot([message("네")]), store, *messages, settings=WebSettings(sender_per_minute=2))
    assert refusal.value.status == 429
    assert "잠시" in refusal.value.message
    assert refusal.value.retry_after >= 1


def test_too_many_messages_of_one_address_are_refused_whatever_conversation_they_name(
    store: KnowledgeStore,
) -> None:
    messages = [Incoming(f"kim{number}", "여권", "1") for number in range(3)]
    with pytest.raises(RefusedError):
        run(FakeBot([message("네")]), store, *messages, settings=WebSettings(address_per_minute=2))


def test_what_was_said_before_the_bot_broke_stays_and_an_apology_follows(store: KnowledgeStore) -> None:
    bot = FakeBot([message("먼저 드리는 말")], RuntimeError("broke"))
    ((first, sorry),) = run(bot, store, Incoming("kim", "여권", "7"))
    assert (first["text"], first["id"]) == ("먼저 드리는 말", "7.0")
    assert (sorry["type"], sorry["id"]) == ("handoff", "7.1")
