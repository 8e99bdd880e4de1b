from __future__ import annotations

import re

from actions import phrases
from actions.answering import answer_turn
from actions.article_fit import (
    facet_speaking_of,
    fits_article_at_hand,
    offered_that_fits,
    outweighs,
    says_so_itself,
    speaks_only_of,
    subjects,
    tells_only_for_whom_or_where,
)
from actions.choices import is_agency, topic_choices
from actions.clarifying import (
    ask_turn,
    candidates_turn,
    handoff_asked_turn,
    handoff_turn,
    next_best_topics,
)
from actions.context import (
    GOES_ON,
    expected_topic,
    is_about_current_topic,
    is_nothing_but_facets,
    names_no_subject,
    related_topics,
)
from actions.conversation import Conversation
from actions.eligibility import childs_topic
from actions.language import LANGUAGE_ACT, is_foreign
from actions.naming import named_likeliest
from actions.pointing import named_candidate, person_turn, pointed_turn, relative_turn, tells_only_who
from actions.reply import Reply
from actions.small_talking import small_talk_reply, small_talk_turn
from actions.stepping import explained_again_turn
from actions.turn import Turn
from actions.two_questions import two_questions_turn
from knowledge import FACET_LABELS, KnowledgeStore

# "며칠 안에" and "무슨 요일에" ask about the matter at hand, these about the calendar and the clock.
_CLOCK = re.compile(
    r"오늘|지금|내일|모레|어제|현재|시계|날짜|무슨\s*요일\s*(?:이|인|$)"
    r"|몇\s*시\s*(?:야|예요|에요|지요?|니|인가요?|나|죠)?[?!.\s]*$|며칠\s*(?:이|예|$)"
)
# "시장에서는?" asks where the same thing goes on.
_THERE = re.compile(r"에서?(?:도|는|은)")
_BORN = re.compile(r"[첫둘셋넷]째")
# A dialogue act this likely is meant even if the article at hand has all words of the message.
_SURE_ACT = 0.95
_BARE = 4  # syllables, too few to ask for a facet without its words: "여권"
# Below this nothing shows what a message is about.
_NO_IDEA, _OTHERS_BUSINESS = 0.1, 0.5
# A topic close to the one at hand needs no more to be a second thing.
_SECOND_THING = 0.4


def question_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Answer by certainty: sure -> answer; fairly sure -> answer and offer the next best; else ask back."""
    turn = two_questions_turn(store, talk) or pointed_turn(store, talk)
    if turn is not None:
        return turn
    best = talk.best
    if best is None:
        return ask_turn(store, talk)
    bands = store.bands
    if best.confidence < bands.answer and talk.memory.misses and (named := named_candidate(store, talk)):
        # "대출 같은 거요" while the bot asks which help for shops is meant is no library loan.
        return answer_turn(store, talk, named, _wanted(talk)) or ask_turn(store, talk)
    if outweighs(store, talk) or _leans_to_topic_at_hand(store, talk):
        return _at_hand(store, talk)
    if is_nothing_but_facets(talk) or (best.confidence < bands.answer and is_about_current_topic(talk)):
        return follow_up_turn(store, talk)
    if (turn := person_turn(store, talk)) is not None:
        return turn
    if best.confidence < bands.ask:
        return unsure_turn(store, talk)
    facets = _wanted(talk)
    next_best = next_best_topics(store, talk, best.topic) if best.confidence < bands.answer else []
    if (topic := childs_topic(store, talk, best.topic)) is not None:
        turn = answer_turn(store, talk, topic, facets, [best.topic], phrases.FOR_A_CHILD)
    else:
        turn = answer_turn(store, talk, best.topic, facets, next_best)
    return turn or handoff_turn(store, talk, phrases.HANDOFF)


def _leans_to_topic_at_hand(store: KnowledgeStore, talk: Conversation) -> bool:
    """Whether the topic at hand is a fair second to one not quite sure: "공장에서 나는 것 같아요"."""
    if talk.rival is None or talk.rival.confidence >= store.bands.answer:
        return False
    return talk.chance_at_hand >= GOES_ON and expected_topic(store, talk) == talk.memory.topic


def unsure_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """The NLU fell back: it may still be a pick from the list or a bare facet of the topic at hand."""
    if talk.ordinal is not None and talk.memory.candidates:
        # "둘째면 더 주나요?" speaks of a child, unless the bot has just asked which of several is meant.
        born = None if talk.memory.misses else _born_turn(store, talk)
        return born or chosen_turn(store, talk)
    if is_foreign(talk.text):
        return Turn((small_talk_reply(store, talk, LANGUAGE_ACT),))
    turn = (
        two_questions_turn(store, talk)
        or pointed_turn(store, talk)
        or person_turn(store, talk)
        or explained_again_turn(store, talk)
    )
    if turn is not None:
        return turn
    if is_about_current_topic(talk):
        return follow_up_turn(store, talk)
    if tells_only_who(talk) and talk.memory.candidates and talk.memory.misses:
        return _which_again(store, talk)
    if (offered := offered_that_fits(store, talk)) is not None:
        return _offered_turn(store, talk, offered)
    if (neighbour := _other_neighbour(store, talk)) is not None:
        return answer_turn(store, talk, neighbour, _wanted(talk)) or ask_turn(store, talk)
    goes_on = talk.facet_places or max(talk.follow_up, talk.chance_at_hand) >= GOES_ON
    # What was only offered beside an answer is not meant by a word of that very answer.
    said_at_hand = not talk.memory.misses and says_so_itself(store, talk)
    if (said_at_hand or named_candidate(store, talk) is None) and (
        fits_article_at_hand(store, talk)
        or (goes_on and speaks_only_of(store, talk, talk.memory.topic))
        or tells_only_for_whom_or_where(store, talk)
        or (talk.memory.topic and talk.facet_places and _is_about_nothing_known(talk))
    ):
        return _at_hand(store, talk)
    if talk.memory.candidates and talk.memory.misses and talk.facets and names_no_subject(talk):
        return _which_of_them(store, talk)
    expected = named_candidate(store, talk) or expected_topic(store, talk) or named_likeliest(store, talk)
    if expected is not None:
        next_best = next_best_topics(store, talk, expected)
        turn = answer_turn(store, talk, expected, _wanted(talk), next_best)
        if turn is not None:
            return turn
    return relative_turn(store, talk) or ask_turn(store, talk)


def _is_about_nothing_known(talk: Conversation) -> bool:
    """Whether no topic is at all likely, nor that it is nobody's business here: "퀸사이즈 얼마예요"."""
    best = talk.best.confidence if talk.best else 0.0
    return best < _NO_IDEA and talk.out_of_scope < _OTHERS_BUSINESS


def _other_neighbour(store: KnowledgeStore, talk: Conversation) -> str | None:
    """The likeliest topic, when it is close to the one at hand and named by a noun: "냉장고도 있는데"."""
    rival = talk.rival
    if (
        rival is None
        or rival.confidence < _SECOND_THING
        or _THERE.search(talk.text)
        or is_agency(rival.topic)
    ):
        return None
    close = rival.topic in related_topics(store, talk.memory.topic)
    return rival.topic if close and subjects(store, talk) else None


def follow_up_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Answer another facet of the topic already talked about."""
    pointed = two_questions_turn(store, talk) or pointed_turn(store, talk) or relative_turn(store, talk)
    pointed = pointed or person_turn(store, talk) or explained_again_turn(store, talk)
    if pointed is not None:
        return pointed
    topic, facets = talk.memory.topic, talk.facets
    if tells_only_who(talk) and talk.memory.candidates and talk.memory.misses:
        return _which_again(store, talk)
    if (offered := offered_that_fits(store, talk)) is not None:
        return _offered_turn(store, talk, offered)
    if facets and talk.memory.candidates and talk.memory.misses:
        # "얼마예요?" while our own question is open is about one of the choices, not the topic before.
        return _which_of_them(store, talk)
    if topic:
        turn = answer_turn(store, talk, topic, facets)
        return turn or handoff_turn(store, talk, phrases.HANDOFF)
    if not facets:
        return ask_turn(store, talk)
    if facets[0] == "contact":
        return handoff_asked_turn(store, talk)
    text = phrases.ASK_TOPIC_FOR_FACET.format(label=FACET_LABELS[facets[0]])
    return Turn(
        (Reply(type="candidates", text=text, speech=text),),
        {"asked_facet": facets[0], "candidates": [], "misses": talk.memory.misses},
    )


def facet_despite_act_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """Answer "사진 필요해요?", only taken for small talk; None when the act is sure or no facet shows."""
    asks_the_clock = talk.intent == "time_talk" and _CLOCK.search(talk.text)
    fits = speaks_only_of(store, talk, talk.memory.topic)
    surest = _SURE_ACT if fits else store.bands.answer
    if fits and talk.intent == "out_of_scope":
        surest = 1.0  # what the office does not know of is no subject the article at hand has all words of
    sure = talk.confidence >= surest and talk.intent != "time_talk"
    if not talk.facet_places or sure or asks_the_clock:
        return None
    asks = fits or (is_about_current_topic(talk) if talk.memory.topic else names_no_subject(talk))
    return follow_up_turn(store, talk) if asks else None


def act_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Reply to small talk, or that something is not the district's business, unless it is a bare "얼마야"."""
    return facet_despite_act_turn(store, talk) or small_talk_turn(store, talk)


def chosen_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Answer the topic picked by button, or by its place in the list offered last."""
    offered = talk.memory.candidates or list_chosen_from(talk)
    if talk.chosen_topic:
        topic = talk.chosen_topic
    elif not offered:
        return _born_turn(store, talk) or _say(phrases.NOTHING_TO_CHOOSE)
    elif talk.ordinal is None:
        named = named_candidate(store, talk)
        if named is None:
            return _say(phrases.ASK_NUMBER)
        topic = named
    else:
        place = talk.ordinal - 1 if talk.ordinal > 0 else len(offered) + talk.ordinal
        if not 0 <= place < len(offered):
            return _born_turn(store, talk) or _say(phrases.NO_SUCH_CHOICE)
        topic = offered[place]
    facets = [f for f in _wanted(talk) if f in FACET_LABELS]
    turn = answer_turn(store, talk, topic, facets)
    return turn or ask_turn(store, talk)


def list_chosen_from(talk: Conversation) -> tuple[str, ...]:
    """The list the topic at hand was chosen from, for "아니 그거 말고 첫 번째"; nothing if it was not."""
    return talk.memory.alternatives if talk.memory.topic in talk.memory.alternatives else ()


def _born_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """What the article at hand says of a "둘째", when there is no second thing to choose."""
    born = _BORN.search(talk.text)
    article = store.article(talk.memory.topic) if talk.memory.topic and born else None
    if article is None or born is None:
        return None
    telling = [facet for facet, text in article.facets.items() if born.group() in text]
    facets = [facet for facet in telling if facet != "summary"][:1]
    return answer_turn(store, talk, article.key, facets) if telling else None


def wrong_answer_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Apologise for a wrong answer and offer the next likeliest topics."""
    pointed = pointed_turn(store, talk)
    if pointed is not None:
        return pointed
    choices = topic_choices(store, [t for t in talk.memory.alternatives if t != talk.memory.topic])
    if not choices:
        return Turn(
            (Reply(type="candidates", text=phrases.WRONG_ANSWER_NOTHING),),
            {"misses": talk.memory.misses + 1},
        )
    return candidates_turn(store, talk, choices, talk.memory.misses + 1, phrases.WRONG_ANSWER)


def _at_hand(store: KnowledgeStore, talk: Conversation) -> Turn:
    topic = talk.memory.topic or ""
    facets = _wanted(talk) or (() if _is_bare(talk) else facet_speaking_of(store, talk))
    # "학교에서도 되나" after a card whose text names schools is about the card, not about a school near it.
    relative = None if says_so_itself(store, talk) else relative_turn(store, talk)
    return relative or answer_turn(store, talk, topic, facets) or ask_turn(store, talk)


def _offered_turn(store: KnowledgeStore, talk: Conversation, topic: str) -> Turn:
    """Answer one of the topics asked back about, and leave the others to choose from."""
    others = [other for other in talk.memory.candidates if other != topic]
    return answer_turn(store, talk, topic, _wanted(talk), others) or ask_turn(store, talk)


def _which_of_them(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Ask again with the facet; a single topic asked about is thereby confirmed."""
    offered = talk.memory.candidates
    turn = answer_turn(store, talk, offered[0], talk.facets) if len(offered) == 1 else None
    if turn is not None:
        return turn
    choices = topic_choices(store, talk.memory.candidates, talk.facets[0])
    return candidates_turn(store, talk, choices, talk.memory.misses)


def _which_again(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Who it is about is noted, not a failed try: the question stays open."""
    choices = topic_choices(store, talk.memory.candidates, talk.memory.asked_facet)
    return candidates_turn(store, talk, choices, talk.memory.misses)


def _is_bare(talk: Conversation) -> bool:
    """Whether a message is a name alone; the classifier's facet is then only a guess."""
    return bool(talk.nouns) and not talk.facet_places and len(talk.text.strip()) <= _BARE


def _wanted(talk: Conversation) -> tuple[str, ...]:
    if _is_bare(talk):
        return (talk.memory.asked_facet,) if talk.memory.asked_facet else ()
    return talk.facets or ((talk.memory.asked_facet,) if talk.memory.asked_facet else ())


def _say(text: str) -> Turn:
    return Turn((Reply(type="notice", text=text),))
