"""Publications as a table."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, String, Text

from admin.database import Base


class Publication(Base):
    """One publication: what changes, how far it is, what the comparison of the models said.

    `changes` and `report` are JSON. `record_before` is the models folder's trained_from.json as it was, so
    that going back leaves nothing to train.
    """

    __tablename__ = "publications"
    id = Column(Integer, primary_key=True)
    status = Column(String(20), nullable=False, index=True)
    username = Column(String(40), nullable=False)
    name = Column(String(60), nullable=False)
    created_at = Column(Float, nullable=False)
    started_at = Column(Float)
    finished_at = Column(Float)
    step_at = Column(Float)
    changes = Column(Text, nullable=False, default="[]")
    report = Column(Text, nullable=False, default="{}")
    message = Column(Text, nullable=False, default="")
    model_before = Column(String(200), nullable=False, default="")
    model_after = Column(String(200), nullable=False, default="")
    record_before = Column(Text, nullable=False, default="")
    pid = Column(Integer)
