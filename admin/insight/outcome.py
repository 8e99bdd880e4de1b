"""What became of a resident's message: answered, answered with doubt, missed, or no question at all."""

from __future__ import annotations

from collections.abc import Sequence

ANSWERED, NEXT_BEST, MISSED, ELSEWHERE, TALK = "answered", "next_best", "missed", "elsewhere", "talk"
QUESTIONS = (ANSWERED, NEXT_BEST, MISSED, ELSEWHERE)
OUTCOME_LABELS = {
    ANSWERED: "바로 답함",
    NEXT_BEST: "비슷한 질문과 함께 답함",
    MISSED: "답하지 못함",
    ELSEWHERE: "다른 기관 안내",
    TALK: "인사·대화",
}

LOW, FALLBACK, DOWN, HANDOFF, WRONG = "low", "fallback", "down", "handoff", "wrong"
REASON_LABELS = {
    LOW: "되물음",
    FALLBACK: "못 알아들음",
    DOWN: "👎 도움 안 됨",
    HANDOFF: "담당자 연결",
    WRONG: "틀렸다고 함",
}

# Said about the conversation, not about the district's business.
REMARKS = frozenset(
    {"talk_to_human", "wrong_answer", "none_of_these", "browse", "choose", "repeat", "slower", "louder"}
    | {"quieter", "go_back", "start_over", "more_detail", "wait", "affirm", "deny", "unclear"}
)
GIVEN = frozenset({"answer", "places", "benefits", "form", "form_done"})


def outcome_of(intent: str, reply_types: Sequence[str], offers_choices: bool) -> str:
    """Judge one turn by the intent understood and the types of the replies it got.

    `offers_choices`: whether any reply carried topics to choose from.
    """
    given = GIVEN.intersection(reply_types)
    if given and intent not in ("repeat", "slower", "louder", "quieter"):
        return NEXT_BEST if offers_choices else ANSWERED
    if intent in REMARKS:
        return TALK
    if "out_of_scope" in reply_types:
        return ELSEWHERE
    if "candidates" in reply_types or "handoff" in reply_types:
        return MISSED
    return TALK if reply_types else MISSED


def reasons_of(intent: str, outcome: str, reply_types: Sequence[str], offers_choices: bool) -> frozenset[str]:
    """Say why staff should look at the turn; nothing when they need not."""
    if outcome != MISSED:
        return frozenset()
    reasons = {LOW if offers_choices else FALLBACK}
    if "handoff" in reply_types:
        reasons.add(HANDOFF)
    return frozenset(reasons)
