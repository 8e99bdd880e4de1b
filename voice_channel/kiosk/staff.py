"""Tells the office's own call system that somebody at a kiosk wants help."""

import asyncio
import logging

import aiohttp

logger = logging.getLogger(__name__)

_PATIENCE = aiohttp.ClientTimeout(total=5)


async def call_staff(url: str, kiosk: str) -> bool:
    """POST {"kiosk": name} to the configured address; False when it did not take it."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.post(url, json={"kiosk": kiosk}) as response,
        ):
            if response.ok:
                return True
            logger.error("Calling staff: %s answered %d.", url, response.status)
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
        logger.error("Calling staff: %s was not reached: %r", url, error)
    return False
