import asyncio

import pytest
from conversations import CONVERSATIONS, comparable, interleaved
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain

from serving import validator
from serving.actions_endpoint import ApologisingActions, InProcessActions
from serving.agent import FastAgent
from serving.apology import Apologies
from serving.lock_store import FifoLockStore
from serving.settings import PIECES
from serving.tracker_store import DurableTrackerStore

TURN_PIECES = tuple(piece for piece in PIECES if piece != "guard")


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


def run(trained_model, actions, database, pieces, monkeypatch):
    monkeypatch.setenv("SERVING_DISABLE", ",".join(set(PIECES) - pieces))
    (validator.install if "validator" in pieces else validator.uninstall)()
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
    try:
        agent.load_model(trained_model)
        return asyncio.run(talk(agent, interleaved()))
    finally:
        validator.uninstall()


@pytest.fixture(scope="module")
def stock(trained_model, project_actions, tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        database = tmp_path_factory.mktemp("stock") / "rasa.db"
        return run(trained_model, project_actions, database, set(), monkeypatch)


@pytest.mark.parametrize(
    "pieces", [{piece} for piece in TURN_PIECES] + [set(TURN_PIECES)], ids=lambda p: "+".join(sorted(p))
)
def test_the_bot_says_and_stores_what_stock_rasa_would(
    pieces, stock, trained_model, project_actions, tmp_path, monkeypatch
):
    replies, events = run(trained_model, project_actions, tmp_path / "ours.db", pieces, monkeypatch)
    assert replies == stock[0]
    assert events == stock[1]


def test_the_conversations_exercise_form_restart_and_back(stock):
    stored = [event["event"] for events in stock[1].values() for event in events]
    assert {"active_loop", "restart", "rewind", "undo", "slot", "session_started"} & set(stored) >= {
        "active_loop",
        "restart",
        "rewind",
    }
    assert ["가좌동 홍길동 님, 접수했습니다"] in [
        [m.get("text") for m in messages] for *_, messages in stock[0]
    ]
