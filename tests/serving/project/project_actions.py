"""Custom actions of the test project."""

from rasa_sdk import Action, FormValidationAction
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection


class Fee(Action):
    def name(self):
        return "action_fee"

    def run(self, dispatcher, tracker, domain):
        asked = sum(event["event"] == "user" for event in tracker.events)
        dispatcher.utter_message(
            text=f"수수료는 {asked},000원입니다",
            buttons=[{"title": "준비물", "payload": "/thanks"}],
            json_message={"type": "answer", "earlier": tracker.get_slot("topic")},
        )
        return [SlotSet("topic", f"question {asked}")]


class Break(Action):
    def name(self):
        return "action_break"

    def run(self, dispatcher, tracker, domain):
        raise RuntimeError(f"the resident said {tracker.latest_message['text']}")


class Reject(Action):
    def name(self):
        return "action_reject"

    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection(self.name())


class AskDong(Action):
    def name(self):
        return "action_ask_dong"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=f"{tracker.get_slot('name')} 님, 어느 동에 사세요")
        return []


class Validate(FormValidationAction):
    def name(self):
        return "validate_apply_form"

    def validate_dong(self, value, dispatcher, tracker, domain):
        if value.endswith("동"):
            return {"dong": value}
        dispatcher.utter_message(text="동 이름으로 알려 주세요")
        return {"dong": None}


class Receipt(Action):
    def name(self):
        return "action_receipt"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(
            text=f"{tracker.get_slot('dong')} {tracker.get_slot('name')} 님, 접수했습니다"
        )
        return [AllSlotsReset()]
