"""The scripted conversations through an agent in this process, with chosen pieces."""

import asyncio

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain

from serving import event_classes, validator
from serving.actions_endpoint import ApologisingActions, InProcessActions
from serving.agent import FastAgent
from serving.apology import Apologies
from serving.lock_store import FifoLockStore
from serving.settings import PIECES
from serving.tracker_store import DurableTrackerStore
from tests.serving.conversations import CONVERSATIONS, comparable, interleaved


def build_agent(model, actions, database, pieces):
    endpoint = InProcessActions("inproc://" + actions, timeout=10)
    if "apology" in pieces:
        endpoint = ApologisingActions(endpoint, Apologies(None))
    # Two trackers in memory for eight conversations: most turns read the database, some do not.
    store_class, options = (DurableTrackerStore, {"cache": 2}) if "store" in pieces else (SQLTrackerStore, {})
    agent = (FastAgent if "runner" in pieces else Agent)(
        tracker_store=store_class(Domain.empty(), db=str(database), **options),
        lock_store=FifoLockStore() if "lock" in pieces else InMemoryLockStore(),
        action_endpoint=endpoint,
    )
    agent.load_model(model)
    return agent


async def talk(agent, turns):
    """Replies and stored events of these turns."""
    replies = []
    for sender, text in turns:
        channel = CollectingOutputChannel()
        await agent.handle_message(UserMessage(text, channel, sender))
        replies.append((sender, text, comparable(channel.messages)))
    events = {}
    for sender in CONVERSATIONS:
        tracker = await agent.tracker_store.retrieve_full_tracker(sender)
        events[sender] = comparable([event.as_dict() for event in tracker.events])
    return replies, events


def run(model, actions, database, pieces):
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("SERVING_DISABLE", ",".join(set(PIECES) - pieces))
        (validator.install if "validator" in pieces else validator.uninstall)()
        (event_classes.install if "events" in pieces else event_classes.uninstall)()
        try:
            return asyncio.run(talk(build_agent(model, actions, database, pieces), interleaved()))
        finally:
            validator.uninstall()
            event_classes.uninstall()
