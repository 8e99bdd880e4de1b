"""What a publication changes, and putting it into the knowledge folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from admin.editing import files
from admin.editing.merging import changed_fields, merge, questions_changed
from admin.errors import AdminError
from admin.publishing.new_topic import add_topic, remove_topic


class ClashError(AdminError):
    """An article changed meanwhile in a way that cannot be joined."""

    code = "clash"
    status = 409


@dataclass(frozen=True)
class Change:
    """One article before and after; `topic` is the catalogue line of a new topic (JSON), else ""."""

    key: str
    before: str
    after: str
    topic: str = ""

    @property
    def needs_training(self) -> bool:
        """Whether the bot has to learn new questions."""
        return bool(self.topic) or questions_changed(self.before, self.after)

    @property
    def fields(self) -> list[str]:
        """Korean names of what changes."""
        return ["새 글"] if not self.before else changed_fields(self.before, self.after)


def dump(changes: Sequence[Change]) -> str:
    """Return changes as JSON."""
    return json.dumps([asdict(change) for change in changes], ensure_ascii=False)


def load(text: str) -> list[Change]:
    """Read changes from JSON."""
    return [Change(**entry) for entry in json.loads(text)]


def apply(root: Path, changes: Iterable[Change]) -> None:
    """Write the changes; safe to repeat. Raises ClashError before anything is written."""
    texts = {change.key: joined(root, change) for change in changes}
    for change in changes:
        if change.topic:
            add_topic(root, change.topic)
        if files.read(root, change.key).text != texts[change.key]:
            files.write(root, change.key, texts[change.key])


def take_back(root: Path, changes: Iterable[Change]) -> None:
    """Undo changes; what others changed since in other fields stays."""
    backwards = [Change(change.key, change.after, change.before, change.topic) for change in changes]
    texts = {change.key: joined(root, change) for change in backwards}
    for change in backwards:
        files.write(root, change.key, texts[change.key])
        if change.topic:
            remove_topic(root, change.topic)


def joined(root: Path, change: Change) -> str:
    """Return what the file becomes: the change itself, or joined with an edit made meanwhile."""
    now = files.read(root, change.key)
    if now.text in (change.before, change.after):
        return change.after
    merged = merge(change.before, change.after, now.text)
    if merged is None or merged.clashes:
        what = f" ({', '.join(merged.clashes)})" if merged is not None else ""
        raise ClashError(
            f"{change.key} 글을 그 사이 다른 사람이 파일에서 고쳤고, 같은 곳이 서로 다릅니다{what}. "
            "글을 열어 하나로 합친 뒤 다시 반영해 주세요."
        )
    return merged.text
