"""Trained models on disk: plain arrays and JSON, so that nothing in them can run code when loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.errors import NluError

Arrays = dict[str, NDArray[np.generic]]


def save_model(
    directory: Path,
    name: str,
    version: int,
    settings: Mapping[str, Any],
    arrays: Mapping[str, NDArray[np.generic]],
    compressed: bool = False,
) -> None:
    """Write <name>.npz and <name>.json; compressing is for weights that are kept in the repository."""
    (np.savez_compressed if compressed else np.savez)(directory / f"{name}.npz", **arrays)
    text = json.dumps({"version": version, **settings}, ensure_ascii=False)
    (directory / f"{name}.json").write_text(text, encoding="utf-8")


def load_model(directory: Path, name: str, version: int) -> tuple[dict[str, Any], Arrays]:
    """Return (settings, arrays) that save_model() wrote; NluError when missing or of another version."""
    try:
        settings = json.loads((directory / f"{name}.json").read_text(encoding="utf-8"))
        with np.load(directory / f"{name}.npz", allow_pickle=False) as file:
            arrays = {key: file[key] for key in file.files}
    except (OSError, ValueError) as error:
        raise NluError("model_broken", f"cannot read the {name} model in {directory}: {error}") from error
    if settings.get("version") != version:
        raise NluError("model_version", f"the {name} model in {directory} is of another version: train again")
    return settings, arrays
