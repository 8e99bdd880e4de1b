"""Deciding whether a message is a crisis or abuse, from its wording and from what the classifier thinks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nlu.certainty import FALLBACK_INTENT
from nlu.safety_lexicon import ABUSE, CALM, CRISIS_KINDS, STRONG, SafetyLexicon, SafetyMatch
from nlu.safety_signs import SafetyModels, Suspicion, signs_of

SELF_HARM_ACT = "crisis_self_harm"
EMERGENCY_ACT = "emergency_119"
CRISIS_ACTS = (SELF_HARM_ACT, EMERGENCY_ACT)
ABUSE_ACT = "abuse"

# Somebody in danger may sound like these, so being sure of them speaks against nothing.
_NO_SMALL_TALK = frozenset(
    (
        *CRISIS_ACTS,
        ABUSE_ACT,
        FALLBACK_INTENT,
        "sad_tired",
        "lonely",
        "complaint_anger",
        "unclear",
        "out_of_scope",
    )
)

# Of an emergency only the classifier noticed the kind is unknown; an ambulance is never wrong.
_KINDS = {SELF_HARM_ACT: "self_harm", EMERGENCY_ACT: "medical"}


@dataclass(frozen=True)
class SafetySettings:
    """Probabilities: from `sure` a topic is what is asked, from `certain` one not near danger is no cry
    for help; `alone` is enough for the classifier to raise a crisis without any wording, `agreeing`
    is enough for it to confirm a weak wording; from `asked` a topic likelier than abuse
    is a question, however rude.

    Of the danger model `danger` raises a crisis, `danger_sure` does so beside a sure topic, `danger_certain`
    beside a certain one, `danger_act` in sure small talk, `danger_goodbye` in certain small talk, since a
    goodbye sounds like a last one; `doubt` confirms a weak wording or the classifier.
    Of the abuse model `abuse` raises abuse.
    """

    sure: float = 0.6
    certain: float = 0.9
    alone: float = 0.15
    agreeing: float = 0.1
    asked: float = 0.3
    danger: float = 0.28
    danger_sure: float = 0.4
    danger_certain: float = 0.85
    danger_act: float = 0.5
    danger_goodbye: float = 0.9
    doubt: float = 0.24
    abuse: float = 0.5


@dataclass(frozen=True)
class Wording:
    """What lexicon and models say about a text of `length` characters, and what excuses signs of danger."""

    found: tuple[SafetyMatch, ...]
    excuses: frozenset[str]
    length: int
    suspicion: Suspicion = field(default_factory=Suspicion)

    @classmethod
    def of(cls, text: str, lexicon: SafetyLexicon, models: SafetyModels) -> Wording:
        """Look a text up in the lexicon and ask the models."""
        found, excuses = tuple(lexicon.find(text)), lexicon.excuses(text)
        return cls(found, excuses, len(text), models.suspect(text, signs_of(found, excuses)))


@dataclass(frozen=True)
class SafetyVerdict:
    """What the message shows, the main thing first, and the intent it gets; None keeps the intent."""

    matches: tuple[SafetyMatch, ...] = ()
    intent: str | None = None
    confidence: float = 0.0


def judge(
    wording: Wording,
    parsed: Mapping[str, Any],
    settings: SafetySettings,
    near: Collection[str] = frozenset(),
) -> SafetyVerdict:
    """Decide from the wording of a message and its parse result; `near` are the topics danger is near to."""
    acts = {entry["name"]: entry["confidence"] for entry in parsed.get("intent_ranking") or ()}
    name, topic = _topic(parsed)
    sure = topic >= settings.sure
    certain = topic >= settings.certain and name not in near
    small_talk = _small_talk_confidence(acts, domains=_domains(parsed))
    crises = _crises(wording, acts, sure, _needed_danger(small_talk, sure, certain, settings), settings)
    abuse = _abuse(wording, acts, sure, settings)
    matches = (*crises, *abuse)
    if crises:
        intent = SELF_HARM_ACT if crises[0].kind == "self_harm" else EMERGENCY_ACT
        return SafetyVerdict(matches, intent, max(crises[0].confidence, acts.get(intent, 0.0)))
    if abuse and not sure and topic < max(settings.asked, acts.get(ABUSE_ACT, 0.0)):
        return SafetyVerdict(matches, ABUSE_ACT, max(abuse[0].confidence, acts.get(ABUSE_ACT, 0.0)))
    if (parsed.get("intent") or {}).get("name") in CRISIS_ACTS:
        return SafetyVerdict(matches, FALLBACK_INTENT, 1.0 - max(acts.get(act, 0.0) for act in CRISIS_ACTS))
    return SafetyVerdict(matches)


def _abuse(
    wording: Wording, acts: Mapping[str, float], sure: bool, settings: SafetySettings
) -> list[SafetyMatch]:
    """Strong wording counts always, weak wording with the classifier, and the model without any wording."""
    suspected = wording.suspicion.abuse
    doubted = suspected >= settings.abuse or (not sure and acts.get(ABUSE_ACT, 0.0) >= settings.agreeing)
    found = [m for m in wording.found if m.kind == ABUSE and (m.confidence >= STRONG or doubted)]
    if found or sure or suspected < settings.abuse:
        return found
    return [SafetyMatch(ABUSE, 0, wording.length, suspected)]


def _crises(
    wording: Wording, acts: Mapping[str, float], sure: bool, danger: float, settings: SafetySettings
) -> list[SafetyMatch]:
    """Strong wording counts always, weak wording with classifier or model, and these two without wording."""
    suspicion = wording.suspicion
    act = max(CRISIS_ACTS, key=lambda name: acts.get(name, 0.0))
    probability = sum(acts.get(name, 0.0) for name in CRISIS_ACTS)
    needed = settings.alone if CALM in wording.excuses else settings.agreeing
    agreed = not sure and probability >= needed and suspicion.danger >= settings.doubt
    crises = [m for m in wording.found if m.kind != ABUSE and (m.confidence >= STRONG or agreed)]
    if crises:
        return crises
    if suspicion.danger >= danger:
        return [SafetyMatch(suspicion.kind, 0, wording.length, suspicion.danger)]
    if sure or probability < settings.alone or suspicion.danger < settings.doubt or not _leads(acts, act):
        return []
    if probability < STRONG and _is_excused(act, wording.excuses):
        return []
    return [SafetyMatch(_KINDS[act], 0, wording.length, probability)]


def _needed_danger(small_talk: float, sure: bool, certain: bool, settings: SafetySettings) -> float:
    """What the danger model needs to speak alone: the surer what is asked, the more."""
    if certain:
        return settings.danger_certain
    if small_talk >= settings.certain:
        return settings.danger_goodbye
    if sure:
        return settings.danger_sure
    return settings.danger_act if small_talk >= settings.sure else settings.danger


def _is_excused(act: str, excuses: frozenset[str]) -> bool:
    kinds = {"self_harm"} if act == SELF_HARM_ACT else set(CRISIS_KINDS) - {"self_harm"}
    return bool(excuses & (kinds | {CALM}))


def entity_value(match: SafetyMatch) -> str:
    """Return the value of the safety entity: "crisis:<kind>" or "abuse"."""
    return ABUSE if match.kind == ABUSE else f"crisis:{match.kind}"


def put_first(ranking: Sequence[Mapping[str, Any]], intent: str, confidence: float) -> list[dict[str, Any]]:
    """Return the ranking with an intent in front; the others keep their order and confidence."""
    others = [dict(entry) for entry in ranking if entry["name"] != intent]
    return [{"name": intent, "confidence": confidence}, *others]


def _topic(parsed: Mapping[str, Any]) -> tuple[str, float]:
    ranking = (parsed.get("response_selector") or {}).get("default", {}).get("ranking") or ()
    likeliest = max(ranking, key=lambda entry: entry["confidence"], default=None)
    return (likeliest["intent_response_key"], likeliest["confidence"]) if likeliest else ("", 0.0)


def _domains(parsed: Mapping[str, Any]) -> frozenset[str]:
    ranking = (parsed.get("response_selector") or {}).get("default", {}).get("ranking") or ()
    return frozenset(entry["intent_response_key"].split("/")[0] for entry in ranking)


def _small_talk_confidence(acts: Mapping[str, float], domains: Collection[str]) -> float:
    others = (c for name, c in acts.items() if name not in _NO_SMALL_TALK and name not in domains)
    return max(others, default=0.0)


def _leads(acts: Mapping[str, float], act: str) -> bool:
    """Say whether at most one real intent is likelier; a crisis second in line is still taken seriously."""
    likelier = [name for name, confidence in acts.items() if confidence > acts.get(act, 0.0)]
    return len([name for name in likelier if name != FALLBACK_INTENT]) <= 1
