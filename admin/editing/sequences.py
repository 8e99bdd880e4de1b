"""Change the items of a YAML list while headings written as comments stay where they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

from ruamel.yaml.comments import CommentedSeq


def replace_items(
    sequence: CommentedSeq, wanted: Sequence[str], before: Sequence[str], make: Callable[[int, Any], Any]
) -> None:
    """Give `sequence` new items; those whose text is in both lists keep their node.

    `wanted` and `before` say each item as text; `make(index, old)` builds a new one, in place of the node
    `old` if there is one. ruamel hangs a heading comment on the item above it, so the comment of an item
    that goes moves to the nearest item above that stays; were none left above, it stays with the first.
    """
    comments = dict(sequence.ca.items)
    items: list[Any] = []
    kept_comments: dict[int, Any] = {}

    def keep_comment(old_index: int) -> None:
        if old_index in comments:
            place = max(len(items) - 1, 0)
            kept_comments[place] = _joined(kept_comments.get(place), comments[old_index])

    steps = SequenceMatcher(a=before, b=wanted, autojunk=False).get_opcodes()
    for what, first, last, new_first, new_last in steps:
        if what == "equal":
            for index in range(first, last):
                items.append(sequence[index])
                keep_comment(index)
            continue
        replaced = list(range(first, last))
        for offset, index in enumerate(range(new_first, new_last)):
            old = sequence[replaced[offset]] if offset < len(replaced) else None
            items.append(make(index, old))
            if offset < len(replaced):
                keep_comment(replaced[offset])
        for index in replaced[new_last - new_first :]:
            keep_comment(index)
    sequence[:] = items
    sequence.ca.items.clear()
    sequence.ca.items.update(kept_comments)


def _joined(first: Any, second: Any) -> Any:
    if first is None:
        return second
    token = first[0]
    if token is not None and second[0] is not None:
        token.value = token.value.rstrip() + "\n" + second[0].value.lstrip("\n")
    return first
