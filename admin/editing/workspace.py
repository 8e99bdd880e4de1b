"""An article as one member of staff works on it: the file, the draft over it, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from admin.editing import checks, drafts, files, versions
from admin.editing.files import ArticleFile
from admin.editing.form import apply_form, to_form
from admin.editing.merging import changed_fields, questions_changed
from admin.editing.stale_speech import as_problems, stale_speech
from admin.editing.tables import Draft
from admin.errors import NotFoundError
from admin.roles import Staff
from admin.services import Services
from knowledge import Problem


@dataclass(frozen=True)
class Workspace:
    """What the editor shows."""

    key: str
    title: str
    file: ArticleFile
    draft: Draft | None
    may_edit: bool
    file_problems: tuple[Problem, ...] = ()  # of the file as it is on disk

    @property
    def text(self) -> str:
        """The text to work on: the draft's, else the file's."""
        return str(self.draft.text) if self.draft is not None else self.file.text

    @property
    def revision(self) -> int:
        """The draft's revision, 0 for the file itself."""
        return int(self.draft.revision) if self.draft is not None else 0

    @property
    def topic(self) -> str:
        """The catalogue entry (JSON) when the topic is new, else ""."""
        return str(self.draft.topic) if self.draft is not None else ""

    @property
    def file_changed(self) -> bool:
        """Whether the file was edited underneath the draft."""
        return self.draft is not None and drafts.file_changed(self.draft, self.file)


def open_article(services: Services, session: Session, staff: Staff, key: str) -> Workspace:
    """Return the workspace of `domain/topic`. Raises NotFoundError for an unknown topic."""
    file = files.read(services.knowledge.settings.root, key)
    draft = drafts.find(session, key)
    topic = services.knowledge.catalog.topic(key)
    if draft is None and (topic is None or topic.key != key):
        raise NotFoundError("그런 글이 없습니다.")
    versions.note_file(session, file)
    form = to_form(draft.text if draft is not None else file.text)
    title = (form or {}).get("title") or (topic.title if topic is not None else key)
    department = drafts.department_of(file.text) or (draft.department if draft is not None else "")
    wrong = tuple(p for p in services.knowledge.problems() if p.file == f"articles/{key}.yml")
    return Workspace(key, title, file, draft, staff.may_edit(department), wrong)


def examine(services: Services, key: str, text: str, topic: str, against: str) -> dict[str, Any]:
    """Return what the editor shows beside a text: its form, mistakes, and the answers it gives."""
    found = checks.check(services.knowledge, key, text, services.settings.evaluation, date.today(), topic)
    article = found.article
    stale = stale_speech(against, text) if article is not None else []
    problems = [*found.problems, *(as_problems(stale, article.file, article.lines) if article else [])]
    problems.sort(key=lambda problem: (checks.LEVELS.index(problem.level), problem.code != "stale_speech"))
    return {
        "text": text,
        "form": to_form(text),
        "ok": found.ok,
        "problems": [problem.as_dict() for problem in problems],
        "answers": checks.preview(services.knowledge, article, date.today()) if article else [],
        "stale_speech": {one.facet: one.message for one in stale},
        "changed": changed_fields(against, text),
        "needs_training": bool(topic) or questions_changed(against, text),
    }


def with_question(text: str, question: str) -> str:
    """Return the text with one more question; unchanged when it has it already."""
    form = to_form(text)
    question = " ".join(question.split())
    if form is None or not question or question in form["questions"]:
        return text
    return apply_form(text, {"questions": [*form["questions"], question]})
