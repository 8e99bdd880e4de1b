from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from channels.once import AnswerOnce

Say = Callable[[str], None]
RUN_1 = ["first of run 1", "last of run 1"]


class Turn:
    """A turn of the bot that can be held up, counts its runs and may fail the first time."""

    def __init__(self, fails: bool = False) -> None:
        self.runs = 0
        self.fails = fails
        self.release = asyncio.Event()

    async def __call__(self, say: Say) -> None:
        self.runs += 1
        say(f"first of run {self.runs}")
        await self.release.wait()
        if self.fails and self.runs == 1:
            raise RuntimeError("the bot broke")
        say(f"last of run {self.runs}")


async def replies(once: AnswerOnce[str], turn: Turn, sender: str = "kim") -> list[str]:
    return [reply async for reply in once.answer((sender, "1"), turn)]


def test_a_message_sent_again_gets_the_first_reply() -> None:
    async def scene() -> tuple[list[list[str]], int]:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        turn.release.set()
        answers = [await replies(once, turn) for _ in range(3)]
        return answers, turn.runs

    assert asyncio.run(scene()) == ([RUN_1] * 3, 1)


def test_a_message_sent_again_while_it_is_being_answered_waits_for_that_answer() -> None:
    async def scene() -> tuple[list[list[str]], int]:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        asked = [asyncio.ensure_future(replies(once, turn)) for _ in range(2)]
        await asyncio.sleep(0)
        turn.release.set()
        return await asyncio.gather(*asked), turn.runs

    assert asyncio.run(scene()) == ([RUN_1, RUN_1], 1)


def test_the_turn_goes_on_when_the_resident_loses_the_connection() -> None:
    async def scene() -> tuple[list[str], int]:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        lost = asyncio.ensure_future(replies(once, turn))
        await asyncio.sleep(0)
        lost.cancel()
        await asyncio.sleep(0)
        turn.release.set()
        return await replies(once, turn), turn.runs

    assert asyncio.run(scene()) == (RUN_1, 1)


def test_the_same_id_of_another_sender_is_another_message() -> None:
    async def scene() -> int:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        turn.release.set()
        await replies(once, turn)
        await replies(once, turn, "lee")
        return turn.runs

    assert asyncio.run(scene()) == 2


def test_a_turn_that_failed_is_tried_again() -> None:
    async def scene() -> list[str]:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn(fails=True)
        turn.release.set()
        with pytest.raises(RuntimeError):
            await replies(once, turn)
        await asyncio.sleep(0)
        return await replies(once, turn)

    assert asyncio.run(scene()) == ["first of run 2", "last of run 2"]


def test_replies_are_forgotten_after_a_while_and_beyond_a_number() -> None:
    async def scene() -> tuple[bool, bool, bool]:
        now = [0.0]
        once: AnswerOnce[str] = AnswerOnce(60, most=2, clock=lambda: now[0])
        turn = Turn()
        turn.release.set()
        for name in ("kim", "lee", "park"):
            await replies(once, turn, name)
        crowded_out, kept = once.knows(("kim", "1")), once.knows(("lee", "1"))
        now[0] = 61.0
        return crowded_out, kept, once.knows(("lee", "1"))

    assert asyncio.run(scene()) == (False, True, False)


def test_each_reply_is_given_as_soon_as_it_is_said() -> None:
    async def scene() -> tuple[str, list[str]]:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        answered = once.answer(("kim", "1"), turn)
        first = await anext(answered)
        turn.release.set()
        return first, [reply async for reply in answered]

    assert asyncio.run(scene()) == ("first of run 1", ["last of run 1"])


def test_the_replies_to_one_sender_can_be_forgotten() -> None:
    async def scene() -> tuple[bool, bool]:
        once: AnswerOnce[str] = AnswerOnce(60)
        turn = Turn()
        turn.release.set()
        await replies(once, turn)
        await replies(once, turn, "lee")
        once.forget("kim")
        return once.knows(("kim", "1")), once.knows(("lee", "1"))

    assert asyncio.run(scene()) == (False, True)
