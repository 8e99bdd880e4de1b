"""The nouns of a message: what it names, as far as it names anything."""

from __future__ import annotations

import re

from nlu.analyzer import analyze
from nlu.framing import unframed

# XR are roots such as "깨끗"; UNKNOWN are words the dictionary lacks, mostly names.
_NOUN = re.compile(r"NN[GP]|SL|XR|UNKNOWN")
# Endings of dialect and slips that the dictionary takes for a noun or the end of one: "주세요", "대유".
_ENDING = re.compile(r".(?:세요|어요|예요)$|^(?:대유|고유|건요)$")


def nouns(text: str) -> list[str]:
    """Return the nouns of what a text asks, in order and each once; "언제 내놔야 해요" has none."""
    found = [m.surface for m in analyze(unframed(text)) if _NOUN.match(m.tag)]
    return [noun for noun in dict.fromkeys(found) if not _ENDING.search(noun)]
