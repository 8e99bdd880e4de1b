"""What the documents promise exists, and what exists is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DEVELOPMENT = (ROOT / "docs/development.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
PACKAGES = ("knowledge", "nlu", "actions", "channels", "voice_channel", "serving", "admin")
TARGETS = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
ENVIRONMENT = re.compile(r"\"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)\"")


def settings_in_code() -> set[str]:
    names: set[str] = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("settings.py"):
            names |= set(ENVIRONMENT.findall(path.read_text(encoding="utf-8")))
    return names


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_documented(target: str) -> None:
    assert f"`make {target}`" in DEVELOPMENT


@pytest.mark.parametrize("name", sorted(settings_in_code()))
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in SETTINGS


def test_settings_are_found_at_all() -> None:
    assert "KNOWLEDGE_DIR" in settings_in_code()


@pytest.mark.parametrize(
    "document", [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md"], ids=lambda p: p.name
)
def test_every_local_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    missing = [link for link in links if not (document.parent / link).exists()]
    assert not missing


def test_the_first_screen_of_the_readme_has_the_two_commands() -> None:
    first_screen = "\n".join(README.splitlines()[:45])
    assert "make run" in first_screen
    assert "make test" in first_screen
