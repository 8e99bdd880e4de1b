"""The chat inside another website: one line, whatever that site's styles and policies are."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import expect

from channels.page_files import load_page

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"
LARGEST = 60 * 1024
LAUNCHER = "AI 민원상담"
HOSTILE = """
html { font-size: 62.5%; transform: none; }
* { display: none !important; color: red !important; font-size: 3px !important; all: unset !important; }
html, head, body, style, script, h1 { display: block !important; }
button, div, section, article { position: absolute !important; left: -9999px !important; opacity: 0 !important; }
.chat, .launch, .panel, .message, .icon, #question, #panel { visibility: hidden !important; width: 0 !important; }
civic-chat-launcher, civic-chat { display: none !important; visibility: hidden; transform: scale(0); }
"""
Site = Callable[..., str]


@pytest.fixture
def site(bot: Any) -> Iterator[Site]:
    """Puts up a website that embeds the chat with one line, and gives its address."""
    with serving(bot.site_port) as server:

        def put_up(attributes: str = "", style: str = "", policy: str = "") -> str:
            line = f'<script src="{bot.url}/widget.js" {attributes}></script>'
            own = f"<style>{style}</style>" if style else ""
            server.body = f'<!doctype html><html lang="ko"><title>누리집</title>{own}<main><h1>누리집</h1><a href="#news">구청 소식</a></main>{line}'
            server.policy = policy
            return f"http://127.0.0.1:{bot.site_port}"

        yield put_up


class SiteServer(ThreadingHTTPServer):
    body = ""
    policy = ""


class SiteHandler(BaseHTTPRequestHandler):
    server: SiteServer

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(self.server.body.encode())

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


@contextmanager
def serving(port: int) -> Iterator[SiteServer]:
    server = SiteServer(("127.0.0.1", port), SiteHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def opened(chat: Any) -> Any:
    chat.button(LAUNCHER).click()
    expect(chat.page.locator(".suggestion").first).to_be_visible()
    return chat


def test_everything_together_is_small() -> None:
    files = load_page()
    widget = [file for name, file in files.items() if name == "widget.js" or name.startswith("chat/")]
    assert sum(len(gzip.compress(file.body)) for file in widget) < LARGEST


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_one_line_puts_the_chat_on_the_page(open_chat: Any, site: Site, width: int) -> None:
    chat = opened(open_chat(url=site(), width=width, height=740))
    expect(chat.field).to_be_focused()
    chat.asked(QUESTION)
    expect(chat.card.get_by_role("heading", level=3)).to_contain_text("비용")
    assert chat.overflow() <= 0
    assert chat.violations() == []
    chat.page.keyboard.press("Escape")
    expect(chat.button(LAUNCHER)).to_be_focused()
    expect(chat.field).to_be_hidden()


def test_on_a_phone_the_chat_is_a_modal_dialog_and_the_page_behind_it_is_out_of_reach(
    open_chat: Any, site: Site
) -> None:
    chat = opened(open_chat(url=site(), width=360, height=740))
    dialog = chat.page.get_by_role("dialog", name=LAUNCHER)
    expect(dialog).to_have_attribute("aria-modal", "true")
    news = chat.page.locator("main a")
    stops = [tab_to(chat) for _ in range(40)]
    assert "구청 소식" not in stops and chat.field.get_attribute("id") in stops
    chat.page.set_viewport_size(
        {"width": 1280, "height": 740}
    )  # turned to a large screen: in the corner again
    expect(dialog).not_to_have_attribute("aria-modal", "true")
    news.focus()
    expect(news).to_be_focused()
    chat.page.set_viewport_size({"width": 360, "height": 740})
    chat.field.focus()
    chat.page.keyboard.press("Escape")
    expect(chat.button(LAUNCHER)).to_be_focused()
    news.focus()
    expect(news).to_be_focused()


def tab_to(chat: Any) -> str:
    """Press Tab; what has the focus then."""
    chat.page.keyboard.press("Tab")
    focused = """() => { let e = document.activeElement;
      while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e.id || e.textContent.trim(); }"""
    return str(chat.page.evaluate(focused))


def test_a_page_written_from_right_to_left_does_not_turn_the_chat_round(open_chat: Any, site: Site) -> None:
    chat = opened(open_chat(url=site(style="html { direction: rtl; }"), width=1280))
    expect(chat.field).to_have_css("direction", "ltr")


def test_the_styles_of_the_page_do_not_reach_the_chat(open_chat: Any, site: Site) -> None:
    plain = opened(open_chat(url=site(), width=1280))
    hostile = opened(open_chat(url=site(style=HOSTILE), width=1280))
    looks = """(root) => [...root.querySelectorAll('.suggestion, .name, .send, #question')].map((e) => {
      const s = getComputedStyle(e), b = e.getBoundingClientRect();
      return [e.className, s.color, s.fontSize, s.display, s.backgroundColor, Math.round(b.x), Math.round(b.width)]; })"""
    assert hostile.inside(looks) == plain.inside(looks)
    hostile.asked(QUESTION)


def test_a_policy_that_allows_only_our_server_and_nothing_inline_is_enough(
    open_chat: Any, site: Site, bot: Any
) -> None:
    host = bot.url.removeprefix("http://")
    policy = f"default-src 'none'; script-src {host}; style-src {host}; connect-src {host} ws://{host}"
    chat = opened(open_chat(url=site(policy=policy)))
    chat.asked(QUESTION)
    chat.button("아쉬워요").click()
    expect(chat.said_about_itself).to_contain_text("고맙습니다")


def test_a_site_that_is_not_listed_gets_no_answers(open_chat: Any, bot: Any) -> None:
    with serving(0) as stranger:
        page = open_chat(url=f"http://127.0.0.1:{stranger.server_port}").page
        read = f"""() => fetch("{bot.url}/webhooks/web/start").then(() => "read", () => "refused")"""
        assert page.evaluate(read) == "refused"


def test_a_site_sets_colour_side_wording_and_what_is_open(open_chat: Any, site: Site) -> None:
    style = "civic-chat-launcher { --civic-chat-brand: rgb(90, 20, 90); }"
    attributes = 'data-open data-position="left" data-mode="children" data-theme="light"'
    chat = open_chat(url=site(attributes, style), width=1280)
    expect(chat.page.get_by_label("궁금한 걸 적어 봐요")).to_be_visible()
    assert chat.page.locator(".panel").bounding_box()["x"] < 100
    expect(chat.page.locator(".send")).to_have_css("background-color", "rgb(90, 20, 90)")


def test_the_demonstration_site_shows_the_line_and_the_name_of_the_office(open_chat: Any, store: Any) -> None:
    chat = open_chat("/demo", width=1280)
    expect(chat.page.locator(".site-name")).to_have_text(store.district.office.name)
    expect(chat.page.locator("#line")).to_contain_text("/widget.js")
    assert chat.violations() == []
    opened(chat).asked(QUESTION)
    chat.page.reload()
    expect(chat.cards).to_have_count(1)
