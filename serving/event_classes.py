"""Finding the class of an event by its name in a dictionary; Rasa walks all its classes for every event."""

from __future__ import annotations

from rasa.shared.core.events import Event

_stock_resolve = Event.resolve_by_type
_classes: dict[str, type[Event]] = {}


def resolve_event_class(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """Return the class of the events called `type_name`; the first time it is found as Rasa finds it."""
    event_class = _classes.get(type_name)
    if event_class is None:
        event_class = _stock_resolve(type_name, default)
        if event_class is not None and event_class.type_name == type_name:
            _classes[type_name] = event_class
    return event_class


def install() -> None:
    """Let Rasa look event classes up here."""
    Event.resolve_by_type = staticmethod(resolve_event_class)


def uninstall() -> None:
    """Give Rasa its own search back."""
    Event.resolve_by_type = staticmethod(_stock_resolve)
