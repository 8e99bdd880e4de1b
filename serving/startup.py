"""`make run`: train what changed, start every process of the Procfile and print the addresses."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

from serving.errors import ServingError
from serving.preflight import IN_PROCESS, check_endpoints
from serving.settings import ServingSettings
from serving.training import main as train_if_needed

BOT = "http://localhost:{port}"
PATIENCE = 180.0


def busy_ports(ports: dict[str, int]) -> list[str]:
    """One line for each port that another program already listens on."""
    lines = []
    for name, port in ports.items():
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                lines.append(
                    f"port {port} ({name}) is busy: stop the other program or set {name}=<another port>"
                )
    return lines


def wait_until_ready(url: str, patience: float = PATIENCE) -> bool:
    """Poll an address until it answers 200; the bot's /status does once a model is loaded."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as response:
                if response.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    return False


def processes(procfile: str, endpoints: dict[str, Any]) -> dict[str, str]:
    """The Procfile's commands by name; without the action server where the bot runs the actions itself."""
    commands = dict(parse_procfile(procfile).processes)
    url = str((endpoints.get("action_endpoint") or {}).get("url") or "")
    if url.startswith(f"{IN_PROCESS}://"):
        commands.pop("actions", None)
    return commands


def addresses(url: str, admin: int) -> str:
    """What a person needs to know once everything runs."""
    return "\n".join(
        [
            "",
            "  준비되었습니다. 브라우저에서 여세요:",
            f"    상담 화면      {url}/",
            f"    직원 화면      http://localhost:{admin}/   (첫 관리자는 make admin-user)",
            f"    음성 연결      {url.replace('http', 'ws')}/voice   (vosk-server와 같은 방식)",
            f"    메시지 주소    {url}/webhooks/rest/webhook",
            "  끝내려면 Ctrl+C",
            "",
        ]
    )


def main() -> int:
    """Start the whole product and stay until it is stopped; returns a process exit code."""
    try:
        bot = ServingSettings.from_env().port
        commands = processes(Path("Procfile").read_text(), check_endpoints("endpoints.yml"))
    except ServingError as problem:
        print(f"[run] {problem}", file=sys.stderr)
        return 2
    admin = int(os.environ.get("ADMIN_PORT", "5006"))
    ports = {"SERVING_PORT": bot, "ADMIN_PORT": admin}
    if "actions" in commands:
        ports["ACTIONS_PORT"] = int(os.environ.get("ACTIONS_PORT", "5055"))
    if busy := busy_ports(ports):
        print("\n".join(f"[run] {line}" for line in busy), file=sys.stderr)
        return 2
    if (code := train_if_needed()) != 0:
        return code
    url = BOT.format(port=bot)
    print(f"[run] starting {', '.join(commands)} (10 to 20 seconds)", flush=True)
    Path("var").mkdir(exist_ok=True)
    manager = Manager(Printer(sys.stdout))
    for name, command in commands.items():
        manager.add_process(name, command, env=dict(os.environ))
    threading.Thread(target=_announce, args=(url, admin), daemon=True).start()
    manager.loop()
    return int(manager.returncode or 0)


def _announce(url: str, admin: int) -> None:
    if wait_until_ready(f"{url}/status") and wait_until_ready(f"{BOT.format(port=admin)}/health"):
        print(addresses(url, admin), flush=True)
    else:
        print(
            f"[run] the bot did not become ready at {url}; see the lines above", file=sys.stderr, flush=True
        )


if __name__ == "__main__":
    sys.exit(main())
