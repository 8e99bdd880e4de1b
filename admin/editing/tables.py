"""Drafts and versions of articles as tables."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, String, Text

from admin.database import Base


class Draft(Base):
    """The one unpublished state of an article that staff work on together.

    `revision` counts up with each saving, so that nobody overwrites what they have not seen. `base_text` is
    the file as it was when the draft began. `topic` is the catalogue entry (JSON) of a new topic, else "".
    """

    __tablename__ = "drafts"
    key = Column(String(110), primary_key=True)
    text = Column(Text, nullable=False)
    base_text = Column(Text, nullable=False)
    revision = Column(Integer, nullable=False, default=1)
    status = Column(String(20), nullable=False, default="draft")  # draft, review, returned, publishing
    department = Column(String(60), nullable=False)
    username = Column(String(40), nullable=False)
    name = Column(String(60), nullable=False)
    note = Column(Text, nullable=False, default="")
    topic = Column(Text, nullable=False, default="")
    updated_at = Column(Float, nullable=False)


class Version(Base):
    """An article's text as it once was live."""

    __tablename__ = "versions"
    id = Column(Integer, primary_key=True)
    key = Column(String(110), nullable=False, index=True)
    text = Column(Text, nullable=False)
    digest = Column(String(64), nullable=False)
    at = Column(Float, nullable=False)
    username = Column(String(40), nullable=False)
    name = Column(String(60), nullable=False)
    note = Column(Text, nullable=False)
