"""Members of staff: create, change, list."""

from __future__ import annotations

import re
import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.errors import InputError, NotFoundError
from admin.lockouts import forget_failures
from admin.passwords import check_rules, hash_password, matches
from admin.roles import Role, Staff
from admin.tables import SignedIn, User

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


def to_staff(user: User) -> Staff:
    """Return the person behind a row."""
    return Staff(
        user.id, user.username, user.name, user.department, Role(user.role), user.must_change_password
    )


def find(session: Session, username: str) -> User | None:
    """Return the account of a name, or None."""
    return session.execute(select(User).where(User.username == username.strip().lower())).scalar_one_or_none()


def everyone(session: Session) -> list[User]:
    """Return all accounts by name."""
    return list(session.execute(select(User).order_by(User.username)).scalars())


def create(
    session: Session,
    username: str,
    name: str,
    role: Role,
    password: str,
    department: str = "",
    must_change_password: bool = False,
) -> User:
    """Add a member of staff; raises InputError when the name is taken or something is missing."""
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise InputError("아이디는 영문 소문자와 숫자로 3자 이상 적어 주세요. (예: kim01)")
    if find(session, username) is not None:
        raise InputError(f"'{username}' 아이디는 이미 있습니다.")
    check_rules(password, username)
    user = User(
        username=username,
        name=_name(name),
        department=_department(role, department),
        role=role.value,
        password_hash=hash_password(password),
        must_change_password=must_change_password,
        active=True,
        created_at=time.time(),
    )
    session.add(user)
    session.flush()
    return user


def change(session: Session, user_id: int, name: str, role: Role, department: str, active: bool) -> User:
    """Change an account; the last active administrator stays one."""
    user = _get(session, user_id)
    demoted = user.role == Role.ADMINISTRATOR.value and (role is not Role.ADMINISTRATOR or not active)
    if demoted and not _other_administrators(session, user):
        raise InputError("관리자가 한 명도 남지 않게 됩니다. 다른 관리자를 먼저 정해 주세요.")
    user.name, user.role, user.active = _name(name), role.value, active
    user.department = _department(role, department)
    sign_out_everywhere(session, user)
    return user


def reset_password(session: Session, user_id: int, password: str) -> User:
    """Set a first password that its owner has to change, and unlock the name."""
    user = _get(session, user_id)
    set_password(session, user, password)
    user.must_change_password = True
    forget_failures(session, user.username)
    sign_out_everywhere(session, user)
    return user


def change_own_password(session: Session, user_id: int, old: str, new: str, again: str) -> None:
    """Change one's own password; raises InputError with what to mend."""
    user = _get(session, user_id)
    if not matches(user.password_hash, old):
        raise InputError("지금 쓰는 비밀번호가 맞지 않습니다.")
    if new != again:
        raise InputError("새 비밀번호 두 칸이 서로 다릅니다.")
    if new == old:
        raise InputError("지금과 다른 비밀번호를 적어 주세요.")
    set_password(session, user, new)
    user.must_change_password = False


def set_password(session: Session, user: User, password: str) -> None:
    """Store a new password that keeps the rules."""
    check_rules(password, user.username)
    user.password_hash = hash_password(password)


def sign_out_everywhere(session: Session, user: User) -> None:
    """End all sessions of an account, so that a change of rights holds at once."""
    for row in session.execute(select(SignedIn).where(SignedIn.user_id == user.id)).scalars():
        session.delete(row)


def _get(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFoundError("그런 사용자가 없습니다.")
    return user


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 60:
        raise InputError("이름을 적어 주세요.")
    return name


def _department(role: Role, department: str) -> str:
    if role is Role.EDITOR and not department:
        raise InputError("글쓰기 담당은 부서를 골라 주세요.")
    return department


def _other_administrators(session: Session, user: User) -> int:
    return sum(
        1
        for other in everyone(session)
        if other.id != user.id and other.active and other.role == Role.ADMINISTRATOR.value
    )
