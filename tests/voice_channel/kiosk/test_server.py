"""What the kiosk's page asks its server for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from knowledge import KnowledgeStore
from voice_channel.errors import VoiceError
from voice_channel.kiosk.channel import KioskInput
from voice_channel.kiosk.content import start_content, topics_content
from voice_channel.kiosk.qr import MOST_CHARS, qr_svg
from voice_channel.kiosk.settings import KioskSettings


class CallSystem(BaseHTTPRequestHandler):
    """Stands in for the office's own staff call system."""

    calls: list[dict[str, Any]]
    status = 200

    def do_POST(self) -> None:
        self.calls.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def call_system() -> Iterator[Any]:
    class Handler(CallSystem):
        calls: list[dict[str, Any]] = []

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(make_server: Any, store: KnowledgeStore, call_system: Any) -> str:
    url = f"http://127.0.0.1:{call_system.server_port}/call"
    settings = KioskSettings(name="1층 민원실", staff_call_url=url)
    return f"http://127.0.0.1:{make_server(beside=[KioskInput(settings, store)]).port}/kiosk"


def test_every_topic_with_an_article_is_reached_from_its_domain(store: KnowledgeStore) -> None:
    domains = [domain["id"] for domain in start_content(store, KioskSettings())["domains"]]
    payloads = [t["payload"] for d in domains for t in topics_content(store, d)["topics"]]  # type: ignore[index]
    assert sorted(payloads) == sorted("/choose" + json.dumps({"topic": topic}) for topic in store.topics())


def test_an_unknown_domain_has_no_topics(store: KnowledgeStore, address: str) -> None:
    assert topics_content(store, "nowhere") is None
    assert requests.get(f"{address}/topics/nowhere", timeout=10).status_code == 404


def test_the_page_may_load_nothing_from_elsewhere(address: str) -> None:
    for path in ("", "/static/kiosk.js", "/static/mark.svg"):
        response = requests.get(address + path, timeout=10)
        assert response.ok
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "http" not in response.headers["Content-Security-Policy"]
    assert requests.get(f"{address}/static/..%2Fsettings.py", timeout=10).status_code == 404


def test_the_page_itself_names_the_number_to_call(store: KnowledgeStore, address: str) -> None:
    page = requests.get(address, timeout=10).text
    assert page.count(store.district.call_center.phone) == 2
    assert "{call_center" not in page


def test_a_page_that_has_not_changed_is_not_sent_again(address: str) -> None:
    first = requests.get(address, timeout=10)
    again = requests.get(address, headers={"If-None-Match": first.headers["ETag"]}, timeout=10)
    assert (again.status_code, again.content) == (304, b"")


def test_a_code_holds_the_answer_and_a_long_one_is_cut() -> None:
    assert b"<svg" in qr_svg("여권 수수료")
    assert qr_svg("가" * (MOST_CHARS + 500)) == qr_svg("가" * (MOST_CHARS + 1))
    with pytest.raises(ValueError):
        qr_svg("  ")


def test_a_code_of_nothing_is_refused(address: str) -> None:
    assert requests.get(f"{address}/qr", timeout=10).status_code == 400
    good = requests.get(f"{address}/qr", params={"text": "여권"}, timeout=10)
    assert good.headers["Content-Type"] == "image/svg+xml"


def test_calling_staff_reaches_the_offices_own_system(address: str, call_system: Any) -> None:
    handler = call_system.RequestHandlerClass
    assert requests.post(f"{address}/staff", timeout=10).status_code == 204
    assert handler.calls == [{"kiosk": "1층 민원실"}]
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert requests.post(f"{address}/staff", headers=elsewhere, timeout=10).status_code == 403
    assert len(handler.calls) == 1
    handler.status = 500
    assert requests.post(f"{address}/staff", timeout=10).status_code == 502


def test_without_a_call_system_nothing_is_posted(make_server: Any, store: KnowledgeStore) -> None:
    server = make_server(beside=[KioskInput(KioskSettings(), store)])
    address = f"http://127.0.0.1:{server.port}/kiosk/staff"
    assert requests.post(address, timeout=10).status_code == 404


def test_the_browsers_part_of_the_voice_channel_is_for_allowed_origins_only(make_server: Any) -> None:
    ours = "https://ours.example"
    port = make_server(allowed_origins=(ours,)).port
    module = f"http://127.0.0.1:{port}/voice/client.js"
    allowed = requests.get(module, headers={"Origin": ours}, timeout=10)
    assert allowed.headers["Access-Control-Allow-Origin"] == ours
    assert "VoiceClient" in allowed.text
    assert requests.get(module, headers={"Origin": "https://x.example"}, timeout=10).status_code == 403


def test_the_browsers_unit_and_its_policy_name_the_same_server() -> None:
    folder = Path(__file__).parents[3] / "deploy/kiosk"
    policy = json.loads((folder / "chromium-policy.json").read_text())
    unit = (folder / "minwon-kiosk.service").read_text()
    (origin,) = policy["AudioCaptureAllowedUrls"]
    assert policy["URLAllowlist"] == [origin]
    assert f"KIOSK_ADDRESS={origin}/kiosk" in unit


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIOSK_IDLE_WARNING_SECONDS", "5"),
        ("KIOSK_SCREEN_INCHES", "wide"),
        ("KIOSK_VOICE", "radio"),
        ("KIOSK_STAFF_CALL_URL", "javascript:alert(1)"),
        ("KIOSK_WEB_ADDRESS", "example.org"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(VoiceError, match=name):
        KioskSettings.from_env({name: value})
