"""An article's YAML as fields of a form and back, keeping comments, order and quoting of what stays."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString
from yaml import YAMLError as LibYAMLError

from admin.editing.sequences import replace_items
from admin.errors import InputError
from knowledge import FACETS, KnowledgeError
from knowledge.yaml_limits import assert_harmless

Form = dict[str, Any]
TEXTS = ("title", "department")
FLAGS = {"nationwide": False, "active": True}
MAPPINGS = ("facets", "speech")
_TRUE = ("true", "yes", "on", "예", "네")
_ORDER = (*TEXTS, *FLAGS, "questions", *MAPPINGS, "related", "sources", "links")


def to_form(text: str) -> Form | None:
    """Return the form of an article; None while its YAML cannot be read."""
    return deepcopy(_form_of(text))


# One request asks for the same few texts again and again, and a long one takes a second to read.
@lru_cache(maxsize=16)
def _form_of(text: str) -> Form | None:
    document = _load(text)
    if document is None:
        return None
    form: Form = {name: _text(document.get(name)) for name in TEXTS}
    return {
        **form,
        **{name: _flag(document.get(name), default) for name, default in FLAGS.items()},
        "questions": [_text(item) for item in _items(document.get("questions"))],
        **{name: _facet_texts(document.get(name)) for name in MAPPINGS},
        "related": [_text(item) for item in _items(document.get("related"))],
        "sources": [_source(item) for item in _items(document.get("sources")) if isinstance(item, Mapping)],
        "links": [_link(item) for item in _items(document.get("links")) if isinstance(item, Mapping)],
    }


def apply_form(text: str, form: Mapping[str, Any]) -> str:
    """Return the YAML with the form's changes; every line that did not change stays as it was.

    Raises InputError when the YAML is broken, so that the form cannot be put over it.
    """
    document, before = _load(text), to_form(text)
    if document is None or before is None:
        raise InputError("YAML에 틀린 곳이 있어 칸을 합칠 수 없습니다. 왼쪽 글을 먼저 고쳐 주세요.")
    for name in TEXTS:
        if name in form and form[name] != before[name]:
            _put(document, name, _scalar(str(form[name]), document.get(name)))
    for name in FLAGS:
        if name in form and bool(form[name]) != before[name]:
            _put(document, name, bool(form[name]))
    for name in ("questions", "related"):
        if name in form and list(form[name]) != before[name]:
            _put_list(document, name, [str(item) for item in form[name]])
    for name in MAPPINGS:
        if name in form and dict(form[name]) != before[name]:
            _put_facets(document, name, form[name])
    for name in ("sources", "links"):
        if name in form and list(form[name]) != before[name]:
            _put_entries(document, name, form[name], before[name])
    return _dump(document)


def new_article(form: Mapping[str, Any]) -> str:
    """Return the YAML of an article that did not exist."""
    return apply_form("title:\ndepartment:\nquestions:\nfacets:\n  summary:\n", form)


def _yaml() -> YAML:
    yaml: Any = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _load(text: str) -> CommentedMap | None:
    try:
        assert_harmless(text, "")
        document = _yaml().load(text)
    except (KnowledgeError, LibYAMLError, YAMLError, ValueError):
        return None
    return document if isinstance(document, CommentedMap) else None


def _dump(document: CommentedMap) -> str:
    out = io.StringIO()
    _yaml().dump(document, out)
    return out.getvalue()


def _text(value: Any) -> str:
    if value is None or isinstance(value, Mapping | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _flag(value: Any, default: bool) -> bool:
    if value is None:
        return default
    return (
        value if isinstance(value, bool) else str(value).strip().lower() in ("true", "yes", "on", "예", "네")
    )


def _items(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else []


def _facet_texts(value: Any) -> dict[str, str]:
    return {str(name): _text(text) for name, text in value.items()} if isinstance(value, Mapping) else {}


def _source(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": _text(item.get("title")),
        "facets": [_text(facet) for facet in _items(item.get("facets"))],
        "checked": _text(item.get("checked")),
    }


def _link(item: Mapping[str, Any]) -> dict[str, str]:
    return {"title": _text(item.get("title")), "url": _text(item.get("url"))}


def _put(document: CommentedMap, name: str, value: Any) -> None:
    """Set a key; a new one goes to its usual place."""
    if name in document:
        document[name] = value
        return
    following = _ORDER[_ORDER.index(name) + 1 :]
    keys = list(document)
    place = next((keys.index(key) for key in following if key in document), len(keys))
    document.insert(place, name, value)


def _put_list(document: CommentedMap, name: str, texts: Sequence[str]) -> None:
    old = document.get(name)
    if isinstance(old, CommentedSeq) and len(old):
        before = [_text(item) for item in old]
        replace_items(old, texts, before, lambda index, node: _scalar(texts[index], node))
        return
    made = CommentedSeq([_scalar(text, None) for text in texts])
    if name == "related":
        made.fa.set_flow_style()
    _put(document, name, made)


def _put_facets(document: CommentedMap, name: str, texts: Mapping[str, str]) -> None:
    wanted = {facet: str(texts[facet]).strip() for facet in FACETS if str(texts.get(facet, "")).strip()}
    old = document.get(name)
    if not isinstance(old, CommentedMap):
        if wanted:
            _put(document, name, CommentedMap({f: _scalar(t, None) for f, t in wanted.items()}))
        return
    for facet in [facet for facet in old if facet not in wanted]:
        del old[facet]
    for facet, text in wanted.items():
        if facet not in old:
            later = [key for key in FACETS[FACETS.index(facet) + 1 :] if key in old]
            old.insert(list(old).index(later[0]) if later else len(old), facet, _scalar(text, None))
        elif _text(old[facet]) != text:
            old[facet] = _scalar(text, old[facet])
    if not old and name == "speech":
        del document[name]


def _put_entries(
    document: CommentedMap,
    name: str,
    entries: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]],
) -> None:
    """Put sources or links; entries that did not change keep the node they had."""
    if not entries:
        document.pop(name, None)
        return
    old = document.get(name)
    if isinstance(old, CommentedSeq) and len(old) == len(before):
        wanted, were = _as_texts(entries), _as_texts(before)
        replace_items(old, wanted, were, lambda index, _: _entry(entries[index]))
    else:
        _put(document, name, CommentedSeq([_entry(entry) for entry in entries]))


def _as_texts(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    return [json.dumps(dict(entry), sort_keys=True) for entry in entries]


def _entry(entry: Mapping[str, Any]) -> CommentedMap:
    made = CommentedMap()
    for key, value in entry.items():
        if isinstance(value, list):
            if value:
                made[key] = CommentedSeq(value)
                made[key].fa.set_flow_style()
        elif key == "checked":
            if value:
                made[key] = _day(str(value))
        else:
            made[key] = DoubleQuotedScalarString(value)
    made.fa.set_flow_style()
    return made


def _day(value: str) -> date | str:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value  # the check tells staff what is wrong with it


def _scalar(text: str, old: Any) -> str:
    """Return a text in the style of the one it replaces, as far as that can hold it."""
    text = text.replace("\r\n", "\n").strip()
    if "\n" in text or isinstance(old, LiteralScalarString):
        made: Any = LiteralScalarString(text + "\n")
        comment = getattr(old, "comment", None)
        if comment is not None:
            made.comment = comment  # it follows the block in the file
        return made
    # Quotes that a text needs are put by ruamel itself.
    return DoubleQuotedScalarString(text) if isinstance(old, DoubleQuotedScalarString) else text
