"""What a resident told about themselves in this conversation: the dong they live in."""

from __future__ import annotations

import re
from typing import Any

from actions import phrases
from actions.conversation import Conversation
from knowledge import KnowledgeStore


def dong_of(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The dong named in this message, or else earlier in the conversation."""
    squeezed = re.sub(r"\s", "", talk.text)
    named = (dong for dongs in store.district.dongs.values() for dong in dongs if dong in squeezed)
    return max(named, key=len, default=None) or talk.memory.dong


def learnt(store: KnowledgeStore, talk: Conversation) -> dict[str, Any]:
    """The slots this message changes because of what the resident told in it."""
    dong = dong_of(store, talk)
    return {"dong": dong} if dong != talk.memory.dong else {}


def own_center_line(store: KnowledgeStore, talk: Conversation, text: str) -> str:
    """Which community centre is the resident's own, for an answer that sends them to one."""
    dong = dong_of(store, talk)
    if dong is None or phrases.DONG_CENTER not in text:
        return ""
    district = next((name for name, dongs in store.district.dongs.items() if dong in dongs), "")
    return phrases.OWN_CENTER.format(dong=dong, district=district, center=phrases.DONG_CENTER)
