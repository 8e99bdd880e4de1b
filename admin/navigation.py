"""The pages in the order staff see them."""

from __future__ import annotations

from dataclasses import dataclass

from admin.roles import Permission, Staff


@dataclass(frozen=True)
class Entry:
    """One page in the navigation."""

    path: str
    title: str
    need: Permission
    current: bool = False


PAGES = (
    Entry("/inbox", "못 알아들은 질문", Permission.READ_CONVERSATIONS),
    Entry("/articles", "상담 글", Permission.READ),
    Entry("/conversations", "상담 기록", Permission.READ_CONVERSATIONS),
    Entry("/statistics", "통계", Permission.READ),
    Entry("/reports", "주간 보고", Permission.READ),
    Entry("/publish", "반영하기", Permission.READ),
    Entry("/users", "사용자", Permission.ADMINISTER),
    Entry("/audit", "작업 기록", Permission.ADMINISTER),
)


def navigation(staff: Staff | None, path: str) -> list[Entry]:
    """Return the pages somebody may open, the current one marked."""
    if staff is None or staff.must_change_password:
        return []
    return [
        Entry(page.path, page.title, page.need, path == page.path or path.startswith(f"{page.path}/"))
        for page in PAGES
        if staff.may(page.need)
    ]
