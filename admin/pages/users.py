"""The page /users: accounts, roles, first passwords."""

from __future__ import annotations

import secrets

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from admin import accounts, audit
from admin.access import actor_of, form_value, requires
from admin.errors import AdminError, InputError
from admin.passwords import RULES
from admin.rendering import page
from admin.roles import ROLE_LABELS, Permission, Role
from admin.services import services_of

# No letters and digits that look alike: it is read off the screen and typed once.
_LETTERS, _DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"
blueprint = Blueprint("users")


@blueprint.get("/users")
@requires(Permission.ADMINISTER)
async def index(request: Request) -> HTTPResponse:
    """List the accounts."""
    return _page(request)


@blueprint.post("/users")
@requires(Permission.ADMINISTER)
async def create(request: Request) -> HTTPResponse:
    """Add an account with a first password that is shown once."""
    password = first_password()
    try:
        role, department = _role(request), _department(request)
        with services_of(request).database.session() as session:
            user = accounts.create(
                session,
                form_value(request, "username"),
                form_value(request, "name"),
                role,
                password,
                department,
                must_change_password=True,
            )
            audit.record(session, actor_of(request), "사용자 추가", user.username, role.value)
            username = user.username
    except AdminError as error:
        return _page(request, error.message, status=error.status)
    return _page(request, made=(username, password))


@blueprint.post("/users/<user_id:int>")
@requires(Permission.ADMINISTER)
async def change(request: Request, user_id: int) -> HTTPResponse:
    """Change name, role, department or switch an account off."""
    try:
        role, active = _role(request), form_value(request, "active") == "1"
        with services_of(request).database.session() as session:
            user = accounts.change(
                session, user_id, form_value(request, "name"), role, _department(request), active
            )
            detail = f"{role.value} {user.department} {'사용' if active else '중지'}"
            audit.record(session, actor_of(request), "사용자 변경", user.username, detail)
    except AdminError as error:
        return _page(request, error.message, status=error.status)
    return _page(request, done="바꾸었습니다. 그 사람은 다시 로그인해야 합니다.")


@blueprint.post("/users/<user_id:int>/password")
@requires(Permission.ADMINISTER)
async def reset_password(request: Request, user_id: int) -> HTTPResponse:
    """Give a new first password and unlock the name."""
    password = first_password()
    with services_of(request).database.session() as session:
        user = accounts.reset_password(session, user_id, password)
        audit.record(session, actor_of(request), "비밀번호 새로 줌", user.username)
        username = user.username
    return _page(request, made=(username, password))


def first_password() -> str:
    """Return a random password that is easy to type: four groups of letters and digits."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2)]
    digits = ["".join(secrets.choice(_DIGITS) for _ in range(4)) for _ in range(2)]
    return f"{groups[0]}-{digits[0]}-{groups[1]}-{digits[1]}"


def _role(request: Request) -> Role:
    try:
        return Role(form_value(request, "role"))
    except ValueError:
        raise InputError("역할을 골라 주세요.") from None


def _department(request: Request) -> str:
    department = form_value(request, "department")
    if department and department not in services_of(request).knowledge.district.departments:
        raise InputError("부서를 목록에서 골라 주세요.")
    return department


def _page(
    request: Request,
    problem: str = "",
    done: str = "",
    made: tuple[str, str] | None = None,
    status: int = 200,
) -> HTTPResponse:
    with services_of(request).database.session() as session:
        users = accounts.everyone(session)
    return page(
        request,
        "users.html",
        "사용자",
        status,
        users=users,
        roles=ROLE_LABELS,
        rules=RULES,
        problem=problem,
        done=done,
        made=made,
    )
