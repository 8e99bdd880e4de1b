"""A simpler form of a message (lower case, whole syllables) that knows where each character came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARS = 1000

# Nothing in such a text changes under folding except the case of Latin letters, so offsets are the identity.
_PLAIN = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣA-Za-z0-9 ?!.,~'\"()\-:/%·…]*")
# A syllable typed as separate conjoining jamo (as macOS file names are), or a base with combining marks.
_CLUSTER = re.compile(
    r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|.[\u0300-\u036f\u3099\u309a]*", re.DOTALL
)


@dataclass(frozen=True)
class Folded:
    """Folded text with, for each of its characters, the span it has in the original text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original (start, end) of the folded characters start..end, end excluded, not empty."""
        return self.starts[start], self.ends[end - 1]

    def keep(self, pattern: re.Pattern[str]) -> Folded:
        """Return only the characters that match the pattern, still pointing at the original."""
        kept = [i for i, character in enumerate(self.text) if pattern.match(character)]
        return Folded(
            "".join(self.text[i] for i in kept),
            tuple(self.starts[i] for i in kept),
            tuple(self.ends[i] for i in kept),
        )


def fold(text: str, max_chars: int = MAX_CHARS) -> Folded:
    """Fold the first max_chars characters; control characters and broken surrogates become spaces."""
    text = text[:max_chars]
    if _PLAIN.fullmatch(text):
        places = tuple(range(len(text) + 1))
        return Folded(text.lower(), places[:-1], places[1:])
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster, start, end in _clusters(text):
        for character in cluster:
            characters.append(character)
            starts.append(start)
            ends.append(end)
    return Folded("".join(characters), tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _CLUSTER.finditer(text):
        yield _fold_cluster(match.group()), match.start(), match.end()


def _fold_cluster(cluster: str) -> str:
    if unicodedata.category(cluster[0]) in ("Cc", "Cs", "Cf", "Zl", "Zp"):
        return " "
    # A compatibility consonant such as ㅋ must stay itself: NFKC would turn it into a conjoining one.
    if "\u3131" <= cluster <= "\u318e":
        return cluster
    folded = unicodedata.normalize("NFKC", cluster).lower()
    return _to_compatibility(folded) or " "


def _to_compatibility(text: str) -> str:
    """Half-width jamo fold to conjoining ones; show them as the ordinary letters people type."""
    if len(text) != 1 or not "\u1100" <= text <= "\u1175":
        return text
    return _CONJOINING.get(text, text)


_CONJOINING = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x3131, 0x3164)}
