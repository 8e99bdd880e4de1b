"""The custom actions named in domain.yml: each only names the plain function that decides."""

from __future__ import annotations

from actions.abuse import abuse_turn
from actions.base import CivicAction, weather_desk
from actions.browsing import browse_turn
from actions.clarifying import handoff_asked_turn, not_understood_turn
from actions.crisis import crisis_turn
from actions.questions import (
    act_turn,
    chosen_turn,
    follow_up_turn,
    question_turn,
    unsure_turn,
    wrong_answer_turn,
)
from actions.reacting import affirm_turn, deny_turn, none_of_these_turn, start_over_turn
from actions.rewinding import go_back_turn, more_detail_turn, repeat_turn
from actions.weather_talking import weather_turn


class ActionAnswer(CivicAction):
    """Answer a question about one of the ten domains."""

    action_name = "action_answer"
    decide = staticmethod(question_turn)


class ActionFollowUp(CivicAction):
    """Answer another facet of the topic at hand."""

    action_name = "action_follow_up"
    decide = staticmethod(follow_up_turn)


class ActionChoose(CivicAction):
    """Answer the candidate the resident picked."""

    action_name = "action_choose"
    decide = staticmethod(chosen_turn)


class ActionNoneOfThese(CivicAction):
    """None of the candidates fits: name a person to call."""

    action_name = "action_none_of_these"
    decide = staticmethod(none_of_these_turn)


class ActionBrowse(CivicAction):
    """Show the topics of a domain."""

    action_name = "action_browse"
    decide = staticmethod(browse_turn)


class ActionAsk(CivicAction):
    """Ask back with candidates when the NLU is not sure."""

    action_name = "action_ask"
    decide = staticmethod(unsure_turn)


class ActionDefaultFallback(CivicAction):
    """Rasa's own fallback, when no rule fits."""

    action_name = "action_default_fallback"
    decide = staticmethod(unsure_turn)


class ActionAffirm(CivicAction):
    """A yes: to a single candidate it answers, else it goes on."""

    action_name = "action_affirm"
    decide = staticmethod(affirm_turn)


class ActionDeny(CivicAction):
    """A no: to offered candidates it ends with a person, else it goes on."""

    action_name = "action_deny"
    decide = staticmethod(deny_turn)


class ActionRepeat(CivicAction):
    """Say the last reply again: as it was, slower, louder or quieter."""

    action_name = "action_repeat"
    decide = staticmethod(repeat_turn)


class ActionMoreDetail(CivicAction):
    """Give the rest of the current article."""

    action_name = "action_more_detail"
    decide = staticmethod(more_detail_turn)


class ActionGoBack(CivicAction):
    """Return to the earlier topic."""

    action_name = "action_go_back"
    decide = staticmethod(go_back_turn)


class ActionStartOver(CivicAction):
    """Forget the conversation and greet again."""

    action_name = "action_start_over"
    decide = staticmethod(start_over_turn)


class ActionHandoff(CivicAction):
    """The resident wants a person."""

    action_name = "action_handoff"
    decide = staticmethod(handoff_asked_turn)


class ActionWrongAnswer(CivicAction):
    """The last answer was not what was asked."""

    action_name = "action_wrong_answer"
    decide = staticmethod(wrong_answer_turn)


class ActionSmallTalk(CivicAction):
    """Reply to a dialogue act: greeting, thanks, a joke, the time."""

    action_name = "action_small_talk"
    decide = staticmethod(act_turn)


class ActionWeather(CivicAction):
    """Tell the weather and the air, waiting a moment when they are not known yet."""

    action_name = "action_weather"
    decide = staticmethod(weather_turn)

    async def prepare(self) -> None:
        """Wait for the weather."""
        await weather_desk().ready()


class ActionNotUnderstood(CivicAction):
    """The resident cannot find the words."""

    action_name = "action_not_understood"
    decide = staticmethod(not_understood_turn)


class ActionOutOfScope(CivicAction):
    """Not the district's business: say so, with a number to call."""

    action_name = "action_out_of_scope"
    decide = staticmethod(act_turn)


class ActionAbuse(CivicAction):
    """Stay calm when nothing but abuse was said."""

    action_name = "action_abuse"
    decide = staticmethod(abuse_turn)


class ActionCrisis(CivicAction):
    """Give the emergency number before anything else."""

    action_name = "action_crisis"
    decide = staticmethod(crisis_turn)
