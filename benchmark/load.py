"""Residents talking at the same time over the REST channel."""

from __future__ import annotations

import asyncio
import math
import statistics
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp

TURNS = 8  # messages of one conversation
TIMEOUT = aiohttp.ClientTimeout(total=120)


@dataclass(frozen=True)
class LoadResult:
    """What `senders` residents got: milliseconds, messages a second, CPU of the bot a message."""

    senders: int
    p50_ms: float
    p95_ms: float
    per_second: float
    failed: int
    cpu_ms: float = 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered) - 1e-9) - 1)]


def deal(texts: Sequence[str], senders: int) -> list[list[str]]:
    """Share the texts out to the senders in turn."""
    return [list(texts[start::senders]) for start in range(senders)]


async def talk(url: str, texts: Sequence[str], senders: int) -> LoadResult:
    """Let `senders` residents send `texts` between them, each waiting for its answer before the next."""
    webhook = f"{url}/webhooks/rest/webhook"
    seconds: list[float] = []
    failed = 0

    async def resident(session: aiohttp.ClientSession, mine: Sequence[str]) -> None:
        nonlocal failed
        for number, text in enumerate(mine):
            if number % TURNS == 0:
                sender = uuid.uuid4().hex
            started = time.perf_counter()
            if not await _answered(session, webhook, sender, text):
                failed += 1
            seconds.append(time.perf_counter() - started)

    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        started = time.perf_counter()
        await asyncio.gather(*(resident(session, mine) for mine in deal(texts, senders)))
        wall = time.perf_counter() - started
    return LoadResult(
        senders=senders,
        p50_ms=statistics.median(seconds) * 1000,
        p95_ms=percentile(seconds, 0.95) * 1000,
        per_second=len(seconds) / wall,
        failed=failed,
    )


async def _answered(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> bool:
    """Send one message; tell whether there was an answer."""
    try:
        async with session.post(url, json={"sender": sender, "message": text}) as response:
            return response.status == 200 and bool(await response.json())
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False
