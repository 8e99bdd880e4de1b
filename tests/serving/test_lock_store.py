import asyncio

import pytest
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from serving.lock_store import FifoLockStore


def test_turns_of_one_conversation_run_in_order_of_arrival():
    async def turns():
        store, order = FifoLockStore(), []

        async def turn(number):
            async with store.lock("a"):
                order.append(f"start {number}")
                await asyncio.sleep(0)
                order.append(f"end {number}")

        await asyncio.gather(*(turn(number) for number in range(4)))
        return order

    assert asyncio.run(turns()) == [f"{step} {number}" for number in range(4) for step in ("start", "end")]


def test_conversations_do_not_wait_for_each_other():
    async def turns():
        store = FifoLockStore()
        async with store.lock("a"), store.lock("b"):
            return True

    assert asyncio.run(turns())


def test_waiting_too_long_is_rasas_lock_error():
    async def turns():
        store = FifoLockStore()
        async with store.lock("a"):
            assert not store.is_someone_waiting("a")
            async with store.lock("a", lock_lifetime=0.01):
                pass

    with pytest.raises(LockError):
        asyncio.run(turns())


def test_a_turn_that_fails_frees_the_conversation():
    async def turns():
        store = FifoLockStore()
        with pytest.raises(ValueError, match="turn"):
            async with store.lock("a"):
                raise ValueError("turn")
        async with store.lock("a", lock_lifetime=1):
            return list(store._queues)

    assert asyncio.run(turns()) == ["a"]


def test_rasa_builds_the_store_from_endpoints_yml():
    config = EndpointConfig(type="serving.lock_store.FifoLockStore")
    assert isinstance(LockStore.create(config), FifoLockStore)
