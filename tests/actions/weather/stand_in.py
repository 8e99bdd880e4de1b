"""A local server that speaks as the open-data services document it, errors included."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, str, str]
Answering = Callable[[str, dict[str, str]], Answer]

GATEWAY_XML = """<OpenAPI_ServiceResponse>
<cmmMsgHeader><errMsg>SERVICE ERROR</errMsg><returnAuthMsg>SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg>
<returnReasonCode>30</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>"""


class Service:
    """Answers with `answering(operation, query)`; remembers what it was asked."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = ""

    def take(self, path: str) -> Answer:
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        operation = parts.path.rsplit("/", 1)[-1]
        self.asked.append((operation, query))
        return self.answering(operation, query)


@contextmanager
def serving(answering: Answering) -> Iterator[Service]:
    """Run the stand-in on a free port of this machine."""
    service = Service(answering)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = service.take(self.path)
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def as_json(body: Any, status: int = 200) -> Answer:
    return status, "application/json", json.dumps(body, ensure_ascii=False)


def as_xml(body: str, status: int = 200) -> Answer:
    return status, "text/xml", body


def kma(items: list[dict[str, Any]]) -> Answer:
    """The weather service wraps its list once more than the air service does."""
    header = {"resultCode": "00", "resultMsg": "NORMAL_SERVICE"}
    body = {
        "dataType": "JSON",
        "items": {"item": items},
        "pageNo": 1,
        "numOfRows": 10,
        "totalCount": len(items),
    }
    return as_json({"response": {"header": header, "body": body}})


def kma_error(code: str, message: str) -> Answer:
    return as_json({"response": {"header": {"resultCode": code, "resultMsg": message}}})


def air(items: list[dict[str, Any]]) -> Answer:
    header = {"resultMsg": "NORMAL_CODE", "resultCode": "00"}
    return as_json({"response": {"body": {"totalCount": len(items), "items": items}, "header": header}})


def alerts(rows: list[dict[str, Any]] | None) -> Answer:
    header = {"resultMsg": "NORMAL SERVICE", "resultCode": "00", "errorMsg": None}
    return as_json({"header": header, "numOfRows": 10, "pageNo": 1, "totalCount": 0, "body": rows})


def measurement(**values: str) -> list[dict[str, Any]]:
    return [
        {
            "baseDate": "20261121",
            "baseTime": "1300",
            "category": name,
            "nx": 55,
            "ny": 126,
            "obsrValue": value,
        }
        for name, value in values.items()
    ]


def forecast(day: str, **values: dict[str, str]) -> list[dict[str, Any]]:
    """`TMP={"0900": "3"}` and so on, for one day."""
    return [
        {
            "baseDate": "20261121",
            "baseTime": "1100",
            "category": name,
            "fcstDate": day,
            "fcstTime": hour,
            "fcstValue": value,
            "nx": 55,
            "ny": 126,
        }
        for name, hours in values.items()
        for hour, value in hours.items()
    ]
