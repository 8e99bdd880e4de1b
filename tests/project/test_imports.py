"""The dependency rule: a folder tells what its code may import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = {"knowledge", "privacy"}
PACKAGES = {
    "knowledge",
    "privacy",
    "nlu",
    "actions",
    "channels",
    "voice_channel",
    "serving",
    "admin",
    "benchmark",
}
# The benchmark drives the whole product from outside, so it is no package of the product itself.
CHECKED = sorted(p for p in PACKAGES - {"benchmark"} if (ROOT / p).is_dir())


def imported_packages(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", CHECKED)
def test_a_package_imports_only_itself_and_the_shared_ones(package: str) -> None:
    allowed = {package} if package in SHARED else {package} | SHARED
    strangers = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / package).rglob("*.py")
        for name in imported_packages(path)
        if name in PACKAGES - allowed
    }
    assert not strangers


def test_the_rule_notices_a_forbidden_import(tmp_path: Path) -> None:
    module = tmp_path / "wrong.py"
    module.write_text("from actions.reply import Reply\nimport nlu.facets\n")
    assert set(imported_packages(module)) == {"actions", "nlu"}


def test_no_folder_is_a_drawer_for_everything() -> None:
    drawers = [
        p for p in ROOT.glob("*/**") if p.name in {"utils", "common", "helpers"} and ".venv" not in p.parts
    ]
    assert not drawers
