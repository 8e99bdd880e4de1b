"""What a resident told in this conversation: the dong they live in, their age, whom they ask for."""

from __future__ import annotations

import re
from typing import Any

from actions import phrases
from actions.conversation import Conversation
from actions.person import age_in, life_stage_in, on_behalf_in, speaks_of_self
from actions.reply import Reply
from knowledge import KnowledgeStore


def dong_of(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The dong named in this message, or else earlier in the conversation."""
    squeezed = re.sub(r"\s", "", talk.text)
    named = (dong for dongs in store.district.dongs.values() for dong in dongs if dong in squeezed)
    return max(named, key=len, default=None) or talk.memory.dong


def learnt(store: KnowledgeStore, talk: Conversation) -> dict[str, Any]:
    """The slots this message changes because of what the resident told in it."""
    memory = talk.memory
    about = on_behalf_in(talk.text)
    person: dict[str, Any] = {
        "age": age_in(talk.text),
        "life_stage": life_stage_in(talk.text),
        "on_behalf": about,
    }
    kept = {"age": memory.age, "life_stage": memory.life_stage, "on_behalf": memory.on_behalf}
    # Somebody else's age says nothing about the next person.
    if (memory.on_behalf and speaks_of_self(talk.text)) or (about and about != memory.on_behalf):
        kept = dict.fromkeys(kept)
    now = {name: value if value is not None else kept[name] for name, value in person.items()}
    now["dong"] = dong_of(store, talk)
    return {name: value for name, value in now.items() if value != getattr(memory, name)}


def own_center_line(store: KnowledgeStore, talk: Conversation, reply: Reply) -> str:
    """Which community centre is the resident's own, for an answer that sends them to one."""
    dong = dong_of(store, talk)
    if dong is None or phrases.DONG_CENTER not in reply.text:
        return ""
    district = next((name for name, dongs in store.district.dongs.items() if dong in dongs), "")
    return phrases.OWN_CENTER.format(dong=dong, district=district, center=phrases.DONG_CENTER)
