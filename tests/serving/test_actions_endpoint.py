import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from serving.actions_endpoint import ApologisingActions, InProcessActions, action_endpoint
from serving.errors import StartError
from serving.settings import ServingSettings

FAST = ServingSettings(action_timeout=0.3, action_connect_timeout=0.2)
CALL = {
    "next_action": "action_fee",
    "sender_id": "a",
    "tracker": {"events": [{"event": "user", "timestamp": 1}]},
}


def answering(body="", status=200, kind="application/json", delay=0.0):
    async def handle(_):
        await asyncio.sleep(delay)
        return web.Response(text=body, status=status, content_type=kind)

    return handle


@asynccontextmanager
async def server(handler, port=0):
    app = web.Application()
    app.router.add_post("/webhook", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port, reuse_address=True)
    await site.start()
    try:
        yield f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/webhook"
    finally:
        await runner.cleanup()


def ask(handler, settings=FAST):
    async def run():
        async with server(handler) as url:
            endpoint = action_endpoint(EndpointConfig(url), settings, lambda: None)
            return await endpoint.request(json=CALL, method="post", timeout=300)

    return asyncio.run(run())


GOOD = {"events": [], "responses": [{"text": "3,000원"}]}
BAD_SERVERS = {
    "answers 500": answering("{}", 500),
    "answers 404 for an unknown action": answering('{"error": "no", "action_name": "x"}', 404),
    "answers 400 without naming an action": answering("bad", 400),
    "answers a page": answering("<html>", kind="text/html"),
    "answers broken JSON": answering("{"),
    "answers another JSON": answering('{"events": 5}'),
    "answers nothing": answering(""),
    "takes too long": answering("{}", delay=2.0),
}


def test_an_answer_is_passed_on():
    assert ask(answering(json.dumps(GOOD))) == GOOD


@pytest.mark.parametrize("handler", BAD_SERVERS.values(), ids=BAD_SERVERS)
def test_the_resident_gets_an_apology_from_a_server_that(handler):
    assert "죄송합니다" in ask(handler)["responses"][0]["text"]


def test_the_resident_gets_an_apology_when_there_is_no_server():
    endpoint = action_endpoint(EndpointConfig("http://127.0.0.1:9/webhook"), FAST, lambda: None)
    assert "죄송합니다" in asyncio.run(endpoint.request(json=CALL))["responses"][0]["text"]


def test_connections_are_kept_between_actions():
    async def run():
        peers = set()

        async def handle(request):
            peers.add(request.transport.get_extra_info("peername"))
            return web.json_response(GOOD)

        async with server(handle) as url:
            endpoint = action_endpoint(EndpointConfig(url), FAST, lambda: None)
            for _ in range(3):
                assert await endpoint.request(json=CALL) == GOOD
            await endpoint.close()
        return peers

    assert len(asyncio.run(run())) == 1


def test_an_action_server_that_comes_back_is_used_again():
    async def run():
        async with server(answering(json.dumps(GOOD))) as url:
            endpoint = action_endpoint(EndpointConfig(url), FAST, lambda: None)
            answers = [await endpoint.request(json=CALL)]
        answers.append(await endpoint.request(json=CALL))
        async with server(answering(json.dumps(GOOD)), int(url.split(":")[2].split("/")[0])):
            answers.append(await endpoint.request(json=CALL))
            await endpoint.close()
        return [answer == GOOD for answer in answers]

    assert asyncio.run(run()) == [True, False, True]


def test_an_action_that_declines_is_rasas_business():
    with pytest.raises(ClientResponseError) as error:
        ask(answering('{"error": "no", "action_name": "action_fee"}', 400))
    assert error.value.status == 400


def test_without_the_apology_the_endpoint_is_rasas_own():
    configured = EndpointConfig("http://127.0.0.1:9/webhook")
    settings = ServingSettings(disabled=frozenset({"apology"}))
    assert action_endpoint(configured, settings, lambda: None) is configured


def in_process(action):
    async def run(endpoint):
        return await endpoint.request(json={**CALL, "next_action": action, "tracker": _tracker()})

    return run


def _tracker():
    return {
        "sender_id": "a",
        "slots": {},
        "latest_message": {"text": "수수료"},
        "events": [{"event": "user", "timestamp": 1}],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
    }


def test_actions_can_run_in_this_process(project_actions):
    endpoint = action_endpoint(EndpointConfig(f"inproc://{project_actions}"), FAST, lambda: None)
    result = asyncio.run(in_process("action_fee")(endpoint))
    assert result["responses"][0]["text"] == "수수료는 1,000원입니다"


@pytest.mark.parametrize("action", ["action_break", "action_unknown"])
def test_an_action_that_fails_in_this_process_gives_an_apology(project_actions, action, caplog):
    endpoint = action_endpoint(EndpointConfig(f"inproc://{project_actions}"), FAST, lambda: None)
    assert "죄송합니다" in asyncio.run(in_process(action)(endpoint))["responses"][0]["text"]
    assert "수수료" not in caplog.text


def test_an_action_that_declines_in_this_process_looks_as_over_http(project_actions):
    endpoint = InProcessActions(f"inproc://{project_actions}", timeout=1)
    with pytest.raises(ClientResponseError) as error:
        asyncio.run(in_process("action_reject")(endpoint))
    assert json.loads(error.value.text)["action_name"] == "action_reject"


def test_actions_that_cannot_be_imported_stop_the_start():
    with pytest.raises(StartError, match="no_such_actions"):
        action_endpoint(EndpointConfig("inproc://no_such_actions"), FAST, lambda: None)


def test_an_unknown_address_scheme_stops_the_start():
    with pytest.raises(StartError, match="ftp"):
        action_endpoint(EndpointConfig("ftp://x"), FAST, lambda: None)


def test_the_settings_of_the_endpoint_are_kept():
    configured = EndpointConfig("http://h/webhook", token="t", headers={"X": "1"}, selective_domain=True)
    endpoint = action_endpoint(configured, FAST, lambda: None)
    assert isinstance(endpoint, ApologisingActions)
    assert (endpoint.token, endpoint.headers, endpoint.kwargs) == (
        "t",
        {"X": "1"},
        {"selective_domain": True},
    )
