from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions import phrases
from actions.choices import facet_chips, spoken_choices, topic_choices
from actions.conversation import Conversation
from actions.eligibility import age_line, proxy_line
from actions.facet_fit import (
    admission,
    facets_to_give,
    is_asked_by_words,
    substitute,
    tells,
    topics_with,
)
from actions.history import earlier_topics
from actions.reply import Choice, Reply
from actions.resident import own_center_line
from actions.turn import Turn
from knowledge import Answer, Article, KnowledgeStore, OtherAgency, find_agency


def answer_reply(answer: Answer, *openers: str) -> Reply:
    """The card for one facet of an article, after the sentences to say first."""
    text = "\n".join([*openers, answer.text])
    if answer.needs_confirmation:
        text = f"{text}\n{phrases.CONFIRM_BY_PHONE}"
    return Reply(
        type="answer",
        text=text,
        speech=" ".join([*openers, answer.speech]),
        topic=answer.key,
        domain=answer.domain,
        title=answer.title,
        facet=answer.facet,
        facets=tuple(answer.facets),
        chips=facet_chips(answer.key, answer.facets, answer.facet),
        department=answer.department.as_dict(),
        source=" · ".join(answer.sources),
        checked=answer.checked,
        links=tuple(link.as_dict() for link in answer.links),
        footer=_footer(answer),
    )


def answer_turn(
    store: KnowledgeStore,
    talk: Conversation,
    topic: str,
    facets: Sequence[str],
    next_best: Sequence[str] = (),
    opener: str = "",
) -> Turn | None:
    """Answer every facet asked for (the summary when none was); None when the topic has no article.

    What another body handles is answered by its name and number.
    """
    agency = find_agency(store.other_agencies, topic)
    if agency is not None:
        return _agency_turn(store, talk, topic, agency, next_best)
    article = store.article(topic)
    if article is None:
        return None
    replies: list[Reply] = []
    for facet in facets_to_give(article, talk, facets):
        answer = store.answer(topic, substitute(facet, article.facets) or facet)
        if answer is not None and all(answer.facet != earlier.facet for earlier in replies):
            openers = [opener] if opener and not replies else []
            lacks = facet and facet != answer.facet and not tells(answer.text, facet)
            if facet and lacks and is_asked_by_words(talk, facet, article):
                openers.append(admission(store, facet, answer.facet))
            reply = answer_reply(answer, *openers)
            for add in (own_center_line, age_line, proxy_line):
                reply = _with_line(reply, add(store, talk, reply))
            replies.append(reply)
    if not replies:
        return None
    if _is_said_again(talk, replies) and not opener:
        contact = f"{article.department.name} {article.department.phone}"
        replies[0] = _with_line(replies[0], phrases.NO_MORE_HERE.format(contact=contact))
    replies[-1] = _with_hotline(store, replies[-1])
    missing = next(
        (f for f in facets if is_asked_by_words(talk, f, article) and _is_missing(f, article)), None
    )
    if missing and not next_best:
        next_best = topics_with(store, article.key, missing)[: store.bands.next_best]
    offered = topic_choices(store, next_best, missing)
    if offered:
        replies[-1] = _with_next_best(replies[-1], offered)
    return Turn(tuple(replies), _memory(talk, replies, [c.topic for c in offered]))


def _is_said_again(talk: Conversation, replies: Sequence[Reply]) -> bool:
    """Whether this is what was just said, so that the question is not answered by it."""
    last = talk.memory.last_reply or {}
    first = replies[0]
    return len(replies) == 1 and (last.get("topic"), last.get("facet")) == (first.topic, first.facet)


def _is_missing(facet: str, article: Article) -> bool:
    return facet not in article.facets and substitute(facet, article.facets) is None


def _agency_turn(
    store: KnowledgeStore, talk: Conversation, topic: str, agency: OtherAgency, next_best: Sequence[str]
) -> Turn:
    reply = Reply(type="out_of_scope", text=agency.text, speech=agency.speech, title=agency.title)
    offered = topic_choices(store, next_best)
    if offered:
        reply = _with_next_best(reply, offered)
    # No article is at hand now: a bare "준비물은요?" must not fall back on the subject before this one.
    memory = {
        "topic": None,
        "facet": None,
        "earlier_topics": earlier_topics(talk.memory, None),
        "candidates": [c.topic for c in offered],
        "alternatives": _alternatives(talk, topic),
        "asked_facet": None,
        "misses": 0,
    }
    return Turn((reply,), memory)


def _with_line(reply: Reply, line: str) -> Reply:
    return replace(reply, text=f"{reply.text}\n{line}", speech=f"{reply.speech} {line}") if line else reply


def _with_hotline(store: KnowledgeStore, reply: Reply) -> Reply:
    """Add whom to call in danger to an answer on a topic near one, unless it says so itself."""
    line = store.crisis.topic_lines.get(reply.topic)
    if line is None or line.hotline.number in reply.text:
        return reply
    hotline = {"name": line.hotline.name, "number": line.hotline.number}
    return replace(_with_line(reply, line.text), hotlines=(hotline,))


def _with_next_best(reply: Reply, offered: Sequence[Choice]) -> Reply:
    return replace(
        reply,
        prompt=phrases.NEXT_BEST,
        speech=f"{reply.speech} {phrases.NEXT_BEST} {spoken_choices(offered)}",
        candidates=tuple(offered),
    )


def _memory(talk: Conversation, replies: Sequence[Reply], offered: list[str]) -> dict[str, object]:
    topic = replies[0].topic
    return {
        "topic": topic,
        "facet": replies[0].facet,
        "earlier_topics": earlier_topics(talk.memory, topic),
        "candidates": offered,
        "alternatives": _alternatives(talk, topic),
        "asked_facet": None,
        "misses": 0,
    }


def _alternatives(talk: Conversation, topic: str) -> list[str]:
    """What to offer if the answer turns out wrong: the ranking, or the whole list it was chosen from."""
    if topic in talk.memory.candidates:
        return list(talk.memory.candidates)
    ranked = [guess.topic for guess in talk.ranking]
    others = ranked if topic in ranked else talk.memory.alternatives
    return [other for other in dict.fromkeys(others) if other != topic][:3]


def _footer(answer: Answer) -> tuple[str, ...]:
    lines = [phrases.CONTACT_LINE.format(contact=answer.department.contact)]
    if answer.sources:
        source = phrases.SOURCE_LINE.format(sources=" · ".join(answer.sources))
        checked = f" ({phrases.CHECKED_LINE.format(date=answer.checked)})" if answer.checked else ""
        lines.append(source + checked)
    return tuple(lines)
