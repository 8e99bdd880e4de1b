from __future__ import annotations

from actions import phrases
from actions.reply import Reply
from knowledge import KnowledgeStore


def handoff_reply(store: KnowledgeStore, opening: str, topic: str | None = None) -> Reply:
    """A person to call: the department of the topic at hand when there is one, and the call centre always."""
    district = store.district
    article = store.article(topic) if topic else None
    lines = [opening]
    if article is not None:
        lines.append(
            phrases.HANDOFF_DEPARTMENT.format(title=article.title, contact=article.department.contact)
        )
        lines.append(phrases.HANDOFF_HOURS.format(hours=district.office.hours))
    center = district.call_center
    lines.append(phrases.HANDOFF_CALL_CENTER.format(name=center.name, phone=center.phone, hours=center.hours))
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
