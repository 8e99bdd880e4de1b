from __future__ import annotations

from collections.abc import Sequence

from actions import phrases
from actions.choices import none_of_these, spoken_choices, topic_choices
from actions.conversation import Conversation, Guess
from actions.handoff import handoff_reply
from actions.reply import Choice, Reply
from actions.turn import Turn
from knowledge import KnowledgeStore

MOST_MISSES = 2
WORTH_OFFERING = 0.03  # a candidate less likely than this is noise, not help
WORTH_LISTING = 0.2  # when all candidates together are less likely than this, other words help more


def ask_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Not sure enough: offer candidates by title; the second miss in a row ends with a person's number."""
    likely = _worth_offering(talk.ranking, store.bands.candidates)
    misses = talk.memory.misses + (0 if _is_another_subject(talk, likely) else 1)
    if misses >= MOST_MISSES:
        return handoff_turn(store, phrases.HANDOFF, None)
    choices = topic_choices(store, likely, talk.facets[0] if talk.facets else None)[: store.bands.candidates]
    return candidates_turn(store, talk, choices, misses)


def _worth_offering(ranking: Sequence[Guess], most: int) -> list[str]:
    likely = [guess for guess in ranking[:most] if guess.confidence >= WORTH_OFFERING]
    return [guess.topic for guess in likely] if sum(g.confidence for g in likely) >= WORTH_LISTING else []


def _is_another_subject(talk: Conversation, likely: Sequence[str]) -> bool:
    """Whether this is a new unclear question rather than the last one still not understood."""
    return bool(talk.memory.misses and likely and talk.memory.candidates) and not (
        set(likely) & set(talk.memory.candidates)
    )


def candidates_turn(
    store: KnowledgeStore, talk: Conversation, choices: tuple[Choice, ...], misses: int
) -> Turn:
    """Ask which of the choices is meant, or for other words when there is none to offer."""
    contact = f"{store.district.call_center.name} {store.district.call_center.phone}"
    person = phrases.PERSON_TOO.format(contact=contact)
    if choices:
        reply = Reply(
            type="candidates",
            text=f"{phrases.ASK_WHICH}\n{person}",
            speech=phrases.ASK_WHICH_SPOKEN.format(choices=spoken_choices(choices)),
            candidates=(*choices, none_of_these()),
        )
    else:
        reply = Reply(type="candidates", text=f"{phrases.REPHRASE}\n{person}", speech=phrases.REPHRASE)
    return Turn(
        (reply,),
        {
            "candidates": [c.topic for c in choices],
            "asked_facet": talk.facets[0] if talk.facets else None,
            "misses": misses,
        },
    )


def handoff_turn(store: KnowledgeStore, opening: str, topic: str | None) -> Turn:
    """End the search with a person to call and a clean slate."""
    return Turn((handoff_reply(store, opening, topic),), {"candidates": [], "asked_facet": None, "misses": 0})


def handoff_asked_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """The resident asked for a person."""
    return handoff_turn(store, phrases.HANDOFF_ASKED, talk.memory.topic)
