from __future__ import annotations

from datetime import datetime

from actions import phrases
from actions.office_hours import OfficeStatus, office_status
from actions.reply import Reply
from knowledge import KnowledgeStore


def handoff_reply(store: KnowledgeStore, now: datetime, opening: str, topic: str | None = None) -> Reply:
    """A person to call: the department of the topic at hand when there is one, and the call centre always.

    Says whether the office is open now and, when it is closed, when it opens and what works until then.
    """
    article = store.article(topic) if topic else None
    center = store.district.call_center
    status = office_status(store.district, now)
    lines = [opening]
    if article is not None:
        lines.append(
            phrases.HANDOFF_DEPARTMENT.format(title=article.title, contact=article.department.contact)
        )
    lines.append(hours_sentence(store, status))
    words = phrases.HANDOFF_CALL_CENTER if status.is_open else phrases.HANDOFF_CALL_CENTER_NOW
    lines.append(words.format(name=center.name, phone=center.phone, hours=center.hours))
    department = article.department if article is not None else None
    return Reply(
        type="handoff",
        text="\n".join(lines),
        speech=" ".join(lines),
        topic=article.key if article is not None else "",
        domain=article.domain if article is not None else "",
        title=article.title if article is not None else "",
        department=department.as_dict() if department else {"name": center.name, "phone": center.phone},
    )


def hours_sentence(store: KnowledgeStore, status: OfficeStatus) -> str:
    """Whether the office is open now; when it is closed, why and until when."""
    hours = store.district.office.hours
    if status.is_open:
        return phrases.OFFICE_OPEN.format(hours=hours)
    reason = (
        phrases.OFFICE_HOLIDAY.format(holiday=status.holiday) if status.holiday else phrases.OFFICE_CLOSED
    )
    if status.opens is None:
        return reason
    day = status.opens
    when = f"{day.month}월 {day.day}일 {phrases.WEEKDAYS[day.weekday()]}요일"
    return f"{reason} {phrases.OFFICE_OPENS.format(day=when, hours=hours)}"
