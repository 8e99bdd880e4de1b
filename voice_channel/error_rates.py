"""How far what was heard is from what was said. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


def edit_distance(expected: Sequence[str], heard: Sequence[str]) -> int:
    """Return the least number of insertions, deletions and replacements."""
    row = list(range(len(heard) + 1))
    for above, left in enumerate(expected):
        diagonal, row[0] = row[0], above + 1
        for column, right in enumerate(heard, start=1):
            diagonal, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, diagonal + (left != right)),
            )
    return row[-1]


@dataclass(frozen=True)
class ErrorCount:
    """Errors among the characters (without spaces, as is usual for Korean) and words of what was said."""

    character_errors: int = 0
    characters: int = 0
    word_errors: int = 0
    words: int = 0

    @classmethod
    def of(cls, said: str, heard: str) -> "ErrorCount":
        """Compare one sentence; punctuation does not count."""
        said, heard = plain(said), plain(heard)
        letters, heard_letters = said.replace(" ", ""), heard.replace(" ", "")
        return cls(
            edit_distance(letters, heard_letters),
            len(letters),
            edit_distance(said.split(), heard.split()),
            len(said.split()),
        )

    def __add__(self, other: "ErrorCount") -> "ErrorCount":
        return ErrorCount(
            self.character_errors + other.character_errors,
            self.characters + other.characters,
            self.word_errors + other.word_errors,
            self.words + other.words,
        )

    @property
    def cer(self) -> float:
        """Character error rate, 0 to more than 1."""
        return self.character_errors / max(1, self.characters)

    @property
    def wer(self) -> float:
        """Word error rate, 0 to more than 1."""
        return self.word_errors / max(1, self.words)


def plain(text: str) -> str:
    """Only letters, digits and single spaces, small."""
    kept = "".join(char.lower() if char.isalnum() else " " for char in text)
    return " ".join(kept.split())
