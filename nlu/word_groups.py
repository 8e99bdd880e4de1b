"""Groups of words that mean much the same for noticing danger: whoever falls, the sentence is alike.

A model that sees the group beside the word learns from fewer sentences. Groups are evidence, not verdicts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from knowledge.yaml_limits import load_plain
from nlu.phonetic import spell_as_heard

_FILE = Path(__file__).with_suffix(".yml")
# Who a sentence is about, how urgent it is and what it asks show no danger by themselves.
_HARMLESS = {"partner", "parent", "child", "elder", "offspring", "neighbour", "stranger", "myself"} | {
    *("urgent", "information", "general", "exaggeration", "things")
}


def group_features(heard: str) -> Iterator[str]:
    """Yield the groups with a word in the text, spelt as heard and without spaces, and each two of them."""
    found = [name for name, pattern in _patterns().items() if pattern.search(heard)]
    if _HARMLESS.issuperset(found):
        yield "group:no danger"
    yield from (f"group:{name}" for name in found)
    yield from (f"group:{first}+{second}" for first, second in itertools.combinations(found, 2))


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    groups = load_plain(_FILE.read_text(encoding="utf-8"), _FILE.name)
    return {name: re.compile(spell_as_heard(str(words))) for name, words in groups.items()}
