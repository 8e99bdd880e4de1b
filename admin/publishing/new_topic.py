"""A new topic in the catalogue: one more line at the end of catalog.yml, all others untouched."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from admin.editing.files import write_whole
from admin.errors import InputError
from knowledge.document import decode

_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
FILE = "catalog.yml"


def check_id(topic_id: str, known: Mapping[str, Any]) -> None:
    """Raise InputError unless the id can name a new topic."""
    if not _ID.fullmatch(topic_id) or len(topic_id) > 60:
        raise InputError("주제 id는 영문 소문자와 밑줄(_)로 적어 주세요. (예: summer_water_park)")
    if topic_id in known:
        raise InputError(f"'{topic_id}' 주제는 이미 있습니다.")


def entry(topic_id: str, domain: str, title: str, nationwide: bool) -> str:
    """Return a new topic as JSON, as drafts and publications keep it."""
    return json.dumps(
        {"id": topic_id, "domain": domain, "title": title, "nationwide": nationwide}, ensure_ascii=False
    )


def add_topic(root: Path, topic: str) -> None:
    """Append the topic unless it is there."""
    line = _line(topic)
    text = _read(root)
    if line not in text:
        write_whole(root / FILE, f"{text.rstrip()}\n{line}\n")


def remove_topic(root: Path, topic: str) -> None:
    """Take the line out again."""
    text = _read(root)
    write_whole(root / FILE, text.replace(f"{_line(topic)}\n", ""))


def _line(topic: str) -> str:
    fields = json.loads(topic)
    title = json.dumps(fields["title"], ensure_ascii=False)
    nationwide = "true" if fields["nationwide"] else "false"
    return (
        f"  - {{id: {fields['id']}, domain: {fields['domain']}, title: {title}, "
        f"kind: information, priority: 3, nationwide: {nationwide}, facets: [summary], "
        "confusable_with: [], aliases: []}"
    )


def _read(root: Path) -> str:
    path = root / FILE
    return decode(path.read_bytes(), FILE)
