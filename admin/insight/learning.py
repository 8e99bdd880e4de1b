"""A resident's wording becomes a question of an article: into the draft that staff publish."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from admin.editing import drafts
from admin.editing.workspace import open_article, with_question
from admin.errors import InputError
from admin.roles import Staff
from admin.services import Services
from privacy.masking import COVER


def learn(session: Session, services: Services, staff: Staff, topic: str, wordings: Sequence[str]) -> int:
    """Add wordings to the draft of an article; return how many were new to it.

    Raises ForbiddenError for another department's article, InputError for words that hold a masked number.
    """
    if any(COVER in wording for wording in wordings):
        raise InputError("가려진 번호가 든 말은 글에 넣을 수 없습니다. 다른 말을 골라 주세요.")
    work = open_article(services, session, staff, topic)
    text, added = work.text, 0
    for wording in wordings:
        longer = with_question(text, wording)
        added += longer != text
        text = longer
    drafts.require_right(staff, work.file.text, text)
    if added:
        drafts.save(session, staff, work.file, text, work.revision, work.topic)
    return added


def new_article_address(question: str) -> str:
    """Return where a new article with this question is begun."""
    return f"/articles/new?{urlencode({'question': question})}"
