"""The regression gate on the product's own model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_model_is_not_worse_than_the_one_accepted_last(trained_model: Path) -> None:
    files = sorted(str(path) for path in (ROOT / "tests/nlu").glob("*.tsv"))
    gate = ["--gate", "tests/nlu/accepted.json", "--model", str(trained_model)]
    result = subprocess.run(
        [sys.executable, "-m", "nlu.evaluate", *files, *gate], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr[-2000:]
