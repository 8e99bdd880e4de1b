import asyncio

import pytest
from aiohttp import web

from benchmark.load import deal, percentile, talk


def test_the_95th_percentile_is_a_value_that_was_measured():
    assert percentile([float(n) for n in range(1, 101)], 0.95) == 95
    assert percentile([5.0], 0.95) == 5


def test_every_text_is_sent_by_exactly_one_sender():
    parts = deal(list("abcdefg"), 3)
    assert sorted(text for part in parts for text in part) == list("abcdefg")
    assert [len(part) for part in parts] == [3, 2, 2]


async def talk_to(handler, texts, senders):
    app = web.Application()
    app.router.add_post("/webhooks/rest/webhook", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = site._server.sockets[0].getsockname()[1]
        return await talk(f"http://127.0.0.1:{port}", texts, senders)
    finally:
        await runner.cleanup()


def test_a_conversation_has_eight_messages_and_senders_wait_for_their_answers():
    seen, talking, most = {}, 0, 0

    async def handler(request):
        nonlocal talking, most
        body = await request.json()
        seen.setdefault(body["sender"], []).append(body["message"])
        talking += 1
        most = max(most, talking)
        await asyncio.sleep(0.001)
        talking -= 1
        return web.json_response([{"text": "네"}])

    result = asyncio.run(talk_to(handler, [str(n) for n in range(40)], 2))
    assert most == 2
    assert max(len(messages) for messages in seen.values()) == 8
    assert sum(len(messages) for messages in seen.values()) == 40
    assert result.failed == 0


@pytest.mark.parametrize(("status", "body"), [(500, [{"text": "네"}]), (200, [])])
def test_an_error_or_silence_counts_as_failed(status, body):
    async def handler(_):
        return web.json_response(body, status=status)

    assert asyncio.run(talk_to(handler, ["1", "2", "3"], 1)).failed == 3
