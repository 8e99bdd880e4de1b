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
    domain = store.catalog.domain(talk.chosen_domain) if talk.chosen_domain else None
    if domain is None:
        domains = browse_choices(store, [d.id for d in store.catalog.domains])
        return Turn((Reply(type="candidates", text=phrases.ASK_WHICH, chips=domains),))
    topics = sorted(store.catalog.topics.values(), key=lambda topic: topic.priority)
    choices = topic_choices(store, [topic.key for topic in topics if topic.domain == domain.id])[:SHOWN]
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
