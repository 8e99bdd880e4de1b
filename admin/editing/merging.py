"""Join two people's changes of one article, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admin.editing.form import FLAGS, MAPPINGS, TEXTS, Form, apply_form, to_form
from knowledge import FACET_LABELS

LABELS = {
    "title": "제목",
    "department": "담당 부서",
    "nationwide": "전국 공통",
    "active": "켜고 끄기",
    "sources": "근거",
    "links": "링크",
    "speech": "말로 할 때",
}
_LISTS = ("questions", "related")
_WHOLE = ("sources", "links")


@dataclass(frozen=True)
class Merged:
    """The joined text, and the Korean names of fields both changed differently (mine was kept there)."""

    text: str
    clashes: tuple[str, ...]


def merge(base: str, mine: str, theirs: str) -> Merged | None:
    """Put my changes since `base` over `theirs`; None when one of them is no readable YAML."""
    forms = to_form(base), to_form(mine), to_form(theirs)
    if forms[0] is None or forms[1] is None or forms[2] is None:
        return None
    form, clashes = _merge_forms(forms[0], forms[1], forms[2])
    return Merged(apply_form(theirs, form), tuple(clashes))


def changed_fields(before: str, after: str) -> list[str]:
    """Return the Korean names of what differs between two texts of an article."""
    old, new = to_form(before) or {}, to_form(after) or {}
    if not old or not new:
        return ["글 전체"] if before != after else []
    names = [LABELS[n] for n in (*TEXTS, *FLAGS, *_WHOLE) if old[n] != new[n]]
    names += ["관련 글"] if old["related"] != new["related"] else []
    if old["questions"] != new["questions"]:
        added, gone = _difference(old["questions"], new["questions"])
        names.append(f"질문(+{len(added)} −{len(gone)})")
    for name in MAPPINGS:
        for facet, label in FACET_LABELS.items():
            if old[name].get(facet) != new[name].get(facet):
                names.append(label if name == "facets" else f"{label} 말로 할 때")
    if not names and before != after:
        names.append("메모·줄 모양")
    return names


def questions_changed(before: str, after: str) -> bool:
    """Tell whether the bot has to be trained anew: titles are learnt like questions."""
    old, new = to_form(before), to_form(after)
    if old is None or new is None:
        return before != after
    return (old["title"], sorted(old["questions"])) != (new["title"], sorted(new["questions"]))


def added_questions(before: str, after: str) -> list[str]:
    """Return the questions that are new."""
    old, new = to_form(before) or {}, to_form(after) or {}
    return _difference(old.get("questions", []), new.get("questions", []))[0]


def _merge_forms(base: Form, mine: Form, theirs: Form) -> tuple[Form, list[str]]:
    form: Form = {}
    clashes: list[str] = []
    for name in (*TEXTS, *FLAGS, *_WHOLE):
        form[name] = _choose(base[name], mine[name], theirs[name], LABELS[name], clashes)
    for name in _LISTS:
        form[name] = _merge_lists(base[name], mine[name], theirs[name])
    for name in MAPPINGS:
        facets = dict.fromkeys([*base[name], *mine[name], *theirs[name]])
        suffix = "" if name == "facets" else " 말로 할 때"
        merged = {
            facet: _choose(
                base[name].get(facet),
                mine[name].get(facet),
                theirs[name].get(facet),
                f"{FACET_LABELS.get(facet, facet)}{suffix}",
                clashes,
            )
            for facet in facets
        }
        form[name] = {facet: text for facet, text in merged.items() if text}
    return form, clashes


def _choose(base: Any, mine: Any, theirs: Any, label: str, clashes: list[str]) -> Any:
    if mine == base:
        return theirs
    if theirs not in (base, mine):
        clashes.append(label)
    return mine


def _merge_lists(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    added, gone = _difference(base, mine)
    if not added and not gone:
        return list(theirs)
    if theirs == base:
        return list(mine)
    kept = [item for item in theirs if item not in gone]
    return [*kept, *(item for item in added if item not in kept)]


def _difference(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    old, new = set(before), set(after)
    return [item for item in after if item not in old], [item for item in before if item not in new]


def form_fields(form: Mapping[str, Any]) -> Form:
    """Return only what an article's form has, with the right types; a browser may send anything."""
    clean: Form = {}
    for name in TEXTS:
        if isinstance(form.get(name), str):
            clean[name] = " ".join(form[name].split())
    for name in FLAGS:
        if isinstance(form.get(name), bool):
            clean[name] = form[name]
    for name in _LISTS:
        if isinstance(form.get(name), list):
            clean[name] = [" ".join(str(item).split()) for item in form[name] if str(item).strip()]
    for name in MAPPINGS:
        if isinstance(form.get(name), Mapping):
            clean[name] = {
                str(facet): str(text) for facet, text in form[name].items() if facet in FACET_LABELS
            }
    for name, keys in (("sources", ("title", "facets", "checked")), ("links", ("title", "url"))):
        if isinstance(form.get(name), list):
            clean[name] = [_entry(entry, keys) for entry in form[name] if isinstance(entry, Mapping)]
    return clean


def _entry(entry: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {
        key: [str(facet) for facet in entry.get(key) or [] if facet in FACET_LABELS]
        if key == "facets"
        else str(entry.get(key) or "").strip()
        for key in keys
    }
