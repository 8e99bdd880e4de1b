"""What the rows of a spreadsheet change in the articles, and which of them meet somebody else's change."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from admin.editing.exchange import QUESTION, SPOKEN, TITLE, Row, mark_of
from admin.editing.form import Form, apply_form, to_form
from knowledge import FACET_LABELS

_FACETS = {label: facet for facet, label in FACET_LABELS.items()}


@dataclass(frozen=True)
class Conflict:
    """A row edited in the file whose place in the article was changed since the export."""

    number: int  # of the row
    label: str
    now: str
    file: str


@dataclass
class Import:
    """What a file would change in one article; conflicts are left out unless they were chosen."""

    key: str
    title: str
    text: str
    before: str
    questions: list[str] = field(default_factory=list)
    answers: list[tuple[str, str, str]] = field(default_factory=list)  # label, before, after
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass
class _Article:
    """One article while its rows are taken: `form` is what staff work on, `live` the file."""

    form: Form
    live: Form
    made: Import


def plan(
    rows: Sequence[tuple[int, Row]],
    texts: Mapping[str, str],
    live: Mapping[str, str],
    chosen: Collection[int] = (),
) -> tuple[list[Import], list[str]]:
    """Return what would change for each article, and rows that cannot be used.

    Questions are added, never removed; an answer replaces the one there is. A row that still bears the mark
    of its content was not edited and changes nothing. `texts` are the drafts or files by key, `live` the
    files; `chosen` are numbers of rows to take although they are conflicts.
    """
    articles: dict[str, _Article] = {}
    problems: list[str] = []
    for number, row in rows:
        key = row[0]
        if key not in texts:
            problems.append(f"{number}번째 줄: '{key}' 주제가 없습니다.")
            continue
        if key not in articles:
            form = to_form(texts[key])
            if form is None:
                problems.append(f"{number}번째 줄: '{key}' 글에 틀린 곳이 있어 가져올 수 없습니다.")
                continue
            made = Import(key, form["title"], texts[key], texts[key])
            articles[key] = _Article(form, to_form(live.get(key, "")) or form, made)
        problem = _take(articles[key], number, row, number in chosen)
        if problem:
            problems.append(f"{number}번째 줄: {problem}")
    for article in articles.values():
        if article.made.questions or article.made.answers:
            article.made.text = apply_form(article.made.before, article.form)
    found = [article.made for article in articles.values()]
    return [made for made in found if made.text != made.before or made.conflicts], problems


def _take(article: _Article, number: int, row: Row, chosen: bool) -> str:
    """Put one row into a form; returns what is wrong with it, or ""."""
    _, _, kind, content, mark = row
    form, made = article.form, article.made
    if not content:
        return "" if kind else "종류와 내용이 비어 있습니다."
    if mark == mark_of(content):
        return ""
    if kind == QUESTION:
        question = " ".join(content.split())
        if question not in form["questions"]:
            form["questions"].append(question)
            made.questions.append(question)
        return ""
    place, name = _place(kind)
    if not name:
        known = ", ".join((QUESTION, TITLE, *_FACETS))
        return f"'{kind}'은(는) 없는 종류입니다. 쓸 수 있는 종류: {known}."
    now, live = _at(form, place, name), _at(article.live, place, name)
    if content == now:
        return ""
    changed_since = mark_of(now) != mark if mark else now != live
    if changed_since and not chosen:
        made.conflicts.append(Conflict(number, kind, now, content))
        return ""
    made.answers.append((kind, now, content))
    if place:
        form[place][name] = content
    else:
        form[name] = content
    return ""


def _place(kind: str) -> tuple[str, str]:
    """Return where a kind of row belongs in the form: its mapping ("" for none) and its key ("" unknown)."""
    if kind == TITLE:
        return "", "title"
    place, label = ("speech", kind.removesuffix(SPOKEN)) if kind.endswith(SPOKEN) else ("facets", kind)
    return place, _FACETS.get(label, "")


def _at(form: Form, place: str, name: str) -> str:
    return str((form[place] if place else form).get(name, ""))
