"""One module per page, each with a blueprint."""

from __future__ import annotations

from admin.pages import (
    article,
    article_history,
    articles,
    audit,
    conversations,
    exchange,
    files,
    home,
    inbox,
    new_article,
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
        new_article,
        exchange,
        article_history,
        article,
        conversations,
        statistics,
        reports,
        publish,
        users,
        audit,
    )
)
