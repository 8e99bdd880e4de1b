"""What a resident told in this conversation: the dong they live in, their age, whom they ask for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from actions import phrases
from actions.conversation import Conversation
from actions.person import age_in, life_stage_in, on_behalf_in, speaks_of_self
from actions.reply import Reply
from knowledge import KnowledgeStore

_NUMBERED = re.compile(r"([가-힣]+)\d동")
_TWO_IN_ONE = re.compile(r"([가-힣]{2})([가-힣]{2})동")
# What is left of "저는 검암동에 살아요" beside the name.
_ONLY_LIVES = re.compile(
    r"(?:저는?|나는?|우리|저희|집은?|여기는?)?(?:에|쪽|동네)?"
    r"(?:요|이요|이에요|예요|입니다|이야|이여|인데요?|인디|(?:살|사)(?:아|고있|는데|는디)?(?:요|어요|습니다|ㅂ니다|소)?|삽니다|주민(?:이에요|입니다)?)?"
)


def dong_of(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The dong named in this message, or else earlier in the conversation."""
    return _named_dong(store, talk.text) or talk.memory.dong


def dong_told(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The dong of a message that says nothing else: "검암동이에요"."""
    dong = _named_dong(store, talk.text)
    rest = re.sub(r"[\s.,!~]", "", talk.text).replace(dong or "", "", 1)
    return dong if dong and _ONLY_LIVES.fullmatch(rest) else None


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
    told = dong_told(store, talk)
    dong = told or dong_of(store, talk)
    if dong is None or (phrases.DONG_CENTER not in reply.text and told is None):
        return ""
    district, centers = _centers(store, dong)
    if len(centers) > 1:
        return phrases.ONE_OF_CENTERS.format(dong=dong, district=district, centers=", ".join(centers))
    return phrases.OWN_CENTER.format(dong=dong, district=district, center=centers[0]) if centers else ""


def is_part_of_district(store: KnowledgeStore, noun: str) -> bool:
    """Whether a noun is the name of a dong, or how it begins: "검암동", "청라"."""
    dongs = (dong for of in store.district.dongs.values() for dong in of)
    return len(noun) > 1 and any(name.startswith(noun) for dong in dongs for name in _names(dong))


def _named_dong(store: KnowledgeStore, text: str) -> str | None:
    squeezed = re.sub(r"\s", "", text)
    names = (name for dongs in store.district.dongs.values() for dong in dongs for name in _names(dong))
    return max((name for name in names if name in squeezed), key=len, default=None)


def _centers(store: KnowledgeStore, name: str) -> tuple[str, list[str]]:
    """The district and the community centres that look after a dong, as residents may call it."""
    for district, dongs in store.district.dongs.items():
        centers = [f"{dong} 행정복지센터" for dong in dongs if name in _names(dong)]
        if centers:
            return district, centers
    return "", []


@lru_cache(maxsize=256)
def _names(dong: str) -> tuple[str, ...]:
    """What residents call a dong: "가정1동" is part of 가정동, "검암경서동" is 검암동 and 경서동."""
    if match := _NUMBERED.fullmatch(dong):
        return dong, f"{match.group(1)}동"
    if match := _TWO_IN_ONE.fullmatch(dong):
        return dong, f"{match.group(1)}동", f"{match.group(2)}동"
    return (dong,)
