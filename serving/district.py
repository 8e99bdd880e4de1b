"""The district's own data the server needs."""

from __future__ import annotations

import logging

from knowledge import KnowledgeError, KnowledgeSettings
from knowledge.district import CallCenter, load_district

logger = logging.getLogger(__name__)


def district_call_center(settings: KnowledgeSettings | None = None) -> CallCenter | None:
    """Read the district's call centre; None when the profile cannot be read."""
    root = (settings or KnowledgeSettings.from_env()).root
    try:
        return load_district(root / "district.yml").call_center
    except (KnowledgeError, OSError) as error:
        logger.error("The apology for failed actions names no number: %s", error)
        return None
