"""One module per page, each with a blueprint."""

from __future__ import annotations

from admin.pages import (
    articles,
    audit,
    conversations,
    files,
    home,
    inbox,
    publish,
    reports,
    sign_in,
    statistics,
    users,
)

BLUEPRINTS = tuple(
    module.blueprint
    for module in (
        files,
        home,
        sign_in,
        inbox,
        articles,
        conversations,
        statistics,
        reports,
        publish,
        users,
        audit,
    )
)
