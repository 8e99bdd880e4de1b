"""Which articles changed in a period: those of which a new state went live, as the versions tell."""

from __future__ import annotations

import sqlalchemy as sa

from admin.editing.tables import Version
from admin.insight.moment import Period

_v = Version.__table__.c
_FILE = "-"  # the name under which a state found in a file is kept


def changed_topics(connection: sa.engine.Connection, period: Period) -> list[str]:
    """Return the keys of articles published, brought back or edited in their file in the period, sorted.

    The first state found in a file is no change: it only is where the history begins.
    """
    start, end = period.timestamps()
    first = sa.select(sa.func.min(_v.id)).group_by(_v.key)
    changed = sa.select(_v.key).where(_v.at >= start, _v.at < end)
    changed = changed.where((_v.username != _FILE) | _v.id.notin_(first)).distinct()
    return sorted(row[0] for row in connection.execute(changed))
