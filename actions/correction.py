"""Corrections: "아니 재발급 말고 신규요", "아니요, 소파 버리는 거요"."""

from __future__ import annotations

from actions.context import related_topics
from actions.conversation import Conversation, Part
from actions.naming import named_topic
from knowledge import KnowledgeStore

_LIKELY = 0.15
_ANYWHERE = 0.5


def corrected_topic(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The topic meant instead, looked for near the topic and candidates at hand before anywhere else."""
    if talk.halves is None or not talk.halves.is_correction:
        return None
    rejected, wanted = talk.halves.first, talk.halves.second
    if talk.memory.topic and rejected.topic == wanted.topic != talk.memory.topic and _sure(store, wanted):
        # "구청 체육관 말고 동네 헬스장이요": both are the same to us, so it is still the matter at hand.
        return talk.memory.topic
    near = [*talk.memory.candidates, *talk.memory.alternatives, *related_topics(store, talk.memory.topic)]
    if not near:
        return None
    refused = {named_topic(store, rejected.text, near)}
    refused |= {guess.topic for guess in rejected.ranking[:1] if guess.confidence >= _LIKELY}
    near += [topic for other in sorted(filter(None, refused)) for topic in related_topics(store, other)]
    options = [topic for topic in dict.fromkeys(near) if topic not in refused]
    likely = next((g for g in wanted.ranking if g.topic in options and g.confidence >= _LIKELY), None)
    if likely is not None and likely.confidence >= store.bands.ask:
        return likely.topic
    elsewhere = next((g for g in wanted.ranking if g.topic not in refused), None)
    if elsewhere is not None and elsewhere.confidence >= store.bands.answer:
        return elsewhere.topic
    named = named_topic(store, wanted.text, options)
    if named or likely is not None:
        return named or (likely.topic if likely else None)
    return elsewhere.topic if elsewhere is not None and elsewhere.confidence >= _ANYWHERE else None


def _sure(store: KnowledgeStore, part: Part) -> bool:
    return bool(part.ranking) and part.ranking[0].confidence >= store.bands.answer
