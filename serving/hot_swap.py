"""`PUT /model` loads the new model in a thread, so that residents are answered meanwhile.

Rasa loads it in the event loop, which stands still for seconds; a turn that waits for its action then runs
into its time-out.
"""

from __future__ import annotations

import asyncio
from typing import Any

import rasa.server
from rasa.core.agent import Agent

_STOCK_LOAD = rasa.server._load_agent


async def load_beside(**options: Any) -> Agent:
    """Load an agent as Rasa does, in a thread with an event loop of its own.

    Stores and the action endpoint are made at the start and only passed through, so nothing of the thread's
    loop outlives it.
    """
    return await asyncio.get_running_loop().run_in_executor(None, lambda: asyncio.run(_STOCK_LOAD(**options)))


def install() -> None:
    """Let `PUT /model` load beside the event loop; there is no setting for it."""
    rasa.server._load_agent = load_beside
