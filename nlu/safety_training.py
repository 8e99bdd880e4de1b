"""Train the models of danger and of abuse: python -m nlu.safety_training CURSE_DIR [--out nlu/weights].

CURSE_DIR holds dataset.txt of https://github.com/2runo/Curse-detection-data, MIT licence.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import yaml

from knowledge import KnowledgeError
from nlu.emotion_lexicon import EMOTIONS
from nlu.emotion_training import ACTS, residents_questions
from nlu.emotion_training import EXAMPLES as EMOTION_EXAMPLES
from nlu.errors import NluError
from nlu.labelled_lines import read_labelled
from nlu.safety_lexicon import ABUSE, CRISIS_KINDS, STRONG, SafetyLexicon
from nlu.safety_signs import ABUSE_CLASSES, ABUSE_MODEL, DANGER_CLASSES, DANGER_MODEL, NONE, signs_of
from nlu.text_model import WEIGHTS, TextExample, TextTraining, train_text_model

DANGER_EXAMPLES = Path("data/danger_examples.tsv")
ABUSE_EXAMPLES = Path("data/abuse_examples.tsv")
LEXICON = Path("data/safety.yml")

_CRISIS_ACTS = ("crisis_self_harm", "emergency_119")
_CURSE_WEIGHT = 0.05
_OTHER_WEIGHT = 0.15
# A crisis shows in single words more than a feeling does, so the lines are fitted more closely.
_TRAINING = TextTraining(penalty=1.5)

Labelled = tuple[str, str, float]


def read_curse(directory: Path) -> list[tuple[str, str]]:
    """Return (comment, class) of the set; NluError when it is not there."""
    path = directory / "dataset.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NluError("curse_missing", f"cannot read {path}: {error}") from error
    pairs = (line.rsplit("|", 1) for line in lines)
    return [(pair[0].strip(), ABUSE if pair[1] == "1" else NONE) for pair in pairs if len(pair) == 2]


def read_acts(path: Path) -> list[tuple[str, str]]:
    """Return (sentence, dialogue act) of the bot's own examples."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        (line.removeprefix("- "), entry["intent"])
        for entry in content["nlu"]
        for line in entry["examples"].splitlines()
    ]


def danger_examples(lexicon: SafetyLexicon) -> list[TextExample]:
    """Return what the model of danger learns from; questions whose wording is a sure sign are left out."""
    own = [(line.text, line.label, 1.0) for line in read_labelled(DANGER_EXAMPLES, "kind", DANGER_CLASSES)]
    acts = [(text, act) for text, act in read_acts(ACTS) if act != ABUSE]
    crises = [
        (text, kind, _OTHER_WEIGHT)
        for text, act in acts
        if act in _CRISIS_ACTS and (kind := _sure_kind(text, lexicon)) is not None
    ]
    plain = _harmless([text for text, act in acts if act not in _CRISIS_ACTS], lexicon)
    return _with_signs([*own, *crises, *plain, *_harmless(_everyday(), lexicon)], lexicon)


def abuse_examples(curse: Path, lexicon: SafetyLexicon) -> list[TextExample]:
    """Return what the model of abuse learns from; an angry sentence is none."""
    own = [(line.text, line.label, 1.0) for line in read_labelled(ABUSE_EXAMPLES, "kind", ABUSE_CLASSES)]
    comments = [(text, kind, _CURSE_WEIGHT) for text, kind in read_curse(curse)]
    acts = [(text, ABUSE if act == ABUSE else NONE, _OTHER_WEIGHT) for text, act in read_acts(ACTS)]
    everyday = [(text, NONE, _OTHER_WEIGHT) for text in _everyday()]
    return _with_signs([*own, *comments, *acts, *everyday], lexicon)


def _everyday() -> list[str]:
    feelings = [line.text for line in read_labelled(EMOTION_EXAMPLES, "emotion", EMOTIONS)]
    return [*residents_questions(), *feelings]


def _harmless(texts: Iterable[str], lexicon: SafetyLexicon) -> list[Labelled]:
    return [(text, NONE, _OTHER_WEIGHT) for text in texts if _sure_kind(text, lexicon) is None]


def _sure_kind(text: str, lexicon: SafetyLexicon) -> str | None:
    sure = (m.kind for m in lexicon.find(text) if m.confidence >= STRONG and m.kind in CRISIS_KINDS)
    return next(sure, None)


def _with_signs(lines: Iterable[Labelled], lexicon: SafetyLexicon) -> list[TextExample]:
    return [
        TextExample(text, kind, weight, signs_of(lexicon.find(text), lexicon.excuses(text)))
        for text, kind, weight in lines
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write both models; returns 0, or 2 after naming a mistake on standard error."""
    parser = argparse.ArgumentParser(prog="python -m nlu.safety_training", description=__doc__)
    parser.add_argument("curse", type=Path, metavar="CURSE_DIR")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    try:
        lexicon = SafetyLexicon.load(LEXICON)
        _train(danger_examples, lexicon, DANGER_CLASSES, options.out, DANGER_MODEL)
        _train(lambda of: abuse_examples(options.curse, of), lexicon, ABUSE_CLASSES, options.out, ABUSE_MODEL)
    except (NluError, KnowledgeError, OSError) as error:
        print(f"nlu.safety_training: {error}", file=sys.stderr)
        return 2
    return 0


def _train(
    examples_of: Callable[[SafetyLexicon], list[TextExample]],
    lexicon: SafetyLexicon,
    classes: Sequence[str],
    directory: Path,
    name: str,
) -> None:
    examples = examples_of(lexicon)
    train_text_model(examples, classes, _TRAINING).save(directory, name)
    print(f"{name}: {len(examples)} sentences")


if __name__ == "__main__":
    sys.exit(main())
