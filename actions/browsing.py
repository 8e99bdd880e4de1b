from __future__ import annotations

from actions import phrases
from actions.choices import browse_choices, spoken_choices, topic_choices
from actions.conversation import Conversation
from actions.reply import Reply
from actions.turn import Turn
from knowledge import KnowledgeStore

SHOWN = 8


def browse_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """List a domain's topics, the most asked first; without a known domain, list the domains."""
    domain = next((d for d in store.catalog.domains if d.id == talk.chosen_domain), None)
    if domain is None:
        domains = browse_choices(store, [d.id for d in store.catalog.domains])
        return Turn((Reply(type="candidates", text=phrases.ASK_WHICH, chips=domains),))
    topics = sorted((t for t in store.catalog.topics if t.domain == domain.id), key=lambda t: t.priority)
    choices = topic_choices(store, [f"{t.domain}/{t.id}" for t in topics])[:SHOWN]
    title = phrases.BROWSE.format(domain=domain.title)
    return Turn(
        (
            Reply(
                type="candidates",
                text=title,
                speech=f"{title} {spoken_choices(choices)}",
                domain=domain.id,
                candidates=choices,
            ),
        ),
        {"candidates": [c.topic for c in choices], "asked_facet": None},
    )
