"""Who may do what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(str, Enum):
    """A member of staff has one role; each can do what the one before can, and more."""

    VIEWER = "viewer"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


class Permission(str, Enum):
    """What a page or a button needs."""

    READ = "read"  # every page but users and audit
    READ_CONVERSATIONS = "read_conversations"  # masked transcripts; each reading is written to the audit log
    EDIT = "edit"  # articles of one's own department, inbox states
    EDIT_ALL = "edit_all"  # articles of every department
    PUBLISH = "publish"
    DELETE_CONVERSATIONS = "delete_conversations"
    ADMINISTER = "administer"  # users and the audit log


_VIEWER = frozenset({Permission.READ, Permission.READ_CONVERSATIONS})
_EDITOR = _VIEWER | {Permission.EDIT}
_APPROVER = _EDITOR | {Permission.EDIT_ALL, Permission.PUBLISH}
PERMISSIONS = {
    Role.VIEWER: _VIEWER,
    Role.EDITOR: _EDITOR,
    Role.APPROVER: _APPROVER,
    Role.ADMINISTRATOR: frozenset(Permission),
}
ROLE_LABELS = {
    Role.VIEWER: "보기",
    Role.EDITOR: "글쓰기(우리 부서)",
    Role.APPROVER: "승인",
    Role.ADMINISTRATOR: "관리자",
}


@dataclass(frozen=True)
class Staff:
    """The member of staff behind a request."""

    id: int
    username: str
    name: str
    department: str
    role: Role
    must_change_password: bool = False

    def may(self, permission: Permission) -> bool:
        """Tell whether the role allows it."""
        return permission in PERMISSIONS[self.role]

    def may_edit(self, department: str) -> bool:
        """Tell whether articles of a department (id) may be changed."""
        own = self.may(Permission.EDIT) and bool(department) and department == self.department
        return own or self.may(Permission.EDIT_ALL)

    @property
    def role_label(self) -> str:
        """The role in Korean."""
        return ROLE_LABELS[self.role]
