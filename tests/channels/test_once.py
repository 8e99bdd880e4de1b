from __future__ import annotations

import asyncio

import pytest

from channels.once import AnswerOnce


class Turn:
    """A turn of the bot that can be held up, counts its runs and may fail the first time."""

    def __init__(self, fails: bool = False) -> None:
        self.runs = 0
        self.fails = fails
        self.release = asyncio.Event()

    async def __call__(self) -> str:
        self.runs += 1
        await self.release.wait()
        if self.fails and self.runs == 1:
            raise RuntimeError("the bot broke")
        return f"reply {self.runs}"


def test_a_message_sent_again_gets_the_first_reply() -> None:
    async def scene() -> tuple[list[str], int]:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        turn.release.set()
        replies = [await once.answer(("kim", "1"), turn) for _ in range(3)]
        return replies, turn.runs

    assert asyncio.run(scene()) == (["reply 1"] * 3, 1)


def test_a_message_sent_again_while_it_is_being_answered_waits_for_that_answer() -> None:
    async def scene() -> tuple[list[str], int]:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        asked = [asyncio.ensure_future(once.answer(("kim", "1"), turn)) for _ in range(2)]
        await asyncio.sleep(0)
        turn.release.set()
        return await asyncio.gather(*asked), turn.runs

    assert asyncio.run(scene()) == (["reply 1", "reply 1"], 1)


def test_the_turn_goes_on_when_the_resident_loses_the_connection() -> None:
    async def scene() -> tuple[str, int]:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        lost = asyncio.ensure_future(once.answer(("kim", "1"), turn))
        await asyncio.sleep(0)
        lost.cancel()
        await asyncio.sleep(0)
        turn.release.set()
        return await once.answer(("kim", "1"), turn), turn.runs

    assert asyncio.run(scene()) == ("reply 1", 1)


def test_the_same_id_of_another_sender_is_another_message() -> None:
    async def scene() -> int:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        turn.release.set()
        await once.answer(("kim", "1"), turn)
        await once.answer(("lee", "1"), turn)
        return turn.runs

    assert asyncio.run(scene()) == 2


def test_a_turn_that_failed_is_tried_again() -> None:
    async def scene() -> str:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn(fails=True)
        turn.release.set()
        with pytest.raises(RuntimeError):
            await once.answer(("kim", "1"), turn)
        await asyncio.sleep(0)
        return await once.answer(("kim", "1"), turn)

    assert asyncio.run(scene()) == "reply 2"


def test_replies_are_forgotten_after_a_while_and_beyond_a_number() -> None:
    async def scene() -> tuple[bool, bool, bool]:
        now = [0.0]
        once: AnswerOnce[str] = AnswerOnce(60, most=2, clock=lambda: now[0])
        turn = Turn()
        turn.release.set()
        for name in ("kim", "lee", "park"):
            await once.answer((name, "1"), turn)
        crowded_out, kept = once.knows(("kim", "1")), once.knows(("lee", "1"))
        now[0] = 61.0
        return crowded_out, kept, once.knows(("lee", "1"))

    assert asyncio.run(scene()) == (False, True, False)
