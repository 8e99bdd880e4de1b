"""What the resident gets when the actions do not answer."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from knowledge.district import CallCenter

SESSION_START = "action_session_start"
REMEMBERED = 1000


def apology_text(call_center: CallCenter | None) -> str:
    """Return the apology, with whom to call where known."""
    sorry = "죄송합니다. 지금 답변을 준비하는 프로그램에 문제가 생겼어요."
    if call_center is None:
        return f"{sorry} 잠시 뒤 다시 물어봐 주세요."
    return f"{sorry} 잠시 뒤 다시 물어봐 주시거나 {call_center.name}({call_center.phone})에 전화해 주세요."


def apology_response(call_center: CallCenter | None) -> dict[str, Any]:
    """Return the apology as one response of an action server."""
    text = apology_text(call_center)
    custom: dict[str, Any] = {
        "type": "handoff",
        "reason": "actions_unavailable",
        "text": text,
        "speech": text,
    }
    if call_center is not None:
        contact = f"{call_center.name}(전화 {call_center.phone})"
        custom["department"] = {"name": call_center.name, "phone": call_center.phone, "contact": contact}
    return {"text": text, "custom": custom}


class Apologies:
    """Stands in for failed action calls: one apology a turn, and the turn ends."""

    def __init__(self, call_center: CallCenter | None) -> None:
        self._call_center = call_center
        self._apologised: OrderedDict[str, float] = OrderedDict()

    def result_for(self, call: dict[str, Any]) -> dict[str, Any]:
        """Return what an action server would answer if the action `call` names were this apology."""
        if call.get("next_action") == SESSION_START:  # nothing was asked yet: begin the session as Rasa does
            started = [{"event": "session_started"}, {"event": "action", "name": "action_listen"}]
            return {"events": started, "responses": []}
        # Without this a rule could go on with an action that builds on the failed one.
        events = [{"event": "followup", "name": "action_listen"}]
        if self._already(call):
            return {"events": events, "responses": []}
        return {"events": events, "responses": [apology_response(self._call_center)]}

    def _already(self, call: dict[str, Any]) -> bool:
        """Tell whether this turn had its apology, and remember that it has one now."""
        sender, turn = str(call.get("sender_id")), turn_of(call)
        if self._apologised.get(sender) == turn:
            return True
        self._apologised[sender] = turn
        self._apologised.move_to_end(sender)
        if len(self._apologised) > REMEMBERED:
            self._apologised.popitem(last=False)
        return False


def turn_of(call: dict[str, Any]) -> float:
    """Return the time of the user message an action call belongs to; it is the same for the whole turn."""
    for event in reversed((call.get("tracker") or {}).get("events") or []):
        if event.get("event") == "user":
            return float(event.get("timestamp") or 0.0)
    return 0.0
