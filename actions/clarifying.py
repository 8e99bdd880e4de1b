from __future__ import annotations

from collections.abc import Sequence

from actions import phrases
from actions.choices import browse_choices, is_agency, none_of_these, spoken_choices, topic_choices
from actions.context import related_topics
from actions.conversation import Conversation, Guess
from actions.handoff import handoff_reply
from actions.naming import topics_mentioning
from actions.pointing import relative_turn
from actions.reply import Choice, Reply
from actions.small_talking import small_talk_reply
from actions.stepping import explained_again_turn
from actions.turn import Turn
from knowledge import KnowledgeStore

MOST_MISSES = 2
WORTH_OFFERING = 0.05  # a candidate less likely than this is noise, not help
AGENCY_WORTH_OFFERING = 0.3
WORTH_LISTING = 0.2  # when all candidates together are less likely than this, other words help more


def ask_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Not sure enough: offer candidates by title; the second miss in a row ends with a person's number."""
    most = store.bands.candidates
    likely = _worth_offering(talk.ranking, most) or topics_mentioning(store, talk.text, most)
    misses = talk.memory.misses + (0 if _is_another_subject(talk, likely) else 1)
    if misses >= MOST_MISSES:
        return handoff_turn(store, talk, phrases.HANDOFF)
    # One likely topic is asked about by itself; a choice of two is filled up with what they are taken for.
    filling = related_topics(store, likely[0]) if len(likely) > 1 else ()
    offered = dict.fromkeys([*likely, *filling])
    choices = topic_choices(store, offered, talk.facets[0] if talk.facets else None)[:most]
    return candidates_turn(store, talk, choices, misses)


def next_best_topics(store: KnowledgeStore, talk: Conversation, answered: str) -> list[str]:
    """The next likeliest topics beside the one answered, as far as they are likely at all."""
    others = [g.topic for g in talk.ranking if g.topic != answered and _is_worth_offering(g)]
    return others[: store.bands.next_best]


def _worth_offering(ranking: Sequence[Guess], most: int) -> list[str]:
    likely = [guess for guess in ranking if _is_worth_offering(guess)][:most]
    return [guess.topic for guess in likely] if sum(g.confidence for g in likely) >= WORTH_LISTING else []


def _is_worth_offering(guess: Guess) -> bool:
    """Another body's business is offered only when it is quite likely: residents come with the office's."""
    return guess.confidence >= (AGENCY_WORTH_OFFERING if is_agency(guess.topic) else WORTH_OFFERING)


def _is_another_subject(talk: Conversation, likely: Sequence[str]) -> bool:
    """Whether this is a new unclear question rather than the last one still not understood."""
    return bool(talk.memory.misses and likely and talk.memory.candidates) and not (
        set(likely) & set(talk.memory.candidates)
    )


def candidates_turn(
    store: KnowledgeStore, talk: Conversation, choices: tuple[Choice, ...], misses: int, asking: str = ""
) -> Turn:
    """Ask which of the choices is meant (`asking` replaces the usual words), or for other words."""
    contact = f"{store.district.call_center.name} {store.district.call_center.phone}"
    person = phrases.PERSON_TOO.format(contact=contact)
    if choices:
        question = asking or (phrases.ASK_WHETHER if len(choices) == 1 else phrases.ASK_WHICH)
        spoken = phrases.ASK_WHICH_SPOKEN.format(choices=spoken_choices(choices))
        if len(choices) == 1:
            spoken = phrases.ASK_WHETHER_SPOKEN.format(title=choices[0].title)
        reply = Reply(
            type="candidates",
            text=f"{question}\n{person}",
            speech=spoken,
            candidates=(*choices, none_of_these()),
        )
    else:
        domains = browse_choices(store, [domain.id for domain in store.catalog.domains])
        text = f"{phrases.REPHRASE}\n{person}"
        reply = Reply(type="candidates", text=text, speech=phrases.REPHRASE, chips=domains)
    return Turn(
        (reply,),
        {
            "candidates": [c.topic for c in choices],
            "asked_facet": talk.facets[0] if talk.facets else None,
            "misses": misses,
        },
    )


def not_understood_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """The resident cannot say it: explain the matter at hand again, encourage once, then name a person."""
    turn = relative_turn(store, talk) or explained_again_turn(store, talk)
    if turn is not None:
        return turn
    misses = talk.memory.misses + 1
    if misses >= MOST_MISSES:
        return handoff_turn(store, talk, phrases.HANDOFF)
    return Turn((small_talk_reply(store, talk, talk.intent),), {"misses": misses})


def handoff_turn(store: KnowledgeStore, talk: Conversation, opening: str, topic: str | None = None) -> Turn:
    """End the search with a person to call and a clean slate."""
    reply = handoff_reply(store, talk.now, opening, topic)
    return Turn((reply,), {"candidates": [], "asked_facet": None, "misses": 0})


def handoff_asked_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """The resident asked for a person."""
    return handoff_turn(store, talk, phrases.HANDOFF_ASKED, talk.memory.topic)
