from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets import connect  # type: ignore[attr-defined]
from websockets.exceptions import InvalidStatusCode

from channels.errors import RefusedError
from channels.incoming import Incoming
from channels.messages import Message, message
from channels.settings import WebSettings
from channels.socket import MAX_FRAME_BYTES, Gate, answer_frame

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"


def frames_for(frame: str | bytes, *said: str, refusal: RefusedError | None = None) -> list[dict[str, Any]]:
    frames: list[dict[str, Any]] = []

    async def answer(_: Incoming) -> AsyncIterator[Message]:
        if refusal is not None:
            raise refusal
        for text in said:
            yield message(text)

    async def send(sent: dict[str, Any]) -> None:
        frames.append(sent)

    asyncio.run(answer_frame(frame, answer, send))
    return frames


def asked(**fields: Any) -> str:
    return json.dumps({"sender": "kim", "message": "여권", "id": "m1", **fields})


def test_each_message_is_a_frame_of_its_own_and_the_end_is_told() -> None:
    frames = frames_for(asked(), "하나", "둘")
    assert [(f["type"], f["id"]) for f in frames] == [("message", "m1"), ("message", "m1"), ("done", "m1")]
    assert [f["message"]["text"] for f in frames[:2]] == ["하나", "둘"]


def test_a_refusal_names_the_message_it_is_about_and_when_to_try_again() -> None:
    refusal = RefusedError(429, "too_many", "잠시 쉬어 주세요.", retry_after=7)
    (frame,) = frames_for(asked(), refusal=refusal)
    assert (frame["type"], frame["id"]) == ("error", "m1")
    assert frame["error"] == {
        "status": 429,
        "code": "too_many",
        "message": "잠시 쉬어 주세요.",
        "retry_after": 7,
    }


@pytest.mark.parametrize("frame", ["", "{", b"\xff", "[]", asked(sender="a b"), "x" * (MAX_FRAME_BYTES + 1)])
def test_a_broken_frame_is_refused_in_korean_and_the_socket_goes_on(frame: str | bytes) -> None:
    (error,) = frames_for(frame)
    assert error["type"] == "error"
    assert "다시" in error["error"]["message"]


def test_no_more_sockets_are_held_than_allowed_and_places_come_free() -> None:
    gate = Gate(WebSettings(max_sockets=2, max_sockets_per_address=1))
    with gate.entered("a") as first, gate.entered("a") as second, gate.entered("b") as third:
        assert (first, second, third) == (True, False, True)
        with gate.entered("c") as fourth:
            assert not fourth
    with gate.entered("a") as again:
        assert again


def converse(url: str, *messages: dict[str, Any], origin: str | None = None) -> list[dict[str, Any]]:
    async def scene() -> list[dict[str, Any]]:
        address = f"{url.replace('http', 'ws')}/webhooks/web/socket"
        frames: list[dict[str, Any]] = []
        async with connect(address, origin=origin) as socket:
            for sent in messages:
                await socket.send(json.dumps(sent))
                frames.append(json.loads(await socket.recv()))
                while frames[-1]["type"] == "message":
                    frames.append(json.loads(await socket.recv()))
        return frames

    return asyncio.run(scene())


def test_the_bot_answers_over_a_socket_and_the_same_message_over_http_gets_the_same_answer(
    website: Any,
) -> None:
    first, done, second, _ = converse(
        website.url,
        {"sender": "socket-1", "message": QUESTION, "id": "m1"},
        {"sender": "socket-1", "message": "준비물은요?", "id": "m2"},
    )
    assert (first["message"]["facet"], done["type"]) == ("fee", "done")
    assert second["message"]["facet"] == "documents"
    assert website.ask(QUESTION, "socket-1", "m1") == [first["message"]]
    assert website.questions_heard("socket-1") == [QUESTION, "준비물은요?"]


def test_a_page_of_another_site_cannot_open_a_socket(website: Any) -> None:
    with pytest.raises(InvalidStatusCode):
        converse(website.url, {"sender": "x", "message": "여권"}, origin="https://elsewhere.example")
    assert converse(website.url, {"sender": "socket-2", "message": "", "id": "1"}, origin=website.url)
