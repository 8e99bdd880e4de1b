"""Accounts and the audit log as tables; every time is seconds since 1970 (UTC)."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Text

from admin.database import Base


class User(Base):
    """A member of staff."""

    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    username = Column(String(40), nullable=False, unique=True)
    name = Column(String(60), nullable=False)
    department = Column(String(60), nullable=False, default="")  # id in district.yml, "" for none
    role = Column(String(20), nullable=False)
    password_hash = Column(String(200), nullable=False)
    must_change_password = Column(Boolean, nullable=False, default=False)
    active = Column(Boolean, nullable=False, default=True)
    created_at = Column(Float, nullable=False)
    signed_in_at = Column(Float)


class SignedIn(Base):
    """One browser that is signed in; `id` is the hash of the cookie, never the cookie."""

    __tablename__ = "sessions"
    id = Column(String(64), primary_key=True)
    user_id = Column(Integer, ForeignKey("users.id", ondelete="CASCADE"), nullable=False)
    form_token = Column(String(64), nullable=False)
    created_at = Column(Float, nullable=False)
    seen_at = Column(Float, nullable=False)


class Lockout(Base):
    """Failed sign-ins of one name (`name:...`) or one address (`address:...`)."""

    __tablename__ = "lockouts"
    key = Column(String(100), primary_key=True)
    failures = Column(Integer, nullable=False)
    failed_at = Column(Float, nullable=False)
    locked_until = Column(Float, nullable=False, default=0.0)


class AuditEntry(Base):
    """Who did what, when, from where."""

    __tablename__ = "audit"
    id = Column(Integer, primary_key=True)
    at = Column(Float, nullable=False, index=True)
    username = Column(String(40), nullable=False, index=True)
    address = Column(String(60), nullable=False)
    action = Column(String(60), nullable=False, index=True)
    target = Column(String(200), nullable=False)
    detail = Column(Text, nullable=False)
