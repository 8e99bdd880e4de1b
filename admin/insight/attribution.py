"""Whose business a missed question is: the article's that staff chose for it, nobody's before.

The bot's own guess says nothing here, because the bot was wrong or not sure.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from admin.insight.outcome import MISSED
from admin.insight.rows import Belongs
from admin.insight.tables import UNASSIGNED, groups, turns

_t = turns.c
_GUESSED = (_t.outcome == MISSED) & (_t.topic == "")


def attribute(
    connection: sa.engine.Connection, belongs: Belongs, numbers: Collection[int] | None = None
) -> None:
    """Write domain and department of missed questions: those of some groups, else of all."""
    chosen = sa.select(groups.c.id, groups.c.topic).where(groups.c.topic != "")
    if numbers is None:
        handled = sa.select(groups.c.id).where(groups.c.topic != "")
        nobodys = _t.group_id.is_(None) | _t.group_id.notin_(handled)
        values = {"domain": UNASSIGNED, "department": UNASSIGNED}
        connection.execute(
            turns.update().where(_GUESSED, nobodys, _t.department != UNASSIGNED).values(**values)
        )
    else:
        chosen = chosen.where(groups.c.id.in_(numbers))
    for number, topic in connection.execute(chosen).all():
        domain, department = belongs(topic)
        values = {"domain": domain, "department": department}
        connection.execute(turns.update().where(_GUESSED, _t.group_id == number).values(**values))
