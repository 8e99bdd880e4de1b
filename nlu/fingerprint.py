"""Fingerprints of helper modules and files, for Rasa's training cache."""

from __future__ import annotations

import hashlib
from pathlib import Path

_PACKAGE = Path(__file__).parent


def source_fingerprint(*modules: str) -> str:
    """Return a hash over the source of modules of this package, named without suffix."""
    return files_fingerprint(*(_PACKAGE / f"{module}.py" for module in modules))


def files_fingerprint(*paths: Path) -> str:
    """Return a hash over the contents of files; a missing file counts as empty."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:16]
