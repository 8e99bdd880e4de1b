"""Where the knowledge base lives."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KnowledgeSettings:
    """Folder of the knowledge base and how often it is looked at for edits."""

    root: Path = Path("knowledge")
    recheck_seconds: float = 0.5

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> KnowledgeSettings:
        """Read KNOWLEDGE_DIR; without it, the folder `knowledge` of the working directory."""
        return cls(root=Path(environ.get("KNOWLEDGE_DIR") or "knowledge"))
