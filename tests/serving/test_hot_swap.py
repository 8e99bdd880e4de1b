from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from serving import hot_swap


def test_other_requests_go_on_while_a_model_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    async def slow_load(**options: Any) -> Any:
        # Stands still until something else ran in the server's loop.
        return options["model_path"] if answered.wait(10) else None

    async def swap() -> Any:
        monkeypatch.setattr(hot_swap, "_STOCK_LOAD", slow_load)
        loading = asyncio.ensure_future(hot_swap.load_beside(model_path="new.tar.gz"))
        await asyncio.sleep(0)
        answered.set()
        return await loading

    assert asyncio.run(swap()) == "new.tar.gz"


def test_a_model_that_cannot_be_loaded_still_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(**_: Any) -> Any:
        raise ValueError("no such model")

    monkeypatch.setattr(hot_swap, "_STOCK_LOAD", broken)
    with pytest.raises(ValueError, match="no such model"):
        asyncio.run(hot_swap.load_beside(model_path="x"))
