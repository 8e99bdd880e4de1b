"""GET /health: whether the bot can answer and whether its conversations are being saved."""

from __future__ import annotations

from typing import Any

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from serving.tracker_store import DurableTrackerStore


def health_report(model_id: str | None, counters: dict[str, int]) -> dict[str, Any]:
    """Return the health check's body; `status` is starting, degraded (turns unsaved or lost) or ok."""
    if model_id is None:
        status = "starting"
    else:
        status = "degraded" if counters.get("waiting_turns") or counters.get("lost_turns") else "ok"
    return {"status": status, "model_id": model_id, "tracker_store": counters}


def install(app: Sanic) -> None:
    """Add the route. It answers 503 until a model is loaded."""

    async def health(_: Request) -> HTTPResponse:
        agent = getattr(app.ctx, "agent", None)
        model_id = agent.model_id if agent is not None and agent.is_ready() else None
        store = getattr(app.ctx, "tracker_store", None)
        counters = store.health() if isinstance(store, DurableTrackerStore) else {}
        return response.json(health_report(model_id, counters), status=200 if model_id else 503)

    app.add_route(health, "/health", methods=["GET"], name="serving_health")
