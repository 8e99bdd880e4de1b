"""Asking aloud: by the office's own recogniser, or by the browser's after a notice."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, WebSocketRoute, expect

SPOKEN = "여권 잃어버렸는데 수수료 얼마예요?"
WITHOUT_RECOGNISER = "delete globalThis.SpeechRecognition; delete globalThis.webkitSpeechRecognition;"
BROWSERS_RECOGNISER = f"""
delete globalThis.SpeechRecognition;
globalThis.webkitSpeechRecognition = class {{
  start() {{
    setTimeout(() => {{ this.onstart(); this.onresult({{results: [[{{transcript: "{SPOKEN}"}}]]}}); this.onend(); }});
  }}
  stop() {{}}
}};
"""
MICROPHONE = """navigator.mediaDevices.getUserMedia = async () =>
  new AudioContext().createMediaStreamDestination().stream;"""


def serve_voice(page: Page, asked: list[str]) -> None:
    """Stand in for /voice with a recogniser for people; it hears one sentence (docs/voice.md)."""
    health = {"status": "ok", "recognizer": {"name": "people", "synthetic": False}}
    page.route("**/voice/health", lambda route: route.fulfill(json=health))

    def serve(socket: WebSocketRoute) -> None:
        def tell(**event: Any) -> None:
            socket.send(json.dumps(event))

        def receive(message: str | bytes) -> None:
            if isinstance(message, str):
                config = json.loads(message).get("config")
                if config:
                    asked.append(config["sender"])
                    tell(event="ready", sender=config["sender"], sample_rate=16000, recognizer={})
            elif len(asked) < 100:
                asked.extend([""] * 100)
                tell(event="turn.started", turn=1)
                tell(event="turn.ended", turn=1, text=SPOKEN, confidence=0.9, reason="silence")
                answer = {"type": "answer", "title": "여권", "text": "무료입니다.", "facet": "fee"}
                tell(event="reply", turn=1, messages=[{"text": "무료입니다."}, {"custom": answer}])
                tell(event="speech.ended", turn=1)

        socket.on_message(receive)

    page.route_web_socket("**/voice", serve)


def test_without_any_recogniser_there_is_no_microphone_button(open_chat: Any) -> None:
    chat = open_chat(scripts=(WITHOUT_RECOGNISER,))
    expect(chat.page.locator(".suggestion").first).to_be_visible()
    expect(chat.page.locator(".microphone")).to_be_hidden()


def test_the_browsers_recogniser_is_used_only_after_the_notice(open_chat: Any) -> None:
    chat = open_chat(scripts=(BROWSERS_RECOGNISER,))
    chat.button("말로 묻기").click()
    expect(chat.page.locator(".microphone-notice")).to_contain_text("구청 밖")
    assert chat.violations() == []
    chat.button("글로 적을게요").click()
    expect(chat.field).to_be_focused()
    expect(chat.log).to_be_empty()
    chat.button("말로 묻기").click()
    chat.button("알고 있어요, 말로 물을게요").click()
    expect(chat.questions).to_contain_text(SPOKEN)
    expect(chat.cards).to_have_count(1)
    chat.button("말로 묻기").click()
    expect(chat.cards).to_have_count(2)


def test_the_offices_recogniser_needs_no_notice_and_answers_in_the_same_conversation(open_chat: Any) -> None:
    asked: list[str] = []
    chat = open_chat(path="/static/mark.svg", scripts=(WITHOUT_RECOGNISER, MICROPHONE))
    serve_voice(chat.page, asked)
    chat.page.goto(chat.page.url.replace("/static/mark.svg", "/"))
    chat.button("말로 묻기").click()
    expect(chat.questions).to_contain_text(SPOKEN)
    expect(chat.card).to_contain_text("무료입니다.")
    expect(chat.cards).to_have_count(1)
    assert asked[0] == chat.kept("sender")
    expect(chat.button("말로 묻기")).to_be_visible()
