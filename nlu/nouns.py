"""The nouns of a message: what it names, as far as it names anything."""

from __future__ import annotations

import re

from nlu.analyzer import analyze
from nlu.framing import unframed

# XR are roots such as "깨끗"; UNKNOWN are words the dictionary lacks, mostly names.
_NOUN = re.compile(r"NN[GP]|SL|XR|UNKNOWN")


def nouns(text: str) -> list[str]:
    """Return the nouns of what a text asks, in order and each once; "언제 내놔야 해요" has none."""
    found = (m.surface for m in analyze(unframed(text)) if _NOUN.match(m.tag))
    return list(dict.fromkeys(found))
