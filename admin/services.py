"""What the pages work with, made once per process."""

from __future__ import annotations

from dataclasses import dataclass

from sanic.request import Request

from admin.database import Database
from admin.settings import AdminSettings
from knowledge import KnowledgeStore


@dataclass(frozen=True)
class Services:
    """The parts behind every page."""

    settings: AdminSettings
    database: Database
    knowledge: KnowledgeStore


def services_of(request: Request) -> Services:
    """Return the services of the app that received a request."""
    services: Services = request.app.ctx.services
    return services
