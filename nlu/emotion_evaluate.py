"""Score the emotion detector on sentences it has not seen: python -m nlu.emotion_evaluate [FILE ...]."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.emotion_choice import EmotionReader
from nlu.emotion_lexicon import EMOTIONS, NEUTRAL, EmotionLexicon
from nlu.errors import NluError
from nlu.evaluation_file import read_questions
from nlu.labelled_lines import LabelledLine, read_labelled
from nlu.text_model import WEIGHTS, TextModel

SENTENCES = Path("tests/nlu/emotion/emotion.tsv")
LEXICON = Path("data/emotion.yml")
# Dialogue acts and other bodies' business are no civic questions.
_NOT_CIVIC = ("dialogue_acts.tsv", "out_of_scope.tsv")


@dataclass(frozen=True)
class EmotionScores:
    """Macro-F1 over all emotions, F1 of each, and how many neutral sentences were given a feeling."""

    sentences: int
    macro_f1: float
    f1: dict[str, float]
    neutral: int
    false_alarms: int
    mistakes: list[tuple[LabelledLine, str]]


def shipped_reader() -> EmotionReader:
    """Return the reader with the shipped lexicon and weights; NluError when one cannot be read."""
    return EmotionReader(EmotionLexicon.load(LEXICON), TextModel.load(WEIGHTS, "emotion"))


def evaluate(lines: Sequence[LabelledLine], reader: EmotionReader) -> EmotionScores:
    """Score the reader on labelled sentences."""
    found = [(line, reader.read(line.text).emotion) for line in lines]
    f1 = {emotion: f1_of(emotion, [(line.label, name) for line, name in found]) for emotion in EMOTIONS}
    present = [f1[name] for name in EMOTIONS if any(line.label == name for line in lines)]
    neutral = [name for line, name in found if line.label == NEUTRAL]
    return EmotionScores(
        sentences=len(lines),
        macro_f1=sum(present) / max(1, len(present)),
        f1=f1,
        neutral=len(neutral),
        false_alarms=sum(name != NEUTRAL for name in neutral),
        mistakes=[(line, name) for line, name in found if line.label != name],
    )


def f1_of(label: str, pairs: Sequence[tuple[str, str]]) -> float:
    """Return the F1 of one class over (expected, found) pairs, 0 when it was neither expected nor found."""
    right = sum(expected == found == label for expected, found in pairs)
    named = sum(found == label for _, found in pairs)
    wanted = sum(expected == label for expected, _ in pairs)
    return 2 * right / max(1, named + wanted)


def civic_questions(files: Sequence[Path]) -> list[str]:
    """Return the questions of evaluation files about the office's business; NluError names a broken one."""
    return [
        question.text for path in files if path.name not in _NOT_CIVIC for question in read_questions(path)
    ]


def named_feelings(questions: Sequence[str], reader: EmotionReader) -> list[tuple[str, str]]:
    """Return the questions that were given a feeling, with the feeling."""
    found = [(question, reader.read(question).emotion) for question in questions]
    return [(question, emotion) for question, emotion in found if emotion != NEUTRAL]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores; returns 0, or 2 after naming a mistake on standard error."""
    parser = argparse.ArgumentParser(prog="python -m nlu.emotion_evaluate", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="civic questions, all neutral")
    parser.add_argument("--sentences", type=Path, default=SENTENCES)
    options = parser.parse_args(arguments)
    try:
        reader = shipped_reader()
        lines = read_labelled(options.sentences, "emotion", EMOTIONS)
        questions = civic_questions(options.files)
    except NluError as error:
        print(f"nlu.emotion_evaluate: {error}", file=sys.stderr)
        return 2
    for round_ in sorted({line.round for line in lines}):
        scores = evaluate([line for line in lines if line.round == round_], reader)
        title = f"round {round_}: " if round_ else ""
        print(f"{title}{scores.sentences} sentences, macro-F1 {scores.macro_f1:.3f}")
        print("  " + ", ".join(f"{name} {value:.2f}" for name, value in scores.f1.items()))
        print(f"  {scores.false_alarms} of {scores.neutral} neutral sentences given a feeling")
    if questions:
        named = len(named_feelings(questions, reader))
        print(f"civic questions given a feeling: {named} of {len(questions)} ({named / len(questions):.1%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
